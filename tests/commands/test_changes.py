"""Changes that move nothing, or lose a session: told once, with a reason, never too strongly."""

import json
from pathlib import Path

import pytest

import cli
from scheduler.render.terminal import answer
from scheduler.replanning import replan as replanning
from scheduler.replanning.forced import find_forced as ask

Capture = pytest.CaptureFixture[str]
HEAD = """
format: 1
meeting: {id: w, title: Water, timezone: Europe/Zurich, grid: 15}
days: [2031-05-05, 2031-05-06]
slots: [{id: day, start: "09:00", end: "11:00"}]
"""
DEPUTY = """
rooms: [{id: hall}]
people:
  - {id: river, title: Chair of Rivers, deputies: [{id: lake, price: 2}]}
  - {id: lake, title: Vice-Chair}
sessions:
  - {id: rivers, title: Rivers, minutes: 90, chairs: [river], pin: {exact: "2031-05-06 09:00"}}
"""
TEAMS = """
rooms: [{id: hall}]
interpretation: {teams: [{id: red, languages: [fr]}, {id: blue, languages: [fr]}]}
sessions:
  - {id: seas, minutes: 60, languages: [fr], pin: {exact: "2031-05-06 09:00"}}
"""
ROLLING = """
rooms: [{id: hall}]
sessions:
  - {id: wells, minutes: 30}
  - {id: dams, minutes: 30}
  - {id: ports, minutes: 30}
rolling: [{room: hall, order: [wells, dams, ports]}]
"""
FULL = """
rooms: [{id: hall}]
sessions:
  - {id: canals, minutes: 60, days: [2031-05-05]}
  - {id: locks, minutes: 60, days: [2031-05-05]}
"""
BEFORE = ["--now", "2031-05-05 08:00", "--workers", "1"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def published(folder: Path, rest: str) -> None:
    (folder / "w.yaml").write_text(HEAD + rest, encoding="utf-8")
    assert cli.main(["solve", "w.yaml", "--out", "r0.json", "--workers", "1"]) == answer.OK


def replanned(*more: str) -> None:
    argv = ["replan", "w.yaml", "--published", "r0.json", *more, *BEFORE]
    assert cli.main(argv) == answer.OK


def told(capsys: Capture) -> str:
    return " ".join(capsys.readouterr().out.split())


AWAY = ["--fact", "absent river 2031-05-06"]
INSTEAD = "Vice-Chair presides over Rivers instead of Chair of Rivers — Chair of Rivers is absent"


def test_a_deputy_who_takes_the_chair_is_a_change(folder: Path, capsys: Capture) -> None:
    published(folder, DEPUTY)
    capsys.readouterr()
    replanned(*AWAY, "--out", "r1.json")
    said = told(capsys)
    assert "Every cell of the annex keeps its sessions." in said
    assert f"Forced (1) {INSTEAD} from Tue 00:00" in said


def test_a_deputy_is_a_difference_that_concerns_both(folder: Path, capsys: Capture) -> None:
    published(folder, DEPUTY)
    replanned(*AWAY, "--out", "r1.json")
    capsys.readouterr()
    diff = ["diff", "r0.json", "r1.json", "--scenario", "w.yaml", "--exit-code"]
    assert cli.main(diff) == answer.NO
    assert f"1 session changes {INSTEAD}" in told(capsys)
    assert cli.main([*diff, "--by", "person"]) == answer.NO
    said = told(capsys)
    assert said.startswith(f"Chair of Rivers {INSTEAD}")
    assert f"Vice-Chair {INSTEAD}" in said
    assert cli.main([*diff, "--only", "time"]) == answer.OK


def test_a_deputy_counts_among_the_chairs_affected(folder: Path, capsys: Capture) -> None:
    published(folder, DEPUTY)
    capsys.readouterr()
    replanned(*AWAY, "--alternatives", "2")
    assert "chairs affected 2" in told(capsys)


def test_another_team_is_a_change_with_its_reason(folder: Path, capsys: Capture) -> None:
    published(folder, TEAMS)
    capsys.readouterr()
    before = json.loads((folder / "r0.json").read_text(encoding="utf-8"))
    (team,) = {sitting["team"] for sitting in before["sittings"]}
    other = {"red": "blue", "blue": "red"}[team]
    replanned("--fact", f"interpretation-lost {team} 2031-05-06", "--out", "r1.json")
    said = told(capsys)
    assert f"team {other} interprets seas instead of team {team} — {team} cannot interpret" in said
    made = json.loads((folder / "r1.json").read_text(encoding="utf-8"))
    (change,) = made["changes"]
    assert (change["kind"], change["forced"], change["asked"]) == ("team", True, True)
    assert change["people"] == [team, other] or change["people"] == [other, team]


def test_what_follows_a_session_that_was_added_is_told_to(folder: Path, capsys: Capture) -> None:
    published(folder, ROLLING)
    capsys.readouterr()
    replanned("--fact", 'added report 15m {"title": "Report", "follows": "wells"}', "--list")
    said = told(capsys)
    assert "instead of 09:30 and ends Monday 10:15 instead of 10:00 — on a rolling basis" in said
    assert "Report before it ends Monday 09:45" in said
    assert "elsewhere" not in said


def test_what_follows_a_cancelled_session_is_told_to(folder: Path, capsys: Capture) -> None:
    published(folder, ROLLING)
    capsys.readouterr()
    replanned("--fact", "cancelled dams", "--list")
    said = told(capsys)
    assert "Forced (2)" in said
    assert "on a rolling basis, dams before it is not held" in said


def test_who_of_two_loses_its_place_is_a_choice(folder: Path, capsys: Capture) -> None:
    published(folder, FULL)
    capsys.readouterr()
    replanned("--fact", "overrun canals 60m")
    said = told(capsys)
    assert "A choice (1)" in said
    assert "Forced" not in said


def test_what_there_was_no_time_to_ask_is_told_as_such(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        replanning, "find_forced", lambda found, changes, _, added: ask(found, changes, 0.0, added)
    )
    published(folder, FULL)
    capsys.readouterr()
    replanned("--fact", "overrun canals 60m", "--out", "r1.json")
    said = told(capsys)
    assert "Not asked (1)" in said
    assert "A choice" not in said
    made = json.loads((folder / "r1.json").read_text(encoding="utf-8"))
    assert [(c["forced"], c["asked"]) for c in made["changes"]] == [(None, False)]
