"""Long work says what it does before what is slow is loaded."""

import sys
from io import StringIO

import pytest

from scheduler.render.terminal.console import remind
from scheduler.render.terminal.first_words import CLEAR, SLOW, saying_what_is_loaded


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def _ask_for(module: str) -> None:
    """What an import does first."""
    for finder in sys.meta_path:
        if type(finder).__module__ == saying_what_is_loaded.__module__:
            finder.find_spec(module, None, None)


def _terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Standard error from now on."""
    made = _Terminal()
    monkeypatch.setattr("sys.stderr", made)
    monkeypatch.setenv("TERM", "xterm")
    return made


def test_the_solver_is_named_while_it_is_loaded_and_gone_before_anything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = _terminal(monkeypatch)
    with saying_what_is_loaded():
        _ask_for("json")
        assert terminal.getvalue() == ""
        _ask_for(SLOW)
        assert terminal.getvalue() == "  loading the solver"
        remind("saved")
        told = terminal.getvalue().removeprefix("  loading the solver")
        assert told.startswith(CLEAR)
        assert "saved" in told
    assert terminal.getvalue().count(CLEAR) == 1


def test_a_line_that_nothing_follows_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    with saying_what_is_loaded("reading letter.docx"):
        assert terminal.getvalue() == "  reading letter.docx"
    assert terminal.getvalue().endswith(CLEAR)


def test_nothing_is_said_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    file = StringIO()
    monkeypatch.setattr("sys.stderr", file)
    with saying_what_is_loaded("reading letter.docx"):
        _ask_for(SLOW)
    assert file.getvalue() == ""
