"""The linear program of column generation: the least cost, and the price of each row."""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.linear_solver import pywraplp


@dataclass(frozen=True, slots=True)
class Column:
    """A variable from 0 on: its cost, and its coefficients in rows by their index."""

    cost: float
    rows: Iterable[tuple[int, int]]


def minimise_columns(
    bounds: Iterable[tuple[float, float]], columns: Iterable[Column]
) -> tuple[float, list[float]] | None:
    """The least cost with all rows within bounds, and the dual value of each; None if unknown."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    rows = [solver.Constraint(low, high) for low, high in bounds]
    objective = solver.Objective()
    objective.SetMinimization()
    for column in columns:
        x = solver.NumVar(0, solver.infinity(), "")
        objective.SetCoefficient(x, column.cost)
        for row, coefficient in column.rows:
            rows[row].SetCoefficient(x, coefficient)
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    return objective.Value(), [row.dual_value() for row in rows]
