"""Workers that are killed, jobs that fail, drivers that go: 200 of 200, none twice."""

from collections import Counter
from pathlib import Path

import pytest

from scheduler.sweeps.engines import MOST_TRIES, Failure
from scheduler.sweeps.processes import Processes
from tests.sweeps import small


@pytest.fixture
def stains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stains"
    folder.mkdir()
    monkeypatch.setenv(small.STAINS, str(folder))
    return folder


@pytest.mark.long
def test_a_job_whose_worker_is_killed_is_begun_again(tmp_path: Path, stains: Path) -> None:
    jobs = small.jobs(tmp_path, 4)
    endings = {job.number: e for job, e in Processes(2, small.killed_at_first).run(jobs)}
    assert endings == {job.number: small.solved(job) for job in jobs}
    begun = Counter(path.stem for path in stains.iterdir())
    assert begun == {"1": 1, "2": 1, "3": 2, "4": 1}


@pytest.mark.ci
def test_a_job_that_kills_every_worker_fails_alone(tmp_path: Path, stains: Path) -> None:
    jobs = small.jobs(tmp_path, 4)
    endings = {job.number: ending for job, ending in Processes(1, small.killed_or_wrong).run(jobs)}
    assert endings[1] == small.solved(jobs[0])
    assert endings[4] == small.solved(jobs[3])
    killed, wrong = endings[2], endings[3]
    assert isinstance(killed, Failure)
    assert killed.reason == f"its worker was killed {MOST_TRIES} times, last by signal 9"
    assert isinstance(wrong, Failure)
    assert wrong.reason == "ValueError: three is not to be had"
    assert Counter(path.stem for path in stains.iterdir())["2"] == MOST_TRIES
