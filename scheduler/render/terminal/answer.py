"""What a command answers: lines or bytes (JSON), files, remarks, an exit code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from scheduler.render.words import ascii_only, printable
from scheduler.vocabulary.json_text import json_text

if TYPE_CHECKING:  # rich costs 0.05 s, and is needed for terminals and tables only
    from rich.console import RenderableType
    from rich.text import Text


OK, NO, USAGE, INVALID, INFEASIBLE, TIMEOUT, STALE, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 70, 130
"""The exit codes, in the words of docs/reference/exit-codes.md."""
Body: TypeAlias = "bytes | Sequence[Line | RenderableType]"
Shown = TypeVar("Shown", bound="Line | Text")
WIDTH = 120
"""Columns where there is no terminal to ask."""


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of an answer, all in one style; only a terminal needs more than the words.

    ``hang``: the column under which it goes on where it is too wide; None: two from its start.
    """

    plain: str = ""
    style: str = ""
    hang: int | None = None


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
    width
        Columns that no line passes; None is those of the terminal, and any where there is none.
    tells_files
        Whether the body tells what the files hold by now: it is not printed if they could not be
        stored.
    private
        Whether the files hold facts or registrations: new ones are for their owner alone.
    """

    code: int
    body: "Body" = ()
    remarks: Sequence[str] = ()
    files: Sequence[tuple[Path, bytes]] = ()
    width: int | None = field(default=None, kw_only=True)
    tells_files: bool = field(default=False, kw_only=True)
    private: bool = field(default=False, kw_only=True)


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


FORMAT_VERSION = 1


def to_json(content: Mapping[str, object], zone: tzinfo = UTC) -> bytes:
    """
    The fields of an answer as one object in UTF-8; equal fields give equal bytes.

    Parameters
    ----------
    content
        Plain data; moments are written with the offset that they have in ``zone``, sets in order.
    """
    text = json_text({"format_version": FORMAT_VERSION, **content}, zone)
    return text.encode(errors="replace")  # a file's name need not be UTF-8


GOOD, BAD, WEAK, QUIET = "green", "bold red", "yellow", "dim"
INDENT = 2


def say(text: str, style: str = "", *, indent: int = INDENT) -> Line:
    """One clean line."""
    return Line(" " * indent + printable(text), style)


def counted(number: int, thing: str) -> str:
    """``1 error``, ``3 errors``, ``1,440 minutes``"""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines of a table: names at the left, numbers at the right."""
    first, *others = (max(map(len, column)) + 3 for column in zip(*rows, strict=True))
    return [
        f"{'':{INDENT}}{name:<{first - 3}}"
        + "".join(f"{cell:>{width}}" for cell, width in zip(cells, others, strict=True))
        for name, *cells in rows
    ]


def adapt(lines: Iterable[Shown], view: View) -> "list[Line | Shown]":
    """Lines as this terminal can show them."""
    if not view.ascii:
        return list(lines)
    return [
        Line(ascii_only(line.plain), str(line.style), getattr(line, "hang", None)) for line in lines
    ]
