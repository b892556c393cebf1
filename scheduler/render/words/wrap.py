"""
Words into lines of a narrow column, measured in the cells of a terminal.

A line breaks at a space, after an en dash, or after a hyphen between letters (Sub-working). A
word longer than a line is hyphenated, where it can be between a vowel and a consonant before a
vowel (implementa-tion), which is right more often than not in English, French and Spanish. Wide
characters (Chinese, Japanese, Korean) break anywhere, as they are written.
"""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

WORD = re.compile(r"[^ ]+?(?:(?<=[^\W\d_][^\W\d_]-)(?=[^\W\d_][^\W\d_])|(?<=–)|(?= |$))")
VOWELS = frozenset("aeiouyAEIOUY")
SHORTEST = 3
"""Characters of a word that hyphenation leaves together at least, before and behind."""


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most ``width`` cells, styles kept; none for an empty text.

    ``width`` is 3 at least: a wide character, or a letter, its hyphen and one to spare.
    """
    lines: list[Text] = []
    start = end = 0
    for first, last, hyphen in _pieces(text.plain, width):
        if end > start and cell_len(text.plain[start:last]) + hyphen > width:
            lines.append(text[start:end])
            start = first
        elif end == start:
            start = first
        end = last
        if hyphen:
            lines.append(text[start:end] + Text("-", style=text.style))
            start = end
    return [*lines, text[start:end]] if end > start else lines


def _pieces(plain: str, width: int) -> Iterator[tuple[int, int, bool]]:
    """Spans that stay on one line, and whether a hyphen and a break must follow."""
    for match in WORD.finditer(plain):
        start, end = match.span()
        while cell_len(plain[start:end]) > width:
            length, hyphen = _cut(plain[start:end], width)
            yield start, start + length, hyphen
            start += length
        yield start, end, False


def _cut(word: str, width: int) -> tuple[int, bool]:
    """How much of a word fits on a line, and whether a hyphen shows that it goes on."""
    full = len(chop_cells(word, width)[0])
    hyphened = len(chop_cells(word, width - 1)[0]) if width > 1 else full
    if not (_is_letter(word[hyphened - 1]) and _is_letter(word[hyphened])):
        return full, False
    furthest = max(1, min(hyphened, len(word) - SHORTEST))
    seams = (k for k in range(furthest, hyphened // 2, -1) if _is_seam(word[k - 1 : k + 2]))
    between = _is_letter(word[furthest - 1]) and _is_letter(word[furthest])
    return next(seams, furthest if between else hyphened), True


def _is_letter(char: str) -> bool:
    return char.isalpha() and cell_len(char) == 1


def _is_seam(around: str) -> bool:
    return around[1].isalpha() and [char in VOWELS for char in around] == [True, False, True]
