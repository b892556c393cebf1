"""
Rows and columns of the annex, decided once for every writer.

A column is a day, a row a regular slot, a cell the ordered list of sessions that a room holds in
that slot, with the hours that are promised beyond those of the slot (``promises``). Side events
get a row of their own, with time and room. All texts are cleaned of characters
that would steer a terminal or break a document.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from scheduler.problem import Problem, Slot
from scheduler.problem.spoken_names import spoken_rooms, unknown
from scheduler.render.formats import WHOLE, ExportRequest
from scheduler.render.languages.dating import dates, day_of, weekday
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.chances_view import chances_page
from scheduler.render.layout.days_view import is_empty
from scheduler.render.layout.days_view import pages as days_pages
from scheduler.render.layout.halves import MOST_COLUMNS
from scheduler.render.layout.heading import describe_changes
from scheduler.render.layout.lists import PROMISE, Meeting
from scheduler.render.layout.moves import find_moves
from scheduler.render.layout.offers import with_minutes_offered
from scheduler.render.layout.placements import bands, days, is_held, regular, side_events
from scheduler.render.layout.printed_names import PrintedNames, printed_names
from scheduler.render.layout.promises import promised, promised_side_events
from scheduler.render.layout.rewording import (
    annex_title,
    footnote_texts,
    meeting_title,
    rewordings,
    venue,
)
from scheduler.render.layout.shape import (
    Cell,
    Column,
    Homeless,
    Layout,
    Row,
    Run,
    SideCell,
    TableLayout,
)
from scheduler.render.layout.sheets import Page
from scheduler.render.layout.sign import sign_page, sign_room
from scheduler.render.layout.stubs import with_places, with_stubs
from scheduler.render.layout.two_languages import in_two_languages
from scheduler.render.layout.views import pages_of, programme_owner
from scheduler.render.layout.zone import zone_in_words
from scheduler.render.words import hours, printable
from scheduler.timetable import Record
from scheduler.vocabulary.printing import LanguageCode, ViewName

GRIDS: tuple[ViewName, ...] = ("days", "rooms", "groups")
"""Views that have a table of chances after them; those that list have a column."""
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def lay_out(problem: Problem, record: Record, request: ExportRequest = WHOLE) -> Layout:
    """
    Decide what is printed where.

    Raises
    ------
    ValueError
        If the request names rooms that the scenario does not have, there is no such person, body,
        day or language, or a programme is nobody's.
    """
    first = request.language or problem.annex.language
    if request.second is not None and request.second != first:
        codes: tuple[LanguageCode, ...] = (first, request.second)
        alone = (replace(request, language=code, second=None) for code in codes)
        return in_two_languages(*(lay_out(problem, record, one) for one in alone))
    language = language_of(first)
    compared = request.before is not None and not request.clean
    names = printed_names(problem, language, compared=compared, times=request.times)
    if compared and request.earlier is not None:
        was = printed_names(request.earlier, language, compared=True)
        names = replace(names, earlier=was)
    read = request.before if compared or request.stubs else None
    old = read.sittings if read is not None else ()
    meeting = Meeting(
        names,
        days=_days_shown(problem, request.day),
        now=promised(problem, regular(problem, record.sittings), record.expected),
        was=promised(problem, regular(problem, old)),
        side=promised_side_events(problem, side_events(problem, record.sittings)),
        side_was=promised_side_events(problem, side_events(problem, old)),
        chances={risk.session: risk for risk in request.chances},
    )
    if request.stubs:
        meeting = with_stubs(meeting, clean=request.clean)
    elif compared:
        meeting = with_places(meeting)
    made = _without_pages(meeting, record, request)
    if request.picture == "utilisation":
        made = replace(made, tables=tuple(with_minutes_offered(problem, made.tables)))
    appendix = chances_page(meeting.only(request.rooms)) if request.view in GRIDS else ()
    made = replace(made, pages=_pages(made, meeting, request), appendix=appendix)
    if not made.changed and request.view == "programme":
        return replace(made, unchanged=compared)
    told = describe_changes(made, find_moves(meeting)) if made.changed else ()
    reworded = rewordings(meeting, [entry.session for entry in made.entries])
    return replace(made, changes=(*told, *reworded))


def refuse_unknown(problem: Problem, request: ExportRequest) -> None:
    """ValueError if the request names a room, a person or a body that there is not."""
    names = printed_names(problem, language_of(problem.annex.language), compared=False)
    _rooms_named(names, request.rooms or ())
    programme_owner(names, request.view, request.of)


def _pages(made: Layout, meeting: Meeting, request: ExportRequest) -> tuple[Page, ...]:
    """Days across, slots down where there is one room, else what the view says; or: nothing."""
    columns = request.columns or MOST_COLUMNS
    shown = meeting.only(request.rooms)
    if request.view == "days" and len(made.tables) == 1:
        tables = days_pages(made)
        rests = request.day is not None and all(
            is_empty(sheet) for page in tables for sheet in page
        )
        return pages_of("list", shown, None, columns) if rests else tables
    if request.view == "sign":
        return (sign_page(meeting, sign_room(meeting, request.rooms)),)
    pages = pages_of(request.view, shown, request.of, columns)
    empty = not any(pages) and request.view in ("days", "rooms", "groups")
    return pages_of("list", shown, None, columns) if empty else pages


def _without_pages(meeting: Meeting, record: Record, request: ExportRequest) -> Layout:
    """The words around the tables, and the meeting by days and slots."""
    names, problem = meeting.names, meeting.problem
    return Layout(
        title=annex_title(names),
        heading=_heading(meeting),
        columns=tuple(
            Column(day, weekday(day, names.language), day_of(day, names.language))
            for day in meeting.days
        ),
        dated=meeting.dated,
        tables=_tables(meeting, request.rooms),
        side_events=_side_cells(meeting),
        footnotes=_footnotes(names),
        unplaced=tuple(
            Homeless(u.session, names.printed(u.session), printable(u.reason))
            for u in record.unplaced
        ),
        groups=tuple(dict.fromkeys(printable(s.group) for s in problem.sessions if s.group)),
        revision=record.revision,
        as_of=printable(record.as_of) if record.as_of is not None else None,
        timezone=problem.meeting.timezone,
        zone=zone_in_words(problem, names.language),
        address=problem.meeting.address,
        language=names.language,
        view=request.view,
        of=programme_owner(names, request.view, request.of),
        draft=request.draft,
        meeting=problem.meeting.id,
    )


def runs(text: str) -> tuple[Run, ...]:
    """``a **b** c`` in its weights; a lone ``**`` is a footnote mark and stays."""
    pieces = enumerate(BOLD.split(text))
    return tuple(Run(piece, bold=index % 2 == 1) for index, piece in pieces if piece)


def _days_shown(problem: Problem, day: date | None) -> tuple[date, ...]:
    meeting_days = days(problem)
    if day is not None and day not in meeting_days:
        raise ValueError(f"there is no day {day}; there are {', '.join(map(str, meeting_days))}")
    return meeting_days if day is None else (day,)


def _footnotes(names: PrintedNames) -> tuple[tuple[Run, ...], ...]:
    return tuple(map(runs, footnote_texts(names)))


def _heading(meeting: Meeting) -> str:
    """Meeting, venue, the room if all is in one that has a name, dates and time zone."""
    names = meeting.names
    used = {room for room, _, _ in (*meeting.now, *meeting.was)}
    alone = used.pop() if len(used) == 1 else None
    said = alone is not None and (
        len(meeting.problem.rooms) > 1 or names.room_names[alone] != alone
    )
    room = names.room_heads[alone] if alone is not None and said else ""
    zone = zone_in_words(meeting.problem, names.language)
    parts = (
        meeting_title(names),
        venue(names),
        room,
        dates(names.problem.days, names.language),
        zone,
    )
    return names.language.dot.join(part for part in map(printable, parts) if part)


def _tables(meeting: Meeting, rooms: Sequence[str] | None) -> tuple[TableLayout, ...]:
    names = meeting.names
    used = {room for room, _, _ in (*meeting.now, *meeting.was)}
    printed = _rooms_in_use(names, used) if rooms is None else _rooms_named(names, rooms)
    alone = len(used.union(printed)) == 1
    return tuple(
        TableLayout(
            room=room,
            room_name=None if alone else names.room_names[room],
            head=None if alone else names.room_heads[room],
            rows=tuple(_row(meeting, room, band) for band in bands(meeting.problem)),
        )
        for room in printed
    )


def _rooms_in_use(names: PrintedNames, used: set[str]) -> tuple[str, ...]:
    """In the planner's order; an empty timetable is printed for the room it is meant for."""
    rolling = (order.room for order in names.problem.rolling)
    meant = used or {next(iter((*rolling, *names.room_names)))}
    return tuple(room for room in names.room_names if room in meant)


def _rooms_named(names: PrintedNames, rooms: Sequence[str]) -> tuple[str, ...]:
    spoken = spoken_rooms(names.problem)
    strange = [unknown("no room", room, spoken) for room in rooms if room not in spoken]
    if strange:
        raise ValueError("; ".join(strange))
    return tuple(dict.fromkeys(rooms))


def _row(meeting: Meeting, room: str, band: tuple[Slot, ...]) -> Row:
    slot = band[0]
    return Row(
        slot=slot.id,
        label=hours(slot.start, slot.end),
        start=slot.start,
        end=slot.end,
        cells=tuple(_cell(meeting, room, day, band) for day in meeting.days),
    )


def _cell(meeting: Meeting, room: str, day: date, band: tuple[Slot, ...]) -> Cell:
    slot = next((slot.id for slot in band if is_held(slot, day)), None)
    if slot is None:
        return Cell(day, None, serves=False)
    here, old = (sittings.get((room, day, slot), ()) for sittings in (meeting.now, meeting.was))
    return Cell(day, slot, True, *meeting.names.compare(here, old, attrgetter("session")))


def _side_cells(meeting: Meeting) -> tuple[SideCell, ...] | None:
    """None if there are no side events and none are announced."""
    cells = tuple(_side_cell(meeting, day) for day in meeting.days)
    return cells if any(cell.says for cell in cells) else None


def _side_cell(meeting: Meeting, day: date) -> SideCell:
    here, old = meeting.side[day], meeting.side_was[day]
    entries, changed, left = meeting.names.compare(here, old, PROMISE)
    tbc = meeting.problem.annex.side_events == "tbc" and not here
    return SideCell(day, entries, tbc, changed, left)
