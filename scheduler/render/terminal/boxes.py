"""
Words in lines of a narrow column, and boxes around such columns, in the cells of a terminal.

The boxes are our own, for rich has no cells that span rows.

A column is a sequence of blocks, each as high as one row or several; a block's lines may be
dashed rules, which part what shares a cell. All columns are drawn on the same rows, so a rule
ends where a block goes on. A block may cover the columns to its right as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from rich.cells import cell_len, chop_cells
from rich.text import Text

WORD = re.compile(r"[^ ]+?(?:(?<=[^\W\d_][^\W\d_]-)(?=[^\W\d_][^\W\d_])|(?<=–)|(?= |$))")
TOGETHER = re.compile(r"(?:\([^()]{1,18}\)|[-+−→←>] [^ ]+)(?= |$)")
VOWELS = frozenset("aeiouyAEIOUY")
SHORTEST = 3
"""Characters of a word that hyphenation leaves together at least, before and behind."""


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most ``width`` cells, styles kept; none for an empty text.

    A line breaks at a space, after an en dash, or after a hyphen between letters (Sub-working); not
    in short brackets that fit on one, nor between a sign and its word. A word longer than a line is
    hyphenated, where it can be between a vowel and a consonant before a vowel (implementa-tion),
    which is right more often than not in English, French and Spanish. Wide characters (Chinese,
    Japanese, Korean) break anywhere, as they are written. ``width`` is 3 at least: a wide
    character, or a letter, its hyphen and one to spare.
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
    for start, end in _words(plain, width):
        while cell_len(plain[start:end]) > width:
            length, hyphen = _cut(plain[start:end], width)
            yield start, start + length, hyphen
            start += length
        yield start, end, False


def _words(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """Where it need not break: words; brackets, or a sign with its word, that fit on a line."""
    at = 0
    for brackets in TOGETHER.finditer(plain):
        first, last = brackets.span()
        if plain[first - 1 : first] in ("", " ") and cell_len(brackets[0]) <= width:
            yield from (match.span() for match in WORD.finditer(plain, at, first))
            yield first, last
            at = last
    yield from (match.span() for match in WORD.finditer(plain, at))


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


BORDER = "dim"


class Rule(Enum):
    """A line across a column."""

    SOLID = "between rows"
    DASHED = "between sessions of one cell"


class Covered(Enum):
    """What a column has where a block to its left covers it."""

    LEFT = "by the block to the left"


Line = Text | Rule | Covered


@dataclass(frozen=True, slots=True)
class Pen:
    """The characters of a box; ``joints`` by whether a line goes up, down, left, right."""

    solid: str
    dashed: str
    joints: dict[tuple[bool, bool, bool, bool], str]


@dataclass(frozen=True, slots=True)
class Block:
    """
    Lines of one cell, or of several rows that are one: rows ``first`` to ``last``, inclusive.

    ``covered``: by the block of the same rows in the column to the left, which is drawn over it.
    """

    first: int
    last: int
    lines: tuple[Line, ...]
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One column of a box: ``width`` cells between its borders, its blocks from top to bottom."""

    width: int
    blocks: tuple[Block, ...]


def _pen(solid: str, dashed: str, joints: str) -> Pen:
    keys = ("_d_r", "_dlr", "_dl_", "ud_r", "ud__", "udlr", "udl_", "u__r", "u_lr", "u_l_")
    corner = {
        ("u" in key, "d" in key, "l" in key, "r" in key): joint
        for key, joint in zip(keys, joints, strict=True)
    }
    return Pen(solid, dashed, {**corner, (False, False, True, True): solid})


LINES = _pen("─", "╌", "┌┬┐├│┼┤└┴┘")
ASCII = _pen("-", "- ", "++++|+++++")


def box(strips: Sequence[Strip], *, floors: Sequence[int], pen: Pen) -> list[Text]:
    """
    The lines of a box, all equally wide.

    ``floors``: the least height of each row. Rows grow until every block has room.
    """
    heights = _heights(strips, floors)
    columns = [_column(strip, heights) for strip in strips]
    edge: tuple[Line, ...] = (Rule.SOLID,) * len(strips)
    widths = [strip.width for strip in strips]
    lines = [edge, *zip(*columns, strict=True), edge]
    beside = zip([None, *lines], lines, [*lines[1:], None], strict=False)
    return [_drawn(line, widths, pen, (above, below)) for above, line, below in beside]


def _heights(strips: Sequence[Strip], floors: Sequence[int]) -> list[int]:
    """Blocks of one row first; what a taller block still lacks is spread over its rows."""
    heights = list(floors)
    blocks = (block for strip in strips for block in strip.blocks)
    for block in sorted(blocks, key=lambda block: block.last - block.first):
        rows = range(block.first, block.last + 1)
        lacking = len(block.lines) - _room(heights, block)
        for turn in range(lacking):
            heights[rows[turn % len(rows)]] += 1
    return heights


def _room(heights: Sequence[int], block: Block) -> int:
    """Lines of a block's rows, and of the rules that it covers."""
    return sum(heights[block.first : block.last + 1]) + block.last - block.first


def _column(strip: Strip, heights: Sequence[int]) -> list[Line]:
    """A strip from top to bottom, filled up, with a rule under every block but the last."""
    lines: list[Line] = []
    for block in strip.blocks:
        blank = _room(heights, block) - len(block.lines)
        filling: Line = Covered.LEFT if block.covered else Text("")
        lines += [*block.lines, *[filling] * blank, Rule.SOLID]
    return lines[:-1]


def _drawn(
    line: Sequence[Line],
    widths: Sequence[int],
    pen: Pen,
    around: tuple[Sequence[Line] | None, Sequence[Line] | None],
) -> Text:
    """``around``: the lines above and below, None where the box ends."""
    ruled = [False, *(isinstance(part, Rule) for part in line), False]
    drawn = Text()
    for index, (left, right) in enumerate(pairwise(ruled)):
        if _is_covered(line, index):
            continue
        above, below = (
            not (left and right) or not _is_covered(other, index) if other is not None else False
            for other in around
        )
        drawn.append(pen.joints[above, below, left, right], style=BORDER)
        if index < len(line):
            drawn.append_text(_filled(line[index], _width(line, widths, index), pen))
    return drawn


def _is_covered(line: Sequence[Line], index: int) -> bool:
    """Whether there is no border before this column."""
    return index < len(line) and isinstance(line[index], Covered)


def _width(line: Sequence[Line], widths: Sequence[int], index: int) -> int:
    """The width of a column with those that its block covers, and the borders between them."""
    end = index + 1
    while _is_covered(line, end):
        end += 1
    return sum(widths[index:end]) + end - index - 1


def _filled(part: Line, width: int, pen: Pen) -> Text:
    if part is Rule.SOLID:
        return Text(pen.solid * width, style=BORDER)
    if isinstance(part, Rule):
        return Text((pen.dashed * width)[:width], style=BORDER)
    assert isinstance(part, Text)
    return part + Text(" " * (width - cell_len(part.plain)))
