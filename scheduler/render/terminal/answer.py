"""What a command answers: lines or bytes, files, remarks, an exit code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # rich costs 0.05 s, and is needed for terminals and tables only
    from rich.console import RenderableType


OK, NO, USAGE, INVALID, INFEASIBLE, TIMEOUT, STALE, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 70, 130
"""The exit codes, in the words of docs/cli.md."""


Body: TypeAlias = "bytes | Sequence[Line | RenderableType]"


WIDTH = 120
"""Columns where there is no terminal to ask."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer, all in one style; only a terminal needs more than the words."""

    plain: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a command says.

    Attributes
    ----------
    code
        The exit code.
    body
        For stdout: lines, or bytes as they are.
    remarks
        For stderr.
    files
        Stored before anything is printed, so that a broken pipe loses nothing.
    """

    code: int
    body: "Body" = ()
    remarks: Sequence[str] = ()
    files: Sequence[tuple[Path, bytes]] = ()
    width: int = field(default=WIDTH, kw_only=True)


@dataclass(frozen=True, slots=True)
class View:
    """How to show a grid: columns, nothing but ASCII, plain lines instead."""

    width: int
    ascii: bool
    list: bool


def can_draw(encoding: str | None) -> bool:
    """Whether lines and dashes survive on the way out."""
    try:
        "│╌▸−·–".encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
