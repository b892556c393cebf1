"""Run CP-SAT so that Ctrl-C, a time limit and a progress line all work."""

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from ortools.sat.python.cp_model import (
    INFEASIBLE,
    CpModel,
    CpSolver,
    CpSolverSolutionCallback,
    CpSolverStatus,
)

from scheduler.errors import Interrupted
from scheduler.model.allowance import Allowance, granted
from scheduler.search.budget import Budget
from scheduler.search.cpsat import hinted
from scheduler.search.progress import Progress, Report, Stage

Manner = Literal["full", "plain", "fixed", "bound"]

NOTHING = "stopped before a timetable was found"
SMALL = 3_000
"""Variables of a small model."""
BUILDING = 0.5
"""Of the time that is left, what building a model may take: it is to be solved as well."""
WINDING_UP = 1.0
"""Seconds after Ctrl-C to make a whole timetable of a part that has been found."""


@dataclass(slots=True)
class Stop:
    """
    Whether the planner has pressed Ctrl-C, and the solvers to be told.

    ``nothing_found``: while a model is built for the first time there is nothing that could be
    lost, so Ctrl-C ends it at once; a large one takes many seconds.
    """

    pressed: bool = False
    solvers: list[CpSolver] = field(default_factory=list)
    nothing_found: bool = False

    def press(self) -> None:
        self.pressed = True
        for solver in tuple(self.solvers):
            solver.stop_search()
        self._give_up()

    @contextmanager
    def building(self) -> Iterator[None]:
        """
        Raises
        ------
        Interrupted
            On Ctrl-C, here or before.
        """
        self.nothing_found = True
        try:
            self._give_up()
            yield
        finally:
            self.nothing_found = False

    @contextmanager
    def telling(self, solver: CpSolver) -> Iterator[None]:
        """While it works, this solver is stopped by Ctrl-C."""
        self.solvers.append(solver)
        try:
            yield
        finally:
            self.solvers.remove(solver)

    def _give_up(self) -> None:
        if self.pressed and self.nothing_found:
            raise Interrupted(NOTHING)


@dataclass(slots=True)
class Limits:
    """
    What a search may use; ``stop`` is shared by the parts of one search.

    ``seconds``: wall clock for everything together. Nothing is searched after Ctrl-C.
    ``strategy`` and ``phase``: who searches for what, for the line that tells how it goes.
    ``grace``: until when by the clock a share may go on while this process has had less of the
    processors than it was given; no later than the limit that the share is of. ``work``: the
    seconds of CPU at which this process will have had that much.
    """

    seconds: float
    seed: int
    workers: int
    report: Report | None = None
    began: float = field(default_factory=time.monotonic)
    stop: Stop = field(default_factory=Stop)
    strategy: str = ""
    phase: str = ""
    grace: float | None = None
    avoid: frozenset[str] = frozenset()
    work: float = 0.0

    @classmethod
    def of(cls, budget: Budget, strategy: str) -> "Limits":
        """Limits that begin now."""
        of = (budget.seconds, budget.seed, budget.workers, budget.progress)
        return cls(*of, strategy=strategy, avoid=budget.avoid)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.began

    @property
    def interrupted(self) -> bool:
        return self.stop.pressed

    @property
    def left(self) -> float:
        """
        Seconds that are left.

        Of a share, by the clock or of work, whichever is more: on a busy machine a process has
        little of the processors in a second.
        """
        if self.interrupted:
            return 0.0
        now = self.elapsed
        left = max(0.0, self.seconds - now)
        if self.grace is not None and now < self.grace:
            left = max(left, min(self.work - time.process_time(), self.grace - now))
        return left

    def share(self, of: float, phase: str | None = None) -> "Limits":
        """A share of the time that is left, for a phase or the one it is in."""
        return self.within(of * self.left, phase)

    def within(self, seconds: float, phase: str | None = None) -> "Limits":
        """
        So many seconds of what is left, for a phase or the one it is in.

        On a busy machine they may take longer by the clock, up to half of the rest: what would
        have come out with the machine to itself comes out then, too.
        """
        now, left = self.elapsed, self.left
        seconds = max(0.0, min(seconds, left))
        return replace(
            self,
            seconds=now + seconds,
            grace=now + (seconds + left) / 2,
            work=time.process_time() + seconds,
            phase=self.phase if phase is None else phase,
        )

    @property
    def most(self) -> float:
        """Seconds by the clock that a run may take if the machine is busy."""
        left = self.left
        return left if not left or self.grace is None else max(left, self.grace - self.elapsed)

    def finishing(self, of: float, phase: str) -> "Limits":
        """The same for what makes a part into a whole: after Ctrl-C there is a moment for it."""
        if not self.interrupted:
            return self.share(of, phase)
        late = self.elapsed + WINDING_UP
        return replace(self, seconds=late, grace=None, phase=phase, stop=Stop())

    @contextmanager
    def building(self) -> Iterator[None]:
        """
        A model is built, if there is time for it, and somebody is told.

        Raises
        ------
        Interrupted
            As ``Stop.building``.
        ModelTooLarge
            Building it would take most of what is left, or too much memory.
        """
        self.begin("building")
        with self.stop.building(), self.bounded():
            yield

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """The same, where Ctrl-C does not end it: what there is would be lost."""
        with granted(Allowance(BUILDING * self.left)):
            yield

    def begin(self, stage: Stage) -> None:
        """Report what is done from here on, if somebody listens."""
        if self.report is not None:
            self.report(Progress("", 0, 0, self.elapsed, self.strategy, self.phase, stage))

    def tell(self, tier: str, incumbent: int, bound: int) -> None:
        """Report how it goes, if somebody listens."""
        if self.report is not None:
            at = self.elapsed
            self.report(Progress(tier, incumbent, bound, at, self.strategy, self.phase))


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
