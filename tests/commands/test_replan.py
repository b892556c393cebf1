"""Replanning from the outside: one answer with its reasons, or several side by side."""

import json
from pathlib import Path

import pytest

import cli
from scheduler.files import write
from scheduler.render.terminal import answer
from scheduler.timetable.files import read, to_bytes
from tests.render.annexes import PRINTED, record

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
FACT = ["--fact", "overrun enip 30m", "--now", "2025-02-25 17:55"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def published(tmp_path: Path) -> str:
    path = tmp_path / "csp11.json"
    write(path, to_bytes(record(*PRINTED, scenario_sha256="")))
    return str(path)


def replan(published: str, *more: str) -> int:
    return cli.main(["replan", CSP11, "--published", published, *FACT, *more])


def test_the_answer_says_where_the_meeting_stands(published: str, capsys: Capture) -> None:
    assert replan(published) == answer.OK
    first = capsys.readouterr().out.splitlines()[0].strip()
    assert first.startswith("It is Tue 17:55. ENIP is running. Published: the first issue.")
    assert "overrun ENIP 30m" in first


def test_rolling_on_is_told_by_cell_and_session_as_forced(published: str, capsys: Capture) -> None:
    assert replan(published, "--policy", "roll") == answer.OK
    said = capsys.readouterr().out
    assert "▸ WGTU" in said
    assert "Wednesday morning gains ENIP" in said
    assert "Friday morning gains WGTU" in said
    assert "Forced (4)" in said
    assert "A choice" not in said
    assert "WGTR starts Friday 10:30 instead of 10:00 and ends Friday 18:30" in said
    assert ["cells", "2", "2", "0"] in [line.split() for line in said.splitlines()]


def test_json_is_what_out_stores_one_revision_on(
    published: str, capsys: Capture, tmp_path: Path
) -> None:
    out = tmp_path / "rev1.json"
    assert replan(published, "--json", "--out", str(out)) == answer.OK
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")
    made = read(out)
    assert made.revision == 1
    assert made.facts == ("overrun enip 30m",)
    assert made.as_of == "2025-02-25 17:55"
    assert {change.forced for change in made.changes} == {True}


def test_alternatives_stand_side_by_side(published: str, capsys: Capture) -> None:
    assert replan(published, "--alternatives", "3", "--width", "120") == answer.OK
    rows = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "A extend B hold C roll" in rows
    assert "overtime 30 min on Tuesday none 30 min on Friday" in rows
    assert "trimmed none CEI 30 min none" in rows
    assert "ends Fri 18:00 Fri 18:00 Fri 18:30" in rows
    assert any(
        row.startswith("cells that change none · hours in Tue p.m. 1 · Wed a.m. + ENIP 2 · Wed")
        for row in rows
    )
    assert " ".join(["proved, 0 additional"] * 3) in rows


@pytest.mark.ci
def test_alternatives_are_stored_under_their_letters(
    published: str, capsys: Capture, tmp_path: Path
) -> None:
    out = tmp_path / "rev1.json"
    assert replan(published, "--alternatives", "2", "--json", "--out", str(out)) == answer.OK
    told = json.loads(capsys.readouterr().out)
    assert [one["policy"] for one in told["alternatives"]] == ["extend", "hold"]
    assert not out.exists()
    assert read(tmp_path / "rev1-A.json").policy == "extend"
    assert read(tmp_path / "rev1-B.json").policy == "hold"


def test_nothing_happened_so_nothing_changes(published: str, capsys: Capture) -> None:
    argv = ["replan", CSP11, "--published", published, "--now", "2025-02-25 17:55"]
    assert cli.main(argv) == answer.OK
    said = capsys.readouterr().out
    assert "Every cell of the annex keeps its sessions." in said
    assert "Forced" not in said


def test_a_replanned_timetable_can_be_replanned_again(
    published: str, capsys: Capture, tmp_path: Path
) -> None:
    first, second = str(tmp_path / "rev1.json"), str(tmp_path / "rev2.json")
    assert replan(published, "--policy", "roll", "--out", first) == answer.OK
    argv = ["replan", CSP11, "--published", first, "--fact", "early wgtu 15m"]
    assert cli.main([*argv, "--now", "2025-02-28 10:15", "--out", second]) == answer.OK
    assert "Published: Rev.1." in capsys.readouterr().out
    assert read(Path(second)).facts == ("overrun enip 30m", "early wgtu 15m")
