"""What others send, read, judged, and written as a part of a scenario or as one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from scheduler.commands.inputs.loading import load_scenario
from scheduler.commands.options import UsageError
from scheduler.render.terminal.answer import OK, Answer

if TYPE_CHECKING:
    from scheduler.problem import Problem


NAMED = 12
"""People, rooms and groups that are told as those there are."""
MARK = b"a scenario reads it with 'include: [this file]'."
"""In the first line of every part that is written here."""


def _written(data: bytes, to: Path | None, *, part: bool) -> Answer:
    remarks = [] if part else _assumed(data)
    if to is None:
        return Answer(OK, data, remarks)
    _is_free(to, part=part)
    step = f"next: write 'include: [{to.name}]' in the scenario" if part else ""
    remarks.append(step or f"next: rollgrid check {to}")
    return Answer(OK, (), remarks, [(to, data)])


def _assumed(data: bytes) -> list[str]:
    """What the source does not say, told here too: a date that nobody meant is a trap."""
    from scheduler.importing.skeleton import A_DAY, assumptions

    fields = assumptions(data)
    if not fields:
        return []
    told = f"note: assumed, and marked '# Assumption' in the file: {', '.join(fields)}"
    return (
        [f"{told}\nnote: no date is known: {A_DAY} stands for one"] if "days" in fields else [told]
    )


def _is_free(to: Path, *, part: bool) -> None:
    """A planner's own file is not overwritten; a part that an import wrote is, by the next."""
    if not to.is_file():
        return
    with to.open("rb") as file:
        ours = MARK in file.readline(1_000)
    if not (part and ours):
        raise UsageError(f"{to} is there already, and no import wrote it: name a new file")


def sessions(
    file: Path,
    *,
    scenario: Path | None,
    sheet: str | None,
    whole: bool,
    days: Sequence[date],
    to: Path | None,
) -> Answer:
    """Sessions or requests of a table; ``days``: of a whole scenario, besides those it names."""
    if days and not whole:
        raise UsageError("--day is for --whole: a part has no days of its own")
    if whole and scenario is not None:
        raise UsageError("--whole makes a scenario: it needs none with --scenario")
    problem = load_scenario(scenario).problem if scenario is not None else None
    from scheduler.importing import session_list as tables

    found = tables.read_sessions(file, sheet=sheet, problem=problem)
    data = tables.as_scenario(found, days) if whole else tables.as_part(found)
    return _written(data, to, part=not whole)


def busy(file: Path, *, scenario: Path, of: str, to: Path | None) -> Answer:
    """Busy times of a person, room or group."""
    problem = load_scenario(scenario).problem
    name = _owner(problem, of)
    from scheduler.importing import busy_calendars

    found = busy_calendars.read_busy(file, problem)
    zone = problem.zone
    return _written(busy_calendars.as_part(found, name, zone, file.name), to, part=True)


def _owner(problem: "Problem", of: str) -> str:
    """The name that ``busy`` of a scenario takes."""
    known = [
        (kind, entry.id)
        for kind, entries in (
            ("person", problem.people),
            ("room", problem.rooms),
            ("group", problem.groups),
        )
        for entry in entries
    ]
    kind, colon, rest = of.partition(":")
    found = [k for k, id in known if id == of or (colon and (k, id) == (kind, rest))]
    if len(found) == 1:
        return of
    if found:
        raise UsageError(f"--of {of}: say which, {' or '.join(f'{k}:{of}' for k in found)}")
    from scheduler.errors import did_you_mean

    near = did_you_mean(of, [id for _, id in known]) or _listed([id for _, id in known])
    raise UsageError(f"--of: no person, room or group is called {of!r}{near}")


def _listed(ids: Sequence[str]) -> str:
    more = ", ..." if len(ids) > NAMED else ""
    return f"; there are {', '.join(ids[:NAMED])}{more}" if ids else ""


def programme(file: Path, *, timezone: str | None, to: Path | None) -> Answer:
    """A schedule.xml as a scenario to begin with."""
    zone = _zone(timezone) if timezone is not None else ""
    from scheduler.importing import programme_xml

    return _written(programme_xml.as_scenario(file, zone), to, part=False)


def _zone(name: str) -> str:
    from scheduler.errors import did_you_mean

    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError):
        near = did_you_mean(name, available_timezones())
        raise UsageError(f"--timezone: no time zone is called {name!r}{near}") from None


def registrations(file: Path, *, scenario: Path, table: Path | None, to: Path | None) -> Answer:
    """Registrations as delegations and expected attendance, and as a table of women and men."""
    problem = load_scenario(scenario).problem
    if table is not None and table.suffix.lower() not in (".md", ".csv"):
        raise UsageError(f"--table {table}: a table is written as .md or .csv")
    if table is not None and table == to:
        raise UsageError("--table and --to name the same file")
    from scheduler.importing import attendance_table as tables
    from scheduler.importing.registration_counts import count
    from scheduler.importing.registrations import read_registrations

    if to is not None:
        _is_free(to, part=True)
    counted = count(read_registrations(file, problem), problem)
    files = [] if to is None else [(to, tables.as_part(counted, file.name))]
    if table is not None:
        made = tables.as_csv if table.suffix.lower() == ".csv" else tables.as_markdown
        files.append((table, made(counted)))
    own = sum(1 for session in problem.sessions if "attendance" in session.model_fields_set)
    remarks = [] if to is None else [f"next: write 'include: [{to.name}]' in the scenario"]
    if to is not None and own:
        remarks.append(f"note: {own} sessions say their own attendance in the scenario; it stays")
    return Answer(OK, tables.as_markdown(counted) if table is None else (), remarks, files)
