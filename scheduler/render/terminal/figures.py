"""Tables of figures in the width of a terminal: long names are wrapped, wide tables are stacked."""

from collections.abc import Iterator, Sequence

from scheduler.render.terminal.answer import INDENT
from scheduler.render.terminal.fitting import wrap_words

GAP = 3
"""Cells between two columns."""
NARROW = 14
"""Cells of a name up to which its figures can stand beside it."""


def fit_table(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """
    The lines of each row, no wider than ``width`` cells; the heads are the first row.

    Names stand at the left, figures at the right. Where these leave no room for names, each row
    is its name and, under it, its figures with their heads.
    """
    heads = rows[0]
    across = [max(len(row[n]) for row in rows) + GAP for n in range(1, len(heads))]
    room = width - INDENT - sum(across)
    longest = max(len(row[0]) for row in rows)
    if room < min(longest, NARROW):
        return [list(_stacked(row, heads, width)) for row in rows]
    name = min(longest, room)
    return [list(_beside(row, name, across)) for row in rows]


def _beside(row: Sequence[str], name: int, across: Sequence[int]) -> Iterator[str]:
    first, *others = wrap_words(row[0], name) or [""]
    figures = "".join(f"{cell:>{wide}}" for cell, wide in zip(row[1:], across, strict=True))
    yield f"{'':{INDENT}}{first:<{name}}{figures}".rstrip()
    yield from (f"{'':{INDENT}}{other}" for other in others)


def _stacked(row: Sequence[str], heads: Sequence[str], width: int) -> Iterator[str]:
    yield from wrap_words(row[0], width, first=" " * INDENT, other=" " * 2 * INDENT)
    if row is heads:
        return
    told = (f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell)
    deeper = " " * 2 * INDENT
    yield from wrap_words(" · ".join(told), width, first=deeper, other=deeper)
