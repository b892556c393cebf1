"""How cells look: few styles, each made once."""

from collections.abc import Hashable
from typing import Any

from xlsxwriter import Workbook

LONGEST = 32_000
"""Letters in a cell; a spreadsheet takes 32,767, and drops what is longer without a word."""
CHANGED = "#FFF2CC"
HEAD = "#E8EEF4"
NOT_HELD = "#F2F2F2"
LINE = "#9AA5B1"
FONT = {"font_name": "Arial", "font_size": 10}


class Styles:
    """Formats of a workbook by what they are asked for."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[Hashable, Any] = {}

    def of(self, **asked: Any) -> Any:
        """A format with these properties, in the font of the workbook."""
        key = tuple(sorted(asked.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, **asked})
        return self.made[key]

    def cell(self, **asked: Any) -> Any:
        """A cell of a table: bordered, wrapped, at the top."""
        frame = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top"}
        return self.of(**frame, **asked)

    def head(self, **asked: Any) -> Any:
        return self.cell(bold=True, bg_color=HEAD, **asked)


def cut(text: str) -> str:
    """Text that a cell can hold."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
