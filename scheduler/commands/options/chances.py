"""What chances are asked for: how many weeks, as of when, and from when a session is expected."""

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
            help="Weeks to draw (default: 100,000; 40 where each is replanned).",
        ),
    ] = None
    seed: Annotated[
        int,
        Parameter(
            validator=from_to(0, 2**31 - 2), help="Random seed: equal seeds draw equal weeks."
        ),
    ] = 1
    seconds: Annotated[
        float, Parameter(help="Time limit in seconds, where weeks are replanned.")
    ] = 60.0


@Parameter(name="*", negative=(), negative_iterable=())
@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOptions:
    """As of when, with which facts."""

    now: Annotated[bool, Parameter(help="Start from now: what is over is known.")] = False
    at: Annotated[
        str | None, Parameter(help="With --now: the local moment (default: the clock).")
    ] = None
    fact: Annotated[
        tuple[str, ...] | None,
        Parameter(help="With --now and a file: what happened since. Repeatable."),
    ] = None


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestOptions:
    """From when on each session is expected."""

    earliest: Annotated[bool, Parameter(help="From when on is each session expected?")] = False
    alpha: Annotated[
        float, Parameter(help="With --earliest: percent of chance to start earlier.")
    ] = 5.0
    waiting: Annotated[
        float, Parameter(help="With --earliest: what a late minute weighs, an idle one being 1.")
    ] = 1.0


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class ForesightOptions:
    """What a timetable is to be ready for."""

    robust: Annotated[
        bool, Parameter(help="Among equally good ones, take the one that bears overruns best.")
    ] = False
    earliest: Annotated[
        bool, Parameter(help="The annex says before when sessions are not expected (5 %).")
    ] = False

    def percent(self, problem: "Problem") -> int | None:
        """With ``earliest``: what the scenario says, else the usual one."""
        if not self.earliest:
            return None
        return USUAL if problem.risk.earliest is None else problem.risk.earliest
