"""Cells, then minutes: what the cell model proves holds for the whole, and nothing is lost."""

from collections.abc import Iterator

import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpSolver, LinearExpr

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.problem import Conflict, Position, Problem, Sitting, Statement
from scheduler.search import cells
from scheduler.search.cells import first_cells, greedy, minutes, statement_prices
from scheduler.search.cells.relaxed import CellModel, relaxed
from scheduler.search.cells.room_slots import Board, board_of
from scheduler.search.cpsat.limits import Limits
from scheduler.search.outcome import judge
from scheduler.timetable import Timetable
from tests.benchmarks.strewn import at_random, drawn
from tests.draws import sampled

DRAWN = (range(20), range(20, 40))


def board(problem: Problem) -> Board:
    found = board_of(compile(problem))
    assert found is not None
    return found


def modelled(problem: Problem) -> CellModel:
    model = relaxed(board(problem))
    statement_prices.price(model)
    return model


def price_of(model: CellModel, timetable: Timetable) -> int:
    """What the cell model charges for the cells of a timetable."""
    instance = model.board.instance

    def tick(sitting: Sitting) -> int:
        return instance.grid.floor(sitting.start)

    cell = {
        instance.index[s.session]: (
            next(k for k, t in enumerate(instance.slots) if t.start <= tick(s) < t.end),
            instance.rooms.index(s.room),
        )
        for s in timetable.sittings
    }
    held = model.cp.clone()
    has = {(model.board.body[i], *own) for i, own in cell.items()}
    held.add_bool_and(
        [lit if cell[i][0] == k else ~lit for (i, k), lit in model.sits.items()]
        + [lit if own in has else ~lit for own, lit in model.has.items()]
    )
    cost = LinearExpr.sum(model.tiers["preferences"])
    held.minimize(cost)
    solver = CpSolver()
    assert solver.solve(held) == OPTIMAL
    return solver.value(cost)


def strewn(seeds: range, *, parallel: bool) -> Iterator[tuple[Problem, Timetable]]:
    """Conferences with a timetable of each in which everything is held and nothing is broken."""
    for seed in seeds:
        data, problem = drawn(seed)
        timetable = at_random(data, problem, seed, parallel=parallel)
        if not timetable.unplaced and not verifier.violations(problem, timetable):
            yield problem, timetable


def charged(problem: Problem, timetable: Timetable) -> int:
    return verifier.tier_costs(problem, timetable)["preferences"]


@pytest.mark.parametrize("parallel", sampled([False, True], 1))
@pytest.mark.parametrize("seeds", sampled(DRAWN, 1), ids=str)
def test_cells_cost_no_more_than_any_timetable_with_them(seeds: range, parallel: bool) -> None:
    found = [
        (price_of(modelled(problem), timetable), charged(problem, timetable))
        for problem, timetable in strewn(seeds, parallel=parallel)
    ]
    assert len(found) > 5
    assert all(price <= cost for price, cost in found)


@pytest.mark.parametrize("seeds", sampled(DRAWN, 1), ids=str)
def test_without_parallel_cells_and_minutes_they_cost_just_that(seeds: range) -> None:
    found = []
    for problem, timetable in strewn(seeds, parallel=False):
        rules = tuple(rule for rule in problem.rules if not of_minutes(rule))
        bare = problem.model_copy(update={"rules": rules})
        found.append((price_of(modelled(bare), timetable), charged(bare, timetable)))
    assert all(price == cost for price, cost in found)
    assert any(cost > 0 for _, cost in found)


def of_minutes(rule: Statement) -> bool:
    return isinstance(rule, Position) or (isinstance(rule, Conflict) and rule.count != "slots")


@pytest.mark.parametrize("seed", sampled([1, 2, 3], 1))
def test_what_is_found_is_accepted_and_no_cheaper_than_its_bound(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, problem = drawn(seed)
    monkeypatch.setattr(cells, "LARGE", 0)
    found = cells.solve(compile(problem), Limits(2, 1, 1))
    assert found is not None
    judge(problem, found.timetable, found.tiers)
    for tier in found.tiers:
        assert tier.bound <= tier.cost


@pytest.mark.parametrize("seeds", sampled(DRAWN, 1), ids=str)
def test_a_board_made_by_hand_holds_everybody_once(seeds: range) -> None:
    for seed in seeds:
        own = board(drawn(seed)[1])
        found = greedy.placed(own)
        if found is None:
            continue
        assert set(found) == set(range(len(own.body)))
        for cell in set(found.values()):
            here = [i for i, c in found.items() if c == cell]
            assert len({own.body[i] for i in here}) == 1
            assert sum(own.sizes[i] for i in here) <= own.lengths[cell[0]]


def test_bodies_may_keep_their_cells_where_sessions_cannot_keep_theirs() -> None:
    _, problem = drawn(1)
    model = modelled(problem)
    first = first_cells.find(model, Limits(5, 1, 1))
    assert first is not None
    strict = minutes.restricted(model, first, loose=False)
    loose = minutes.restricted(model, first, loose=True)
    assert all(s.slots is not None and len(s.slots) == 1 for s in strict.sessions)
    assert any(len(s.slots or ()) > 1 for s in loose.sessions)
    for session, other in zip(strict.sessions, loose.sessions, strict=True):
        assert set(session.slots or ()) <= set(other.slots or ())
