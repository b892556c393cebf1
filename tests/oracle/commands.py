"""Commands run within this process: what they print, and how they end."""

import contextlib
import io
import json
from typing import Any

import cli
from tests.oracle.case import Disagreement, Useless


def run_in_words(*words: str) -> tuple[int, str, str]:
    """(exit code, what it prints, what it says besides)."""
    raw = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, encoding="utf-8") for stream in raw)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(words)
    out.flush()
    err.flush()
    said, doubts = (stream.getvalue().decode() for stream in raw)
    return code, said, doubts


def run(*words: str) -> Any:
    """A command's JSON; Useless with what it complains of where it fails."""
    code, said, doubts = run_in_words(*words)
    if code == 70:
        raise Disagreement(f"{words[0]} crash", doubts)
    if not said.strip():
        raise Useless(doubts)
    return json.loads(said)
