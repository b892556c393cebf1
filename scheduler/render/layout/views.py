"""
The other views of a timetable: by room, by body, side events, in order of time, for one person.

As in the annex, a cell names the sessions of a slot in their order, with the hours that are
promised beyond those of the slot. A list gives a session in no rolling order its own hours.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from scheduler.problem.spoken_names import spoken_bodies, spoken_people, unknown
from scheduler.render.languages.dating import dates, day_of, weekday
from scheduler.render.layout.days_view import caption, is_empty, placeholder, side_line, weeks_of
from scheduler.render.layout.halves import Half, columns_of, days_together, merged
from scheduler.render.layout.journal import journal_pages
from scheduler.render.layout.lists import PROMISE, Meeting, sheets_in_order
from scheduler.render.layout.printed_names import PrintedNames
from scheduler.render.layout.rooms_view import room_pages
from scheduler.render.layout.sheets import (
    Band,
    Box,
    Head,
    Line,
    Page,
    Sheet,
    struck_of,
    stub_lines,
)
from scheduler.render.words import printable
from scheduler.vocabulary.printing import ViewName


def pages_of(view: ViewName, meeting: Meeting, of: str | None, columns: int) -> tuple[Page, ...]:
    """The tables of each page, of at most ``columns`` slots; by days they are those of rooms."""
    if view in ("days", "rooms"):
        return tuple(room_pages(meeting, columns))
    if view == "groups":
        return tuple(_groups(meeting, columns))
    if view == "side-events":
        return tuple(_side_events(meeting))
    if view == "journal":
        return tuple(journal_pages(meeting, columns))
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
    spoken = {**spoken_people(names.problem), **spoken_bodies(names.problem)}
    if of is None:
        there = [names.titles.get(id, printable(id)) for id in spoken]
        raise ValueError(f"whose programme? there are {', '.join(there) or 'no people or bodies'}")
    if of not in spoken:
        raise ValueError(unknown("no person and no body", of, spoken))
    return names.titles.get(of, printable(of))


def _groups(meeting: Meeting, most: int) -> Iterator[Page]:
    """Pages of as many whole days as fit: bodies down, the slots of the days across."""
    together = [*days_together(meeting, most)]
    for halves in together:
        days = tuple(dict.fromkeys(half.day for half in halves))
        bands = tuple(
            Band(name, merged(halves, _body_boxes(meeting, key))) for key, name in meeting.bodies
        )
        sheet = Sheet(
            caption=None if len(together) == 1 else dates(days, meeting.language),
            columns=columns_of(meeting, halves, bands),
            bands=bands,
            stub=meeting.language.body,
        )
        if len(together) == 1 or not is_empty(sheet):
            yield (sheet,)


def _body_boxes(meeting: Meeting, body: str) -> Callable[[Half], Box]:
    def box_of(half: Half) -> Box:
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

    return box_of


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
            dated=meeting.dated,
        )
        if len(weeks) == 1 or not is_empty(sheet):
            yield (sheet,)


def _side_bands(meeting: Meeting, days: Sequence[date]) -> Iterator[Band]:
    for room in meeting.side_rooms:
        boxes = tuple(_side_box(meeting, room, day) for day in days)
        yield Band(meeting.names.room_heads.get(room, room), boxes, side=True)
    awaited = [meeting.problem.annex.side_events == "tbc" and not meeting.side[day] for day in days]
    if any(awaited) or not meeting.side_rooms:
        announced = placeholder(meeting.language)
        boxes = tuple(Box(announced if tbc else ()) for tbc in awaited)
        yield Band("" if meeting.side_rooms else meeting.language.side_events, boxes, side=True)


def _side_box(meeting: Meeting, room: str, day: date) -> Box:
    """The side events of one room on one day, with their hours."""
    here = tuple(s for s in meeting.side[day] if s.room == room)
    old = tuple(s for s in meeting.side_was[day] if s.room == room)
    entries, changed, left = meeting.names.compare(here, old, PROMISE)
    lines = (Line(side_line(e.hours, e.titled, None), e.tbc, e.marked, e) for e in entries)
    return Box((*lines, *stub_lines(left)), changed=changed, removed=struck_of(left))
