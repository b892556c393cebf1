"""A full disk, a locked or read-only store, a clock that jumps back: said clearly, nothing lost."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from scheduler import store as stores
from tests.desk.conftest import ROOT, Planner
from tests.mounted import small_disk_at
from tests.store.working import commanding

LATE = ("report", "late", "wgtu", "10m", "--at", "2025-02-26 09:00")


def test_a_store_that_another_process_holds_is_exit_6_and_says_so(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    monkeypatch.setattr(stores, "opened", partial(stores.opened, wait=0.2))
    holder = sqlite3.connect(planner.folder / "meeting.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    planner.says(*LATE, code=6)
    assert "another process uses the store" in planner.err
    told = planner.says("replan", "--now", "2025-02-25 09:00", code=6)
    assert "Every cell of the annex keeps its sessions." in told
    assert "not saved: meeting.db: another process uses the store" in planner.err
    holder.execute("ROLLBACK")
    holder.close()
    planner.says(*LATE)
    assert planner.out.strip() == "fact 1: late WGTU 10m at Wednesday 26 February 09:00"


def test_a_clock_that_jumped_back_loses_nothing_and_is_remarked_on(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner.published()
    planner.says(*LATE)
    early = datetime.now(UTC) - timedelta(days=1)
    monkeypatch.setattr(stores, "opened", partial(stores.opened, clock=lambda: early))
    planner.says("replan", "--workers", "1")
    planner.says("publish")
    assert "warning: the clock said" in planner.err
    entries = planner.json("log")["entries"]
    kept = [entry for entry in entries if entry["kind"] != "fact"]
    assert [entry["name"] for entry in kept] == ["r1", "Rev.0", "r2", "Rev.1"]
    assert "before the last entry" in kept[-1]["remark"]
    assert "before the last entry" in planner.says("log")
    planner.says("doctor")
    assert "every link holds" in planner.out


def test_in_a_read_only_folder_solve_works_and_the_store_says_what_is_wrong(
    planner: Planner,
) -> None:
    planner.published()
    with tempfile.TemporaryDirectory() as anybodys:  # pytest's own folders are the user's alone
        folder = Path(anybodys, "desk")
        shutil.copytree(planner.folder, folder)
        (folder / "closed").mkdir(0o700)
        Path(anybodys).chmod(0o755)
        commands = [
            ["solve", str(ROOT / "scenarios" / "csp11.yaml")],
            [*LATE],
            ["replan", "--now", "2025-02-25 09:00"],
            ["publish"],
            ["solve", str(ROOT / "scenarios" / "csp11.yaml"), "--store", "new.db"],
            ["log", "--store", "closed/meeting.db"],
        ]
        with commanding("barred", folder, commands) as (process, lines):
            said = "".join(lines)
            process.join(60)
        parts = said.partition("barred now")[2].split("code ")
        assert "│ Tuesday" in parts[0]
        assert "saved" not in parts[0]
        assert [part.split()[0] for part in parts[1:]] == ["0", "2", "2", "2", "2", "2"], said
        for part in parts[1:-2]:
            assert "the store cannot be written" in part, said
        assert "closed/meeting.db: you may not enter" in parts[-2]
        facts = planner.says("report", "list", "--store", str(folder / "meeting.db"))
        assert facts.strip() == "No fact is in force."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte."""
    with small_disk_at(tmp_path / "disk") as disk:
        yield disk
        os.chdir(tmp_path)


def test_a_full_disk_keeps_what_was_kept_and_prints_the_answer(
    planner: Planner, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_disk / "meeting.yaml").write_bytes((planner.folder / "meeting.yaml").read_bytes())
    monkeypatch.chdir(small_disk)
    planner.published()
    _fill(small_disk / "ballast")
    planner.says("replan", "--now", "2025-02-25 09:00", code=2)
    assert "the disk is full" in planner.err
    (small_disk / "ballast").unlink()
    with stores.opened(small_disk / "meeting.db") as store:
        assert stores.head(store) is not None  # the files that reading needs are there
        _fill(small_disk / "ballast")
        told = planner.says("replan", "--now", "2025-02-25 09:00", code=2)
        assert "Every cell of the annex keeps its sessions." in told
        assert "not saved: meeting.db: the disk is full" in planner.err
        planner.says(*LATE, code=2)
    (small_disk / "ballast").unlink()
    assert len(planner.json("log")["entries"]) == 2
    planner.says(*LATE)
    planner.says("replan", "--workers", "1")
    assert "saved as draft r2" in planner.err
    assert "Rev.1 is published" in planner.says("publish")
    planner.says("doctor", code=1)  # there is hardly any room
    assert "every link holds" in planner.out


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 1024)
        except OSError:
            return
