"""The first ten minutes: init asks little, and every command says what comes first."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from scheduler.commands.store import init as command
from scheduler.commands.store.first_scenario import SCHEMA, USUAL, text_of
from scheduler.render.terminal import answer
from scheduler.scenario import load
from tests.draws import ROOT, sampled
from tests.store.every_command import SCENARIO

Capture = pytest.CaptureFixture[str]
ASKED = """\
The Week of Fruit: 3-5 March 2031
Geneva

from nine to noon
09:00-12:20, 14:00-18:00
Salle A, Salle "B"
Apples: a start, 4h
Pears 90m
Plums

maybe
yes
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody types at the terminal of the next command."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    monkeypatch.setattr(command, "at_a_terminal", lambda: True)


def test_what_is_asked_becomes_a_scenario_and_its_grid(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(ASKED, monkeypatch)
    assert cli.main(["init"]) == answer.OK
    said = capsys.readouterr()
    assert "'from nine to noon' is not from when to when" in said.err
    assert "'Plums' has no length" in said.err
    assert "'maybe': expected yes or no" in said.err
    assert "The Week of Fruit" in said.out
    assert "Wednesday" in said.out
    text = (empty / "meeting" / "meeting.yaml").read_text(encoding="utf-8")
    assert text.startswith(SCHEMA)
    problem = load(empty / "meeting" / "meeting.yaml").problem
    assert [str(day) for day in problem.days] == ["2031-03-03", "2031-03-04", "2031-03-05"]
    assert problem.meeting.timezone == "Europe/Zurich"
    assert problem.meeting.grid == 5
    assert [room.name for room in problem.rooms] == ["Salle A", 'Salle "B"']
    assert [(s.title, s.minutes.likely) for s in problem.sessions] == [
        ("Apples: a start", 240),
        ("Pears", 90),
    ]
    assert problem.rolling[0].order == ("apples-a-start", "pears")


def test_enter_alone_takes_what_is_usual(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed("\n" * 7, monkeypatch)
    assert cli.main(["init", "usual"]) == answer.OK
    capsys.readouterr()
    assert (empty / "usual" / "meeting.yaml").read_text(encoding="utf-8") == SCHEMA + text_of(USUAL)


def test_questions_that_are_left_make_nothing(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed("A title\n", monkeypatch)
    assert cli.main(["init"]) == answer.INTERRUPTED
    assert list(empty.iterdir()) == []
    (empty / "meeting").mkdir()
    (empty / "meeting" / "meeting.yaml").write_text("format: 1\n", encoding="utf-8")
    assert cli.main(["init"]) == answer.USAGE
    assert capsys.readouterr().err.endswith("there already; nothing was changed\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Geneva\n31 June to 2 July 2031\n", "the year is missing"),
        ("Geneva\n2031-03-05 to 2031-03-04\n", "the first before the last"),
        ("Atlantis\n", "'Atlantis' is not known"),
        ("Geneva\n2031-03-05\n10:00-12:00, 11:00-13:00\n", "the hours overlap"),
    ],
)
@pytest.mark.usefixtures("empty")
def test_what_cannot_be_meant_is_asked_again(
    line: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed(f"A title\n{line}", monkeypatch)
    assert cli.main(["init"]) == answer.INTERRUPTED
    assert message in capsys.readouterr().err


def test_a_meeting_begins_with_a_table(empty: Path, capsys: Capture) -> None:
    (empty / "talks.csv").write_text("id,title,likely\na,A talk,30\n", encoding="utf-8")
    assert cli.main(["init", "--from", "talks.csv"]) == answer.OK
    said = capsys.readouterr()
    assert "A talk" in said.out
    assert "talks.csv: 1 session read" in said.err
    assert (empty / "meeting" / "meeting.yaml").read_text(encoding="utf-8").startswith(SCHEMA)
    (empty / "notes.txt").write_text("", encoding="utf-8")
    assert cli.main(["init", "other", "--from", "notes.txt"]) == answer.USAGE
    assert "expected .docx, .xlsx, .csv, .xml or .json" in capsys.readouterr().err


@pytest.mark.ci
def test_a_meeting_begins_with_the_letter_of_another(empty: Path, capsys: Capture) -> None:
    (empty / "fruit.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "fruit.yaml", "--workers", "1", "--out", "r0.json"]) == answer.OK
    assert cli.main(["export", "docx", "fruit.yaml", "r0.json", "--to", "letter.docx"]) == answer.OK
    capsys.readouterr()
    assert cli.main(["init", "--from", "letter.docx"]) == answer.OK
    assert "Apples" in capsys.readouterr().out


@pytest.mark.ci
def test_at_a_terminal_the_questions_are_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "init"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, ASKED.encode())
    seen = b""
    try:
        while more := os.read(ours, 4096):
            seen += more
    except OSError:  # the other end is closed: the command has ended
        pass
    os.close(ours)
    assert running.wait() == answer.OK
    assert b"First day to last day [3-5 March 2031]: " in seen
    assert b"Salle A" in seen
    assert (tmp_path / "meeting" / "meeting.db").exists()


FIRST = (
    *("solve", "check", "explain", "concede", "deadlines", "sweep", "show", "verify", "replan"),
    *("diff", "why", "suggest", "score", "risk", "contingency", "notices", "now", "publish"),
    *("acknowledge", "log", "revert", "reproduce", "report", "pin", "unpin", "lock", "unlock"),
    *("move", "swap", "split", "waive", "export", "store export --to all.jsonl"),
)
"""Commands that need a meeting."""


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("words", sampled(FIRST, 4))
def test_in_an_empty_folder_a_command_says_what_comes_first(words: str, capsys: Capture) -> None:
    assert cli.main(words.split()) == answer.USAGE
    assert "rollgrid init meeting" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["solve", "check", "show"])
def test_beside_a_scenario_a_command_names_it(empty: Path, words: str, capsys: Capture) -> None:
    (empty / "my week.yaml").write_text(SCENARIO, encoding="utf-8")
    (empty / "part.yaml").write_text("sessions: []\n", encoding="utf-8")
    assert cli.main([words]) == answer.USAGE
    step = "rollgrid solve 'my week.yaml' --save" if words == "show" else f"{words} 'my week.yaml'"
    assert step in capsys.readouterr().err


def test_a_name_that_is_misspelt_is_told(empty: Path, capsys: Capture) -> None:
    (empty / "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    assert cli.main(["solve", "meting.yaml"]) == answer.INVALID
    assert "file not found - did you mean 'meeting.yaml'?" in capsys.readouterr().err
