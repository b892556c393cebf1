"""Run CP-SAT so that Ctrl-C, a time limit and a progress line all work."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
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
class Stop:
    """Whether the planner has pressed Ctrl-C, and the solver to be told."""

    pressed: bool = False
    solver: CpSolver | None = None

    def press(self) -> None:
        self.pressed = True
        if self.solver is not None:
            self.solver.stop_search()


@dataclass(slots=True)
class Limits:
    """
    What a search may use; ``stop`` is shared by the parts of one search.

    ``seconds``: wall clock for everything together. Nothing is searched after Ctrl-C.
    """

    seconds: float
    seed: int
    workers: int
    report: Report | None = None
    began: float = field(default_factory=time.monotonic)
    stop: Stop = field(default_factory=Stop)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.began

    @property
    def interrupted(self) -> bool:
        return self.stop.pressed

    @property
    def left(self) -> float:
        return 0.0 if self.interrupted else max(0.0, self.seconds - self.elapsed)


@contextmanager
def interruptible(stop: Stop) -> Iterator[None]:
    """
    Ctrl-C presses ``stop`` instead of raising, wherever the search is: an exception would lose
    the incumbent if it came between two solves. Only the main thread gets signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: stop.press())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Watch(CpSolverSolutionCallback):
    def __init__(self, limits: Limits, tier: str) -> None:
        super().__init__()
        self._limits, self._tier = limits, tier

    def on_solution_callback(self) -> None:
        if self._limits.report is not None:
            incumbent, bound = round(self.objective_value), round(self.best_objective_bound)
            self._limits.report(Progress(self._tier, incumbent, bound, self._limits.elapsed))


def run(
    model: CpModel, limits: Limits, tier: str, *, presolve: bool = True, plain: bool = False
) -> tuple[CpSolver, CpSolverStatus]:
    """
    Solve in a thread of its own, so that signals reach Python while CP-SAT works.

    ``plain``: without linear relaxations and probing, for models without an objective.

    Returns the solver and its status, one of CP-SAT's constants.
    """
    solver = CpSolver()
    solver.parameters.max_time_in_seconds = limits.left
    solver.parameters.random_seed = limits.seed if presolve else limits.seed + 1
    solver.parameters.num_workers = limits.workers
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.catch_sigint_signal = False
    if plain:
        solver.parameters.linearization_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    with ThreadPoolExecutor(max_workers=1) as pool:
        limits.stop.solver = solver
        running = pool.submit(solver.solve, model, _Watch(limits, tier))
        while not wait([running], timeout=0.1).done:
            if limits.interrupted:  # pressed before the solver had begun to listen
                solver.stop_search()
        limits.stop.solver = None
    return solver, running.result()
