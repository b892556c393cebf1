"""Results of sweeps in a store: SQLite beside the sweep, or the PostgreSQL of a team."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.store import KeptResult, Store, keep_result, kept_results, results_called
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result


@dataclass(frozen=True, slots=True)
class StoreShelf:
    """An open store as a shelf; ``sweep``: what the sweep is called there."""

    store: Store
    sweep: str

    def kept(self, jobs: Sequence[Job]) -> Mapping[str, Result]:
        rows = kept_results(self.store, [job.key for job in jobs])
        return {key: Result.from_json(row.result) for key, row in rows.items()}

    def keep(self, job: Job, result: Result) -> None:
        described = json.dumps(job.description, sort_keys=True)
        row = KeptResult(job.key, self.sweep, job.name, described, result.to_json())
        keep_result(self.store, row)

    def outdated(self, job: Job) -> dict[str, tuple[object, object]] | None:
        """
        What a job depends on that is otherwise than in its newest result, which counts no longer.

        By name, what it was and what it is; None if no result of a job of this name is there.
        """
        rows = results_called(self.store, self.sweep, job.name)
        others = [row for row in rows if row.key != job.key]
        if not others:
            return None
        before: dict[str, object] = json.loads(others[0].job)
        now = job.description
        names = sorted(before.keys() | now.keys())
        return {
            name: (before.get(name), now.get(name))
            for name in names
            if before.get(name) != now.get(name)
        }
