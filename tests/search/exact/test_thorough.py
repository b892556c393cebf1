"""A timetable as a solution of the model, where a search goes on from."""

from typing import Any

import pytest
from ortools.sat.python.cp_model import CpModel, LinearExpr

from scheduler import model as models
from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.search.cpsat import running
from scheduler.search.cpsat.limits import Limits
from scheduler.search.exact import thorough
from scheduler.timetable import Timetable
from tests.twins import tiny


def test_it_costs_what_the_timetable_costs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({}, {}, {}),
        rules=[{"rule": "conflict", "of": ["a", "b", "c"], "count": "pairs", "weight": 1}],
    )
    timetable = Timetable.of(
        [
            tiny.sitting("a", "00:00", "00:20"),
            tiny.sitting("b", "00:10", "00:30", room="B"),
            tiny.sitting("c", "01:00", "01:20"),
        ]
    )
    model, run = models.build(compile(problem)), running.run
    costs = [term for terms in model.tiers.values() for term in terms]

    def dear(cp: CpModel, *arguments: Any) -> Any:
        """A solver that asks for no more than it has to."""
        if not cp.has_objective():
            cp.maximize(LinearExpr.sum(costs))
        return run(cp, *arguments)

    monkeypatch.setattr(thorough, "run", dear)
    found = thorough.held(model, timetable, Limits(60, 1, 1))
    assert found is not None
    paid = sum(verifier.tier_costs(problem, timetable).values())
    assert sum(found.value(cost) for cost in costs) == paid == 1
