"""All that a model says, in one enumeration, where its other variables do not multiply that."""

from collections.abc import Callable
from typing import Any

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpSolver, CpSolverSolutionCallback

from scheduler.model import Model
from scheduler.timetable import Timetable

FEW = 500
"""Solutions that are gone through in any case."""
MOST = 20_000
WORTH = 25
"""Solutions for each timetable; with more of them, one solve a timetable is quicker."""


def enumerated(
    model: Model, solver: CpSolver, read: Callable[[Model, Any], Timetable]
) -> set[Timetable] | None:
    """Every timetable of the model; None if there are too many solutions to go through."""
    found = _Distinct(model, read)
    solver.parameters.enumerate_all_solutions = True
    status = solver.solve(model.cp, found)
    return found.timetables if status in (OPTIMAL, INFEASIBLE) else None


class _Distinct(CpSolverSolutionCallback):
    """Reads each solution that differs from all before in what a timetable is read from."""

    def __init__(self, model: Model, read: Callable[[Model, Any], Timetable]) -> None:
        super().__init__()
        self.model, self.read, self.solutions = model, read, 0
        self.decisions = decisions(model)
        self.seen: set[tuple[int, ...]] = set()
        self.timetables: set[Timetable] = set()

    def on_solution_callback(self) -> None:
        self.solutions += 1
        values = tuple(map(self.value, self.decisions))
        if values not in self.seen:
            self.seen.add(values)
            self.timetables.add(self.read(self.model, self))
        worth = min(MOST, WORTH * len(self.timetables))
        if self.solutions >= max(FEW, worth):
            self.stop_search()


def decisions(model: Model) -> list[Any]:
    """Whatever a timetable is read from."""
    var = model.var
    parts = [part for row in var.parts for part in row]
    moments = [moment for part in parts for moment in (part.start, part.end)]
    return [
        *var.placed,
        *(part.held for part in parts),
        *(here for part in parts for here in part.rooms.values()),
        *(moment for moment in moments if not isinstance(moment, int)),
        *var.teams.values(),
        *(literal for row in var.panel for literal in row),
    ]
