"""Hints that break the solver are left out, and nothing else is."""

import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpModel, CpSolver

from scheduler.search.cpsat import hinted
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run


def model_with_hint() -> CpModel:
    model = CpModel()
    x = model.new_int_var(0, 9, "x")
    model.add_hint(x, 3)
    model.maximize(x)
    return model


def test_a_hint_that_breaks_the_solver_costs_no_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    solve, seen = CpSolver.solve, list[int]()

    def breaking(solver: CpSolver, model: CpModel, *more: object) -> object:
        seen.append(len(model.proto.solution_hint.vars))
        if seen[-1]:
            raise IndexError("absl::btree_map::at")
        return solve(solver, model, *more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(CpSolver, "solve", breaking)
    model = model_with_hint()
    solver, status = run(model, Limits(60, 1, 1), "any")
    assert (status, solver.objective_value, seen) == (OPTIMAL, 9, [1, 0])
    assert len(model.proto.solution_hint.vars) == 1


def test_what_is_broken_without_hints_too_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError("absl::btree_map::at")

    monkeypatch.setattr(CpSolver, "solve", broken)
    with pytest.raises(IndexError):
        hinted.solve(CpSolver(), model_with_hint())
