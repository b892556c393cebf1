"""The annex as data: what a layout says and every writer prints."""

from dataclasses import dataclass

from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.language import Language
from scheduler.render.layout.cells_of_sittings import (
    Cell,
    Column,
    Entry,
    Homeless,
    Row,
    SideCell,
    TableLayout,
)
from scheduler.render.layout.sheets import Band, Box, Head, Line, Page, Sheet
from scheduler.vocabulary.printing import ViewName

__all__ = [
    "Band",
    "Box",
    "Cell",
    "Column",
    "Entry",
    "Head",
    "Homeless",
    "Layout",
    "Line",
    "Page",
    "Row",
    "Run",
    "Sheet",
    "SideCell",
    "TableLayout",
]

"""
What a layout shows:

days         days x slots, a table for each room: the annex
rooms        rooms x slots, a table for each day
groups       bodies x slots of all days (half-days, mostly), with the rooms
side-events  rooms x days, side events only
programme    one person's or body's sittings, in order of time
list         all sittings, in order of time
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a footnote in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Everything a writer needs: the words around, and the pages of the view.

    Attributes
    ----------
    title, heading
        ``heading`` is meeting · venue · dates · time zone.
    columns, tables, side_events
        The meeting by days and slots, whatever the view; ``side_events`` is None if the annex
        has no such row.
    groups
        The bodies in the planner's order, for colours.
    revision
        0 is the first issue, 1 is Rev.1.
    of
        In words, whose programme it is.
    draft
        To be marked as a draft on every page.
    pages
        The tables of the view, as every writer prints them.
    changes
        What differs from before in words, a line each; empty without a before.
    """

    title: str
    heading: str
    columns: tuple[Column, ...]
    tables: tuple[TableLayout, ...]
    side_events: tuple[SideCell, ...] | None
    footnotes: tuple[tuple[Run, ...], ...]
    unplaced: tuple[Homeless, ...]
    groups: tuple[str, ...]
    revision: int
    as_of: str | None
    timezone: str = "UTC"
    language: Language = ENGLISH
    view: ViewName = "days"
    of: str | None = None
    draft: bool = False
    pages: tuple[Page, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether days need their date, for names of weekdays come twice."""
        return len({column.name for column in self.columns}) < len(self.columns)

    @property
    def changed(self) -> bool:
        """Whether any cell of the view differs from before."""
        return any(
            box is not None and box.changed
            for page in self.pages
            for sheet in page
            for band in sheet.bands
            for box in band.boxes
        )
