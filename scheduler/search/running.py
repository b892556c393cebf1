"""Run CP-SAT so that Ctrl-C, a time limit and a progress line all work."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python.cp_model import (
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    CpSolverStatus,
)

from scheduler.progress import Progress

Report = Callable[[Progress], None]


@dataclass(slots=True)
class Limits:
    """
    What a search may use.

    Attributes
    ----------
    seconds
        Wall clock for everything together.
    interrupted
        Set once the planner has pressed Ctrl-C; nothing is searched after that.
    """

    seconds: float
    seed: int
    workers: int
    report: Report | None = None
    began: float = field(default_factory=time.monotonic)
    interrupted: bool = False

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        return 0.0 if self.interrupted else max(0.0, self.seconds - self.elapsed)


class _Watch(CpSolverSolutionCallback):
    def __init__(self, limits: Limits, tier: str) -> None:
        super().__init__()
        self._limits, self._tier = limits, tier

    def on_solution_callback(self) -> None:
        if self._limits.report is not None:
            incumbent, bound = round(self.objective_value), round(self.best_objective_bound)
            self._limits.report(Progress(self._tier, incumbent, bound, self._limits.elapsed))


def run(
    model: CpModel, limits: Limits, tier: str, *, presolve: bool = True
) -> tuple[CpSolver, CpSolverStatus]:
    """
    Solve in a thread of its own, so that Ctrl-C reaches Python while CP-SAT works.

    Returns the solver and its status, one of CP-SAT's constants.
    """
    solver = CpSolver()
    solver.parameters.max_time_in_seconds = limits.left
    solver.parameters.random_seed = limits.seed if presolve else limits.seed + 1
    solver.parameters.num_workers = limits.workers
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.catch_sigint_signal = False
    statuses: list[CpSolverStatus] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            statuses.append(solver.solve(model, _Watch(limits, tier)))
        except BaseException as error:
            failures.append(error)
        finally:
            done.set()

    # An event, not Thread.join: a KeyboardInterrupt inside join leaves a live thread that
    # calls itself dead (CPython 3.11).
    done = threading.Event()
    threading.Thread(target=work, daemon=True).start()
    while not done.is_set():
        try:
            done.wait(0.1)
        except KeyboardInterrupt:
            limits.interrupted = True
            solver.stop_search()
    if failures:
        raise failures[0]
    return solver, statuses[0]
