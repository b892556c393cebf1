"""Who is left out has not moved: a session around the free ones may be the best to leave out."""

from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import NoSolution
from scheduler.search.repair.distance import Least, Staying, find_least
from scheduler.search.repair.neighbourhood import build_part
from scheduler.search.solve import solve
from scheduler.vocabulary.policies import Policy
from tests.search.test_whole_bounds import costs, judge
from tests.twins import tiny


def replan(policy: Policy) -> Problem:
    """
    Two new sessions, three rooms, and a place too few.

    Either the small new one is left out, and somebody moves to make room for the large one; or a
    session that was published is, and nobody moves.
    """
    rows: list[dict[str, Any]] = [
        {"rooms": ["P"]},
        {"rooms": ["Q", "R"], "attendance": 100},
        {"rooms": ["P", "Q"], "attendance": 300},
        {"rooms": ["R"]},
    ]
    meeting = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:20"}],
        rooms=[{"id": "P"}, {"id": "Q"}, {"id": "R"}],
        sessions=tiny.sessions(*rows),
        notice={"weight": 1},
    )
    before = [
        tiny.sitting("a", "00:00", "00:20", room="P"),
        tiny.sitting("b", "00:00", "00:20", room="Q"),
    ]
    minutes = dict.fromkeys("abcd", 20)
    return tiny.replanned("00:00", before, meeting, in_force=policy, minutes=minutes)


@pytest.mark.parametrize("policy", ["stay", "roll"])
def test_it_does_not_cost_a_move(policy: Policy) -> None:
    problem = replan(policy)
    found = solve(problem, Budget(workers=1))
    every = costs(problem)
    assert every
    judge(found.tiers, every)
    assert tuple(tier.cost for tier in found.tiers) == min(every)
    assert [u.session for u in found.timetable.unplaced] == ["a"]
    assert found.status == "optimal"


@pytest.mark.parametrize("free", ["cd", "bcd"])
def test_no_part_proves_that_it_does(free: str) -> None:
    part = build_part(compile(replan("stay")), free, may_drop=True)
    found = find_least(part, frozenset(free), None, Limits(60, 1, 1))
    assert isinstance(found, Least)
    assert (found.bounds["unplaced"], found.bounds.get("moves", 0)) == (1, 0)


def test_what_leaves_somebody_out_who_has_to_be_kept_is_not_to_be_beaten() -> None:
    """With everybody free and nobody left out there is none: that is not the best there is."""
    part = build_part(compile(replan("stay")), "abcd", may_drop=False)
    prices = dict.fromkeys(part.model.tiers, 0) | {"unplaced": part.kept or 0}
    assert prices["unplaced"] > 0
    known = Staying(prices, frozenset("abcd"), {})
    assert isinstance(find_least(part, frozenset("abcd"), known, Limits(60, 1, 1)), NoSolution)
