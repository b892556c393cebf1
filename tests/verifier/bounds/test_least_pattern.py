"""The cheapest pattern of a body is the one that trying all of them gives."""

import random
from itertools import chain, combinations

import pytest

from scheduler.verifier.bounds import least_pattern as pricing
from scheduler.verifier.bounds.body_prices import NEVER, Body, Cell
from scheduler.verifier.bounds.least_pattern import least_pattern
from tests.draws import sampled

UNIT = 10
SLOTS = ("s1", "s2", "s3", "s4")


def drawn(pick: random.Random) -> tuple[Body, dict[Cell, int]]:
    """A body of up to four slots and three rooms, and prices of its cells."""
    rooms = ("A", "B", "C")[: pick.choice([2, 3])]
    every = [(slot, room) for slot in SLOTS for room in rooms]
    some = pick.sample(every, pick.randint(1, min(8, len(every))))
    open_slots = sorted({slot for slot, _ in some})
    sessions = ("x", "y", "z")[: pick.randint(1, 3)]
    body = Body(
        sessions=frozenset(sessions),
        order=SLOTS,
        need=pick.choice([20, 50, 60]),
        holds={slot: pick.choice([20, 30]) for slot in SLOTS},
        cells={cell: pick.choice([0, 0, 1, 5]) for cell in some},
        away={
            id: {
                slot: pick.choice([0, 0, 2, 9])
                for slot in pick.sample(open_slots, pick.randint(1, len(open_slots)))
            }
            for id in sessions
        },
        rooms=pick.choice([0, 1, 4]),
        parallel=pick.choice([0, 1, 4]),
        gap=pick.choice([0, 3, NEVER]),
    )
    return body, {cell: pick.choice([0, 3, 12, 40]) for cell in every if pick.random() < 0.7}


def cheapest(body: Body, prices: dict[Cell, int]) -> int:
    """By trying all sets of cells; ``NEVER`` where none will do."""
    every = chain.from_iterable(combinations(body.cells, n) for n in range(1, len(body.cells) + 1))
    possible = [cells for cells in every if sum(body.holds[k] for k, _ in cells) >= body.need]
    return min((price(body, cells, prices) for cells in possible), default=NEVER)


def price(body: Body, cells: tuple[Cell, ...], prices: dict[Cell, int]) -> int:
    used = sorted(body.order.index(slot) for slot in {slot for slot, _ in cells})
    whole = sum(body.cells[cell] for cell in cells)
    whole += body.rooms * (len({room for _, room in cells}) - 1)
    whole += body.parallel * (len(cells) - len(used))
    whole += body.gap * (used[-1] - used[0] >= len(used))
    for own in body.away.values():
        whole += min(own.get(body.order[k], NEVER) for k in used)
    return min(NEVER, UNIT * whole + sum(prices.get(cell, 0) for cell in cells))


def compare(seed: int) -> bool:
    body, prices = drawn(random.Random(f"pattern {seed}"))
    least, right = least_pattern(body, UNIT, prices), cheapest(body, prices)
    assert least is not None
    assert least.exact
    assert least.price == right, seed
    return right < NEVER


@pytest.mark.parametrize("seeds", sampled([range(40), range(40, 1_000)], 1), ids=str)
def test_it_is_what_trying_all_patterns_gives(seeds: range) -> None:
    assert sum(compare(seed) for seed in seeds) > len(seeds) / 3


@pytest.mark.parametrize("limit", ["STATES", "MOST_ROOMS"])
def test_where_it_is_not_exact_it_is_less_and_says_so(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pricing, limit, 1)
    inexact = 0
    for seed in range(60):
        body, prices = drawn(random.Random(f"pattern {seed}"))
        least, right = least_pattern(body, UNIT, prices), cheapest(body, prices)
        assert least is not None
        assert least.price == right if least.exact else least.price <= right
        inexact += not least.exact
    assert inexact > 5


def test_who_fits_nowhere_has_no_pattern() -> None:
    body = Body(frozenset("x"), SLOTS, 30, dict.fromkeys(SLOTS, 0), {("s1", "A"): 0}, {"x": {}})
    assert least_pattern(body, UNIT, {}) is None
