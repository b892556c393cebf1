"""Drive a sweep: stored results are not worked out again, and new ones are stored as they come."""

import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from scheduler.sweeps.engines import Ending, Engine, Failure
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result


class Shelf(Protocol):
    """Where results are kept."""

    def kept(self, jobs: Sequence[Job]) -> Mapping[str, Result]:
        """Results that are there, by the keys of their jobs."""
        ...

    def keep(self, job: Job, result: Result) -> None:
        """Store a result, once; StoreError if that fails."""
        ...


@dataclass(slots=True)
class Memory:
    """A shelf that lasts as long as this process."""

    results: dict[str, Result] = field(default_factory=dict)

    def kept(self, jobs: Sequence[Job]) -> Mapping[str, Result]:
        return {job.key: self.results[job.key] for job in jobs if job.key in self.results}

    def keep(self, job: Job, result: Result) -> None:
        self.results.setdefault(job.key, result)


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far a sweep is.

    Attributes
    ----------
    done, total
        Jobs, those whose results were there already among them.
    failed
        Jobs without a result.
    left
        Seconds that the rest may take; None before anything is known of that.
    """

    done: int
    total: int
    failed: int = 0
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """
    The results of a sweep.

    Attributes
    ----------
    jobs
        All of them, in order.
    results
        By key of the job.
    failures
        Jobs that were tried and have none, by key.
    repeated
        How many results were there before.
    """

    jobs: tuple[Job, ...]
    results: Mapping[str, Result]
    failures: Mapping[str, Failure] = field(default_factory=dict)
    repeated: int = 0

    @property
    def missing(self) -> tuple[Job, ...]:
        """Jobs without a result."""
        return tuple(job for job in self.jobs if job.key not in self.results)


Tell = Callable[[Progress], None]


def drive(jobs: Sequence[Job], engine: Engine, shelf: Shelf, tell: Tell | None = None) -> Swept:
    """
    Work at all jobs whose results are not there, and keep each result as it comes.

    Equal jobs are worked at once. StoreError if a result cannot be kept: what was kept before stays
    kept, the rest of the work is stopped. KeyboardInterrupt leaves the same behind.
    """
    results = dict(shelf.kept(jobs))
    repeated = sum(job.key in results for job in jobs)
    todo = _first_of_each(job for job in jobs if job.key not in results)
    failures: dict[str, Failure] = {}
    begun = time.monotonic()
    with closing(_endings(engine, todo)) as endings:
        _report(tell, jobs, results, failures, None)
        for n, (job, ending) in enumerate(endings, start=1):
            if isinstance(ending, Failure):
                failures[job.key] = ending
            else:
                shelf.keep(job, ending)
                results[job.key] = ending
            left = (time.monotonic() - begun) / n * (len(todo) - n)
            _report(tell, jobs, results, failures, left)
    return Swept(tuple(jobs), results, failures, repeated)


def _first_of_each(jobs: Iterable[Job]) -> list[Job]:
    """Without those that are equal to one before."""
    first: dict[str, Job] = {}
    for job in jobs:
        first.setdefault(job.key, job)
    return list(first.values())


def _endings(engine: Engine, todo: Sequence[Job]) -> Generator[Ending, None, None]:
    yield from engine.run(todo)


def _report(
    tell: Tell | None,
    jobs: Sequence[Job],
    results: Mapping[str, Result],
    failures: Mapping[str, Failure],
    left: float | None,
) -> None:
    if tell is not None:
        done = sum(job.key in results or job.key in failures for job in jobs)
        tell(Progress(done, len(jobs), len(failures), left))
