"""
The other views of a timetable: by room, by body, side events, in order of time, for one person.

As in the annex, a cell names the sessions of a slot in their order, with the hours that are
promised beyond those of the slot. A list gives a session in no rolling order its own hours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scheduler.errors import did_you_mean
from scheduler.problem import Slot
from scheduler.render.languages.dating import dates, day_of, on, weekday
from scheduler.render.layout.days_view import caption, is_empty, placeholder, side_line, weeks_of
from scheduler.render.layout.lists import PROMISE, Meeting, sheets_in_order
from scheduler.render.layout.placements import bands, is_held
from scheduler.render.layout.printed_names import PrintedNames
from scheduler.render.layout.sheets import Band, Box, Head, Line, Page, Sheet
from scheduler.render.words import hours, printable
from scheduler.vocabulary.printing import ViewName

MOST_ROWS = 5
"""So many rows of rooms share a page, if need be of several days."""
USUAL, MORE, LONG = 4, 3, 30
"""What a column of the view by bodies weighs, what more it may, and for how many letters each."""
MOST_COLUMNS = 8
"""More columns than this on one sheet of A4 leave less than two and a half centimetres for each."""


def pages_of(view: ViewName, meeting: Meeting, of: str | None) -> tuple[Page, ...]:
    """The tables of each page of any view but that of days."""
    if view == "rooms":
        return tuple(_rooms(meeting))
    if view == "groups":
        return tuple(_groups(meeting))
    if view == "side-events":
        return tuple(_side_events(meeting))
    return (sheets_in_order(meeting, of),)


def programme_owner(names: PrintedNames, view: ViewName, of: str | None) -> str | None:
    """
    In words, whose programme it is.

    Raises
    ------
    ValueError
        A programme is nobody's, or something else is somebody's; nobody is called that.
    """
    if view != "programme":
        if of is not None:
            raise ValueError(f"only a programme is of somebody: --view programme, not {view}")
        return None
    groups = {group: None for s in names.problem.sessions for group in s.groups}
    ids = [*(person.id for person in names.problem.people), *groups]
    if of is None:
        raise ValueError(f"whose programme? there are {', '.join(ids) or 'no people or bodies'}")
    if of not in ids:
        hint = did_you_mean(of, ids) or f"; there are {', '.join(ids)}"
        raise ValueError(f"no person and no body is called {of!r}{hint}")
    return names.titles.get(of, printable(of))


@dataclass(frozen=True, slots=True)
class _Half:
    """One slot of one day: a column of the view by bodies."""

    day: date
    band: tuple[Slot, ...]

    @property
    def slot(self) -> str | None:
        return next((slot.id for slot in self.band if is_held(slot, self.day)), None)


def _rooms(meeting: Meeting) -> Iterator[Page]:
    """Rooms down, slots across, side events last; a page for each day, or several small ones."""
    days = [sheet for day in meeting.days for sheet in _day_of_rooms(meeting, day)]
    each = max(1, MOST_ROWS // max(1, len(meeting.rooms)))
    yield from (tuple(days[i : i + each]) for i in range(0, len(days), each))


def _day_of_rooms(meeting: Meeting, day: date) -> Iterator[Sheet]:
    """The slots of a day, in several tables if they are many."""
    slots = [band for band in bands(meeting.problem) if _Half(day, band).slot is not None]
    parts = [slots[i : i + MOST_COLUMNS] for i in range(0, len(slots), MOST_COLUMNS)] or [[]]
    for number, part in enumerate(parts, start=1):
        yield _room_sheet(meeting, day, part, last=number == len(parts))


def _room_sheet(
    meeting: Meeting, day: date, slots: Sequence[tuple[Slot, ...]], *, last: bool
) -> Sheet:
    side = last and bool(meeting.side[day] or meeting.side_was[day])
    columns = [Head(day, hours(band[0].start, band[0].end), "") for band in slots]
    columns += [Head(day, meeting.language.side_events, "")] if side else []
    return Sheet(
        caption=on(day, meeting.language),
        columns=tuple(columns),
        bands=tuple(
            Band(
                meeting.names.room_names[room],
                (
                    *(_room_box(meeting, room, _Half(day, band)) for band in slots),
                    *([_side_box(meeting, room, day)] if side else []),
                ),
            )
            for room in meeting.rooms
        ),
        stub=meeting.language.room,
    )


def _room_box(meeting: Meeting, room: str, half: _Half) -> Box:
    place = (room, half.day, half.slot or "")
    return meeting.box(meeting.now.get(place, ()), meeting.was.get(place, ()))


def _side_box(meeting: Meeting, room: str, day: date) -> Box:
    """The side events of one room on one day, with their hours."""
    here = tuple(s for s in meeting.side[day] if s.room == room)
    old = tuple(s for s in meeting.side_was[day] if s.room == room)
    entries, changed, removed = meeting.names.compare(here, old, PROMISE)
    lines = (Line(side_line(e.hours, e.text, None), e.tbc, e.marked, e) for e in entries)
    return Box(tuple(lines), changed=changed, removed=removed)


def _groups(meeting: Meeting) -> Iterator[Page]:
    """Pages of as many whole days as fit: bodies down, the slots of the days across."""
    for days in _together(meeting):
        halves = [half for day in days for half in _halves(meeting, day)]
        whole = len(days) == len(meeting.days)
        bands = tuple(
            Band(name, tuple(_merged(halves, [_body_box(meeting, key, h) for h in halves])))
            for key, name in meeting.bodies
        )
        sheet = Sheet(
            caption=None if whole else dates(days, meeting.language),
            columns=tuple(
                _half_column(meeting, half, _weight(bands, index))
                for index, half in enumerate(halves)
            ),
            bands=bands,
            stub=meeting.language.body,
        )
        if whole or not is_empty(sheet):
            yield (sheet,)


def _together(meeting: Meeting) -> Iterator[tuple[date, ...]]:
    """Days whose slots fit side by side, never of two weeks."""
    for _, week in groupby(meeting.days, key=lambda day: day.isocalendar()[:2]):
        days = list(week)
        most = max(len(_halves(meeting, day)) for day in days)
        parts = -(-len(days) // max(1, MOST_COLUMNS // max(1, most)))
        size = -(-len(days) // parts)
        yield from (tuple(days[i : i + size]) for i in range(0, len(days), size))


def _halves(meeting: Meeting, day: date) -> list[_Half]:
    halves = (_Half(day, band) for band in bands(meeting.problem))
    return [half for half in halves if half.slot is not None]


def _half_column(meeting: Meeting, half: _Half, weight: int) -> Head:
    slot = half.band[0]
    over = on(half.day, meeting.language)
    return Head(half.day, hours(slot.start, slot.end), "", over=over, weight=weight)


def _weight(bands: Sequence[Band], index: int) -> int:
    """More for a column in which a long text stands alone than for one of empty or merged cells."""
    boxes = (band.boxes[index] for band in bands)
    alone = (line.text for box in boxes if box and box.across == 1 for line in box.lines)
    return USUAL + min(MORE, max(map(len, alone), default=0) // LONG)


def _body_box(meeting: Meeting, body: str, half: _Half) -> Box:
    here, old = (
        tuple(
            placed
            for room in meeting.rooms
            for placed in places.get((room, half.day, half.slot or ""), ())
            if body in meeting.bodies_of(placed.session)
        )
        for places in (meeting.now, meeting.was)
    )
    return meeting.box(here, old, roomed=len(meeting.rooms) > 1)


def _merged(halves: Sequence[_Half], boxes: Sequence[Box]) -> Iterator[Box | None]:
    """Neighbours of one day that say the same are one cell."""
    index = 0
    while index < len(boxes):
        end = index + 1
        while end < len(boxes) and _goes_on(halves, boxes, index, end):
            end += 1
        first, across = boxes[index], end - index
        lines = zip(*(box.lines for box in boxes[index:end]), strict=True)
        yield replace(first, lines=tuple(map(_as_one, lines)), across=across)
        yield from [None] * (across - 1)
        index = end


def _as_one(lines: Sequence[Line]) -> Line:
    first, *others = lines
    return replace(first, others=tuple(line.entry for line in others if line.entry is not None))


def _goes_on(halves: Sequence[_Half], boxes: Sequence[Box], first: int, later: int) -> bool:
    one, other = boxes[first], boxes[later]
    same = halves[first].day == halves[later].day and bool(one.lines)
    alike = [line.text for line in one.lines] == [line.text for line in other.lines]
    unmarked = one.changed == other.changed and not one.removed and not other.removed
    return same and alike and unmarked


def _side_events(meeting: Meeting) -> Iterator[Page]:
    """Rooms with side events down, days across, a page for each week."""
    names = [weekday(day, meeting.language) for day in meeting.days]
    columns = [
        Head(day, name, day_of(day, meeting.language))
        for day, name in zip(meeting.days, names, strict=True)
    ]
    weeks = weeks_of(meeting.days)
    for week in weeks:
        days = [meeting.days[index] for index in week]
        alone = None if len(weeks) == 1 else dates(days, meeting.language)
        sheet = Sheet(
            caption=caption(meeting.language.side_events, alone, meeting.language),
            columns=tuple(columns[index] for index in week),
            bands=tuple(_side_bands(meeting, days)),
            stub=meeting.language.room,
            dated=len(set(names)) < len(names),
        )
        if len(weeks) == 1 or not is_empty(sheet):
            yield (sheet,)


def _side_bands(meeting: Meeting, days: Sequence[date]) -> Iterator[Band]:
    for room in meeting.side_rooms:
        boxes = tuple(_side_box(meeting, room, day) for day in days)
        yield Band(meeting.names.room_names.get(room, room), boxes, side=True)
    awaited = [meeting.problem.annex.side_events == "tbc" and not meeting.side[day] for day in days]
    if any(awaited) or not meeting.side_rooms:
        announced = placeholder(meeting.language)
        boxes = tuple(Box(announced if tbc else ()) for tbc in awaited)
        yield Band("" if meeting.side_rooms else meeting.language.side_events, boxes, side=True)
