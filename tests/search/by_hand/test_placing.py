"""A first timetable row by row: whole, verified, and found with every seed."""

import pytest

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.budget import Budget
from scheduler.search.by_hand import placing
from scheduler.search.cpsat.limits import Limits
from scheduler.search.solve import solve
from tests.draws import sampled
from tests.search import planted
from tests.twins import tiny

SECONDS = 3_600.0
"""A limit that no machine reaches: how far it gets is a matter of tries."""


def _placed(problem: Problem, seed: int) -> list[int]:
    answer = placing.solve(compile(problem), Limits(SECONDS, seed, 1))
    assert answer is not None
    assert not verifier.violations(problem, answer.timetable)
    assert answer.costs == list(verifier.tier_costs(problem, answer.timetable).values())
    return answer.costs


@pytest.mark.parametrize("seed", sampled(range(1, 11), 2))
@pytest.mark.parametrize("sessions", [20, 40])
def test_what_was_planted_is_found(sessions: int, seed: int) -> None:
    assert not any(_placed(planted.splitting(sessions, seed), seed))


@pytest.mark.parametrize("seed", sampled(range(1, 11), 2))
def test_orders_that_share_chairs_are_found(seed: int) -> None:
    assert not any(_placed(planted.orders(33, seed), seed))


def test_what_costs_nothing_is_proved_without_a_model() -> None:
    outcome = solve(planted.splitting(30, 1), Budget(seconds=SECONDS))
    assert (outcome.status, outcome.strategy) == ("optimal", placing.NAME)


def test_a_slot_is_passed_over_only_while_somebody_is_there() -> None:
    """a sits in both slots of A; b, of the same chair, goes on from the first to the third."""
    slots = [
        {"id": "one", "start": "00:00", "end": "00:30"},
        {"id": "two", "start": "01:00", "end": "01:30"},
        {"id": "three", "start": "02:00", "end": "02:30"},
    ]
    rows = tiny.sessions(
        {"minutes": 20, "chairs": ["ada"], "pin": {"exact": f"{tiny.DAY} 01:00"}},
        {"minutes": 60, "chairs": ["ada"], "split": {"least_part": 10}, "rooms": ["B"]},
    )
    problem = tiny.problem(slots=slots, rooms=tiny.TWO_ROOMS, sessions=rows)
    answer = placing.solve(compile(problem), Limits(SECONDS, 1, 1))
    assert answer is not None
    slots_of_b = [f"{s.start:%H:%M}" for s in answer.timetable.of_session("b")]
    assert slots_of_b == ["00:00", "02:00"]


def test_what_does_not_fit_is_left_to_models() -> None:
    """Forty minutes have to be trimmed to thirty."""
    rows = tiny.sessions({"minutes": {"least": 30, "likely": 50}, "split": {"least_part": 50}})
    assert placing.solve(compile(tiny.problem(sessions=rows)), Limits(SECONDS, 1, 1)) is None
