"""What every engine does: run jobs, and give each with its result or failure as it ends."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduler.errors import SchedulerError
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result
from scheduler.sweeps.solving import solve_job

MOST_TRIES = 3
"""How often a job is begun whose worker was killed: a job that kills its workers would go on."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that has no result: ``reason`` in a sentence, ``trace`` for a report."""

    reason: str
    trace: str = ""


Ending = tuple[Job, Result | Failure]
Work = Callable[[Job], Result]


class Engine(Protocol):
    """Where jobs are worked at."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        """Each job once, as it ends; closing it early stops what is still worked at."""
        ...


def attempt(job: Job, work: Work = solve_job) -> Result | Failure:
    """The result of a job, or what went wrong: one failed job stops no others."""
    try:
        return work(job)
    except SchedulerError as error:
        kind = type(error).__name__
        return Failure(f"{kind}: {error}", traceback.format_exc())
    except Exception as error:  # ours: told by its job, and the others go on
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())


@dataclass(frozen=True, slots=True)
class Here:
    """In this process, one after the other."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        for job in jobs:
            yield job, attempt(job)
