"""Sweeps killed in the middle, workers and drivers: every result in the end, none stored twice."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

import pytest

from tests.commands.test_program import busy
from tests.sweeps.dask_here import ROOT, DaskHere

COUNTS = "SELECT count(*), count(DISTINCT key) FROM sweep_results"
GIVEN_UP = 6 * 3600.0
"""Seconds after which something hangs."""


def sweep_file(folder: Path, jobs: int, seconds: float) -> Path:
    """So many jobs that take all their seconds: nothing of them is proved in that time."""
    (folder / "busy.yaml").write_text(busy(sessions=60), encoding="utf-8")
    path = folder / "what-if.yaml"
    text = f"base: busy.yaml\nseconds: {seconds:g}\naxes: [{{axis: seed, seeds: {jobs}}}]\n"
    path.write_text(text, encoding="utf-8")
    return path


def begun(path: Path, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(ROOT / "cli.py"), "sweep", str(path), "--json", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stored(path: Path) -> int:
    """Results that are there, none of them twice."""
    file = path.with_suffix(".sweep")
    if not file.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)) as db:
            rows, keys = db.execute(COUNTS).fetchone()
    except sqlite3.OperationalError:  # not made yet
        return 0
    assert rows == keys
    return int(rows)


def wait_for(path: Path, count: int, running: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + GIVEN_UP
    while stored(path) < count:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < until
        time.sleep(0.2)


def workers_of(driver: int) -> list[int]:
    """Processes that were begun to work (not what multiprocessing needs for itself)."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                words = (folder / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent == driver and b"spawn_main" in words:
                found.append(int(folder.name))
    return found


def kill_a_worker(driver: int) -> None:
    [victim, *_] = workers_of(driver)
    os.kill(victim, signal.SIGKILL)


def killed_and_resumed(folder: Path, jobs: int, seconds: float) -> dict[str, float]:
    """
    Two workers killed, then the driver; resumed to the end.

    Seconds of CPU of all, of the jobs, of the shortest of these, and by the clock.
    """
    path = sweep_file(folder, jobs, seconds)
    before, started = getrusage(RUSAGE_CHILDREN), time.monotonic()
    first = begun(path, "--workers", "2")
    for share in (jobs // 8, jobs // 4):
        wait_for(path, share, first)
        kill_a_worker(first.pid)
    wait_for(path, jobs // 2, first)
    orphans = workers_of(first.pid)
    first.kill()
    first.communicate()
    _await_gone(orphans)
    there = stored(path)
    second = begun(path, "--workers", "2")
    answer = finished(second, path, jobs, there)
    after, elapsed = getrusage(RUSAGE_CHILDREN), time.monotonic() - started
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    each = [job["cpu_seconds"] for job in answer["jobs"]]
    return {"cpu": spent, "jobs": sum(each), "shortest": min(each), "elapsed": elapsed}


def finished(
    running: "subprocess.Popen[str]", path: Path, jobs: int, before: int
) -> dict[str, Any]:
    """What a resumed sweep says: all results, those of ``before`` not done again, none twice."""
    told, errors = running.communicate()
    assert running.returncode == 0, errors
    answer: dict[str, Any] = json.loads(told)
    assert answer["stored_before"] == before
    assert len(answer["jobs"]) == stored(path) == jobs
    assert {job["result"] for job in answer["jobs"]} <= {"optimal", "feasible"}
    return answer


def _await_gone(processes: list[int]) -> None:
    """Workers end with their driver, also in the middle of a search."""
    until = time.monotonic() + 120
    for process in processes:
        while Path(f"/proc/{process}").exists() and not _is_dead(process):
            assert time.monotonic() < until, f"worker {process} goes on without its driver"
            time.sleep(0.2)


def _is_dead(process: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True


@pytest.mark.long
def test_two_hundred_jobs_are_done_whoever_is_killed(tmp_path: Path) -> None:
    made = killed_and_resumed(tmp_path, 200, 4.0)
    print(made)  # on an idle machine, elapsed <= jobs / 2 / 0.85: no test depends on a clock
    # what is not in the jobs: processes begun, results stored, and four jobs that were killed
    assert made["jobs"] / made["cpu"] > 0.85


@pytest.mark.long
def test_two_hundred_jobs_are_done_on_dask_whoever_is_killed(tmp_path: Path) -> None:
    on_dask(tmp_path, 200, 4.0)


def on_dask(folder: Path, jobs: int, seconds: float) -> None:
    """
    Two workers killed, the driver, and the scheduler, as a supervisor would bring them back.

    Workers end with their scheduler, whether they were killed with it or not.
    """
    path, dask = sweep_file(folder, jobs, seconds), DaskHere(folder)
    try:
        scheduler = dask.scheduler()
        workers = [dask.worker("--no-nanny") for _ in range(2)]
        dask.await_workers(2)
        running = begun(path, "--cluster", dask.address)
        for share in (jobs // 8, jobs // 4):
            wait_for(path, share, running)
            _kill(workers.pop(0))
            workers.append(dask.worker("--no-nanny"))
        wait_for(path, jobs * 3 // 8, running)
        running.kill()
        running.communicate()
        there = stored(path)
        running = begun(path, "--cluster", dask.address)
        wait_for(path, jobs * 5 // 8, running)
        _kill(scheduler)
        dask.scheduler()
        for worker in workers:
            _kill(worker)
        for _ in range(2):
            dask.worker("--no-nanny")
        finished(running, path, jobs, there)
    finally:
        dask.end()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
