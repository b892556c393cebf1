"""
Stop solvers when their threads have used so many seconds of CPU.

CP-SAT knows only the clock. By the clock, a neighbourhood gets a seventh of its search on a machine
that six others use. With one worker CP-SAT works in the thread that calls it, and the CPU of a
thread can be read from any other.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

from ortools.sat.python.cp_model import CpSolver

LOOK = 0.05
"""Seconds between two looks at who has had enough."""


def thread_clock() -> Callable[[], float]:
    """Seconds of CPU of the thread that asks, to be read from any; by the clock where none can."""
    if not hasattr(time, "pthread_getcpuclockid"):  # not on Windows or macOS
        return time.monotonic
    own = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(own)


@dataclass(slots=True)
class CpuWatch:
    """Which solvers to stop, and at what reading of which clock."""

    running: list[tuple[CpSolver, Callable[[], float], float]] = field(default_factory=list)

    @contextmanager
    def within(self, solver: CpSolver, seconds: float) -> Iterator[Callable[[], float]]:
        """This thread has so much CPU for a solver; gives what it has had so far."""
        clock = thread_clock()
        began = clock()
        entry = (solver, clock, began + seconds)
        self.running.append(entry)
        try:
            yield lambda: clock() - began
        finally:
            self.running.remove(entry)

    def wait(self, futures: Sequence["Future[None]"]) -> None:
        """Until all are done, stopping whoever has had its seconds; raises what they raise."""
        while wait(futures, timeout=LOOK).not_done:
            for solver, clock, until in tuple(self.running):
                if clock() >= until:
                    solver.stop_search()
        for future in futures:
            future.result()
