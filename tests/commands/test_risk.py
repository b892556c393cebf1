"""``risk`` as it is typed: tables, JSON, notes, and what it refuses."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli import main
from scheduler.commands.usage import as_meant

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


def test_what_is_over_is_known_and_what_is_on_lasts_longer(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    live = ("--now", "--at", "2025-02-25 17:40", "--samples", "500", "--json")
    assert main(asked(annex, *live)) == 0
    enip, cei, *_ = json.loads(capsys.readouterr().out)["sessions"]
    assert enip["start"]["p10"] == enip["start"]["p90"] == "2025-02-25T10:00:00+01:00"
    assert enip["end"]["p10"] > "2025-02-25T17:40"  # it is on: no end lies before
    before = cei["starts_later"]["chance"]
    assert (
        main(asked(annex, "--now", "--at", "2025-02-26 10:40", "--samples", "500", "--json")) == 0
    )
    first, *_ = json.loads(capsys.readouterr().out)["sessions"]
    assert first["session"] == "cei"  # what is over is no longer told
    assert (first["starts_later"]["chance"], before > 0.5) == (0, True)


@pytest.mark.ci
def test_what_was_told_since_counts(annex: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live = ("--now", "--at", "2025-02-26 11:00", "--fact", "overrun enip 45m", "--json")
    assert main(asked(annex, *live, "--samples", "500")) == 0
    cei, *_ = json.loads(capsys.readouterr().out)["sessions"]
    assert cei["start"]["p10"] == cei["start"]["p90"] == "2025-02-26T10:45:00+01:00"
    assert cei["starts_later"]["chance"] == 1  # than printed, which is 10:00


def test_now_says_when_what_is_on_ends_where_that_is_asked(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = ["now", "--timetable", str(annex), "--scenario", str(SCENARIOS / "csp11.yaml")]
    assert main([*now, "--at", "2025-02-25 16:40", "--chances"]) == 0
    assert "ENIP ends by Tue 18:00, as printed, with 46 %" in capsys.readouterr().out
    assert main([*now, "--at", "2025-02-25 16:40"]) == 0
    assert "%" not in capsys.readouterr().out


def test_the_picture_has_a_row_for_each_session_and_is_the_same_each_time(
    annex: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = []
    for name in ("one.svg", "two.svg", "three.png"):
        assert main(asked(annex, "--samples", "300", "--to", str(tmp_path / name))) == 0
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[2].startswith(b"\x89PNG")
    svg = made[0].decode()
    assert [svg.count(f">{name}<") for name in ("ENIP", "CEI", "WGTU", "WGTR")] == [1] * 4
    assert "54 %" in svg
    for more in (("--to", "late.docx"), ("--policies", "--to", "late.svg")):
        assert main(asked(annex, *more)) == 2
    assert "expected a .svg or .png file" in capsys.readouterr().err


def test_now_may_have_its_moment_behind_it() -> None:
    for words in (["--now", "wed 10:20"], ["--now=wed 10:20"], ["--at", "wed 10:20"]):
        assert "=".join(as_meant(["risk", *words, "--json"])[1:-1]) == "--at=wed 10:20"
    for words in (["--now", "r2"], ["--now", "--at", "wed 10:20"], ["--now"]):
        assert as_meant(["risk", *words]) == ["risk", *words]


def test_facts_are_for_now_alone(annex: Path) -> None:
    assert main(asked(annex, "--fact", "overrun enip 45m")) == 2
    assert main(asked(annex, "--policies", "--policy", "roll")) == 2


def test_earliest_starts_are_told_with_their_chance_and_what_hours_would_cost(
    annex: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(annex, "--earliest", "--json")) == 0
    (room,) = json.loads(capsys.readouterr().out)["rooms"]
    wgtu = room["sessions"][2]
    assert wgtu["earliest"]["start"] == "2025-02-27T11:00:00+01:00"
    assert wgtu["earliest"]["chance"] <= 0.05 < wgtu["curve"][3]["chance"] <= 0.25
    assert room["promised"]["cost"] < room["promised"]["printed_cost"]
    assert main(asked(annex, "--earliest", "--width", "80")) == 0
    shown = capsys.readouterr().out
    assert "Thu 11:00" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    "more", ["--policy extend", "--alpha 100", "--waiting 0", "--policies", "--alpha -1"]
)
def test_earliest_starts_are_refused_where_they_cannot_be_meant(annex: Path, more: str) -> None:
    assert main(asked(annex, "--earliest", *more.split())) == 2


def test_without_any_spread_it_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, annex = SCENARIOS / "dst_night.yaml", tmp_path / "annex.json"
    assert main(["solve", str(scenario), "--out", str(annex)]) == 0
    capsys.readouterr()
    assert main(["risk", str(annex), "--scenario", str(scenario)]) == 2
    assert "minutes: 90 (60 to 180)" in capsys.readouterr().err


def test_a_spreadsheet_has_a_sheet_of_chances_where_that_is_asked(
    annex: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, scenario = tmp_path / "annex.xlsx", str(SCENARIOS / "csp11.yaml")
    assert main(["export", "xlsx", scenario, str(annex), "--risk", "--to", str(sheet)]) == 0
    book = load_workbook(sheet)
    head, *rows = book["Risk"].iter_rows(values_only=True)
    assert [row[0] for row in rows][2:] == ["WGTU", "WGTR"]
    wgtu = dict(zip(head, rows[2], strict=True))
    assert wgtu["room"] == "Room 2"
    assert wgtu["start, printed"] == datetime(2025, 2, 27, 11, 30)
    assert wgtu["start, 10 %"] < wgtu["start, 50 %"] < wgtu["start, 90 %"]
    assert 0 < wgtu["starts earlier"] < wgtu["starts later"] < 1
    assert main(["export", "xlsx", scenario, str(annex), "--to", str(sheet)]) == 0
    assert "Risk" not in load_workbook(sheet).sheetnames
    capsys.readouterr()


def test_the_annex_has_chances_where_that_is_asked(
    annex: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "md", str(SCENARIOS / "csp11.yaml"), str(annex), "--risk"]
    assert main(asked) == 0
    table = capsys.readouterr().out.rpartition("## How late, and how likely")[2]
    [wgtu] = [line for line in table.splitlines() if line.startswith("| WGTU |")]
    assert wgtu.startswith("| WGTU | Thu 11:30 | ")
    assert main([*asked, "--view", "list"]) == 0
    assert "| Later than printed |" in capsys.readouterr().out
    letter = ["export", "docx", *asked[2:], "--into", str(tmp_path / "letter.docx")]
    for words, message in (
        (["export", "csv", *asked[2:]], "--risk: not for csv"),
        (["export", "html", *asked[2:], "--view", "sign"], "chances stand in tables and lists"),
        (letter, "--into replaces one table of a letter: leave out --risk"),
    ):
        assert main(words) == 2
        assert message in capsys.readouterr().err


@pytest.mark.ci
def test_a_robust_timetable_is_told_and_reproduced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario, out = tmp_path / "free.yaml", tmp_path / "out.json"
    scenario.write_text(FREE, encoding="utf-8")
    solve = ["solve", str(scenario), "--robust", "--workers", "1"]
    assert main([*solve, "--save", "--out", str(out), "--width", "60"]) == 0
    shown = capsys.readouterr().out
    assert "Robust: in 100,000 fresh weeks" in shown
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert json.loads(out.read_text())["robust"]["kept"]
    assert main(["verify", str(scenario), str(out)]) == 0
    assert main(["reproduce", "r1", "--store", str(tmp_path / "free.db")]) == 0
    assert "the same, byte for byte" in capsys.readouterr().out
    scenario.write_text(FREE.replace("(50 to 110)", ""), encoding="utf-8")
    assert main(solve) == 2
    assert "lasts exactly its minutes" in capsys.readouterr().err


FREE = """format: 1
meeting: {id: f, title: Free, timezone: UTC, grid: 10}
days: [2027-03-01]
slots: [{id: day, start: "09:00", end: "13:00"}]
rooms: [{id: one}]
people: [{id: ann}]
sessions:
  - {id: a, minutes: 60 (50 to 110), chairs: [ann]}
  - {id: b, minutes: 60, chairs: [ann]}
"""
