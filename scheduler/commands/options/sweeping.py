"""Where the jobs of a sweep are worked at."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOptions:
    """How many processes, and whether it is told how they get on."""

    workers: Annotated[
        int | None,
        Parameter(validator=from_to(1, 256), help="Processes (default: the cores, at most 8)."),
    ] = None
    verbose: Annotated[
        bool, Parameter(negative=(), help="Tell how it goes, where there is no terminal too.")
    ] = False
