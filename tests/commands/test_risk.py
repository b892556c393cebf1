"""``risk`` as it is typed: tables, JSON, notes, and what it refuses."""

import json
from pathlib import Path

import pytest

from cli import main

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("risk") / "annex.json"
    assert main(["solve", str(SCENARIOS / "csp11.yaml"), "--workers", "1", "--out", str(path)]) == 0
    return path


def asked(annex: Path, *more: str) -> list[str]:
    return ["risk", str(annex), "--scenario", str(SCENARIOS / "csp11.yaml"), *more]


@pytest.mark.parametrize("width", [27, 40, 60, 80, 120])
def test_no_line_is_wider_than_was_asked_for(
    annex: Path, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(annex, "--samples", "500", "--width", str(width))) == 0
    shown = capsys.readouterr().out
    assert all(len(line) <= width for line in shown.splitlines())
    assert "WGTR" in shown


def test_the_json_has_every_chance_with_its_interval(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(annex, "--samples", "2000", "--json")) == 0
    answer = json.loads(capsys.readouterr().out)
    last = answer["sessions"][-1]
    assert (answer["exact"], answer["samples"], last["session"]) == (True, 2000, "wgtr")
    assert last["ends_later"]["low"] == last["ends_later"]["high"]  # worked out
    missed = answer["last_close"]["missed"]
    assert missed["low"] < last["ends_later"]["chance"] < missed["high"]  # the same, drawn
    cells = {c["slot"]: c["changes"]["chance"] for c in answer["cells"]}
    assert cells["2025-02-25/morning"] == 0  # ENIP needs longer than that in any case
    assert cells["2025-02-26/morning"] == pytest.approx(0.54, abs=0.05)


def test_equal_seeds_give_equal_answers(annex: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for seed in ("7", "7", "8"):
        assert main(asked(annex, "--samples", "200", "--seed", seed, "--json")) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1] != answers[2]


def test_nothing_but_ascii_where_that_is_asked_for(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(annex, "--samples", "200", "--ascii")) == 0
    assert capsys.readouterr().out.isascii()


@pytest.mark.ci
def test_another_policy_is_replanned_week_by_week(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(annex, "--policy", "extend", "--samples", "3", "--json")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["replanned"], answer["samples"], answer["policy"]) == (True, 3, "extend")
    assert answer["overtime"]["mean"] > 0


def test_without_any_spread_it_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, annex = SCENARIOS / "dst_night.yaml", tmp_path / "annex.json"
    assert main(["solve", str(scenario), "--out", str(annex)]) == 0
    capsys.readouterr()
    assert main(["risk", str(annex), "--scenario", str(scenario)]) == 2
    assert "minutes: 90 (60 to 180)" in capsys.readouterr().err
