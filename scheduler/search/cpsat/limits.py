"""The limits of a search: time, workers, and whether the planner has pressed Ctrl-C."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ortools.sat.python.cp_model import CpSolver

from scheduler.errors import Interrupted
from scheduler.model.allowance import Allowance, granted
from scheduler.search.budget import Budget
from scheduler.search.progress import Progress, Report, Stage

NOTHING = "stopped before a timetable was found"
BUILDING = 0.5
"""Share of the time that is left which building a model may take: the model must be solved, too."""
WINDING_UP = 1.0
"""Seconds after Ctrl-C to make a whole timetable of a part that has been found."""


@dataclass(slots=True)
class Stop:
    """
    Whether the planner has pressed Ctrl-C, and the solvers that must be told.

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
        Within it a model is built for the first time.

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
    The limits of a search; ``stop`` is shared by the parts of one search.

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
        At most so many seconds of the time left, for a phase or the one it is in.

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
        """A share for making a part into a whole: after Ctrl-C, too, there is a moment for it."""
        if not self.interrupted:
            return self.share(of, phase)
        late = self.elapsed + WINDING_UP
        return replace(self, seconds=late, grace=None, phase=phase, stop=Stop())

    @contextmanager
    def building(self) -> Iterator[None]:
        """
        Within it a model is built, if there is time for it, and progress says so.

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
        """The same, but Ctrl-C does not end it: what has been found would be lost."""
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
