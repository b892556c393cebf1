"""Before when sessions are not expected: worked out, kept with replans, checked."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.errors import UsageError
from scheduler.interface import solving
from scheduler.interface.chances_claimed import false_chances
from scheduler.interface.plan import Plan
from scheduler.render.layout.layout import lay_out
from scheduler.scenario import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solving.solve(load(SCENARIOS / "csp11.yaml"), earliest=5, workers=1)


def told(plan: Plan) -> dict[str, str]:
    return {one.session: f"{one.start:%a %H:%M}" for one in plan.record.expected}


def test_of_each_session_it_is_said_before_when_it_hardly_ever_starts(plan: Plan) -> None:
    assert told(plan) == {
        "enip": "Tue 10:00",
        "cei": "Tue 17:30",
        "wgtu": "Thu 11:00",
        "wgtr": "Thu 17:15",
    }
    assert all(one.chance <= one.alpha == 0.05 for one in plan.record.expected)
    lines = {e.session: e.then for e in reversed(lay_out(plan.problem, plan.record).entries)}
    assert lines == {
        "enip": "",  # it starts with its slot
        "cei": "not expected before Tuesday, 17:30",
        "wgtu": "not expected before 11:00",
        "wgtr": "not expected before Thursday, 17:15",
    }


def test_a_replan_works_it_out_anew(plan: Plan) -> None:
    after = solving.replan(plan, ["overrun enip 45m"], now="2025-02-25 17:55", workers=1)
    assert "enip" not in told(after)  # it has begun
    assert told(after)["cei"] == "Wed 10:45"  # an overrun is told as it is: nothing is left open
    assert not false_chances(after)


def test_nothing_is_said_where_nobody_asks(plan: Plan) -> None:
    assert not solving.solve(plan.scenario, workers=1).record.expected


def test_a_file_that_says_another_moment_claims_what_is_false(plan: Plan) -> None:
    assert not false_chances(plan)
    first, *rest = plan.record.expected
    lie = first.model_copy(update={"chance": 0.04})
    record = plan.record.model_copy(update={"expected": (lie, *rest)})
    (claim,) = false_chances(replace(plan, record=record))
    assert (claim.claim, claim.sessions) == ("expected", ("enip",))


def test_where_weeks_do_not_follow_by_table_it_is_refused(plan: Plan) -> None:
    problem = plan.scenario.problem.model_copy(update={"policy": "extend"})
    scenario = replace(plan.scenario, problem=problem)
    with pytest.raises(UsageError, match="under policy roll, not under extend"):
        solving.solve(scenario, earliest=5, workers=1)
