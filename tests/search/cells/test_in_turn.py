"""Cells and minutes in turn: a whole timetable of the first cells, and none that is worse after."""

import pytest

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cells import first_cells, statement_prices
from scheduler.search.cells.in_turn import InTurn, priced
from scheduler.search.cells.relaxed import CellModel, relaxed
from scheduler.search.cells.room_slots import board_of
from scheduler.search.cpsat.limits import Limits
from scheduler.search.progress import Progress
from tests.benchmarks.strewn import drawn
from tests.twins import tiny

SECONDS = 60.0


def modelled(problem: Problem) -> CellModel:
    board = board_of(compile(problem))
    assert board is not None
    model = relaxed(board)
    statement_prices.price(model)
    return model


def begun(problem: Problem, limits: Limits) -> InTurn:
    model = modelled(problem)
    first = first_cells.find(model, limits)
    assert first is not None
    search = InTurn(model, priced(model, first))
    search.begin(limits)
    return search


def test_the_first_cells_make_a_whole_timetable_at_the_price_of_the_verifier() -> None:
    _, problem = drawn(1)
    told: list[Progress] = []
    search = begun(problem, Limits(SECONDS, 1, 1, told.append))
    assert search.whole is not None
    assert not verifier.violations(problem, search.whole.timetable)
    assert search.whole.prices == verifier.tier_costs(problem, search.whole.timetable)
    assert any(one.whole for one in told)


def test_what_is_searched_from_there_is_never_worse() -> None:
    _, problem = drawn(2)
    limits = Limits(SECONDS, 1, 1)
    search = begun(problem, limits)
    assert search.whole is not None
    first = search.whole.costs
    short = Limits(0.4, 1, 1)
    search.improve(short)
    search.finish(short)
    assert search.whole.costs <= first
    assert search.cells.costs <= search.whole.costs


def crowded(rule: dict[str, object]) -> Problem:
    """Four of G, who fill a slot by two, and two of H: two rooms and two slots of 40 minutes."""
    return tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:40"},
            {"id": "pm", "start": "01:00", "end": "01:40"},
        ],
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions(*({"minutes": 20, "group": g} for g in "GGGGHH")),
        rules=[{"rule": "exclusive"}, rule | {"level": "hard"}],
    )


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "conflict", "count": "slots", "of": "a", "against": ["e"]},
        {"rule": "conflict", "count": "slots", "of": "e", "against": ["a", "b"]},
        {"rule": "parallel"},
    ],
    ids=str,
)
def test_what_is_made_by_hand_is_mended_where_it_breaks_a_rule(rule: dict[str, object]) -> None:
    problem = crowded(rule)
    search = begun(problem, Limits(SECONDS, 1, 1))
    assert search.whole is not None
    assert not search.whole.timetable.unplaced
    assert not verifier.violations(problem, search.whole.timetable)
