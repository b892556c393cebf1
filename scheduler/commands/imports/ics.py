"""import ics: when somebody is busy, from a calendar; or what that of the meeting says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.imports import against, parts
from scheduler.commands.options.against import AgainstOption
from scheduler.commands.options.values import Into, Source
from scheduler.errors import UsageError, did_you_mean
from scheduler.files import announce
from scheduler.importing import busy_calendars, meeting_calendar, placed_scenario
from scheduler.importing.against.from_calendar import calendar_report
from scheduler.importing.tally import left_out
from scheduler.problem import Problem
from scheduler.problem.spoken_names import room_meant, whose
from scheduler.render.terminal.answer import Answer
from scheduler.scenario import load

NAMED = 12
"""People, rooms and groups that are listed as those there are."""


def ics(
    file: Source,
    *,
    scenario: Annotated[
        Path | None, Parameter(help="The scenario that the calendar is for, a YAML file.")
    ] = None,
    of: Annotated[str | None, Parameter(help="The id of the person, room or body.")] = None,
    whole: Annotated[
        bool, Parameter(negative=(), help="Make a whole scenario from a calendar of a meeting.")
    ] = False,
    timezone: Annotated[
        str | None,
        Parameter(help="With --whole: the time zone (default: from the file)."),
    ] = None,
    to: Into = None,
    compared: AgainstOption = AgainstOption(),
) -> Answer:
    """Read when a person is busy or a room is taken.

    Nothing else of the calendar is kept. With --whole or --against, reads a calendar of the
    meeting itself.
    """
    other = compared.scenario(scenario=scenario, of=of, whole=whole, timezone=timezone, to=to)
    if other is not None:
        return against.answer(file, lambda view: calendar_report(file, view), compared, other)
    if whole:
        refuse_beside("--whole, which makes a new scenario", scenario=scenario, of=of)
        return _whole(file, parts.zone_of(timezone), to)
    refuse_beside("no --whole", timezone=timezone)
    if scenario is None or of is None:
        lacking = [w for w, v in (("--scenario FILE", scenario), ("--of ID", of)) if v is None]
        raise UsageError(
            f"add {' and '.join(lacking)}: whose appointments are these? For a calendar of "
            "the meeting, add --against SCENARIO, or --whole to begin one"
        )
    announce(part=to)
    problem = load(scenario).problem
    name = _owner(problem, room_meant(problem, whose(problem, of)))
    busy = busy_calendars.read_busy(file, problem)
    data = busy_calendars.as_part(busy.spans, name, problem.zone, file.name)
    parts.check_beside(file, scenario, data)
    remarks = [*busy.remarks, parts.count(file, "entry", "entries", busy.read, busy.left_out)]
    return parts.part(data, to, remarks)


def _whole(file: Path, timezone: str, to: Path | None) -> Answer:
    """A scenario in which every session is pinned where the calendar has it."""
    announce(new=to)
    made = meeting_calendar.read_meeting(file, timezone)
    data = placed_scenario.as_scenario(made.rows, zone=made.zone, title=made.title)
    parts.check_scenario(file, to, data)
    rows, left = made.rows.rows, made.rows.left
    count = parts.count(file, "entry", "entries", len(rows), len(left))
    return parts.scenario(data, to, [*made.remarks, *left_out(left), count])


def _owner(problem: Problem, of: str) -> str:
    """The name that ``busy`` of a scenario takes."""
    owners = [
        (kind, entry.id)
        for kind, entries in (
            ("person", problem.people),
            ("room", problem.rooms),
            ("group", problem.groups),
        )
        for entry in entries
    ]
    kind, colon, rest = of.partition(":")
    kinds = [k for k, id in owners if id == of or (colon and (k, id) == (kind, rest))]
    if len(kinds) == 1:
        return of
    if kinds:
        raise UsageError(f"--of {of}: say which, {' or '.join(f'{k}:{of}' for k in kinds)}")

    near = did_you_mean(of, [id for _, id in owners]) or _listed([id for _, id in owners])
    raise UsageError(f"--of: no person, room or body is called {of!r}{near}")


def _listed(ids: Sequence[str]) -> str:
    more = ", ..." if len(ids) > NAMED else ""
    return f"; there are {', '.join(ids[:NAMED])}{more}" if ids else ""
