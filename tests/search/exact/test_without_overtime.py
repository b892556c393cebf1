"""A first timetable without overtime, of which nothing is claimed."""

from scheduler.instance.compile import compile
from scheduler.search.cpsat.limits import Limits
from scheduler.search.exact import without_overtime
from tests.twins import tiny


def test_a_small_model_has_one_worker_and_its_bounds_are_not_claimed() -> None:
    trimmed = {"minutes": {"least": 10, "likely": 20}}
    rules = [{"rule": "avoid", "of": ["a"], "slots": ["am", "pm"], "weight": 2}]
    problem = tiny.problem(sessions=tiny.sessions(trimmed), rules=rules)
    limits = Limits(60, 1, 4)
    answer = without_overtime.search(compile(problem), limits)
    assert answer is not None
    assert limits.workers == 1
    assert {tier.name: (tier.cost, tier.bound) for tier in answer.tiers} == {
        "unplaced": (0, 0),
        "preferences": (2, 0),
    }
    fixed = tiny.problem(sessions=tiny.sessions({}))
    assert without_overtime.search(compile(fixed), Limits(60, 1, 1)) is None
