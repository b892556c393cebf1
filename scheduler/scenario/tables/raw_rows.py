"""Rows as a file has them, before anything of them is understood, and how a file is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.scenario.diagnostics import Located, RefusedError

ROW_CAP, COLUMN_CAP = 20_000, 200
CELLS_A_ROW, CELL_CAP = 10, 600_000
"""So many cells are read for each row that is, on the average, and of a table; of a spreadsheet it
takes up to 11 s for each million."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that calculates: what it shows is not in the file for certain."""


Text: TypeAlias = str | Formula
RawRow: TypeAlias = tuple[int, Iterable[tuple[int, Text]]]
"""The number of a row, and its cells by column in order; empty ones may be left out."""


def most_cells(rows: int) -> int:
    """How many cells are read of a table that may have so many rows."""
    return min(rows * CELLS_A_ROW, CELL_CAP)


def refusal(name: str, reason: str, row: int = 1, column: int = 1) -> RefusedError:
    """A table that cannot be read, with the first complaint."""
    return RefusedError(Located("S056", row, column, reason, name))
