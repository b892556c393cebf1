"""Solving from the outside: what is printed where, what is stored, how it exits."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler import errors
from scheduler.interface import solving
from scheduler.render.terminal import answer, console
from scheduler.search import solve as search
from scheduler.search.cpsat import infeasible_families
from scheduler.timetable.files import read

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
INFEASIBLE = str(ROOT / "scenarios" / "infeasible_chair.yaml")
Capture = pytest.CaptureFixture[str]


def without_seconds(text: str) -> Any:
    content = json.loads(text)
    del content["run"]["seconds"]
    return content


def test_solve_prints_the_grid_how_full_it_is_and_the_proof(capsys: Capture) -> None:
    assert cli.main(["solve", CSP11]) == answer.OK
    said = capsys.readouterr()
    assert "│ Tuesday" in said.out
    assert (
        "on a rolling basis · 4 sessions, 9 sittings, 1,440 of 1,440 minutes: no slack" in said.out
    )
    assert "optimal, proved · cost 0 · " in said.out
    assert "· verified\n" in said.out
    assert f"next: to keep it as a draft, rollgrid solve {CSP11} --save\n" in said.err
    assert "\x1b" not in said.out + said.err


def test_solve_json_is_what_out_stores(capsys: Capture, tmp_path: Path) -> None:
    out = tmp_path / "t.json"
    assert cli.main(["solve", CSP11, "--json", "--out", str(out)]) == answer.OK
    said = capsys.readouterr()
    assert said.out == out.read_text(encoding="utf-8")
    assert f"saved {out}" in said.err
    assert read(out).status == "optimal"


def test_equal_runs_give_equal_bytes_but_for_the_seconds(capsys: Capture) -> None:
    cli.main(["solve", CSP11, "--json", "--workers", "1"])
    first = capsys.readouterr().out
    cli.main(["solve", CSP11, "--json", "--workers", "1"])
    assert without_seconds(first) == without_seconds(capsys.readouterr().out)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules in each other's way are looked for to the end, however busy the machine is."""
    to_the_end = partial(infeasible_families.rules_involved, seconds=600.0)
    monkeypatch.setattr(infeasible_families, "rules_involved", to_the_end)


@pytest.mark.usefixtures("unhurried")
def test_infeasible_names_the_rules_involved(capsys: Capture) -> None:
    assert cli.main(["solve", INFEASIBLE]) == answer.INFEASIBLE
    said = capsys.readouterr()
    assert said.out == ""
    assert "infeasible: " in said.err
    assert "rules involved: availability" in said.err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (errors.NoTimetable("none in 60 s"), 5, "none in 60 s"),
        (errors.Interrupted("stopped"), 130, "stopped"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (errors.Infeasible("no way"), 4, "infeasible: no way"),
        (errors.VerificationError("wg1 clashes"), 70, "this is a bug in rollgrid; nothing was"),
        (ZeroDivisionError("oops"), 70, "this is a bug in rollgrid; nothing was"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_search_that_fails_has_its_exit_code_and_stores_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    tmp_path: Path,
    error: BaseException,
    code: int,
    words: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(solving, "solve_problem", fail)
    assert cli.main(["solve", CSP11, "--out", str(tmp_path / "t.json")]) == code
    assert words in capsys.readouterr().err
    assert not (tmp_path / "t.json").exists()


def test_an_interrupted_search_prints_and_stores_the_best_it_found(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    solve = search.solve
    monkeypatch.setattr(
        solving, "solve_problem", lambda *a, **k: replace(solve(*a, **k), interrupted=True)
    )
    assert cli.main(["solve", CSP11, "--out", str(tmp_path / "t.json")]) == answer.INTERRUPTED
    said = capsys.readouterr()
    assert "│ Tuesday" in said.out
    assert "interrupted: this is the best timetable found" in said.err
    assert read(tmp_path / "t.json").sittings


def test_what_is_not_proved_shows_cost_bound_and_gap(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from scheduler.timetable import Tier

    solve = search.solve
    loose = (Tier(name="unplaced", cost=0, bound=0), Tier(name="preferences", cost=12, bound=5))
    monkeypatch.setattr(
        solving,
        "solve_problem",
        lambda *a, **k: replace(solve(*a, **k), tiers=loose, status="feasible"),
    )
    assert cli.main(["solve", CSP11]) == answer.OK
    said = capsys.readouterr().out
    assert "feasible, not proved optimal · cost preferences 12" in said
    assert ["preferences", "12", "5", "7"] in [line.split() for line in said.splitlines()]


def test_a_full_disk_is_told_and_the_timetable_is_printed_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(console, "write", full)
    assert cli.main(["solve", CSP11, "--out", str(tmp_path / "t.json")]) == answer.USAGE
    said = capsys.readouterr()
    assert "│ Tuesday" in said.out
    assert "t.json: cannot be written: No space left on device" in said.err
