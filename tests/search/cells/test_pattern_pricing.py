"""The cheapest pattern is that of all, one by one; where rooms are not told apart, a bound."""

import random
from itertools import chain, combinations, product

import numpy as np
import pytest

from scheduler.search.cells.pattern_steps import Pricing
from scheduler.search.cells.patterns import NEVER, Body, Costs
from scheduler.search.cells.run_pricing import RunPricing
from scheduler.search.cells.set_pricing import SetPricing

UNIT = 10
SLOTS, ROOMS = 3, 3
KINDS: tuple[type[SetPricing] | type[RunPricing], ...] = (SetPricing, RunPricing)


def drawn(seed: int) -> tuple[Body, Costs]:
    """A body of a few sessions, and prices of its cells, its own costs included."""
    pick = random.Random(seed)
    order = tuple(sorted(pick.sample(range(SLOTS + 1), SLOTS)))
    cell = np.array(
        [[pick.choice([0, 0, 3, 7, NEVER]) for _ in range(ROOMS)] for _ in range(SLOTS)], np.int64
    )
    away = np.array(
        [[pick.choice([0, 2, 9, NEVER]) for _ in range(SLOTS)] for _ in range(2)], np.int64
    )
    body = Body(
        slots=(1, 4, 5),
        order=order,
        needs=pick.randint(1, 7),
        holds=tuple(pick.randint(1, 3) for _ in range(SLOTS)),
        cell=cell,
        away=away,
        rooms=pick.choice([0, 2, 5]),
        parallel=pick.choice([0, 1, 4]),
        gap=pick.choice([0, 3, 6]),
    )
    prices = np.array([[pick.randint(0, 40) for _ in range(ROOMS)] for _ in range(SLOTS)])
    return body, np.minimum(UNIT * cell + prices, NEVER)


def cheapest(body: Body, cell: Costs) -> int:
    """Pattern by pattern."""
    every = list(product(range(SLOTS), range(ROOMS)))
    some = chain.from_iterable(combinations(every, n) for n in range(1, len(every) + 1))
    return min((priced(body, cell, those) for those in some), default=NEVER)


def priced(body: Body, cell: Costs, those: tuple[tuple[int, int], ...]) -> int:
    if sum(body.holds[s] for s, _ in those) < body.needs:
        return NEVER
    own = body.cost(frozenset((body.slots[s], r) for s, r in those))
    paid = sum(int(cell[s, r]) - UNIT * int(body.cell[s, r]) for s, r in those)
    return NEVER if own >= NEVER else UNIT * own + paid


def least(pricing: Pricing, cell: Costs, told: int) -> int:
    return min((price for price, _ in pricing.best(cell, UNIT, told)), default=NEVER)


@pytest.mark.parametrize("seeds", [range(12)], ids=str)
def test_with_rooms_told_apart_it_is_the_cheapest_of_all(seeds: range) -> None:
    possible = 0
    for seed in seeds:
        body, cell = drawn(seed)
        right = cheapest(body, cell)
        assert least(SetPricing(body), cell, ROOMS) == right
        possible += right < NEVER
    assert possible > 3


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_never_more_than_the_cheapest_of_all(
    kind: type[SetPricing] | type[RunPricing],
) -> None:
    for seed in range(25, 35):
        body, cell = drawn(seed)
        assert least(kind(body), cell, 1) <= cheapest(body, cell)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pattern_that_is_found_holds_what_the_body_needs_and_costs_no_less(
    kind: type[SetPricing] | type[RunPricing],
) -> None:
    for seed in range(50, 70):
        body, cell = drawn(seed)
        found = kind(body).best(cell, UNIT, 2)
        for _, cells in found:
            those = tuple((body.slots.index(k), r) for k, r in cells)
            assert sum(body.holds[s] for s, _ in those) >= body.needs
            assert min(price for price, _ in found) <= priced(body, cell, those)


def test_few_entries_at_once_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    body, cell = next(
        (body, cell) for body, cell in map(drawn, range(99)) if cheapest(body, cell) < NEVER
    )
    whole = SetPricing(body).best(cell, UNIT, 2)
    monkeypatch.setattr("scheduler.search.cells.set_pricing.ENTRIES", 1)
    assert SetPricing(body).best(cell, UNIT, 2) == whole
