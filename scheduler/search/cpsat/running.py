"""Run CP-SAT so that Ctrl-C, a time limit and a progress line all work."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Literal

from ortools.sat.python.cp_model import (
    INFEASIBLE,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    CpSolverStatus,
)

from scheduler.search.cpsat import hinted
from scheduler.search.cpsat.limits import Limits

Manner = Literal["full", "plain", "fixed", "bound"]

SMALL = 3_000
"""Variables of a small model."""


class _Watch(CpSolverSolutionCallback):
    def __init__(self, limits: Limits, tier: str) -> None:
        super().__init__()
        self._limits, self._tier = limits, tier
        self._incumbent: int | None = None

    def on_solution_callback(self) -> None:
        self._incumbent = round(self.objective_value)
        self._limits.tell(self._tier, self._incumbent, round(self.best_objective_bound))

    def on_bound(self, bound: float) -> None:
        """Without an incumbent, a bound says nothing to a planner."""
        if self._incumbent is not None:
            self._limits.tell(self._tier, self._incumbent, round(bound))


def is_small(model: CpModel) -> bool:
    """Whether one worker is faster than several, and reproducible as well."""
    return len(model.proto.variables) <= SMALL


def new_solver(seconds: float, seed: int) -> CpSolver:
    """A solver with one worker, deaf to signals."""
    solver = CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    return solver


def run(
    model: CpModel, limits: Limits, tier: str, *, presolve: bool = True, manner: Manner = "full"
) -> tuple[CpSolver, CpSolverStatus]:
    """
    Solve in a thread of its own, so that signals reach Python while CP-SAT works.

    Without an objective there is nothing for linear relaxations to bound. ``plain`` does without
    them, and without probing; ``fixed`` puts one session after the other at its earliest, as well.
    (Meetings of 50, 100 and 400 sessions with people in common are possible after 0.01, 0.05 and
    1 s of a fixed search; a full one finds nothing for the last in 20 s.) ``bound``
    raises the lower bound until something costs no more, which is quick where little needs to be
    paid: who makes room for a session of 126 is known in 0.2 s, and in 1.5 s by a full search with
    one worker.

    Returns the solver and its status, one of CP-SAT's constants.
    """
    solver = new_solver(limits.most, limits.seed if presolve else limits.seed + 1)
    solver.parameters.num_workers = limits.workers if manner == "full" else 1
    solver.parameters.cp_model_presolve = presolve
    if manner == "bound":
        solver.parameters.optimize_with_lb_tree_search = True
    elif manner != "full":
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    if manner == "fixed":
        solver.parameters.search_branching = type(solver.parameters.search_branching).FIXED_SEARCH
    watch = _Watch(limits, tier)
    limits.begin("proving" if manner == "bound" else "searching")
    if limits.report is not None:
        solver.best_bound_callback = watch.on_bound
    with ThreadPoolExecutor(max_workers=1) as pool, limits.stop.telling(solver):
        running = pool.submit(hinted.solve, solver, model, watch)
        while not wait([running], timeout=min(0.1, max(0.02, limits.left))).done:
            if limits.left <= 0:
                solver.stop_search()  # Ctrl-C may come before the solver has begun to listen
    return solver, running.result()


def is_confirmed(model: CpModel, limits: Limits, tier: str, *, manner: Manner = "full") -> bool:
    """
    Whether a second run finds nothing either, without presolve and from another seed.

    What one run says to be infeasible is not believed (or-tools issue 5274).
    """
    limits.begin("proving")
    silent = replace(limits, report=None)  # nothing is found, if all goes well
    return run(model, silent, tier, presolve=False, manner=manner)[1] == INFEASIBLE
