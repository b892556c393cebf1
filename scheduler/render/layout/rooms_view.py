"""Several rooms: rooms down, the slots of the days across, the side events last."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.render.languages.dating import dates, on
from scheduler.render.layout.days_view import placeholder, side_line
from scheduler.render.layout.halves import Half, across_days, columns_of, days_together, merged
from scheduler.render.layout.lists import PROMISE, Meeting
from scheduler.render.layout.sheets import Band, Box, Line, Page, Sheet, struck_of, stub_lines

MOST_ROWS = 5
"""The most rows of rooms on a page, which may belong to several tables."""


def room_pages(meeting: Meeting, most: int) -> Iterator[Page]:
    """Tables of at most ``most`` columns, several small ones on a page."""
    page: list[Sheet] = []
    together = [*days_together(meeting, most)]
    for halves in together:
        sheet = _sheet(meeting, halves, alone=len(together) == 1)
        if page and sum(len(other.bands) for other in (*page, sheet)) > MOST_ROWS:
            yield tuple(page)
            page = []
        page.append(sheet)
    if page:
        yield tuple(page)


def _sheet(meeting: Meeting, halves: Sequence[Half], *, alone: bool) -> Sheet:
    days = tuple(dict.fromkeys(half.day for half in halves))
    rooms = [
        Band(meeting.names.room_heads[room], boxes)
        for room in meeting.rooms
        if _says(boxes := merged(halves, _boxes_of(meeting, room)))
    ]
    if not rooms and not meeting.side_rooms:
        rooms = [
            Band(meeting.names.room_heads[room], merged(halves, _boxes_of(meeting, room)))
            for room in meeting.rooms
        ]
    side = across_days(halves, lambda day: _side_box(meeting, day))
    lunches = [Band(meeting.language.side_events, side, side=True)] if _says(side) else []
    columns = columns_of(meeting, halves, rooms)
    if len(days) == 1:
        caption: str | None = on(days[0], meeting.language)
        only: date | None = days[0]
        columns = tuple(replace(column, over="") for column in columns)
    else:
        only, caption = None, None if alone else dates(days, meeting.language)
    return Sheet(caption, columns, (*rooms, *lunches), meeting.language.room, day=only)


def _says(boxes: Sequence[Box | None]) -> bool:
    return any(box.lines or box.removed for box in boxes if box is not None)


def _boxes_of(meeting: Meeting, room: str) -> Callable[[Half], Box]:
    def box_of(half: Half) -> Box:
        if half.slot is None:
            return Box((), held=False)
        place = (room, half.day, half.slot)
        return meeting.box(meeting.now.get(place, ()), meeting.was.get(place, ()))

    return box_of


def _side_box(meeting: Meeting, day: date) -> Box:
    """The side events of all rooms on one day, each with its hours and its room."""
    here, old = meeting.side[day], meeting.side_was[day]
    entries, changed, left = meeting.names.compare(here, old, PROMISE)
    lines = [Line(side_line(e.hours, e.titled, e.room_name), e.tbc, e.marked, e) for e in entries]
    if meeting.problem.annex.side_events == "tbc" and not lines:
        lines += placeholder(meeting.language)
    return Box((*lines, *stub_lines(left)), changed=changed, removed=struck_of(left))
