"""import xml, import json: a scenario to begin with, from the programme of a conference."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler import files
from scheduler.commands.imports import against, parts, published_times
from scheduler.commands.options.against import AgainstOption
from scheduler.commands.options.values import Into, Source
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.importing import SOURCE, programmes
from scheduler.importing.against.file_report import FileReport
from scheduler.importing.against.from_programme import programme_report
from scheduler.importing.against.from_timetable import timetable_report
from scheduler.importing.against.meeting_view import View
from scheduler.importing.programme.source import ProgrammeError
from scheduler.importing.programmes import Programme
from scheduler.importing.tally import left_out
from scheduler.interface.plan import require_meeting
from scheduler.render.terminal.answer import Answer
from scheduler.scenario.yaml.parsing import parse
from scheduler.scenario.yaml.tree import plain
from scheduler.timetable import Timetable
from scheduler.timetable.files import LARGEST, read
from scheduler.verifier import violations
from scheduler.vocabulary.command_lines import rollgrid

Zone = Annotated[
    str | None,
    Parameter(
        name="--timezone", help="The time zone, such as Europe/Zurich (default: from the file)."
    ),
]
Times = Annotated[
    Path | None,
    Parameter(name="--timetable", help="Also write the published times to this timetable (JSON)."),
]
Pinned = Annotated[
    bool, Parameter(name="--pin", negative=(), help="Pin every session to its published start.")
]


def xml(
    file: Source,
    *,
    timezone: Zone = None,
    timetable: Times = None,
    pin: Pinned = False,
    to: Into = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Make a first scenario from the schedule.xml of a conference."""
    scenario = compared.scenario(timetable=timetable, pin=pin, to=to)
    zone = parts.zone_of(timezone)
    if scenario is not None:
        reader = partial(_report, programmes.read_xml, file, zone)
        return against.answer(file, reader, compared, scenario)
    announce(timetable, new=to)
    return _answer(file, programmes.read_xml(file, zone, pinned=pin), timetable, to)


def json(
    file: Source,
    *,
    timezone: Zone = None,
    timetable: Times = None,
    pin: Pinned = False,
    to: Into = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Make a first scenario from the schedule.json of a conference.

    With --against, also reads a timetable file of rollgrid.
    """
    scenario = compared.scenario(timetable=timetable, pin=pin, to=to)
    zone = parts.zone_of(timezone)
    if scenario is not None and _is_timetable(file):
        return against.answer(file, partial(_of_timetable, file), compared, scenario)
    if scenario is not None:
        reader = partial(_report, programmes.read_json, file, zone)
        return against.answer(file, reader, compared, scenario)
    if _is_timetable(file):
        compare = rollgrid("import", "json", file, "--against")
        raise UsageError(f"{file} is a timetable of rollgrid, not a programme: {compare} SCENARIO")
    announce(timetable, new=to)
    return _answer(file, programmes.read_json(file, zone, pinned=pin), timetable, to)


def _report(
    reader: Callable[[Path, str], Programme], file: Path, timezone: str, view: View
) -> FileReport:
    """The talks, by the clock of the scenario where the file says no time zone."""
    try:
        talks = reader(file, timezone)
    except ProgrammeError:
        talks = reader(file, timezone or view.problem.meeting.timezone)
    made = plain(parse(talks.data.decode())[0])  # that it passes no check is nothing to compare
    report = programme_report(file.name, view.problem, made, talks.sittings, talks.left)
    return replace(report, remarks=talks.remarks)


def _is_timetable(file: Path) -> bool:
    try:
        data = files.read(file, LARGEST, SOURCE)
    except (OSError, ValueError):
        return False  # the reader says what is wrong with it
    return b'"sittings"' in data and b'"format_version"' in data


def _of_timetable(file: Path, view: View) -> FileReport:
    record = read(file)
    require_meeting(str(file), record, view.problem.meeting.id)
    unplaced = [one.session for one in record.unplaced]
    return timetable_report(file.name, view.problem, record.sittings, unplaced)


def _answer(file: Path, made: Programme, timetable: Path | None, to: Path | None) -> Answer:
    loaded = parts.check_scenario(file, to, made.data)
    remarks, written = [*made.remarks], []
    if timetable is not None:
        written.append((timetable, published_times.as_timetable(loaded, made)))
        judged = violations(loaded.problem, Timetable.of(made.sittings), most=1)
        broken = {violation.rule for violation in judged}
        if broken:
            rules = ", ".join(sorted(broken))
            remarks.append(f"the published times break rules of the scenario: {rules}")
    count = parts.count(file, "talk", "talks", made.read, len(made.left))
    return parts.scenario(made.data, to, [*remarks, *left_out(made.left), count], written)
