"""A sweep driven: nothing twice, nothing lost, one failure stops no others."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from scheduler import __version__
from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.store import Store
from scheduler.sweeps.driver import Memory, Progress, drive
from scheduler.sweeps.engines import Ending, Failure, attempt
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.shelf import StoreShelf
from tests.sweeps.small import jobs, solved


class Counting:
    """An engine that remembers what it was given, and fails where it is told to."""

    def __init__(self, *failing: int) -> None:
        self.begun: list[int] = []
        self.failing = failing

    def run(self, jobs: Sequence[Job]) -> Iterator[Ending]:
        for job in jobs:
            self.begun.append(job.number)
            if job.number in self.failing:
                yield job, Failure("was killed")
            else:
                yield job, solved(job)


class Full(Memory):
    """A shelf on a disk that is full after so many results."""

    room = 3

    def keep(self, job: Job, result: object) -> None:
        if len(self.results) == self.room:
            raise StoreError("the disk is full")
        self.results[job.key] = solved(job)


def test_what_is_stored_is_not_done_again_and_what_failed_is(tmp_path: Path) -> None:
    all_jobs, shelf = jobs(tmp_path, 6), Memory()
    first = Counting(2, 5)
    swept = drive(all_jobs, first, shelf)
    assert first.begun == [1, 2, 3, 4, 5, 6]
    assert [job.number for job in swept.missing] == [2, 5]
    assert {failure.reason for failure in swept.failures.values()} == {"was killed"}
    again = Counting()
    swept = drive(all_jobs, again, shelf)
    assert again.begun == [2, 5]
    assert (swept.repeated, swept.missing) == (4, ())


def test_equal_jobs_are_done_once(tmp_path: Path) -> None:
    one, two = jobs(tmp_path, 2)
    twin = Job(3, ("the same",), one.problem, one.seconds, one.seed)
    engine = Counting()
    swept = drive([one, two, twin], engine, Memory())
    assert engine.begun == [1, 2]
    assert swept.missing == ()


def test_a_disk_that_is_full_stops_the_sweep_and_loses_nothing(tmp_path: Path) -> None:
    all_jobs, shelf, engine = jobs(tmp_path, 6), Full(), Counting()
    with pytest.raises(StoreError, match="the disk is full"):
        drive(all_jobs, engine, shelf)
    assert engine.begun == [1, 2, 3, 4]
    shelf.room = 10
    assert drive(all_jobs, engine, shelf).missing == ()
    assert engine.begun == [1, 2, 3, 4, 4, 5, 6]


def test_it_is_told_how_far_it_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    drive(jobs(tmp_path, 3), Counting(2), Memory(), told.append)
    assert [(p.done, p.total, p.failed) for p in told] == [
        (0, 3, 0),
        (1, 3, 0),
        (2, 3, 1),
        (3, 3, 1),
    ]
    assert told[0].left is None
    assert told[-1].left == 0


def test_whatever_a_job_raises_is_its_failure(tmp_path: Path) -> None:
    [job] = jobs(tmp_path, 1)

    def work(job: Job) -> object:
        raise ZeroDivisionError("by nothing")

    failure = attempt(job, work)  # type: ignore[arg-type]  # it never returns
    assert isinstance(failure, Failure)
    assert failure.reason == "ZeroDivisionError: by nothing"
    assert "raise ZeroDivisionError" in failure.trace


def test_results_are_kept_once_and_found_again(tmp_path: Path, store: Store) -> None:
    all_jobs, shelf = jobs(tmp_path, 4), StoreShelf(store, "what-if.yaml")
    drive(all_jobs[:3], Counting(), shelf)
    shelf.keep(all_jobs[0], solved(all_jobs[3]))  # somebody else was faster: the first one counts
    assert shelf.kept(all_jobs) == {job.key: solved(job) for job in all_jobs[:3]}
    with store.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM sweep_results").scalar_one() == 3
    engine = Counting()
    drive(all_jobs, engine, shelf)
    assert engine.begun == [4]


def test_it_is_told_why_a_stored_result_counts_no_longer(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    [job] = jobs(tmp_path, 1)
    shelf = StoreShelf(store, "what-if.yaml")
    assert shelf.outdated(job) is None
    shelf.keep(job, solved(job))
    assert shelf.outdated(job) is None
    slower = Job(job.number, job.choices, job.problem, 60.0, job.seed)
    assert shelf.outdated(slower) == {"seconds": (5.0, 60.0)}
    monkeypatch.setattr("scheduler.sweeps.jobs.__version__", "99.0")
    newer = Job(job.number, job.choices, job.problem, 5.0, job.seed)
    assert shelf.outdated(newer) == {"rollgrid": (__version__, "99.0")}


def test_a_changed_result_is_found_by_the_doctor(tmp_path: Path) -> None:
    file = tmp_path / "w.sweep"
    with stores.opened(file) as store:
        shelf = StoreShelf(store, "what-if.yaml")
        [job] = jobs(tmp_path, 1)
        shelf.keep(job, solved(job))
    assert all(finding.level != "error" for finding in stores.doctor(file))
    import sqlite3

    with sqlite3.connect(file) as raw:
        raw.execute("DROP TRIGGER sweep_results_no_update")
        raw.execute("UPDATE sweep_results SET result = replace(result, '1', '2')")
    told = [finding.sentence for finding in stores.doctor(file) if finding.level == "error"]
    assert told == [f"result {job.key[:12]} of a sweep: was changed after it was written"]
