"""What a body pays for its cells alone: never more than the verifier charges."""

from typing import Any

import pytest

from scheduler.problem import Conflict, Position, Preference, Problem
from scheduler.search.cells import patterns
from scheduler.search.cells.patterns import NEVER
from scheduler.search.cells.room_slots import Board
from scheduler.timetable import Timetable
from tests.draws import sampled
from tests.search.cells.test_cells import board, charged, strewn
from tests.twins import tiny

DEAR = 10_000
DRAWN = (range(6), range(6, 40))


def cost_of(own: Board, timetable: Timetable) -> int:
    """The sum of the patterns of a timetable."""
    instance = own.instance
    cells: dict[int, set[tuple[int, int]]] = {}
    for s in timetable.sittings:
        tick = instance.grid.floor(s.start)
        k = next(k for k, t in enumerate(instance.slots) if t.start <= tick < t.end)
        b = own.body[instance.index[s.session]]
        cells.setdefault(b, set()).add((k, instance.room_index[s.room]))
    bodies = patterns.bodies_of(own, DEAR)
    return sum(bodies[b].cost(frozenset(those)) for b, those in cells.items())


@pytest.mark.parametrize("parallel", sampled([False, True], 1))
@pytest.mark.parametrize("seeds", sampled(DRAWN, 1), ids=str)
def test_patterns_cost_no_more_than_any_timetable_with_them(seeds: range, parallel: bool) -> None:
    found = [
        (cost_of(board(problem), timetable), charged(problem, timetable))
        for problem, timetable in strewn(seeds, parallel=parallel)
    ]
    assert len(found) > 2
    assert all(price <= cost for price, cost in found)


@pytest.mark.parametrize("seeds", sampled(DRAWN, 1), ids=str)
def test_rooms_gaps_parallel_cells_and_avoided_ones_cost_just_that(seeds: range) -> None:
    found = []
    for problem, timetable in strewn(seeds, parallel=True):
        bare = problem.model_copy(update={"rules": tuple(filter(is_of_bodies, problem.rules))})
        found.append((cost_of(board(bare), timetable), charged(bare, timetable)))
    assert all(price == cost for price, cost in found)
    assert any(cost > 0 for _, cost in found)


def is_of_bodies(rule: object) -> bool:
    if isinstance(rule, Preference):
        return rule.count == "room-slots"
    return not isinstance(rule, Conflict | Position)


def test_rooms_of_which_only_some_are_kept_free_cost_no_single_body_anything() -> None:
    for rooms, cost in ((1, 0), (2, 3)):
        reserve = {"rule": "reserve", "rooms": rooms, "among": ["A", "B"], "weight": 3}
        own = board(one_body(reserve))
        body = patterns.bodies_of(own, DEAR)[0]
        assert body.cost(frozenset({(0, 0)})) == cost


def test_a_session_pays_where_it_is_cheapest_and_cannot_be_where_it_does_not_fit() -> None:
    avoid = {"rule": "avoid", "of": "a", "slots": ["pm"], "weight": 5}
    body = patterns.bodies_of(board(one_body(avoid)), DEAR)[0]
    assert body.cost(frozenset({(1, 0)})) == 5
    assert body.cost(frozenset({(0, 0), (1, 0)})) == 0
    long = patterns.bodies_of(board(one_body(avoid, minutes=40)), DEAR)[0]
    assert long.slots == (1,)
    assert (long.cell < NEVER).all()


def test_what_cells_hold_is_what_sessions_can_fill() -> None:
    """Three of 20 minutes: one in a slot of 30, two in one of 40."""
    rows = tiny.sessions({"group": "G"}, {"group": "G"}, {"group": "G"})
    body = patterns.bodies_of(board(one_body(sessions=rows)), DEAR)[0]
    assert (body.needs, body.holds) == (3, (1, 2))


@pytest.mark.parametrize("change", ["rank", "levels", "waive"])
def test_where_somebody_may_be_left_out_or_a_rule_is_relaxed_nothing_is_claimed(
    change: str,
) -> None:
    assert patterns.applies(board(one_body()))
    changes: dict[str, Any] = {
        "rank": {"sessions": tiny.sessions({"group": "G", "rank": 1})},
        "levels": {"levels": [{"rule": "window", "level": "soft", "sessions": ["a"]}]},
        "waive": {"waive": [{"rule": "window", "sessions": ["a"], "reason": "told"}]},
    }
    assert not patterns.applies(board(one_body(**changes[change])))


def one_body(rule: dict[str, Any] | None = None, minutes: int = 20, **more: Any) -> Problem:
    base: dict[str, Any] = {
        "rooms": tiny.TWO_ROOMS,
        "sessions": tiny.sessions({"group": "G", "minutes": minutes}),
        "rules": [{"rule": "exclusive"}, *([rule] if rule is not None else [])],
    }
    return tiny.problem(**(base | more))
