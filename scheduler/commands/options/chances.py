"""Options of risk: how many weeks, as of when, and from when a session is expected."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to

if TYPE_CHECKING:  # a signature is read before anything of the program is loaded
    from scheduler.problem import Problem

USUAL = 5
"""Percent of weeks in which a session may begin earlier, unless the scenario says otherwise."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksOptions:
    """How many weeks, and which."""

    samples: Annotated[
        int | None,
        Parameter(
            validator=from_to(1, 10_000_000),
            help="Number of weeks to draw (default: 100,000; 40 if each is replanned).",
        ),
    ] = None
    seed: Annotated[
        int,
        Parameter(
            validator=from_to(0, 2**31 - 2), help="Random seed: the same seed draws the same weeks."
        ),
    ] = 1
    seconds: Annotated[float, Parameter(help="Time limit in seconds, if weeks are replanned.")] = (
        60.0
    )


@Parameter(name="*", negative=(), negative_iterable=())
@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """As of when, with which facts."""

    now: Annotated[
        bool,
        Parameter(
            help="Start from now, or as --now 'wed 10:20' from then: past sessions count as "
            "they took place."
        ),
    ] = False
    at: Annotated[
        str | None, Parameter(help="The same moment in an option of its own (default: the clock).")
    ] = None
    fact: Annotated[
        tuple[str, ...] | None,
        Parameter(help="With --now and a file: a fact since then. Repeatable."),
    ] = None

    @property
    def is_live(self) -> bool:
        return self.now or self.at is not None


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestOptions:
    """From when on each session is expected."""

    earliest: Annotated[
        bool, Parameter(help="Show from what time each session may be expected.")
    ] = False
    alpha: Annotated[
        float, Parameter(help="With --earliest: accepted chance of an earlier start, in percent.")
    ] = 5.0
    waiting: Annotated[
        float, Parameter(help="With --earliest: weight of a late minute, if an idle one has 1.")
    ] = 1.0


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class ForesightOptions:
    """What a timetable is to be ready for."""

    robust: Annotated[
        bool,
        Parameter(help="Among equally good timetables, take the one that absorbs overruns best."),
    ] = False
    earliest: Annotated[
        bool,
        Parameter(help="Print in the annex before what time a session will not start (5 % risk)."),
    ] = False

    def percent(self, problem: "Problem") -> int | None:
        """With ``earliest``: what the scenario says, else the usual one."""
        if not self.earliest:
            return None
        return USUAL if problem.risk.earliest is None else problem.risk.earliest
