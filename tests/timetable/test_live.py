"""now: what runs, what is next, how late we are; once and live."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import cli
from scheduler.problem import Problem
from scheduler.render.reports import now_report as rendering
from scheduler.render.reports.now_report import span
from scheduler.render.terminal.answer import View
from scheduler.scenario import load
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record, Timetable
from scheduler.timetable.files import to_bytes
from scheduler.timetable.live import minutes_late, observe

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "csp11.yaml"
ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture(scope="module")
def csp11() -> Problem:
    return load(SCENARIO).problem


@pytest.fixture(scope="module")
def published(csp11: Problem) -> Record:
    return record(solve(csp11), sha256="")


@pytest.fixture
def file(published: Record, tmp_path: Path) -> Path:
    path = tmp_path / "r0.json"
    path.write_bytes(to_bytes(published))
    return path


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2025-02-{clock}").replace(tzinfo=ZURICH)


def told(capsys: Any, *words: str) -> str:
    assert cli.main(["now", "--scenario", str(SCENARIO), *words]) == 0
    said: str = capsys.readouterr().out
    return said


@pytest.mark.parametrize(
    ("clock", "state", "runs", "next"),
    [
        ("25 09:59", "before", None, "enip"),
        ("25 10:00", "before", None, "enip"),
        ("25 13:00", "pause", None, "enip"),
        ("27 11:29", "running", "cei", "wgtu"),
        ("27 11:30", "pause", None, "wgtu"),
        ("27 11:31", "running", "wgtu", "wgtu"),
        ("28 17:59", "running", "wgtr", None),
        ("28 18:00", "over", None, None),
    ],
)
def test_a_sitting_runs_after_its_start_and_before_its_end(
    csp11: Problem, published: Record, clock: str, state: str, runs: str | None, next: str | None
) -> None:
    timetable = published.timetable
    found = observe(csp11, timetable, timetable, at(clock))
    (room,) = found.rooms
    assert found.state == state
    assert [p.session for p in room.running] == ([runs] if runs is not None else [])
    assert (room.next.session if room.next is not None else None) == next


def test_lateness_is_told_against_what_is_published(csp11: Problem, published: Record) -> None:
    before = published.timetable
    shifted = [
        s.model_copy(
            update={"start": s.start + timedelta(minutes=20), "end": s.end + timedelta(minutes=20)}
        )
        if s.session == "wgtu"
        else s
        for s in before.sittings
    ]
    found = observe(csp11, before, Timetable.of(shifted), at("27 11:20"))
    (room,) = found.rooms
    assert room.next is not None
    assert (room.next.session, minutes_late(room.next)) == ("wgtu", 20)
    assert minutes_late(room.running[0], end=True) == 0


def test_minutes_held_are_counted_to_the_moment(csp11: Problem, published: Record) -> None:
    timetable = published.timetable
    found = observe(csp11, timetable, timetable, at("25 15:45"))
    assert (found.held, found.planned) == (225, 1440)


def test_with_a_fact_the_next_session_is_late_before_anybody_has_replanned(
    capsys: Any, file: Path
) -> None:
    words = ("--timetable", str(file), "--at", "2025-02-27 11:20")
    assert "next  WGTU 11:30, in 10 min · on time" in told(capsys, *words)
    said = told(capsys, *words, "--fact", "overrun cei 45m")
    assert "CEI 3/3  since 10:00, until 12:15, 55 min left · 45 min late" in said
    assert "next  WGTU 12:15, in 55 min · 45 min late" in said
    assert "reported since, not replanned yet: overrun CEI 45m" in said


def test_a_part_that_nobody_published_is_told_so(capsys: Any, file: Path) -> None:
    words = ("--timetable", str(file), "--at", "2025-02-25 17:58")
    said = told(capsys, *words, "--fact", "overrun enip 30m")
    assert "next  ENIP Wed 10:00 (goes on), in 16 h 02 min · due to end Tue 18:00" in said


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2024-12-01 12:00", "begins Tue 25 February 2025 10:00, in 85 d 22 h"),
        ("2024-12-01 12:00", "next  ENIP Tue 25 February 2025 10:00, in 85 d 22 h"),
        ("2025-02-23 12:00", "next  ENIP Tue 25 February 10:00, in 1 d 22 h"),
        ("2025-02-24 12:00", "next  ENIP Tue 10:00, in 22 h"),
        ("2025-03-01 12:00", "over since Fri 18:00"),
        ("2025-03-03 12:00", "over since Fri 28 February 18:00"),
        ("2026-03-03 12:00", "over since Fri 28 February 2025 18:00"),
    ],
)
def test_a_day_of_another_week_has_its_date(
    capsys: Any, file: Path, moment: str, words: str
) -> None:
    assert words in told(capsys, "--timetable", str(file), "--at", moment)


def test_one_object_for_programs(capsys: Any, file: Path) -> None:
    said = told(capsys, "--timetable", str(file), "--at", "2025-02-27 11:20", "--json")
    found = json.loads(said)
    assert (found["format_version"], found["state"], found["revision"]) == (1, "running", 0)
    assert found["at"] == "2025-02-27T11:20:00+01:00"
    (room,) = found["rooms"]
    assert room["running"][0]["session"] == "cei"
    assert room["next"]["start"] == "2025-02-27T11:30:00+01:00"


@pytest.mark.parametrize("width", [27, 40, 80, 120, 200])
@pytest.mark.parametrize("clock", ["24 12:00", "25 13:30", "27 11:20", "28 19:00"])
def test_no_line_is_wider_than_the_screen(
    csp11: Problem, published: Record, width: int, clock: str
) -> None:
    timetable = published.timetable
    found = observe(csp11, timetable, timetable, at(clock))
    lines = rendering.lines(csp11, published, found, View(width, False, False))
    assert all(len(line.plain) <= width for line in lines)
    assert any(line.plain.strip() for line in lines)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (5, "5 min"), (60, "1 h"), (65, "1 h 05 min"), (1440, "1 d"), (1500, "1 d 1 h")],
)
def test_spans_are_short(minutes: int, words: str) -> None:
    assert span(timedelta(minutes=minutes)) == words


def test_a_minute_that_has_begun_counts() -> None:
    assert span(timedelta(seconds=1)) == "1 min"


def test_it_cannot_be_watched_without_a_terminal_nor_by_a_program(capsys: Any, file: Path) -> None:
    asked = ["now", "--scenario", str(SCENARIO), "--timetable", str(file), "--watch"]
    assert cli.main(asked) == 2
    assert "--watch needs a terminal" in capsys.readouterr().err
    assert cli.main([*asked, "--json"]) == 2
    assert "choose one" in capsys.readouterr().err


def test_watched_the_clock_goes_on_until_ctrl_c(file: Path) -> None:
    ours, theirs = pty.openpty()
    words = ["now", "--scenario", SCENARIO, "--timetable", file, "--watch"]
    process = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", *map(str, words), "--at", "2025-02-25 17:59"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
    )
    os.close(theirs)
    try:
        assert "1 min left" in read(ours, "1 min left")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def read(handle: int, words: str) -> str:
    """What a terminal shows until it shows these words."""
    seen, until = "", time.monotonic() + 60
    while words not in seen and time.monotonic() < until:
        if select.select([handle], [], [], 1)[0]:
            try:
                seen += os.read(handle, 65_536).decode(errors="replace")
            except OSError:
                break
    return seen


def test_ctrl_c_while_it_is_worked_out_what_follows_is_not_lost(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The search inside has heard it, and would go on with what it has."""
    replan = import_module("scheduler.replanning.replan")
    whole = replan.predict

    def stopped(*args: Any, **options: Any) -> Any:
        return replace(whole(*args, **options), interrupted=True)

    monkeypatch.setattr(replan, "predict", stopped)
    words = ["now", "--scenario", SCENARIO, "--timetable", file, "--at", "2025-02-25 17:59"]
    told = ["--fact", "overrun enip 30m at 2025-02-25 17:55"]
    assert cli.main([*map(str, words), *told]) == 130
    assert capsys.readouterr().out == ""
