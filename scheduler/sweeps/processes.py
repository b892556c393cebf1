"""
Jobs in processes of this machine.

Each worker has a pipe of its own, so that it is known which job a killed worker had. Workers begin
anew (``spawn``): nothing of this process is copied into them but the job. A worker whose driver is
gone ends by itself.
"""

import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from scheduler.sweeps.engines import MOST_TRIES, Ending, Failure, Work, attempt
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result
from scheduler.sweeps.solving import solve_job

PATIENCE = 5.0
"""Seconds that a worker has to end after it was told to."""


@dataclass(slots=True)
class _Desk:
    """A worker, the pipe to it, and the job that it has."""

    process: SpawnProcess
    pipe: "Connection[object, object]"
    job: Job | None = None


@dataclass(slots=True)
class Processes:
    """
    A number of processes, each with one job at a time.

    ``work``: what is done with a job; a function that can be imported by its name.
    """

    workers: int
    work: Work = solve_job
    tries: Counter[int] = field(default_factory=Counter)

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        """Each job once, as it ends; a job whose worker is killed is begun again, a few times."""
        waiting = deque(jobs)
        desks: list[_Desk] = []
        try:
            while waiting or any(desk.job is not None for desk in desks):
                self._hand_out(desks, waiting)
                busy = [desk for desk in desks if desk.job is not None]
                ready = set(wait([desk.pipe for desk in busy]))
                ended = [
                    ending
                    for desk in busy
                    if desk.pipe in ready and (ending := self._collect(desk, desks, waiting))
                ]
                # the next jobs are begun before anybody stores what has come out
                self._hand_out(desks, waiting)
                yield from ended
        finally:
            _dismiss(desks)

    def _hand_out(self, desks: list[_Desk], waiting: deque[Job]) -> None:
        while waiting:
            free = next((desk for desk in desks if desk.job is None), None)
            if free is None:
                if len(desks) >= self.workers:
                    return
                free = self._new_desk()
                desks.append(free)
            job = waiting.popleft()
            free.job = job
            self.tries[job.number] += 1
            with suppress(OSError):  # it was killed meanwhile: found out where its answer is read
                free.pipe.send(job)

    def _new_desk(self) -> _Desk:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        process.start()
        theirs.close()
        return _Desk(process, ours)

    def _collect(
        self, desk: _Desk, desks: list[_Desk], waiting: deque[Job]
    ) -> tuple[Job, Result | Failure] | None:
        """What a worker has to say; None if it was killed and its job is begun again."""
        job = desk.job
        assert job is not None
        try:
            answer = desk.pipe.recv()
        except (EOFError, OSError):
            desks.remove(desk)
            _dismiss([desk])
            if self.tries[job.number] < MOST_TRIES:
                waiting.appendleft(job)
                return None
            code = desk.process.exitcode
            how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
            return job, Failure(f"its worker was killed {MOST_TRIES} times, last by {how}")
        desk.job = None
        assert isinstance(answer, Result | Failure)
        return job, answer


def _dismiss(desks: Sequence[_Desk]) -> None:
    """End workers, whatever they are at."""
    for desk in desks:
        desk.pipe.close()
        desk.process.terminate()
    for desk in desks:
        desk.process.join(PATIENCE)
        if desk.process.is_alive():
            desk.process.kill()
            desk.process.join()


def _serve(pipe: "Connection[object, object]", work: Work) -> None:
    """A worker: jobs in, results out, until its driver is gone."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is for the driver, which then ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_driver, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            job = pipe.recv()
            assert isinstance(job, Job)
            pipe.send(attempt(job, work))


def _follow_driver() -> None:
    """End with the driver, also in the middle of a search."""
    driver = parent_process()
    if driver is not None:
        wait([driver.sentinel])
        os._exit(1)
