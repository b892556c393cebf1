"""The side events of an annex: with their hours, their rooms, and a slot that holds them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.letter.agenda import Business, Share, Window
from scheduler.letter.annex import Annex
from scheduler.letter.cell_names import MARK, is_awaited, marked_in, sessions_in
from scheduler.letter.clock_hours import HOURS, Hours, hours_of, length_of, offset_in

LUNCH = (time(13, 15), time(14, 45))
"""Where the annex gives no hours of side events."""
Dated = tuple[Annex, Mapping[int, date]]
"""An annex, and the date of each of its columns."""


@dataclass(frozen=True, slots=True)
class _Event:
    day: date
    text: str
    hours: Hours | None
    tbc: bool


def is_announced(annex: Annex) -> bool:
    """Whether a row of side events only says that they are to be confirmed."""
    cells = (spot.cell for spot in annex.spots if spot.slot.side)
    return any(is_awaited(text) for cell in cells for text in sessions_in(cell))


def side_events_in(annexes: Sequence[Dated]) -> tuple[list[Business], Window | None]:
    """The side events that have a name, and a slot that holds them all."""
    events = [event for annex, days in annexes for event in _events(annex, days)]
    if not events:
        return [], None
    given = [event.hours for event in events if event.hours is not None]
    start, end = LUNCH
    first = min((hours[0] for hours in given), default=start)
    ends = {offset_in((first, end), h[0]) + length_of(h): h[1] for h in given}
    whole = (first, ends[max(ends)] if ends else end)
    window = Window("lunch", whole, None, inferred=not given, side=True)
    return [_business(event, event.hours or whole, window) for event in events], window


def _events(annex: Annex, days: Mapping[int, date]) -> Iterator[_Event]:
    seen: set[tuple[int, int, date]] = set()
    for spot in annex.spots:
        day = days[spot.day.column]
        place = (spot.cell.row, spot.cell.column, day)
        if spot.slot.side and place not in seen:
            seen.add(place)
            for said in marked_in(spot.cell):
                text = MARK.sub("", said) or said
                if not is_awaited(text):
                    tbc = spot.cell.italic or bool(MARK.search(said))
                    yield _Event(day, text, hours_of(text) or spot.slot.hours, tbc)


def _business(event: _Event, hours: Hours, window: Window) -> Business:
    """``13:15 – 14:45 Launch of the handbook (Room 3)``"""
    title, room = _parts(event.text)
    offset = offset_in(window.hours, hours[0])
    share = Share(event.day, window, offset, length_of(hours), whole=False)
    return Business("", title, (share,), side=True, room=room, tbc=event.tbc)


def _parts(text: str) -> tuple[str, str | None]:
    """The title, and the room in brackets at its end."""
    bare = HOURS.sub("", text, count=1).strip(" ,;:–-") if hours_of(text) is not None else text
    head, bracket, tail = bare.rpartition("(")
    if bracket and tail.endswith(")") and head.strip():
        return head.strip(" ,;:–-"), tail[:-1].strip()
    return bare or text, None
