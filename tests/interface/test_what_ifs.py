"""Sweeps and concessions from Python: what the command line says, as values."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import scheduler
from scheduler.errors import UsageError
from scheduler.interface.what_ifs import WhatIfs
from scheduler.sweeps.driver import Progress
from scheduler.sweeps.engines import Ending, Here
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.processes import Processes
from tests.sweeps.small import SWEEP, written
from tests.sweeps.test_conceding import TWO, Liar

SMALL = SWEEP.replace("seeds: 2", "seeds: 1")


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> WhatIfs:
    return scheduler.sweep(written(tmp_path_factory.mktemp("sweep"), SMALL))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> scheduler.Scenario:
    path = tmp_path_factory.mktemp("two") / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    return scheduler.load(path)


def test_every_job_has_its_result_and_the_front_is_named(swept: WhatIfs) -> None:
    assert [row.outcome for row in swept.jobs] == ["optimal", "infeasible"] * 2
    [best] = swept.front
    assert best.job.choices == ("Body B +30 min", "as it is", "seed 1")
    assert best.figures is not None
    assert best.figures.held == 480


def test_a_job_is_a_plan_that_is_accepted_and_exported(swept: WhatIfs) -> None:
    plan = swept.plan(3)
    assert scheduler.verify(plan).valid
    assert plan.status == "optimal"
    assert sum(s.minutes.likely for s in plan.problem.sessions) == 480
    assert b"Body B" in scheduler.export(plan, "csv") + scheduler.export(plan, "md", view="groups")
    with pytest.raises(UsageError, match="job 2 has no timetable: infeasible"):
        swept.plan(2)
    with pytest.raises(UsageError, match="there are the jobs 1 to 4"):
        swept.plan(9)


def test_what_is_stored_is_not_solved_again(
    swept: WhatIfs, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def run(self: Here, jobs: Sequence[Job]) -> Iterator[Ending]:
        begun.extend(job.number for job in jobs)
        return iter(())

    monkeypatch.setattr(Here, "run", run)
    told: list[Progress] = []
    again = scheduler.sweep(swept.read.path, progress=told.append)
    assert begun == []
    assert again.jobs == swept.jobs
    assert (told[-1].done, told[-1].total) == (4, 4)
    elsewhere = swept.read.path.with_name("elsewhere.sweep")
    assert len(scheduler.sweep(swept.read.path, store=elsewhere).front) == 0
    assert begun == [1, 2, 3, 4]
    assert elsewhere.exists()


def test_a_sweep_is_printed_and_saved(swept: WhatIfs, tmp_path: Path) -> None:
    assert "● 3 Body B +30 min" in str(swept)
    assert all(len(line) <= 120 for line in str(swept).splitlines())
    assert swept.save(tmp_path / "w.csv").read_text(encoding="utf-8-sig").startswith("job,")
    assert swept.save(tmp_path / "w.svg").read_bytes().startswith(b"<svg")
    with pytest.raises(UsageError, match="is written as"):
        swept.save(tmp_path / "w.txt")


@pytest.mark.ci
def test_what_it_would_take_is_said_in_one_sentence(two: scheduler.Scenario) -> None:
    told = scheduler.concede(two, give="a", minutes=60)
    assert told.answer == (
        "To give a 60 more minutes, one concession is enough: shorten b by 30 minutes, to "
        "180; it costs no more."
    )
    assert not told.fits
    assert told.wanted.state == "infeasible"
    best = told.found[0]
    assert best.sure
    assert told.says(best) == "shorten b by 30 minutes, to 180"
    assert told.places(best) == [f"{two.path}:12:32"]
    assert told.answer.split(";")[0] in " ".join(str(told).split())


@pytest.mark.ci
def test_what_a_cluster_says_of_impossibility_is_no_proof(two: scheduler.Scenario) -> None:
    told = scheduler.concede(two, give="A", minutes=30, cluster=Liar())  # type: ignore[arg-type]  # all that is asked of one
    assert told.fits


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"give": "ax"}, "no session and no body is called 'ax'"),
        ({"slots": 1}, "add give"),
        ({"give": "a", "slots": 1, "minutes": 30}, "give slots or minutes, not both"),
        ({"give": "a", "slots": 0}, "slots 0: expected 1 to 100"),
        ({"give": "a", "minutes": 20_000}, "minutes 20,000: expected 1 to 10,000"),
        ({"seconds": 0}, "seconds 0: expected more than 0"),
        ({"workers": 0}, "workers 0: expected 1 or more"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    two: scheduler.Scenario, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        scheduler.concede(two, **asked)  # type: ignore[arg-type]  # fields by name


def test_more_workers_are_processes(swept: WhatIfs, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def run(self: Processes, jobs: Sequence[Job]) -> Iterator[Ending]:
        asked.append(self.workers)
        return iter(())

    monkeypatch.setattr(Processes, "run", run)
    scheduler.sweep(swept.read.path, workers=3, store=swept.read.path.with_name("other.sweep"))
    assert asked == [3]
