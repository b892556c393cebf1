"""What is to be replanned, and how: the one value that every way of replanning takes."""

from collections.abc import Sequence
from dataclasses import dataclass
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
