"""Lines of words in the width of a terminal: broken at spaces, what goes on hangs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from scheduler.render.terminal.answer import Line

VERBATIM = re.compile(
    r" *(?:next: |saved |annex: |rollgrid |uv run |\S+:\d+:\d+: (?:\S+: pin: \{|order: \[))"
)
"""Lines that are commands, paths or parts of a scenario: to be copied, so never broken."""
PIECE = re.compile(r"'rollgrid [^']*'\S*|\S+")
"""A command in quotes stays whole."""
HANGING = 2


def fit_line(line: Line, width: int) -> list[Line]:
    """
    The line, in several if it is wider than ``width`` cells.

    They hang two cells under the first, or where it says; words, paths and commands in quotes are
    never broken.
    """
    if _wide(line.plain) <= width or VERBATIM.match(line.plain):
        return [line]
    return [replace(line, plain=text) for text in _broken(line, width)]


def _broken(line: Line, width: int) -> Iterator[str]:
    text = line.plain
    indent = len(text) - len(text.lstrip(" "))
    asked = indent + HANGING if line.hang is None else line.hang
    hanging = " " * (asked if asked <= width // 2 else min(indent + HANGING, max(width // 2, 0)))
    start, end = 0, indent
    lead = ""
    for match in PIECE.finditer(text):
        if end > start + indent and _wide(lead + text[start : match.end()]) > width:
            yield lead + text[start:end]
            start, lead, indent = match.start(), hanging, 0
        end = match.end()
    yield lead + text[start:end]


def _wide(text: str) -> int:
    """Cells: Chinese, Japanese and Korean take two a letter, marks none."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
