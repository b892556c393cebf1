"""A request to replan: what, how, and how its time is shared between its searches."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.problem import Place, Policy, Problem
from scheduler.search.budget import USUAL, Budget
from scheduler.timetable import Record


@dataclass(frozen=True, slots=True)
class ReplanRequest:
    """
    Attributes
    ----------
    facts
        What happened since, in words. Facts that are part of ``published`` already are not
        counted twice.
    undone
        Facts of ``published`` that were taken back since.
    pins, bans
        Places that sessions have to keep, or to keep away from, in this replan alone.
    now
        Local or aware; without it, the moment at which the facts would first have been reported.
    policy
        The usual one of the scenario if none is given.
    freeze_minutes
        Sessions that start within this time from ``now`` on do not move.
    """

    problem: Problem
    published: Record
    facts: Sequence[str] = ()
    undone: Sequence[str] = ()
    pins: Sequence[Place] = ()
    bans: Sequence[Place] = ()
    now: datetime | None = None
    policy: Policy | None = None
    freeze_minutes: int = 0
    budget: Budget = USUAL

    @property
    def chosen_policy(self) -> Policy:
        """The policy that was asked for, else the usual one."""
        return self.policy or self.problem.usual_policy


def policy_by_hand(problem: Problem, sessions: Iterable[str]) -> Policy | None:
    """``reorder`` where one of them is in a rolling order: nobody changes place in it without."""
    ordered = {id for order in problem.rolling for id in order.order}
    return "reorder" if ordered.intersection(sessions) else None


def clock() -> float:
    """Seconds that only go on."""
    return time.perf_counter()


JUDGING = 0.001
"""Seconds per session that the verifier, and the reasons of what moved, take after a search."""
ASKING = 0.15
"""Share of the time that a search leaves to the question what is forced."""


@dataclass(frozen=True, slots=True)
class Effort:
    """
    A budget in use by all the searches of one command.

    Its seconds count from ``began`` on, for everything: replaying facts that were reported late,
    the search itself, and the question which changes are forced.
    """

    budget: Budget
    began: float = field(default_factory=lambda: clock())

    @property
    def left(self) -> float:
        """Seconds that are left; 0 if none are."""
        return max(0.0, self.began + self.budget.seconds - clock())

    def for_search(self, sessions: int) -> Budget:
        """What one search may use: judging and explaining its timetable is part of the time."""
        left = self.left
        seconds = left - min(JUDGING * sessions, left / 10)
        return replace(self.budget, seconds=seconds, asked=self.asked)

    def share(self, of: int) -> "Effort":
        """What the next of so many equal parts may use from now on; unused time is passed on."""
        return Effort(replace(self.budget, seconds=self.left / of, asked=self.asked), clock())

    def before_asking(self) -> "Effort":
        """What may be used before it is asked what is forced."""
        seconds = (1 - ASKING) * self.left
        return Effort(replace(self.budget, seconds=seconds, asked=self.asked), clock())

    @property
    def asked(self) -> float:
        """The seconds that the planner gave."""
        return self.budget.seconds if self.budget.asked is None else self.budget.asked
