"""What a planner sees while she waits, and Ctrl-C: nothing that was found is lost."""

import fcntl
import io
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ortools.sat.python.cp_model import CpModel, CpSolver

import cli
from scheduler import model
from scheduler.errors import Interrupted
from scheduler.instance.compile import compile
from scheduler.render.terminal import console, waiting
from scheduler.render.terminal.answer import INTERRUPTED, OK
from scheduler.scenario import load
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits, Stop
from scheduler.search.cpsat.running import run
from scheduler.search.progress import Progress
from scheduler.timetable.files import read
from tests.commands.test_program import busy

ROOT = Path(__file__).parents[3]
CSP11 = ROOT / "scenarios" / "csp11.yaml"
LINE = re.compile(r"\d+ s · exact(: [a-z]+)? · cost [\d,]+ · at least [\d,]+ · gap \d+")
WHOLE = re.compile(r"\d+ s · [a-z, ]+((: (?!times|cells)[a-z ]+)? · cost [\d,]+|: times · )")
"""Said once there is a whole timetable, whoever has found it."""


def found(seconds: float = 12.4, **changes: object) -> Progress:
    figures: dict[str, object] = {"tier": "preferences", "incumbent": 1_284, "bound": 960}
    return Progress(**{**figures, "seconds": seconds, "strategy": "exact", **changes})  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "12 s · exact · cost 1,284 · at least 960 · gap 25 %"),
        ({"phase": "times"}, "12 s · exact: times · cost 1,284 · at least 960 · gap 25 %"),
        ({"phase": "rooms"}, "12 s · exact: rooms · cost 1,284"),
        ({"bound": 1_284}, "12 s · exact · cost 1,284 · at least 1,284 · gap 0"),
        ({"incumbent": 0, "bound": 0}, "12 s · exact · cost 0 · at least 0 · gap 0"),
        ({"tier": "cells", "strategy": ""}, "12 s · cells 1,284 · at least 960 · gap 25 %"),
        ({"tier": "all"}, "12 s · exact · improving the first timetable"),
        ({"stage": "proving"}, "12 s · proving · exact · cost 1,284 · at least 960 · gap 25 %"),
        ({"tier": "", "stage": "building"}, "12 s · building the model"),
        ({"tier": "", "stage": "searching"}, "12 s · searching"),
        ({"tier": "", "stage": "checking"}, "12 s · checking the result"),
    ],
    ids=str,
)
def test_a_line_tells_who_searches_what_it_has_and_how_far_it_may_be_from_the_best(
    changes: dict[str, Any], words: str
) -> None:
    assert found(**changes).describe() == words


def test_a_part_of_a_timetable_is_not_taken_for_one() -> None:
    assert [found(phase=p).whole for p in ("", "times", "rooms", "cells")] == [
        True,
        False,
        True,
        False,
    ]


def test_the_clock_of_the_live_line_runs_on_though_nothing_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = waiting.LiveLine("solving")
    monkeypatch.setattr(time, "monotonic", lambda: line.began + 30.2)
    assert line.text(118) == "30 s · solving"
    line.tell(found())
    assert line.text(118).startswith("30 s · exact · cost 1,284")


def test_the_live_line_says_what_is_done_and_what_time_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line, seconds = waiting.LiveLine("solving", limit=60.0), 0.0
    monkeypatch.setattr(time, "monotonic", lambda: line.began + seconds)
    assert line.text(118) == "0 s · solving · 60 s left"
    line.tell(found(0.1, tier="", stage="building"))
    seconds = 2.0
    assert line.text(118) == "2 s · building the model · 58 s left"
    line.tell(found(2.0, tier="", stage="searching"))
    assert line.text(118) == "2 s · searching · 58 s left"
    line.tell(found(12.0))
    seconds = 12.0
    figures = "exact · cost 1,284 · at least 960 · gap 25 %"
    assert line.text(118) == f"12 s · {figures} · 48 s left {'━' * 14}{'─' * 6}"
    # figures stay while something else is done, and the stage is told before them
    line.tell(found(12.5, tier="", stage="proving"))
    assert line.text(118).startswith(f"12 s · proving · {figures} · 48 s left")
    line.tell(found(13.0, incumbent=1_000))
    assert line.text(118).startswith("12 s · exact · cost 1,000")
    seconds = 60.2
    line.tell(found(60.2, tier="", stage="checking"))
    assert " · time is up" in line.text(118)
    assert "checking the result" in line.text(118)


@pytest.mark.parametrize("width", [40, 60, 78, 98, 118])
def test_the_live_line_fits_as_much_as_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    line = waiting.LiveLine("solving", limit=60.0)
    monkeypatch.setattr(time, "monotonic", lambda: line.began + 12.0)
    line.tell(found(12.0, strategy="time, then rooms", phase="times"))
    text = line.text(width)
    assert ("━" in text, "time, then rooms: times" in text) == (width >= 118, width >= 98)
    assert "cost 1,284 · at least 960 · gap 25 % · 48 s left" in text
    assert len(text) <= max(width, 61)


@pytest.mark.parametrize(
    ("changes", "full"),
    [({}, 14), ({"bound": 1_284}, 20), ({"bound": -3}, 0), ({"incumbent": 0, "bound": 0}, 20)],
    ids=str,
)
def test_the_bar_is_as_full_as_the_bound_is_of_the_incumbent(
    changes: dict[str, Any], full: int
) -> None:
    line = waiting.LiveLine("solving", seen=waiting.Seen(found(**changes)))
    assert line.text(118).endswith(f" {'━' * full}{'─' * (20 - full)}")


@pytest.mark.parametrize("changes", [{"phase": "rooms"}, {"tier": "all"}], ids=str)
def test_there_is_no_bar_where_the_bound_says_nothing(changes: dict[str, Any]) -> None:
    line = waiting.LiveLine("solving", seen=waiting.Seen(found(**changes)))
    assert "─" not in line.text(118)


def test_off_a_terminal_nobody_is_told_unless_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with console.progress("solving") as tell:
        assert tell is None
    with console.progress("solving", verbose=True) as tell:
        assert tell is not None
        for seconds in (1, 2, 5.9, 6, 7, 11):
            tell(found(seconds))
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(" · ")[0] for line in said.err.splitlines()] == [
        "solving: 1 s",
        "solving: 6 s",
        "solving: 11 s",
    ]


def test_the_first_figures_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress("solving", verbose=True, seconds=60.0) as tell:
        assert tell is not None
        tell(found(0.0, tier="", stage="building"))
        tell(found(0.5, tier="", stage="searching"))
        tell(found(1.0))
        tell(found(2.0, incumbent=1_100))
        tell(found(6.5, tier="", stage="proving"))
    assert capsys.readouterr().err.splitlines() == [
        "solving: 0 s · building the model · 60 s left",
        "solving: 1 s · exact · cost 1,284 · at least 960 · gap 25 % · 59 s left",
        "solving: 6 s · proving · exact · cost 1,100 · at least 960 · gap 13 % · 54 s left",
    ]


def test_with_json_and_verbose_stdout_is_one_object(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    scenario = tmp_path / "busy.yaml"
    scenario.write_text(busy(sessions=12), encoding="utf-8")
    argv = ["solve", str(scenario), "--seconds", "2", "--json", "--verbose"]
    assert cli.main(argv) == OK
    said = capsys.readouterr()
    assert json.loads(said.out)["run"]["strategy"] == "exact"
    assert LINE.search(said.err)


def test_the_search_tells_its_strategy_and_a_bound_that_holds(tmp_path: Path) -> None:
    scenario = tmp_path / "busy.yaml"
    scenario.write_text(busy(sessions=8), encoding="utf-8")
    told: list[Progress] = []
    outcome = solve.solve(load(scenario).problem, Budget(seconds=20, progress=told.append))
    cost = {tier.name: tier.cost for tier in outcome.tiers}
    assert (told[0].found, told[0].stage) == (False, "building")
    assert (told[-1].found, told[-1].stage) == (False, "checking")
    assert {p.strategy for p in told if p.found} == {outcome.strategy} == {"exact"}
    of_cost = [p for p in told if p.tier == "preferences"]
    assert of_cost
    assert all(p.bound <= cost["preferences"] <= p.incumbent for p in of_cost)


def small() -> tuple[CpModel, Limits]:
    problem = load(CSP11).problem
    return model.build(compile(problem)).cp, Limits(10, 1, 1)


def test_ctrl_c_while_a_model_is_built_ends_it_at_once() -> None:
    stop, done = Stop(), []

    def build() -> None:
        with stop.building():
            done.append("begun")
            stop.press()
            done.append("ended")

    for _ in range(2):  # nor is another one begun
        with pytest.raises(Interrupted):
            build()
    assert done == ["begun"]
    stop.press()  # but later there may be something to lose


def test_ctrl_c_tells_every_solver_that_works() -> None:
    stopped: list[int] = []

    class Solver(CpSolver):
        def stop_search(self) -> None:
            stopped.append(id(self))

    stop, one, other = Stop(), Solver(), Solver()
    with stop.telling(one), stop.telling(other):
        stop.press()
    assert stopped == [id(one), id(other)]
    assert stop.solvers == []


def test_after_ctrl_c_nothing_is_searched_but_what_makes_a_part_into_a_whole() -> None:
    cp, limits = small()
    limits.stop.press()
    assert limits.left == 0
    assert limits.share(0.5, "times").left == 0
    finishing = limits.finishing(0.5, "rooms")
    assert 0 < finishing.left <= 1
    solver, status = run(cp, finishing, "any")
    assert solver.status_name(status) in ("OPTIMAL", "FEASIBLE")


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 110, 0, 0))
    yield ours, theirs
    os.close(ours)


@pytest.mark.ci
def test_ctrl_c_on_a_terminal_prints_and_stores_the_best_so_far(
    terminal: tuple[int, int], tmp_path: Path
) -> None:
    scenario, out = tmp_path / "busy.yaml", tmp_path / "best.json"
    scenario.write_text(busy(sessions=60), encoding="utf-8")
    command = ["solve", str(scenario), "--seconds", "300", "--json", "--out", str(out)]
    ours, theirs = terminal
    running = subprocess.Popen(
        [sys.executable, "cli.py", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    seen = read_until(ours, WHOLE)
    running.send_signal(signal.SIGINT)
    answer, _ = running.communicate(timeout=120)
    seen += rest_of(ours)
    assert running.returncode == INTERRUPTED
    assert answer == out.read_bytes()
    assert json.loads(answer)["status"] == "feasible"
    assert read(out).sittings
    assert "this is the best timetable found" in seen
    assert "Traceback" not in seen


def read_until(terminal: int, words: re.Pattern[str]) -> str:
    seen = b""
    while not words.search(seen.decode(errors="replace")):
        more = os.read(terminal, 4096)
        assert more, f"it ended after {seen!r}"
        seen += more
    return seen.decode(errors="replace")


def rest_of(terminal: int) -> str:
    seen = io.BytesIO()
    try:
        while more := os.read(terminal, 4096):
            seen.write(more)
    except OSError:  # the other end is closed
        pass
    return seen.getvalue().decode(errors="replace")
