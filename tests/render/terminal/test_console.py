"""Lines on their way out: plain where nobody sees colours, styled on a terminal."""

import io
import sys
from io import StringIO

import pytest

from scheduler.render.terminal import console
from scheduler.render.terminal.answer import OK, WIDTH, Answer, Line
from scheduler.render.terminal.console import COLOUR, complain, deliver
from scheduler.search.progress import Progress

RED = "\x1b[31m"


@pytest.fixture(autouse=True)
def _no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine nor its owner has said anything about colours."""
    for name in (*COLOUR, "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def said(capsys: pytest.CaptureFixture[str], *lines: Line) -> str:
    assert deliver(Answer(OK, lines), unwritable=2) == OK
    return capsys.readouterr().out


def test_off_a_terminal_a_line_is_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, Line("a  b", "red"), Line()) == "a  b\n\n"


def test_off_a_terminal_a_line_fits_the_usual_width(capsys: pytest.CaptureFixture[str]) -> None:
    words = "word " * 100 + "end"
    lines = said(capsys, Line(words)).splitlines()
    assert max(map(len, lines)) <= WIDTH < len(words)
    assert " ".join(lines).split() == words.split()


def test_what_editors_and_scripts_read_stays_a_line_off_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = "word " * 100 + "end"
    placed = f"meeting.yaml:12:5: W101 {words}"
    assert said(capsys, Line(placed)) == f"{placed}\n"
    complain(words)
    assert capsys.readouterr().err == f"{words}\n"


def test_colours_can_be_forced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert said(capsys, Line("wrong", "red")) == f"{RED}wrong\x1b[0m\n"


def test_brackets_are_words_with_and_without_colours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = said(capsys, Line("[red]sessions[0] 12:00"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert said(capsys, Line("[red]sessions[0] 12:00")) == plain == "[red]sessions[0] 12:00\n"


def test_complaints_are_red_where_colours_are_forced(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    complain("first\n  second\x1b[2J")
    assert capsys.readouterr().err == "first\n  second [2J\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    complain("first")
    assert capsys.readouterr().err == f"{RED}first\x1b[0m\n"


def test_what_the_file_cannot_hold_becomes_a_question_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    deliver(Answer(OK, [Line("12 · é")]), unwritable=2)
    assert raw.getvalue() == b"12 ? ?\n"


class _Terminal(StringIO):
    """Standard error as a terminal would take it."""

    def isatty(self) -> bool:
        return True


def test_a_search_shows_its_incumbent_and_bound_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with console.progress("replanning") as tell:
        assert tell is not None
        tell(Progress("cells", 3, 2, 0.4))
        tell(Progress("cells", 1_200, -5, 0.5))
    shown = terminal.getvalue()
    assert "replanning" in shown
    assert "cells 1,200 · at least 0 · gap 100 % ─" in shown


def test_nobody_is_told_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", StringIO())
    with console.progress("replanning") as tell:
        assert tell is None
