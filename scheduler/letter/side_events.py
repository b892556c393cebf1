"""The side events of an annex: with their hours, and the rooms in brackets behind them."""

from collections.abc import Mapping
from datetime import date, time

from scheduler.letter.agenda import Business, Share, Window
from scheduler.letter.annex import Annex
from scheduler.letter.cell_names import is_awaited, sessions_in
from scheduler.letter.dates_and_hours import HOURS, hours_of

LUNCH = (time(13, 15), time(14, 45))
"""Where the annex gives no hours."""


def side_events_in(annex: Annex, days: Mapping[int, date]) -> tuple[list[Business], Window | None]:
    """The side events that have a name, and a slot that holds them all."""
    side_events: list[tuple[date, str, tuple[time, time] | None, bool]] = []
    for slot in annex.slots:
        if slot.side:
            for day in annex.days:
                cell = annex.cell(slot, day)
                for text in sessions_in(cell):
                    if not is_awaited(text):
                        hours = hours_of(text) or slot.hours
                        side_events.append((days[day.column], text, hours, cell.italic))
    if not side_events:
        return [], None
    given = [hours for _, _, hours, _ in side_events if hours is not None]
    start, end = LUNCH
    whole = (min((h[0] for h in given), default=start), max((h[1] for h in given), default=end))
    window = Window("lunch", whole, None, inferred=not given, side=True)
    events = [
        _side_event(day, text, own or whole, window, tbc=tbc) for day, text, own, tbc in side_events
    ]
    return events, window


def _side_event(
    day: date, text: str, hours: tuple[time, time], window: Window, *, tbc: bool
) -> Business:
    """``13:15 – 14:45 Launch of the handbook (Room 3)``"""
    title, room = _parts(text)
    start, end = hours
    offset = _minutes(window.hours[0], start)
    share = Share(day, window, offset, _minutes(start, end), whole=False)
    return Business("", title, (share,), side=True, room=room, tbc=tbc)


def _minutes(start: time, end: time) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _parts(text: str) -> tuple[str, str | None]:
    """The title, and the room in brackets at its end."""
    bare = HOURS.sub("", text, count=1).strip(" ,;:–-") if hours_of(text) is not None else text
    head, bracket, tail = bare.rpartition("(")
    if bracket and tail.endswith(")") and head.strip():
        return head.strip(" ,;:–-"), tail[:-1].strip()
    return bare or text, None
