"""Options of changes by hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.options.values import NamedScenario, Now, Out, PolicyOption


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOptions:
    """What a planner's hand works on: the store, or a timetable file with its scenario."""

    scenario: NamedScenario = None
    timetable: Annotated[
        Path | None,
        Parameter(help="A timetable file; needs --scenario (default: what is published)."),
    ] = None
    now: Now = None
    freeze: Annotated[
        str, Parameter(help="Sessions that start within this time do not move: 30m, 1h30.")
    ] = "0"
    policy: PolicyOption = None
    reason: Annotated[str, Parameter(help="The reason, for the log.")] = ""
    out: Out = None
