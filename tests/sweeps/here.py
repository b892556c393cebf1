"""Jobs worked at in this process, one after the other: no test waits for workers that start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.sweeps.engines import Ending, attempt
from scheduler.sweeps.jobs import Job


@dataclass(frozen=True, slots=True)
class Here:
    """An ``Engine`` without workers."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        for job in jobs:
            yield job, attempt(job)
