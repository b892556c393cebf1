"""Lines of words in the width of a terminal: broken at spaces, what goes on hangs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from textwrap import wrap

from scheduler.render.terminal.answer import Line

VERBATIM = re.compile(
    r" *(?:next: |saved |annex: |rollgrid |uv run |\S+:\d+:\d+: (?:\S+: pin: \{|order: \[))"
)
"""Lines that are commands, paths or parts of a scenario: to be copied, so never broken."""
PIECE = re.compile(r"'rollgrid [^']*'\S*|(?:[-+−→←·×><] )*\S+")
"""A command in quotes stays whole, and a sign with what follows it: ``+ ENIP``, ``→ Room 2``."""
SIGNED = re.compile(r"((?:^|(?<= ))[-+−→←·×><]) ")
WORD = re.compile(r"\S+")
HANGING = 2


def fit_line(line: Line, width: int) -> list[Line]:
    """
    The line, in several if it is wider than ``width`` cells.

    They hang two cells under the first, or where it says; words, paths and commands in quotes are
    never broken.
    """
    if wide(line.plain) <= width or VERBATIM.match(line.plain):
        return [line]
    return [replace(line, plain=text) for text in _broken(line, width)]


def pieces(text: str) -> list[str]:
    """The pieces of a text between which a line may break."""
    return PIECE.findall(text)


def _broken(line: Line, width: int) -> Iterator[str]:
    text = line.plain
    indent = len(text) - len(text.lstrip(" "))
    asked = indent + HANGING if line.hang is None else line.hang
    hanging = " " * (asked if asked <= width // 2 else min(indent + HANGING, max(width // 2, 0)))
    start, end = 0, indent
    lead = ""
    for first, last in _spans(text, width - len(hanging)):
        if end > start + indent and wide(lead + text[start:last]) > width:
            yield lead + text[start:end]
            start, lead, indent = first, hanging, 0
        end = last
    yield lead + text[start:end]


def _spans(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Of the pieces; a sign with a word that do not fit on a line are two."""
    for match in PIECE.finditer(text):
        sign = SIGNED.match(match[0])
        if sign is not None and wide(match[0]) > room:
            yield from (word.span() for word in WORD.finditer(text, *match.span()))
        else:
            yield match.span()


def wrap_words(text: str, width: int, *, first: str = "", other: str = "") -> list[str]:
    """As ``textwrap.wrap``, not between a sign and its word, nor at hyphens."""
    lines = wrap(
        SIGNED.sub("\\1\N{NO-BREAK SPACE}", text),
        width,
        initial_indent=first,
        subsequent_indent=other,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def wide(text: str) -> int:
    """Cells: Chinese, Japanese and Korean take two a letter, marks none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
