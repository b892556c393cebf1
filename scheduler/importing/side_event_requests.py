"""Requests for side events, from the form: sessions to be confirmed, and what they prefer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from scheduler.errors import ScenarioError
from scheduler.importing.new_ids import NewIds
from scheduler.importing.placed_headings import FIELDS, folded
from scheduler.importing.placed_scenario import rooms_by_name
from scheduler.importing.placed_table import clock_in, date_in
from scheduler.importing.session_list import Imported, read, sessions_of
from scheduler.importing.tally import LeftOut, first_of
from scheduler.letter.weekdays import written_weekday
from scheduler.problem import Problem
from scheduler.scenario.tables.cells import Cell, Table
from scheduler.scenario.tables.sessions import slug
from scheduler.vocabulary.calendar import WEEKDAYS
from scheduler.vocabulary.durations import minutes_in
from scheduler.vocabulary.request_form import COLUMNS, SHEET

OWN = {folded(column.heading): column.field for column in COLUMNS}
OTHERS = {"date": "first", **{c.field: c.field for c in COLUMNS}}
"""Fields of other tables by those of the form."""
COPIED = ("title", "minutes", "attendance", "features", "items", "documents", "description")
LONGEST = 2_000
UNTOLD = 1
"""Minutes of a request that says none, which is told: so that its other cells are judged."""
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Requests:
    """``imported``: the sessions with rules for what they prefer; ``left``: rows not read."""

    imported: Imported
    left: tuple[LeftOut, ...]


def read_requests(path: Path, problem: Problem, *, sheet: str | None = None) -> Requests:
    """
    The requests of a form, CSV or xlsx, for a scenario.

    Every side event is to be confirmed; the dates are days that it may be on, and the first date,
    the start and the room are preferred. ScenarioError with every complaint, by row and column.
    """
    table = read(path, sheet=sheet, prefer=SHEET)
    columns = _columns(table.rows[0])
    rows = [_row(cells, columns) for cells in table.rows[1:]]
    named = [row for row in rows if "title" in row]
    left = [_untitled(row) for row in rows if row and "title" not in row]
    wants = [_Wants.of(row, problem) for row in named]
    faults = [fault for want in wants for fault in want.faults]
    if "title" not in columns.values():
        faults = [f"{table.rows[0][min(table.rows[0])].row}:1: there is no column 'Title'"]
    taken = NewIds(session.id for session in problem.sessions)
    ids = [taken.new(slug(row["title"].text)) for row in named]
    lines = [f"{path}:{fault}" for fault in faults]
    imported = Imported(table.file, (), ())
    try:
        if named or not lines:
            sessions = _table(table.file, named, wants, ids)
            imported = sessions_of(path, sessions, sheet=sheet, problem=problem)
    except ScenarioError as error:
        lines += str(error).splitlines()
    if lines:
        raise ScenarioError("\n".join(first_of(lines, "complaints")))
    rules = tuple(rule for id, want in zip(ids, wants, strict=True) for rule in want.rules(id))
    return Requests(replace(imported, rules=rules), tuple(left))


def _columns(heads: Mapping[int, Cell]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in heads.items():
        word = folded(cell.text)
        field = OWN.get(word) or OTHERS.get(FIELDS.get(word, ""))
        if field is not None and field not in found.values():
            found[at] = field
    return found


def _row(cells: Mapping[int, Cell], columns: Mapping[int, str]) -> Row:
    return {columns[at]: cell for at, cell in cells.items() if at in columns}


def _untitled(row: Row) -> LeftOut:
    return LeftOut(f"row {min(cell.row for cell in row.values())}", "", "it has no title")


@dataclass(frozen=True, slots=True)
class _Wants:
    """What a request says of when and where."""

    days: tuple[date, ...]
    start: time | None
    minutes: int
    room: str | None
    faults: tuple[str, ...]

    @classmethod
    def of(cls, row: Row, problem: Problem) -> "_Wants":
        faults: list[str] = []
        days = [_day(row[f], problem, faults) for f in ("first", "second") if f in row]
        start = clock_in(row["start"].text) if "start" in row else None
        if "start" in row and (start is None or start >= 24 * 60):
            faults.append(_fault(row["start"], "expected a clock time such as 13:15"))
        rooms, room = rooms_by_name(problem), None
        if "room" in row:
            room = rooms.get(row["room"].text.casefold())
            if room is None:
                faults.append(_fault(row["room"], "no room of the meeting has this name"))
        length = row["minutes"].text if "minutes" in row else ""
        minutes = minutes_in(length) or clock_in(length)
        if "minutes" not in row:
            faults.append(_fault(row["title"], "it does not say how many minutes it takes"))
        clock = time(*divmod(start, 60)) if start is not None and start < 24 * 60 else None
        distinct = tuple(dict.fromkeys(day for day in days if day is not None))
        return cls(distinct, clock, minutes or 0, room, tuple(faults))

    def rules(self, id: str) -> Iterator[dict[str, object]]:
        """Preferences, a rule each."""
        if len(self.days) > 1:
            yield {"rule": "prefer", "of": id, "days": [self.days[0].isoformat()]}
        if self.start is not None and self.minutes:
            begins = datetime.combine(date.min, self.start)
            ends = begins + timedelta(minutes=self.minutes)
            hours = [f"{begins:%H:%M}", f"{ends:%H:%M}"]
            yield {"rule": "prefer", "of": id, "hours": hours}
        if self.room is not None:
            yield {"rule": "prefer", "of": id, "rooms": [self.room]}


def _day(cell: Cell, problem: Problem, faults: list[str]) -> date | None:
    day = date_in(cell.text)
    if day is None:
        faults.append(_fault(cell, f"expected a date such as {problem.days[0]}"))
    elif day not in problem.days:
        faults.append(_fault(cell, f"{day} is not a day of the meeting"))
    elif (weekday := written_weekday(cell.text)) not in (None, day.weekday()):
        own, said = (WEEKDAYS[n].title() for n in (day.weekday(), weekday or 0))
        faults.append(_fault(cell, f"{day} is a {own}, not a {said}"))
    return day


def _fault(cell: Cell, why: str) -> str:
    return f"{cell.row}:{cell.column}: {why}"


def _table(file: str, rows: list[Row], wants: list[_Wants], ids: list[str]) -> Table:
    """The same requests as a table of sessions, each cell where it was."""
    fields = ("id", "kind", "tbc", "days", "organiser", "closed", "webcast", *COPIED)
    heads = {at: Cell(1, at, field) for at, field in enumerate(fields, start=1)}
    made = [heads]
    for row, want, id in zip(rows, wants, ids, strict=True):
        said = {
            "id": replace(row["title"], text=id),
            "kind": replace(row["title"], text="side-event"),
            "tbc": replace(row["title"], text="yes"),
            **{field: row[field] for field in (*COPIED, "webcast") if field in row},
        }
        if want.minutes or "minutes" not in row:  # that they are missing has been told
            cell = row.get("minutes") or row["title"]
            said["minutes"] = replace(cell, text=str(want.minutes or UNTOLD))
        if want.days:
            days = "; ".join(day.isoformat() for day in want.days)
            said["days"] = replace(row.get("first") or row["second"], text=days)
        who = [row[field] for field in ("organiser", "partners") if field in row]
        if who:
            said["organiser"] = replace(who[0], text="; ".join(c.text for c in who)[:LONGEST])
        if "closed" in row:
            word = row["closed"].text.casefold()
            known = {"open": "no", "closed": "yes"}
            said["closed"] = replace(row["closed"], text=known.get(word, row["closed"].text))
        made.append({at: said[field] for at, field in enumerate(fields, start=1) if field in said})
    return Table(file, tuple(made))
