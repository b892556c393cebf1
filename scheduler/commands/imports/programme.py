"""import xml, import json: a scenario to begin with, from the programme of a conference."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.imports import parts, published_times
from scheduler.commands.options.values import Into, Source
from scheduler.files import announce
from scheduler.importing import programmes
from scheduler.importing.programmes import Programme
from scheduler.importing.tally import left_out
from scheduler.render.terminal.answer import Answer
from scheduler.scenario import load_bytes
from scheduler.timetable import Timetable
from scheduler.verifier import violations

Zone = Annotated[
    str | None,
    Parameter(name="--timezone", help="As Europe/Zurich (default: what the file names)."),
]
Times = Annotated[
    Path | None,
    Parameter(name="--timetable", help="Also write the published times, as a timetable (JSON)."),
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
) -> Answer:
    """A scenario to begin with, from the schedule.xml of a conference."""
    announce(timetable, new=to)
    zone = parts.zone_of(timezone)
    return _answer(file, programmes.read_xml(file, zone, pinned=pin), timetable, to)


def json(
    file: Source,
    *,
    timezone: Zone = None,
    timetable: Times = None,
    pin: Pinned = False,
    to: Into = None,
) -> Answer:
    """A scenario to begin with, from the schedule.json of a conference."""
    announce(timetable, new=to)
    zone = parts.zone_of(timezone)
    return _answer(file, programmes.read_json(file, zone, pinned=pin), timetable, to)


def _answer(file: Path, made: Programme, timetable: Path | None, to: Path | None) -> Answer:
    parts.check_scenario(file, to, made.data)
    remarks, files = [*made.remarks], []
    if timetable is not None:
        loaded = load_bytes(to or Path("scenario.yaml"), made.data)
        files.append((timetable, published_times.as_timetable(loaded, made)))
        broken = {v.rule for v in violations(loaded.problem, Timetable.of(made.sittings))}
        if broken:
            rules = ", ".join(sorted(broken))
            remarks.append(f"the published times break rules of the scenario: {rules}")
    count = parts.count(file, "talk", "talks", made.read, len(made.left))
    return parts.scenario(made.data, to, [*remarks, *left_out(made.left), count], files)
