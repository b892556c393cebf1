"""import and deadlines: what others send, and what is due when."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.options import (
    Json,
    Scenario,
    Table,
    UsageError,
    a_day,
    can_be_written,
    some_days,
)
from scheduler.render.terminal.answer import Answer
from scheduler.vocabulary.printing import LanguageCode

Source = Annotated[Path, Parameter(help="The file to read.")]
Into = Annotated[Path | None, Parameter(help="The file to write (default: stdout).")]
Whole = Annotated[
    bool, Parameter(negative=(), help="A scenario to begin with, not a part to include.")
]
Days = Annotated[
    list[str] | None,
    Parameter(name="--day", help="With --whole: a day of the meeting, 2025-02-25. Repeatable."),
]
For = Annotated[Path | None, Parameter(help="The scenario whose names may be used.")]


def deadlines(
    *scenarios: Annotated[Path, Parameter(help="One meeting, or a cycle of meetings.")],
    at: Annotated[str | None, Parameter(help="As on this day (default: today).")] = None,
    language: Annotated[
        LanguageCode | None, Parameter(help="Default: the language of the (first) scenario.")
    ] = None,
    to: Annotated[Path | None, Parameter(help="Store them as a calendar (.ics) too.")] = None,
    exit_code: Annotated[bool, Parameter(negative=(), help="Exit 1 if something is late.")] = False,
    json: Json = False,
) -> Answer:
    """What is due when: documents, translations, registration, side events, notices."""
    if not scenarios:
        raise UsageError("deadlines of what? name a scenario")
    can_be_written(to)
    from scheduler.commands.deadlines import listed

    return listed(scenarios, at=at, language=language, to=to, exit_code=exit_code, as_json=json)


def docx(
    file: Source,
    *,
    table: Table = None,
    first_day: Annotated[
        str | None, Parameter(help="The first day, where the letter gives no dates: 2025-02-25.")
    ] = None,
    timezone: Annotated[
        str | None, Parameter(help="As Europe/Zurich (default: that of a city in the letter).")
    ] = None,
    to: Annotated[Path | None, Parameter(help="A new file (default: stdout).")] = None,
) -> Answer:
    """A scenario to begin with, from the annex of a letter in Word."""
    can_be_written(to)
    from scheduler.commands.imports import letters

    return letters.imported(file, table=table, first_day=a_day(first_day), timezone=timezone, to=to)


def csv(
    file: Source,
    *,
    scenario: For = None,
    whole: Whole = False,
    days: Days = None,
    to: Into = None,
) -> Answer:
    """Sessions, or requests of bodies, from a CSV file."""
    can_be_written(to)
    from scheduler.commands.imports import tables

    of = some_days(days)
    return tables.sessions(file, scenario=scenario, sheet=None, whole=whole, days=of, to=to)


def xlsx(
    file: Source,
    *,
    scenario: For = None,
    sheet: Annotated[str | None, Parameter(help="Which sheet (default: the first).")] = None,
    whole: Whole = False,
    days: Days = None,
    to: Into = None,
) -> Answer:
    """Sessions, or requests of bodies, from a spreadsheet."""
    can_be_written(to)
    from scheduler.commands.imports import tables

    of = some_days(days)
    return tables.sessions(file, scenario=scenario, sheet=sheet, whole=whole, days=of, to=to)


def ics(
    file: Source,
    *,
    scenario: Scenario,
    of: Annotated[str, Parameter(help="Whose: the id of a person, room or group.")],
    to: Into = None,
) -> Answer:
    """When somebody is busy, or a room taken; nothing else of the calendar is kept."""
    can_be_written(to)
    from scheduler.commands.imports import tables

    return tables.busy(file, scenario=scenario, of=of, to=to)


def xml(
    file: Source,
    *,
    timezone: Annotated[
        str | None, Parameter(help="As Europe/Zurich (default: what the file names).")
    ] = None,
    to: Into = None,
) -> Answer:
    """A scenario to begin with, from the schedule.xml of a conference."""
    can_be_written(to)
    from scheduler.commands.imports import tables

    return tables.programme(file, timezone=timezone, to=to)


def registrations(
    file: Source,
    *,
    scenario: Scenario,
    table: Annotated[
        Path | None, Parameter(help="Store the table of women and men here (.md or .csv).")
    ] = None,
    to: Annotated[
        Path | None, Parameter(help="Store delegations and attendance, for the scenario, here.")
    ] = None,
) -> Answer:
    """Who registered, as counts alone: delegations, expected attendance, women and men by body."""
    can_be_written(table)
    can_be_written(to)
    from scheduler.commands.imports import tables

    return tables.registrations(file, scenario=scenario, table=table, to=to)
