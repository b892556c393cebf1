"""The solver's optimum is that of trying every timetable with the verifier, on random problems."""

from math import prod

import pytest

from scheduler import verifier
from scheduler.errors import Infeasible
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search import solve
from scheduler.search.budget import Budget
from tests import draws
from tests.draws import sampled
from tests.twins import twins
from tests.twins.drawing import draw

MOST = 2_500
"""Timetables of a problem that are still worth going through."""


def best(problem: Problem, tick: int) -> tuple[int, ...] | None:
    """Costs, tier by tier, of the cheapest timetable that the verifier accepts; None if none is."""
    accepted = twins.accepted_by_verifier(problem, tick)
    costs = (tuple(verifier.tier_costs(problem, t).values()) for t in accepted)
    return min(costs, default=None)


def _compare(seed: int) -> bool:
    """Whether the problem was small enough to be compared."""
    problem = draw(seed)
    tick = max(5, compile(problem).grid.tick)
    if prod(len(list(twins.chains(problem, s, tick))) for s in problem.held) > MOST:
        return False
    expected = best(problem, tick)
    try:
        found = solve.solve(problem, Budget(workers=1))
    except Infeasible:
        assert expected is None
        return True
    assert tuple(tier.cost for tier in found.tiers) == expected
    assert tuple(tier.bound for tier in found.tiers) == expected
    return True


@pytest.mark.parametrize("block", sampled(range(6), 1))
def test_solver_and_brute_force_agree(block: int) -> None:
    compared = [_compare(seed) for seed in range(5_000 + 10 * block, 5_010 + 10 * block)]
    assert any(compared)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_solver_and_brute_force_agree_on_many(share: int) -> None:
    draws.rounds("brute force", range(5_060, 7_400), share, _compare)
