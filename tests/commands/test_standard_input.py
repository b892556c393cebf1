"""A file may be piped in: ``-`` stands for it wherever a file is read, once a command."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from scheduler.render.terminal import answer
from tests.store.every_command import SCENARIO

Capture = pytest.CaptureFixture[str]
Pipe = Callable[[bytes], None]
TABLE = b"id,title,likely\na,The first,30\n"


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Called with what is piped into the next command."""

    def piped(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return piped


@pytest.fixture
def solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A folder with a meeting and its timetable, both as files."""
    monkeypatch.chdir(tmp_path)
    Path("week.yaml").write_text(SCENARIO, encoding="utf-8")
    line = ["solve", "week.yaml", "--workers", "1", "--out", "r0.json"]
    assert cli.main(line) == answer.OK
    capsys.readouterr()
    return tmp_path


def test_a_scenario_is_piped_in_and_complaints_say_where(pipe: Pipe, capsys: Capture) -> None:
    pipe(SCENARIO.encode())
    assert cli.main(["check", "-"]) == answer.OK
    capsys.readouterr()
    pipe(b"format: 1\nmeting: 3\n")
    assert cli.main(["check", "-"]) == answer.INVALID
    assert "<stdin>:2:1: S003" in capsys.readouterr().out


def test_scenario_timetable_and_facts_are_piped_in(
    solved: Path, pipe: Pipe, capsys: Capture
) -> None:
    timetable = (solved / "r0.json").read_bytes()
    pipe(timetable)
    assert cli.main(["verify", "week.yaml", "-"]) == answer.OK
    pipe(SCENARIO.encode())
    assert cli.main(["show", "r0.json", "--scenario", "-"]) == answer.OK
    pipe(SCENARIO.encode())
    assert cli.main(["show", "r0.json", "--scenario=-"]) == answer.OK
    pipe(b"# told at the desk\n\noverrun apples  10m\n")
    words = ["now", "--scenario", "week.yaml", "--timetable", "r0.json", "--fact", "-", "--at"]
    assert cli.main([*words, "2030-03-05 09:30"]) == answer.OK
    assert "overrun" in capsys.readouterr().out


def test_a_command_that_is_printed_reads_standard_input_too(
    solved: Path, pipe: Pipe, capsys: Capture
) -> None:
    pipe(SCENARIO.encode())
    assert cli.main(["solve", "-", "--workers", "1", "--out", "again.json"]) == answer.OK
    said = capsys.readouterr().err
    assert "next: rollgrid export docx - again.json --to annex.docx" in said
    assert (solved / "again.json").exists()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_table_is_piped_in(format: str, tmp_path: Path, pipe: Pipe, capsys: Capture) -> None:
    made = tmp_path / "sessions.yaml"
    pipe(TABLE if format == "csv" else _sheet())
    assert cli.main(["import", format, "-", "--to", str(made)]) == answer.OK, capsys.readouterr()
    assert "The first" in made.read_text(encoding="utf-8")


def _sheet() -> bytes:
    from openpyxl import Workbook

    book, data = Workbook(), io.BytesIO()
    for row in TABLE.decode().splitlines():
        book.active.append(row.split(","))
    book.save(data)
    return data.getvalue()


@pytest.mark.usefixtures("solved")
def test_facts_are_reported_from_standard_input(pipe: Pipe, capsys: Capture) -> None:
    for words in ("solve week.yaml --save --workers 1", "publish"):
        assert cli.main(words.split()) == answer.OK
    capsys.readouterr()
    at = ["--at", "2030-03-05 09:10"]
    pipe(b"overrun apples 10m\n# nothing\noverrun nobody 5m\nlate plums 5m\n")
    assert cli.main(["report", "-", *at]) == answer.USAGE
    said = capsys.readouterr().err
    assert "standard input, line 3: " in said
    assert "the facts before this line (1) were kept" in said
    pipe(b"overrun plums 5m\n")
    assert cli.main(["report", "-", *at, "--json"]) == answer.OK
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert (fact["fact"], fact["kind"]) == (2, "overrun")
    pipe(b"# nothing\n")
    assert cli.main(["report", "-"]) == answer.USAGE


@pytest.mark.usefixtures("solved")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("check - -", "- is given 2 times: standard input can be read only once"),
        ("solve - --workers 1 --save", "standard input has no store"),
        ("solve week.yaml --workers 1 --out -", "standard input, where nothing can be written"),
        ("sweep -", "add --store"),
    ],
)
def test_what_cannot_be_piped_is_said(
    words: str, message: str, pipe: Pipe, capsys: Capture
) -> None:
    pipe(SWEEP if words == "sweep -" else SCENARIO.encode())
    assert cli.main(words.split()) == answer.USAGE
    assert message in capsys.readouterr().err


SWEEP = b"base: week.yaml\naxes:\n  - {axis: policy, policies: [roll, hold]}\n"


def test_at_a_terminal_nobody_waits(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(b""))
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", terminal)
    assert cli.main(["check", "-"]) == answer.USAGE
    assert "nothing is piped into it" in capsys.readouterr().err


def test_a_file_that_is_called_so_has_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pipe: Pipe
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_text(SCENARIO, encoding="utf-8")
    pipe(b"")
    assert cli.main(["check", "./-"]) == answer.OK
