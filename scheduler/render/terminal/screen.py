"""
A timetable on the screen, as the planner asked to see it: the grid, or plain lines.

The lines are for screen readers and mail: nothing to see, all to be heard. One sitting a line, in
the order in which a participant meets them; a change is said in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scheduler.problem import Problem
from scheduler.render.calendars.entries import concerns
from scheduler.render.formats import WHOLE, ExportRequest
from scheduler.render.layout.heading import issue, subtitle
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.placements import SIDE_EVENT
from scheduler.render.layout.shape import Cell, Column, Layout, Row, SideCell
from scheduler.render.layout.sheets import Entry, Left
from scheduler.render.terminal.answer import QUIET, Line, View, say
from scheduler.render.terminal.idle_slots import told_idle
from scheduler.render.words import day_of, weekday
from scheduler.timetable import Record
from scheduler.vocabulary.calendar import end_clock
from scheduler.vocabulary.command_lines import rollgrid

Said = tuple[datetime, str]
"""When a line is due among the others of its day, by the clock on the wall; and the line."""
Asked = Callable[[str], bool]
"""Whether a session, by its id, is one of those to be listed."""


def all_of(_: str) -> bool:
    """Every session is to be listed."""
    return True


def listing(layout: Layout, asked: Asked = all_of) -> list[str]:
    """
    The layout in words, without box characters.

    Title, then every sitting with day, the hours that the annex promises, room if there are
    several, session and part; side events with their room; footnotes; what has no place and
    why. Blank lines part the days. ``asked``: which sessions are meant, by their ids.
    """
    parts = [
        _top(layout),
        *(_day(layout, index, column, asked) for index, column in enumerate(layout.columns)),
        ["".join(run.text for run in footnote) for footnote in layout.footnotes],
        [
            f"Without a place: {left.text}: {left.reason}"
            for left in layout.unplaced
            if asked(left.session)
        ],
        [foot] if (foot := issue(layout)) is not None else [],
    ]
    return [line for part in parts if part for line in ("", *part)][1:]


def _top(layout: Layout) -> list[str]:
    lines = [layout.heading] if layout.heading.startswith(layout.title) else []
    lines = lines or [layout.title, layout.heading]
    whose = subtitle(layout)
    return [*lines, whose] if whose is not None else lines


def _day(layout: Layout, index: int, column: Column, asked: Asked) -> list[str]:
    """All rooms and the side events of one day, in order of the clock."""
    dues = [
        line
        for table in layout.tables
        for row in table.rows
        for line in _cell(row, row.cells[index], table.room_name, asked)
    ]
    if layout.side_events is not None:
        dues += _side(layout.side_events[index], asked)
    lines = [text for _, text in sorted(dues, key=lambda line: line[0])]
    return lines or [f"{_on(column.day)}: no sessions"]


def _cell(row: Row, cell: Cell, room: str | None, asked: Asked) -> Iterator[Said]:
    cell = replace(cell, left=tuple(left for left in cell.left if asked(left.session)))
    for entry, before in zip(cell.entries, (None, *cell.entries), strict=False):
        if not asked(entry.session):
            continue
        note = "new in this slot" if entry.added else ""
        note = "in other words than before" if entry.renamed else note
        note = "at other hours than before" if entry.altered else note
        note = "in another order than before" if cell.reordered else note
        follows = before is not None and entry.rolls and before.on == entry.on
        after = before.name if follows and before is not None else None
        place = _place(_slot(entry, row, cell.day), room)
        yield _due(entry), _sitting(place, entry, note, after=after)
    slot = datetime.combine(cell.day, row.start)
    last = max((_due(entry) for entry in cell.entries), default=slot)
    for left in (left for left in cell.left if not left.stub):
        place = _place(f"{_on(cell.day)}, {row.start:%H:%M} to {end_clock(row.end)}", room)
        yield last, f"{place}: {_parting(left)}"
    for stub in cell.stubs:
        place = _place(f"{_on(cell.day)}, {row.start:%H:%M} to {end_clock(row.end)}", room)
        yield last, f"{place}: {stub}"


def _side(cell: SideCell, asked: Asked) -> Iterator[Said]:
    cell = replace(cell, left=tuple(left for left in cell.left if asked(left.session)))
    for entry in (entry for entry in cell.entries if asked(entry.session)):
        note = "in other words than before" if entry.renamed else ""
        note = "new or moved" if entry.added else note
        yield _due(entry), _sitting(_place(_hours(entry), entry.room_name), entry, note)
    if cell.tbc:
        yield datetime.max, f"{_on(cell.day)}: side events to be confirmed"
    for left in (left for left in cell.left if not left.stub):
        yield datetime.max, f"{_on(cell.day)}: {_parting(left, 'side event ')}"
    for stub in cell.stubs:
        yield datetime.max, f"{_on(cell.day)}: side event {stub}"


def _parting(left: Left, kind: str = "") -> str:
    """That a session is no longer there; where it is now, if it moved."""
    if left.place:
        return f"{kind}{left.text} moved to {left.place}"
    return f"no longer {'the ' if kind else ''}{kind}{left.text}"


def _sitting(place: str, entry: Entry, note: str, *, after: str | None = None) -> str:
    title = f"side event, {entry.titled}" if entry.kind == SIDE_EVENT else entry.titled
    part = f"part {entry.part} of {entry.parts}" if entry.parts > 1 else ""
    follows = f"immediately after {after}" if after is not None else ""
    words = (title, follows, entry.then, part, *entry.served)
    sentence = ", ".join(word for word in words if word)
    told = "; ".join((sentence, *(detail.text for detail in entry.details)))
    return f"{place}: {told}" + (f" ({note})" if note else "")


def _slot(entry: Entry, row: Row, day: date) -> str:
    """On a rolling basis the hours of the slot, for the others nobody can promise."""
    if not entry.rolls:
        return _hours(entry)
    return f"{_on(day)}, {row.start:%H:%M} to {end_clock(row.end)}"


def _hours(entry: Entry) -> str:
    """The end has a date of its own where it is past midnight."""
    start, end = entry.start, entry.end
    last = end.date() - timedelta(days=end_clock(end) == "24:00")
    over = f" on {_on(end.date())}" if last != start.date() else ""
    until = end_clock(end) if last == start.date() else f"{end:%H:%M}"
    return f"{_on(start.date())}, {start:%H:%M} to {until}{over}"


def _place(when: str, room: str | None) -> str:
    return when if room is None else f"{when}, {room}"


def _due(entry: Entry) -> datetime:
    return entry.start.replace(tzinfo=None)


def _on(day: date) -> str:
    return f"{weekday(day)} {day_of(day)}"


if TYPE_CHECKING:
    from rich.text import Text


Lines: TypeAlias = "list[Line | Text]"
BLANK = Line()
OTHER_LETTERS = ("ar", "ru", "zh")
"""Languages of which nothing is left in ASCII: days and dates are in English there."""
STOPPED = "interrupted: this is the best timetable found so far"


def draw_timetable(
    problem: Problem, record: Record, view: View, request: ExportRequest = WHOLE
) -> Lines:
    """
    What is requested as a grid, or as a listing.

    Raises
    ------
    ValueError
        The request names a room, a person or a body that there is not.
    """
    if view.ascii and (request.language or problem.annex.language) in OTHER_LETTERS:
        request = replace(request, language="en", second=None)
    if view.list:
        made = lay_out(problem, record, request)
        return [*map(Line, _listed(problem, record, request, made)), *_idle(problem, made)]
    from scheduler.render.terminal.screen_grid import grid  # rich costs 0.05 s
    from scheduler.render.terminal.screen_sheet import most_columns

    made = lay_out(problem, record, replace(request, columns=most_columns(view.width)))
    return [*grid(made, width=view.width, ascii=view.ascii), *_idle(problem, made)]


def _idle(problem: Problem, made: Layout) -> list[Line]:
    """What the planner sees and no delegate: the slots that a grid leaves out."""
    told = told_idle(problem, made) if made.view not in ("programme", "side-events") else None
    return [BLANK, say(told, QUIET)] if told is not None else []


def _listed(problem: Problem, record: Record, request: ExportRequest, made: Layout) -> list[str]:
    """The lines of the view: of side events, or of one programme, those alone."""
    if request.view == "side-events":
        kinds = {session.id: session.kind for session in problem.sessions}
        return listing(made, lambda id: kinds.get(id) == SIDE_EVENT)
    if request.view != "programme" or request.of is None:
        return listing(made)
    old = request.before.sittings if request.before is not None else ()
    wanted = concerns(problem, request.of)
    theirs = {sitting.session for sitting in (*record.sittings, *old) if wanted(sitting)}
    if made.side_events is not None:
        cells = tuple(replace(cell, tbc=False) for cell in made.side_events)
        made = replace(made, side_events=cells)
    return listing(made, theirs.__contains__)


def next_step(scenario: Path, stored: Path | None, *, before: Path | None = None) -> str:
    """The command to run now; ``before``: the timetable against which its changes are marked."""
    if stored is None:
        return "next: add --out FILE.json to store it"
    marked = ["--before", before] if before is not None else []
    words = ("export", "docx", scenario, stored, *marked, "--to", "annex.docx")
    return f"next: {rollgrid(*words)}"
