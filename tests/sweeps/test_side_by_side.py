"""Many searches of one problem: the best timetable verified here, bounds told for what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.errors import NoTimetable, VerificationError
from scheduler.search.budget import Budget
from scheduler.sweeps.engines import Ending
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result
from scheduler.sweeps.side_by_side import solve_side_by_side
from scheduler.sweeps.solving import solve_job
from tests.sweeps.small import SCENARIO, read

DEAR = (
    SCENARIO
    + """
rules:
  - {rule: prefer, of: [a1], days: [2030-03-06], level: soft, weight: 5}
  - {rule: prefer, of: [a1], days: [2030-03-05], level: soft, weight: 3}
"""
)
"""Whatever is done costs at least 3."""


class Workers:
    """Workers that say of each job what they are told to say."""

    def __init__(self, *results: Result) -> None:
        self.results = results
        self.jobs: list[Job] = []

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        self.jobs += jobs
        yield from zip(jobs, self.results, strict=True)


def searched(folder: Path, *changes: dict[str, object]) -> tuple[Job, list[Result]]:
    """The first job of a sweep, and its true result with these changes."""
    job = read(folder, scenario=DEAR).jobs()[0]
    true = solve_job(job)
    return job, [replace(true, **change) for change in changes]  # type: ignore[arg-type]  # fields by name


def tiers(cost: int, bound: int) -> dict[str, object]:
    return {"tiers": (("unplaced", 0, 0), ("preferences", cost, bound), ("warnings", 0, 0))}


def test_the_best_bound_of_all_is_taken_and_told_as_a_claim(tmp_path: Path) -> None:
    job, results = searched(tmp_path, tiers(3, 1), tiers(3, 3), tiers(3, 2))
    engine = Workers(*results)
    best = solve_side_by_side(job.problem, None, Budget(5.0, 7), engine, 3)
    assert [(j.seed, bool(j.avoid)) for j in engine.jobs] == [(7, False), (7, True), (8, False)]
    assert [(t.name, t.cost, t.bound) for t in best.outcome.tiers][:2] == [
        ("unplaced", 0, 0),
        ("preferences", 3, 3),
    ]
    assert best.claimed == (("preferences", 3, 0),)
    assert best.outcome.status == "optimal"


def test_what_the_verifier_does_not_accept_is_a_bug_and_no_timetable(tmp_path: Path) -> None:
    job, [result] = searched(tmp_path, {})
    moved = result.timetable.replace("2030-03-06T", "2030-03-09T")
    moved = moved.replace("2030-03-05T", "2030-03-09T")
    lie = replace(result, timetable=moved)
    with pytest.raises(VerificationError):
        solve_side_by_side(job.problem, None, Budget(5.0, 1), Workers(lie), 1)
    cheaper = replace(result, **tiers(1, 1))  # type: ignore[arg-type]  # fields by name
    with pytest.raises(VerificationError, match="tier preferences: solver 1, verifier 3"):
        solve_side_by_side(job.problem, None, Budget(5.0, 1), Workers(cheaper), 1)


def test_workers_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    job, [result] = searched(tmp_path, {})
    no = Result(state="infeasible", reason="too many")
    with pytest.raises(VerificationError, match="another one says that none is possible"):
        solve_side_by_side(job.problem, None, Budget(5.0, 1), Workers(result, no), 2)
    with pytest.raises(NoTimetable, match="a worker of the cluster says that there is none"):
        solve_side_by_side(job.problem, None, Budget(5.0, 1), Workers(no, no), 2)
    late = Result(state="no timetable", reason="too late")
    with pytest.raises(NoTimetable, match="too late"):
        solve_side_by_side(job.problem, None, Budget(5.0, 1), Workers(late, late), 2)
