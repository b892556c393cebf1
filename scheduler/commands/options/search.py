"""How long and how to search."""

import os
from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to, given
from scheduler.search.budget import Budget
from scheduler.search.progress import Report

WEEK = 7 * 24 * 3600


def _seconds(_: object, value: float) -> None:
    if not 0 < value <= WEEK:
        raise ValueError(f"expected more than 0 and at most {WEEK}")


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How long and how to search."""

    seconds: Annotated[float, Parameter(validator=_seconds, help="Time limit in seconds.")] = 60.0
    seed: Annotated[
        int,
        Parameter(
            validator=from_to(0, 2**31 - 2),
            help="Random seed; the same seed with --workers 1 repeats a timetable.",
        ),
    ] = 1
    workers: Annotated[
        int | None,
        Parameter(
            validator=from_to(1, 64), help="Number of threads (default: one per core, at most 8)."
        ),
    ] = None
    verbose: Annotated[
        bool, Parameter(negative=(), help="Show progress even without a terminal.")
    ] = False

    def given(self) -> dict[str, object]:
        """The options that say something else than the default, by name."""
        return given(self)

    def budget(self, progress: Report | None = None) -> Budget:
        """The same for the solver."""
        return Budget(self.seconds, self.seed, self.cores, progress)

    @property
    def cores(self) -> int:
        return self.workers if self.workers is not None else min(8, os.cpu_count() or 1)


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class SideSearch(Search):
    """A search on the side, for which nobody waits long."""

    seconds: Annotated[
        float,
        Parameter(validator=_seconds, help="Time limit in seconds, if a search is needed."),
    ] = 3.0
