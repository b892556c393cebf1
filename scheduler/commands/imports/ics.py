"""import ics: when somebody is busy, from a calendar."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.imports import parts
from scheduler.commands.options.values import Into, Scenario, Source
from scheduler.errors import UsageError, did_you_mean
from scheduler.files import announce
from scheduler.importing import busy_calendars
from scheduler.problem import Problem
from scheduler.render.terminal.answer import Answer
from scheduler.scenario import load

NAMED = 12
"""People, rooms and groups that are listed as those there are."""


def ics(
    file: Source,
    *,
    scenario: Scenario,
    of: Annotated[str, Parameter(help="Whose: the id of a person, room or group.")],
    to: Into = None,
) -> Answer:
    """When somebody is busy, or a room taken; nothing else of the calendar is kept."""
    announce(part=to)
    problem = load(scenario).problem
    name = _owner(problem, of)
    busy = busy_calendars.read_busy(file, problem)
    data = busy_calendars.as_part(busy.spans, name, problem.zone, file.name)
    parts.check_beside(file, scenario, data)
    remarks = [*busy.remarks, parts.count(file, "entry", "entries", busy.read, busy.left_out)]
    return parts.part(data, to, remarks)


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
    raise UsageError(f"--of: no person, room or group is called {of!r}{near}")


def _listed(ids: Sequence[str]) -> str:
    more = ", ..." if len(ids) > NAMED else ""
    return f"; there are {', '.join(ids[:NAMED])}{more}" if ids else ""
