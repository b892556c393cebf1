"""import csv, import xlsx: sessions, requests of bodies, or a programme, from a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import some_days
from scheduler.commands.imports import against, parts, published_times
from scheduler.commands.options.against import AgainstOption
from scheduler.commands.options.values import Into, Source
from scheduler.errors import ScenarioError, UsageError
from scheduler.files import announce
from scheduler.importing import SOURCE, placed_scenario
from scheduler.importing import session_list as tables
from scheduler.importing.against.file_report import FileReport
from scheduler.importing.against.from_table import sessions_report, sittings_report
from scheduler.importing.against.meeting_view import View
from scheduler.importing.placed_sittings import published
from scheduler.importing.placed_table import PlacedRows, placed_rows
from scheduler.importing.tally import LeftOut, first_of, left_out
from scheduler.render.terminal.answer import OK, Answer
from scheduler.scenario import Loaded, load
from scheduler.scenario.tables.cells import Table

Whole = Annotated[
    bool, Parameter(negative=(), help="Make a whole scenario, not a part to include.")
]
Days = Annotated[
    list[str] | None,
    Parameter(
        name="--day", help="With --whole: a day of the meeting, such as 2025-02-25. Repeatable."
    ),
]
NamesFrom = Annotated[Path | None, Parameter(help="The scenario that has the names of the file.")]
Zone = Annotated[
    str | None,
    Parameter(
        name="--timezone", help="With --whole: the time zone, such as Europe/Zurich (default: UTC)."
    ),
]
Times = Annotated[
    Path | None,
    Parameter(
        name="--timetable",
        help="Write the times of the table to this timetable (JSON); needs --scenario or --whole.",
    ),
]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to come of the table; ``days`` besides those it names; ``zone`` of the meeting."""

    file: Path
    loaded: Loaded | None
    sheet: str | None
    whole: bool
    days: tuple[date, ...]
    to: Path | None
    timetable: Path | None
    zone: str


def csv(
    file: Source,
    *,
    scenario: NamesFrom = None,
    whole: Whole = False,
    days: Days = None,
    timezone: Zone = None,
    timetable: Times = None,
    to: Into = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Read sessions, requests or a programme with times, from CSV."""
    return xlsx(
        file,
        scenario=scenario,
        whole=whole,
        days=days,
        timezone=timezone,
        timetable=timetable,
        to=to,
        compared=compared,
    )


def xlsx(
    file: Source,
    *,
    scenario: NamesFrom = None,
    sheet: Annotated[
        str | None, Parameter(help="Name of the sheet (default: Sittings, else the first).")
    ] = None,
    whole: Whole = False,
    days: Days = None,
    timezone: Zone = None,
    timetable: Times = None,
    to: Into = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Read sessions, requests or a programme with times, from xlsx."""
    other = compared.scenario(
        scenario=scenario, whole=whole, day=days, timezone=timezone, timetable=timetable, to=to
    )
    if other is not None:
        table = tables.read(file, sheet=sheet)
        return against.answer(file, lambda view: _report(file, table, view), compared, other)
    read = [(file, SOURCE), *([(scenario, "the scenario")] if scenario is not None else [])]
    target = {"new" if whole else "part": to}
    announce(timetable, **target, inputs=read if timetable is not None else [])
    meeting_days = tuple(some_days(days) or ())
    if meeting_days and not whole:
        raise UsageError("--day needs --whole: only a whole scenario has days")
    if timezone is not None and not whole:
        raise UsageError("--timezone needs --whole: only a whole scenario has a time zone")
    if whole and scenario is not None:
        raise UsageError("--whole makes a new scenario: leave out --scenario")
    if timetable is not None and scenario is None and not whole:
        raise UsageError("--timetable needs a scenario: add --scenario FILE, or --whole")
    if timetable is not None and not whole and to is not None:
        raise UsageError("--timetable with --scenario writes only times: leave out --to")
    loaded = load(scenario) if scenario is not None else None
    zone = parts.zone_of(timezone)
    asked = _Asked(file, loaded, sheet, whole, meeting_days, to, timetable, zone)
    table = tables.read(file, sheet=sheet)
    placed = placed_rows(table)
    return _sessions(asked, table) if placed is None else _programme(asked, placed)


def _report(file: Path, table: Table, view: View) -> FileReport:
    """What the table says, to be compared with a scenario."""
    placed = placed_rows(table)
    if placed is not None:
        return sittings_report(placed, view)
    return sessions_report(tables.sessions_of(file, table))


def _sessions(asked: _Asked, table: Table) -> Answer:
    """A row for each session, or for each request."""
    if asked.timetable is not None:
        raise ScenarioError(f"{asked.file}: there are no times: add a column 'start'")
    problem = asked.loaded.problem if asked.loaded is not None else None
    sessions = tables.sessions_of(asked.file, table, sheet=asked.sheet, problem=problem)
    told = [parts.count(asked.file, "session", "sessions", len(sessions.sessions), 0)]
    if asked.whole:
        data = tables.as_scenario(sessions, asked.days, asked.zone)
        parts.check_scenario(asked.file, asked.to, data)
        return parts.scenario(data, asked.to, told)
    return parts.part(tables.as_part(sessions), asked.to, told)


def _programme(asked: _Asked, placed: PlacedRows) -> Answer:
    """A row for each sitting, with its times."""
    if asked.whole:
        data = placed_scenario.as_scenario(placed, asked.days, asked.zone)
        loaded = parts.check_scenario(asked.file, asked.to, data)
        told = [*_notes(placed), *_told(asked, len(placed.rows), placed.left)]
        files = _timetable(asked, loaded, placed)
        return parts.scenario(data, asked.to, told, files)
    if asked.timetable is not None and asked.loaded is not None:
        found = published(placed, asked.loaded.problem)
        told = [*_notes(placed), *_told(asked, len(found.sittings), found.left)]
        return Answer(OK, (), told, _timetable(asked, asked.loaded, placed))
    problem = asked.loaded.problem if asked.loaded is not None else None
    data = placed_scenario.as_part(placed, problem)
    told = [*_notes(placed), *_told(asked, len(placed.rows), placed.left)]
    return parts.part(data, asked.to, told)


def _notes(placed: PlacedRows) -> list[str]:
    """What of the rows was not read, or read otherwise."""
    shown = ", ".join(map(repr, placed.ignored))
    columns = [f"columns that were not read: {shown}"] if placed.ignored else []
    return [f"note: {remark}" for remark in (*columns, *first_of(placed.remarks, "such notes"))]


def _told(asked: _Asked, read: int, left: Sequence[LeftOut]) -> list[str]:
    return [*left_out(left), parts.count(asked.file, "row", "rows", read, len(left))]


def _timetable(asked: _Asked, loaded: Loaded, placed: PlacedRows) -> list[tuple[Path, bytes]]:
    if asked.timetable is None:
        return []
    found = published(placed, loaded.problem)
    return [(asked.timetable, published_times.as_timetable(loaded, found))]
