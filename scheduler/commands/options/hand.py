"""What a planner's hand works on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.options.values import NamedScenario, Out, PolicyOption


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOptions:
    """What a planner's hand works on: the store, or a timetable file with its scenario."""

    scenario: NamedScenario = None
    timetable: Annotated[
        Path | None,
        Parameter(help="A timetable file, with --scenario (default: what is published)."),
    ] = None
    now: Annotated[str | None, Parameter(help="Local moment: 'wed 10:20'.")] = None
    freeze: Annotated[str, Parameter(help="What starts so soon stays: 30m, 1h30.")] = "0"
    policy: PolicyOption = None
    reason: Annotated[str, Parameter(help="Why: it stays in the log.")] = ""
    out: Out = None
