"""Timetables that were found elsewhere, under another policy: where a search may start from."""

from collections.abc import Sequence

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.search.proofs import Answer, claim_nothing
from scheduler.timetable import Timetable

NAME = "from another policy"
"""The strategy of a timetable that the search itself found nothing better than."""


def cheapest(problem: Problem, timetables: Sequence[Timetable]) -> Answer | None:
    """The cheapest of those that break no rule of this problem; of its bounds nothing is known."""
    valid = [t for t in timetables if not verifier.violations(problem, t)]
    priced = [claim_nothing(verifier.tier_costs(problem, t), t) for t in valid]
    return min(priced, key=lambda answer: answer.costs, default=None)
