"""The commands from the outside, but for solving: what they print where, how they exit."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest

import cli
from scheduler.commands.options.annex import KNOWN
from scheduler.commands.options.screen import Screen
from scheduler.files import write
from scheduler.render import formats
from scheduler.render.terminal import answer
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary import policies, printing
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, record

ROOT = Path(__file__).parents[2]
CSP11 = str(ROOT / "scenarios" / "csp11.yaml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def annex(tmp_path: Path) -> str:
    """The timetable of the invitation letter."""
    return stored(tmp_path / "annex.json", *PRINTED)


@pytest.fixture
def rolled(tmp_path: Path) -> str:
    """The same after ENIP took thirty minutes more."""
    return stored(tmp_path / "rolled.json", *AFTER_AN_OVERRUN)


def stored(path: Path, *lines: str, **changes: Any) -> str:
    write(path, to_bytes(record(*lines, **{"scenario_sha256": "", **changes})))
    return str(path)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["slove", CSP11], "there is no command 'slove' - did you mean 'solve'?"),
        (["frobnicate"], "there is no command 'frobnicate' (there are: check, demo, "),
        (["import", "dox"], "there is no command 'import dox' - did you mean 'docx'?"),
        (["--frob"], "unknown option --frob: a command must come first"),
        (["solve", CSP11, "--sed", "1"], "unknown option --sed - did you mean --seed?"),
        (["solve", CSP11, "--policy", "rol"], "reorder or stay - did you mean 'roll'?"),
        (["solve", CSP11, "--seed", "x"], "--seed 'x': expected a whole number"),
        (["solve", CSP11, "--seconds", "x"], "--seconds 'x': expected a number"),
        (["solve", CSP11, "--seconds"], "--seconds needs a value: time limit in seconds"),
        (["solve", CSP11, "b", "c"], "unexpected words after rollgrid solve: 'b', 'c'"),
        (["show", "a", "--day", "1", "--day", "2"], "--day is given twice"),
        (["import", "registrations", "x"], "--scenario is missing: the scenario, a YAML file"),
        (["import", "ics", "x", "--scenaro", "y"], "--scenaro - did you mean --scenario?"),
        (["init", "other\0"], "word 2 has a character that ends texts (\\x00): leave it out"),
        (["solve", "\ud800.yaml"], "word 2 has half a character (\\ud800): write it whole"),
        (["solve", CSP11, "--seconds", "0"], "more than 0"),
        (["solve", CSP11, "--seconds", "nan"], "more than 0"),
        (["solve", CSP11, "--workers", "0"], "expected 1 to 64"),
        (["solve", CSP11, "--width", "5"], "expected 27 to 1000"),
        (["solve"], "SCENARIO is missing: the scenario, a YAML file\nthere is no meeting"),
        (["solve", CSP11, "--out", "no/such/folder/t.json"], "there is no folder no/such/folder"),
        (["solve", CSP11, "--out", str(ROOT)], "is a folder"),
        (["check"], "SCENARIO is missing"),
        (["check", "--explain", "S999"], "there is no code 'S999'"),
        (["score", str(ROOT)], "is a folder: give a file in it"),
        (["replan", str(ROOT)], "is a folder: give a file in it"),
        (["export", "pptx", CSP11, "t.json"], "FORMAT 'pptx': expected csv, docx, html,"),
        (
            ["show", "ANNEX", "--scenario", CSP11, "--day", "someday"],
            "'someday' is not a day",
        ),
        (["replan", CSP11, "--published", "ANNEX", "--fact", "overrun enpi 5m"], "'enip'"),
        (["replan", CSP11, "--published", "ANNEX", "--freeze", "soon"], "'soon'"),
        (["replan", CSP11, "--published", "ANNEX", "--now", "soon"], "'soon'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_exits_2_and_says_what_was_meant(
    argv: list[str],
    words: str,
    annex: str,
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # where no scenario lies, whatever lies where the tests are run
    assert cli.main([annex if word == "ANNEX" else word for word in argv]) == answer.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["show", ""], "an empty word ('')"),
        (["why", " "], "an empty word ('')"),
        (["report", "absent", "wgtu-chair", "", ""], "an empty word ('')"),
        (["move", "wgtu", "wed morning", ""], "an empty word ('')"),
        (["show", "--room", ""], "--room ''"),
        (["show", "--day="], "--day ''"),
        (["export", "ics", "--of", "\t"], "--of ''"),
        (["check", "--store", ""], "--store ''"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_an_empty_word_names_nothing(argv: list[str], named: str, capsys: Capture) -> None:
    assert cli.main(argv) == answer.USAGE
    said = capsys.readouterr()
    assert said.err == f"{named} names nothing: leave it out, or write what is meant\n"
    assert not said.out


@pytest.mark.parametrize(
    "argv",
    [
        ["solve", "missing.yaml"],
        ["check", "missing.yaml"],
        ["verify", CSP11, "missing.json"],
        ["diff", "missing.json", "missing.json"],
        ["show", "missing.json", "--scenario", CSP11],
    ],
    ids=lambda argv: argv[0],
)
def test_files_that_cannot_be_read_exit_3(argv: list[str], capsys: Capture) -> None:
    assert cli.main(argv) == answer.INVALID
    said = capsys.readouterr()
    assert "missing." in said.out + said.err


def test_verify_accepts_a_hand_made_timetable(capsys: Capture, annex: str) -> None:
    assert cli.main(["verify", CSP11, annex]) == answer.OK
    accepted, *warned = capsys.readouterr().out.splitlines()
    assert accepted == "accepted, cost 0"
    assert sum(line.startswith("  warning interpretation: ") for line in warned) == 3
    assert all(len(line) <= answer.WIDTH for line in warned)


def test_verify_names_every_rule_that_is_broken(capsys: Capture, tmp_path: Path) -> None:
    late = stored(tmp_path / "late.json", *PRINTED[:-1], "wgtr 28 15:00-19:00")
    assert cli.main(["verify", CSP11, late, "--json"]) == answer.NO
    told = json.loads(capsys.readouterr().out)
    assert told["format_version"] == 1
    assert told["accepted"] is False
    assert "wgtr" in {session for v in told["violations"] for session in v["sessions"]}
    assert cli.main(["verify", CSP11, late]) == answer.NO
    assert f"{len(told['violations'])} violation" in capsys.readouterr().out


def test_verify_warns_if_the_scenario_was_another_one(capsys: Capture, tmp_path: Path) -> None:
    old = stored(tmp_path / "old.json", *PRINTED, scenario_sha256="0" * 64)
    assert cli.main(["verify", CSP11, old]) == answer.OK
    assert "has changed since" in capsys.readouterr().err


def test_what_a_file_waives_is_told_with_its_reason(capsys: Capture, tmp_path: Path) -> None:
    waiver = {"rule": "interpretation", "reason": "a second team has been found"}
    waiving = stored(tmp_path / "waiving.json", *PRINTED, waive=[waiver])
    for words in (["verify", CSP11, waiving], ["show", waiving, "--scenario", CSP11]):
        assert cli.main([*words, "--width", "200"] if "show" in words else words) == answer.OK
        said = capsys.readouterr().out
        assert said.count("Waived: a second team has been found") == 3
        assert "the file waives interpretation, everywhere: a second team has been found" in said
    assert cli.main(["verify", CSP11, waiving, "--json"]) == answer.OK
    judged = json.loads(capsys.readouterr().out)
    assert {w["rule"] for w in judged["waived"]} == {"interpretation"}
    assert [w["reason"] for w in judged["waivers"]] == ["a second team has been found"]


def test_a_false_claim_is_no_broken_rule(capsys: Capture, tmp_path: Path) -> None:
    false = stored(tmp_path / "false.json", *PRINTED, status="optimal", timezone="Asia/Tokyo")
    assert cli.main(["verify", CSP11, false]) == answer.NO
    *claims, verdict = capsys.readouterr().out.splitlines()
    assert claims == [
        "false claim, timezone: The file says that its time zone is Asia/Tokyo; "
        "it is Europe/Zurich.",
        "false claim, status: The file says that it is optimal; it has no tiers that show it.",
    ]
    assert verdict == "2 false claims: not accepted."
    assert cli.main(["verify", CSP11, false, "--json"]) == answer.NO
    judged = json.loads(capsys.readouterr().out)
    assert (judged["accepted"], judged["violations"]) == (False, [])
    assert [claim["claim"] for claim in judged["claims"]] == ["timezone", "status"]
    assert cli.main(["show", false, "--scenario", CSP11]) == answer.NO
    assert "makes false claims: not shown" in capsys.readouterr().err


def test_a_timetable_of_another_meeting_is_refused(capsys: Capture, tmp_path: Path) -> None:
    other = stored(tmp_path / "other.json", *PRINTED, meeting="csp10")
    assert cli.main(["verify", CSP11, other]) == answer.INVALID
    assert "is of meeting 'csp10', not of 'att-csp11-wg'" in capsys.readouterr().err


def test_check_counts_errors_and_warnings_of_all_files(capsys: Capture) -> None:
    assert cli.main(["check", CSP11, "missing.yaml"]) == answer.INVALID
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith("1 error, ")
    assert said[-1].endswith("Nothing was solved.")
    assert any(line.startswith(f"{CSP11}:") for line in said)


def test_check_json_is_one_object(capsys: Capture) -> None:
    assert cli.main(["check", CSP11, "--json"]) == answer.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["format_version"], told["errors"]) == (1, 0)
    assert {d["severity"] for d in told["diagnostics"]} <= {"warning"}


def test_check_explains_a_code(capsys: Capture) -> None:
    assert cli.main(["check", "--explain", "S003"]) == answer.OK
    assert capsys.readouterr().out.startswith("S003 ")


def test_schema_is_json_schema(capsys: Capture) -> None:
    assert cli.main(["schema"]) == answer.OK
    assert "sessions" in json.loads(capsys.readouterr().out)["properties"]


def test_diff_of_equal_timetables_says_so_and_exits_0(capsys: Capture, annex: str) -> None:
    assert cli.main(["diff", annex, annex, "--exit-code"]) == answer.OK
    assert "No session changes." in capsys.readouterr().out


def test_diff_tells_sessions_without_a_scenario_and_cells_with_one(
    capsys: Capture, annex: str, rolled: str
) -> None:
    assert cli.main(["diff", annex, rolled, "--exit-code"]) == answer.NO
    said = capsys.readouterr().out
    assert "WGTU starts Thursday 12:00 instead of 11:30" in said
    assert "gains" not in said
    assert cli.main(["diff", annex, rolled, "--scenario", CSP11]) == answer.OK
    said = capsys.readouterr().out
    assert "2 cells of the annex change" in said
    assert "Wednesday morning gains ENIP" in said


def test_diff_only_room_leaves_changes_of_time_out(
    capsys: Capture, annex: str, rolled: str
) -> None:
    assert cli.main(["diff", annex, rolled, "--only", "room", "--exit-code"]) == answer.OK
    assert "No session changes." in capsys.readouterr().out
    assert cli.main(["diff", annex, rolled, "--only", "time", "--exit-code"]) == answer.NO


def test_diff_json_has_the_fields_of_the_interface(
    capsys: Capture, annex: str, rolled: str
) -> None:
    assert cli.main(["diff", annex, rolled, "--json", "--scenario", CSP11]) == answer.OK
    told = json.loads(capsys.readouterr().out)
    assert told["format_version"] == 1
    assert {c["session"]: c["kind"] for c in told["changes"]} == {
        "enip": "lengthened",
        "cei": "moved",
        "wgtu": "moved",
        "wgtr": "moved",
    }
    fields = {"session", "kind", "before", "after", "forced", "people"}
    assert fields <= told["changes"][0].keys()
    assert told["changes"][0]["after"][-1]["end"] == "2025-02-26T10:30:00+01:00"
    assert [cell["slot"] for cell in told["cells"]] == ["2025-02-26/morning", "2025-02-28/morning"]


def test_show_prints_one_day_in_ascii(capsys: Capture, annex: str) -> None:
    argv = ["show", annex, "--scenario", CSP11, "--day", "thu", "--ascii", "--width", "60"]
    assert cli.main(argv) == answer.OK
    said = capsys.readouterr().out
    assert said.isascii()
    assert "Thursday" in said
    assert "Friday" not in said
    assert max(map(len, said.split("on a rolling basis")[0].splitlines())) <= 60


def test_show_as_a_list_has_no_boxes(capsys: Capture, annex: str) -> None:
    assert cli.main(["show", annex, "--scenario", CSP11, "--list"]) == answer.OK
    said = capsys.readouterr().out
    assert "10:00 to 13:00: WGTU, immediately after" in " ".join(said.split())
    assert cli.main(["show", annex, "--scenario", CSP11, "--list", "--times"]) == answer.OK
    timed = " ".join(capsys.readouterr().out.split())
    assert "issues, expected 11:30 – 13:00, part 1 of 2" in timed
    assert "│" not in said


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_timetable_that_breaks_a_rule_is_not_shown(
    command: str, capsys: Capture, tmp_path: Path
) -> None:
    late = stored(tmp_path / "late.json", *PRINTED[:-1], "wgtr 28 15:00-19:00")
    files = [late, "--scenario", CSP11] if command == "show" else ["md", CSP11, late]
    assert cli.main([command, *files]) == answer.NO
    said = capsys.readouterr()
    assert said.out == ""
    assert "not shown" in said.err


def test_export_prints_or_stores_the_same(capsys: Capture, tmp_path: Path, annex: str) -> None:
    assert cli.main(["export", "md", CSP11, annex]) == answer.OK
    printed = capsys.readouterr().out
    assert "DRAFT SCHEDULE OF CSP11" in printed
    assert cli.main(["export", "md", CSP11, annex, "--to", str(tmp_path / "a.md")]) == answer.OK
    assert capsys.readouterr().out == ""
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == printed


def test_a_word_file_is_not_sent_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, annex: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.main(["export", "docx", CSP11, annex]) == answer.USAGE
    assert "--to FILE" in capsys.readouterr().err


def test_words_of_the_caller_cannot_steer_the_terminal(capsys: Capture) -> None:
    assert cli.main(["check", "\x1b[2Jx.yaml"]) == answer.INVALID
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


def test_output_that_cannot_draw_lines_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding="latin-1"))
    assert Screen().terminal.ascii
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding="utf-8"))
    assert not Screen().terminal.ascii


def test_policies_and_formats_are_those_of_the_engine() -> None:
    assert {None, *get_args(policies.Policy)} == set(policies.MEANS)
    assert set(get_args(printing.Format)) == {*formats.FORMATS, "ics"}
    assert set(formats.FORMATS) > KNOWN.keys() - {"ics", "profile"}


def test_verify_does_not_believe_the_prices_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = tmp_path / "r0.json"
    assert cli.main(["solve", CSP11, "--out", str(stored)]) == answer.OK
    text = stored.read_text(encoding="utf-8").replace('"cost": 0', '"cost": 7', 1)
    stored.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["verify", CSP11, str(stored)]) == answer.NO
    assert "The file says that tier unplaced costs 7; it costs 0." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("format", "option", "said"),
    [
        ("csv", ["--language", "fr"], "--language: not for csv"),
        ("xml", ["--day", "tuesday"], "--day: not for xml"),
        ("docx", ["--picture", "gantt"], "--picture: not for docx"),
        ("md", ["--profile", "voc", "--published-at", "2025-01-01"], "--profile and --published"),
        ("svg", ["--profile", "voc"], "--profile: not for svg"),
        ("ics", ["--draft"], "--draft: not for ics"),
        ("svg", ["--room", "nowhere"], "no room is called 'nowhere'"),
    ],
)
def test_an_option_that_a_format_does_not_know_is_refused(
    format: str, option: list[str], said: str, capsys: Capture, annex: str, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    argv = ["export", format, CSP11, annex, *option, "--to", str(to)]
    assert cli.main(argv) == answer.USAGE
    assert said in capsys.readouterr().err
    assert not to.exists()


def test_a_picture_speaks_the_language_asked_for_and_shades_what_changed(
    capsys: Capture, annex: str, tmp_path: Path
) -> None:
    trimmed = ("cei 27 10:00-11:00", "wgtu 27 11:00-13:00", "wgtu 27 15:00-17:30")
    after = ("wgtr 27 17:30-18:00", "wgtr 28 10:00-13:00", "wgtr 28 15:00-17:30")
    now = stored(tmp_path / "now.json", *PRINTED[:4], *trimmed, *after)
    argv = ["export", "svg", CSP11, now, "--language", "fr", "--before", annex]
    assert cli.main(argv) == answer.OK
    said = capsys.readouterr().out
    assert "Mercredi" in said or "mercredi" in said
    assert 'fill="#fff4d1"' in said


def test_a_timetable_in_the_place_of_the_scenario_is_one_complaint(
    annex: str, capsys: Capture
) -> None:
    """It was read as a scenario with two dozen mistakes."""
    assert cli.main(["export", "md", annex, CSP11]) == answer.INVALID
    (said,) = capsys.readouterr().err.splitlines()
    assert said.endswith(
        "S012 a timetable, not a scenario: the scenario comes first, then the timetable"
    )


def test_an_export_without_a_timetable_says_both_ways(capsys: Capture) -> None:
    assert cli.main(["export", "md", CSP11]) == answer.USAGE
    said = capsys.readouterr().err
    assert "add a timetable file, or make the store with" in said
