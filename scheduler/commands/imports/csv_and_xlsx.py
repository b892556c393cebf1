"""import csv, import xlsx: sessions, or requests of bodies, from a table."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import some_days
from scheduler.commands.imports import parts
from scheduler.commands.options.values import Into, Source
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.importing import session_list as tables
from scheduler.render.terminal.answer import Answer
from scheduler.scenario import load

Whole = Annotated[
    bool, Parameter(negative=(), help="A scenario to begin with, not a part to include.")
]
Days = Annotated[
    list[str] | None,
    Parameter(name="--day", help="With --whole: a day of the meeting, 2025-02-25. Repeatable."),
]
NamesFrom = Annotated[Path | None, Parameter(help="The scenario whose names may be used.")]


def csv(
    file: Source,
    *,
    scenario: NamesFrom = None,
    whole: Whole = False,
    days: Days = None,
    to: Into = None,
) -> Answer:
    """Sessions, or requests of bodies, from a CSV file."""
    return xlsx(file, scenario=scenario, whole=whole, days=days, to=to)


def xlsx(
    file: Source,
    *,
    scenario: NamesFrom = None,
    sheet: Annotated[str | None, Parameter(help="Which sheet (default: the first).")] = None,
    whole: Whole = False,
    days: Days = None,
    to: Into = None,
) -> Answer:
    """Sessions, or requests of bodies, from a spreadsheet."""
    announce(new=to if whole else None, part=to if not whole else None)
    meeting_days = some_days(days)
    if meeting_days and not whole:
        raise UsageError("--day is for --whole: a part has no days of its own")
    if whole and scenario is not None:
        raise UsageError("--whole makes a scenario: it needs none with --scenario")
    problem = load(scenario).problem if scenario is not None else None
    sessions = tables.read_sessions(file, sheet=sheet, problem=problem)
    if whole:
        return parts.scenario(tables.as_scenario(sessions, meeting_days), to)
    return parts.part(tables.as_part(sessions), to)
