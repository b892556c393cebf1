"""What patterns prove holds for every timetable, and the prices alone prove it."""

import random
from itertools import chain, combinations
from typing import Any

import pytest

from scheduler.problem import Problem
from scheduler.search.cells import first_cells, pattern_bound, pattern_dive
from scheduler.search.cells.cell_neighbourhoods import Cells
from scheduler.search.cells.pattern_bound import CellPrices, Patterns
from scheduler.search.cells.patterns import NEVER, Body
from scheduler.search.cpsat.incumbent import Incumbent
from scheduler.search.cpsat.limits import Limits
from tests.draws import sampled
from tests.search.cells.test_cells import board, modelled
from tests.search.test_bounds import optimum
from tests.twins import tiny

DEAR = 1_000


def found(patterns: Patterns | None) -> tuple[Patterns, CellPrices]:
    assert patterns is not None
    patterns.run(Limits(600, 1, 1), cpu=60)
    assert patterns.best is not None
    return patterns, patterns.best


def papers(seed: int) -> Problem:
    """Six papers of three tracks in two rooms and two or four slots: all that patterns charge."""
    pick = random.Random(f"papers {seed}")
    tracks = ["G", "H", "I"]

    def avoided(of: str, count: str) -> dict[str, Any]:
        places = {"slots": [pick.choice(["am", "pm"])], "rooms": [pick.choice("AB")]}
        for name in pick.choice([["slots"], ["rooms"], []]):
            del places[name]
        return {"rule": "avoid", "of": of, "count": count, "weight": pick.randint(1, 6)} | places

    return tiny.problem(
        days=[tiny.DAY, tiny.NEXT][: pick.choice([1, 2])],
        rooms=tiny.TWO_ROOMS,
        groups=[{"id": track} for track in tracks],
        sessions=tiny.sessions(
            *({"group": (tracks * 2)[n], "minutes": pick.choice([10, 10, 20])} for n in range(6))
        ),
        rules=[
            {"rule": "exclusive"},
            {"rule": "room_stability", "weight": pick.randint(1, 5)},
            {"rule": "parallel", "weight": pick.randint(1, 5)},
            {"rule": "contiguous", "weight": pick.randint(1, 5)},
            *(avoided(track, "room-slots") for track in tracks for _ in range(2)),
            *(avoided(session, "sittings") for session in pick.sample("abcdef", 3)),
            {"rule": "conflict", "of": "a", "against": ["b", "c"], "count": "slots"},
        ],
    )


@pytest.mark.parametrize("seeds", sampled([range(8), range(8, 80)], 1), ids=str)
def test_it_is_at_most_the_optimum(seeds: range) -> None:
    bounds = []
    for seed in seeds:
        problem = papers(seed)
        best = optimum(problem)
        patterns = pattern_bound.patterns_of(board(problem), DEAR)
        if best is None or patterns is None:
            continue
        _, prices = found(patterns)
        bounds.append(prices.bound)
        assert prices.bound <= best[1].cost
    assert sum(bounds) > len(bounds)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_prices_prove_what_they_say(seed: int) -> None:
    """Reckoned pattern by pattern; a pattern of three rooms may be taken for cheaper."""
    patterns, prices = found(pattern_bound.patterns_of(board(papers(seed)), DEAR))
    least = sum(cheapest(body, prices) for body in patterns.bodies)
    assert prices.total <= least - sum(prices.prices.values())
    assert all(price > 0 for price in prices.prices.values())
    assert prices.unit * (prices.bound - 1) < prices.total or prices.bound == 0


def cheapest(body: Body, prices: CellPrices) -> int:
    every = [(k, r) for s, k in enumerate(body.slots) for r in range(body.cell.shape[1])]
    some = chain.from_iterable(combinations(every, n) for n in range(1, len(every) + 1))
    holds = dict(zip(body.slots, body.holds, strict=True))
    return min(
        prices.unit * body.cost(frozenset(cells)) + sum(prices.prices.get(c, 0) for c in cells)
        for cells in some
        if sum(holds[k] for k, _ in cells) >= body.needs and body.cost(frozenset(cells)) < NEVER
    )


def test_prices_are_named_as_the_scenario_names_slots_and_rooms() -> None:
    own = board(papers(1))
    prices = CellPrices(1_000, {(1, 0): 7}, 1)
    certificate = prices.certificate(own, "preferences")
    assert certificate.prices == ((own.instance.slots[1].id, own.instance.rooms[0], 7),)
    assert certificate.bound == prices.bound == 1


def test_cells_are_made_of_patterns_and_cost_no_less_than_the_bound() -> None:
    model = modelled(papers(2))
    patterns, prices = found(pattern_bound.patterns_of(model.board, DEAR))
    cells = pattern_dive.dive(model, patterns, Limits(600, 1, 1))
    assert cells is not None
    assert sum(cells.value(term) for term in model.tiers["preferences"]) >= prices.bound


def test_promising_cells_are_those_of_patterns_and_the_search_may_move_between_these_alone() -> (
    None
):
    model = modelled(papers(2))
    patterns, _ = found(pattern_bound.patterns_of(model.board, DEAR))
    promising = patterns.promising()
    assert set(promising) == set(range(len(model.board.bodies)))
    one = {b: min(cells for own, cells in patterns.columns if own == b) for b in promising}
    first = first_cells.find(model, Limits(600, 1, 1))
    assert first is not None
    incumbent = Incumbent(first, 0)
    free = Cells(model, one).free(incumbent, "patterns", 6, random.Random(1))
    moving = {cell for cell, has in model.has.items() if has.index in free}
    current = {cell for cell, has in model.has.items() if first.value(has)}
    assert moving
    assert moving <= current | {(b, *cell) for b, cells in one.items() for cell in cells}
    assert "patterns" not in Cells(model).kinds
