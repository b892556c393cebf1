"""import xml: a scenario to begin with, from the programme of a conference."""

from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from cyclopts import Parameter

from scheduler.commands.imports import parts
from scheduler.commands.options.values import Into, Source
from scheduler.errors import UsageError, did_you_mean
from scheduler.files import announce
from scheduler.importing import programme_xml
from scheduler.render.terminal.answer import Answer


def xml(
    file: Source,
    *,
    timezone: Annotated[
        str | None, Parameter(help="As Europe/Zurich (default: what the file names).")
    ] = None,
    to: Into = None,
) -> Answer:
    """A scenario to begin with, from the schedule.xml of a conference."""
    announce(new=to)
    zone = _zone(timezone) if timezone is not None else ""
    return parts.scenario(programme_xml.as_scenario(file, zone), to)


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, LookupError):
        near = did_you_mean(name, available_timezones())
        raise UsageError(f"--timezone: no time zone is called {name!r}{near}") from None
