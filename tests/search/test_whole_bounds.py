"""
What a replan claims, against every timetable of small problems: the cost, and each bound.

A session with a rank may weigh more than one without, by its audience: whom it is best to leave out
is not known beforehand.
"""

from collections.abc import Sequence
from math import prod

import pytest

from scheduler import verifier
from scheduler.errors import Infeasible
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.solve import solve
from scheduler.timetable import Tier
from tests import draws
from tests.draws import sampled
from tests.twins import small_replans, twins

MOST = 4_000
"""Timetables of a problem that are still worth going through."""


def costs(problem: Problem) -> list[tuple[int, ...]] | None:
    """Tier by tier, of every timetable that the verifier accepts; None if that is too much."""
    tick = max(5, compile(problem).grid.tick)
    if prod(len(list(twins.chains(problem, s, tick))) for s in problem.held) > MOST:
        return None
    accepted = twins.each_accepted_by_verifier(problem, tick)
    return [tuple(verifier.tier_costs(problem, t).values()) for t in accepted]


def judge(tiers: Sequence[Tier], every: Sequence[tuple[int, ...]]) -> None:
    """The cost is that of some timetable, and no bound is above what one comes to."""
    cost = tuple(tier.cost for tier in tiers)
    assert cost in every
    for n, tier in enumerate(tiers):
        as_cheap = [c[n] for c in every if all(a <= b for a, b in zip(c[:n], cost, strict=False))]
        assert tier.bound <= min(as_cheap), tier.name


def compare(seed: int) -> str | None:
    """What the replan came to; None if it was not compared."""
    problem = small_replans.draw(seed)
    every = None if problem is None else costs(problem)
    if problem is None or every is None:
        return None
    try:
        found = solve(problem, small_replans.BUDGET)
    except Infeasible:
        assert not every
        return "infeasible"
    judge(found.tiers, every)
    assert tuple(tier.cost for tier in found.tiers) == min(every)
    sort = "someone left out" if found.timetable.unplaced else "all placed"
    return f"{found.strategy}, {sort}"


@pytest.mark.parametrize("block", sampled(range(15), 1))
def test_replans_cost_what_the_cheapest_of_all_timetables_costs(block: int) -> None:
    compared = [compare(seed) for seed in range(4 * block, 4 * block + 4)]
    assert any(compared)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_replans_cost_what_the_cheapest_of_all_costs_on_many(share: int) -> None:
    draws.rounds("replans and every timetable", range(60, 2_060), share, compare)


@pytest.mark.ci
def test_the_replans_are_of_every_sort() -> None:
    sorts = {compare(seed) for seed in range(60)}
    assert {
        f"{strategy}, {sort}"
        for strategy in ("repair", "exact")
        for sort in ("all placed", "someone left out")
    } <= sorts
