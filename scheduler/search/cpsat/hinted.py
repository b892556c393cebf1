"""
Solve a model with hints, and without them where they break the solver.

CP-SAT 9.15 now and then throws ``absl::btree_map::at`` while it carries hints through presolve
(or-tools issues 5091 and 5288): minutes of a conference were lost to it, after 9 s of CPU. Hints
are never more than a place to start from.
"""

from ortools.sat.python.cp_model import (
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    CpSolverStatus,
)


def solve(
    solver: CpSolver, model: CpModel, watch: CpSolverSolutionCallback | None = None
) -> CpSolverStatus:
    """Solve, and once more without hints if that is an internal error of the solver."""
    try:
        return solver.solve(model, watch)
    except IndexError:
        bare = model.clone()
        bare.clear_hints()  # type: ignore[no-untyped-call]  # untyped there
        return solver.solve(bare, watch)
