"""The annex as data: the meeting by days and slots, and the words around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.render.formats import Draft
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.language import Language
from scheduler.render.layout.sheets import Entry, Gone, Left, Page, struck_of, stubs_of
from scheduler.vocabulary.printing import ViewName


@dataclass(frozen=True, slots=True)
class Column:
    """One day: ``Tuesday``, ``25 February``."""

    day: date
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What a room holds in one slot of one day.

    ``changed``: its list of sessions is another one than before. ``left``: the sessions that left
    it. ``serves``: the slot is held that day; if not, ``slot`` is None. ``offered``: minutes of the
    slot in which the room is available, without overtime; told to the picture that shows them.
    """

    day: date
    slot: str | None
    serves: bool
    entries: tuple[Entry, ...] = ()
    changed: bool = False
    left: tuple[Left, ...] = ()
    offered: int = 0

    @property
    def removed(self) -> tuple[Gone, ...]:
        """The sessions that left it without a stub."""
        return struck_of(self.left)

    @property
    def stubs(self) -> tuple[str, ...]:
        """What it keeps of the others."""
        return stubs_of(self.left)

    @property
    def reordered(self) -> bool:
        """Whether the same sessions come in another order."""
        new = any(entry.marked for entry in self.entries)
        return self.changed and not new and not self.left


@dataclass(frozen=True, slots=True)
class Row:
    """One regular slot over all days, ``label`` is ``10:00 – 13:00``; one cell per column."""

    slot: str
    label: str
    start: time
    end: time
    cells: tuple[Cell, ...]

    def is_used(self, columns: Iterable[int]) -> bool:
        """Whether there is, or was, something in it on any of these days."""
        cells = (self.cells[column] for column in columns)
        return any(cell.entries or cell.left for cell in cells)


def used_rows(rows: Sequence[Row], columns: Sequence[int]) -> tuple[Row, ...]:
    """The rows in which something is or was on these days; if there is none, those held then."""
    used = tuple(row for row in rows if row.is_used(columns))
    return used or tuple(row for row in rows if any(row.cells[c].serves for c in columns))


@dataclass(frozen=True, slots=True)
class TableLayout:
    """
    The regular sessions of a room.

    ``room_name``, and ``head``, which says the floor too, are None where the meeting has only
    this one.
    """

    room: str
    room_name: str | None
    rows: tuple[Row, ...]
    head: str | None = None


@dataclass(frozen=True, slots=True)
class SideCell:
    """
    The side events of a day, all rooms; ``tbc``: print the placeholder, there are none yet.

    ``changed``: another list, or another time or room, for these are printed here.
    """

    day: date
    entries: tuple[Entry, ...]
    tbc: bool
    changed: bool = False
    left: tuple[Left, ...] = ()

    @property
    def removed(self) -> tuple[Gone, ...]:
        """Those that left the day without a stub."""
        return struck_of(self.left)

    @property
    def stubs(self) -> tuple[str, ...]:
        """What the day keeps of the others."""
        return stubs_of(self.left)

    @property
    def says(self) -> bool:
        """Whether anything is printed in it."""
        return bool(self.tbc or self.entries or self.left)


@dataclass(frozen=True, slots=True)
class Homeless:
    """A session without a place, and why."""

    session: str
    text: str
    reason: str


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
    meeting
        Its id, for addresses and calendars.
    title, heading
        ``heading`` is meeting · venue · dates · time zone.
    columns, tables, side_events
        The meeting by days and slots, whatever the view; ``side_events`` is None if the annex
        has no such row.
    groups
        The bodies in the planner's order, for colours.
    timezone, zone
        Its IANA name, and how it is printed.
    address
        Where the newest issue always is.
    also
        The same in the second of two languages.
    revision
        0 is the first issue, 1 is Rev.1.
    of
        In words, whose programme it is.
    draft
        Set if it is not published: every page says so.
    pages
        The tables of the view, as every writer prints them.
    appendix
        Tables that stand on a page of their own after all else; empty if there are none.
    changes
        What differs from before in words, a line each; empty without a before.
    unchanged
        Of a programme: it was compared, and nothing differs.
    dated
        Whether days need their date: the meeting has two of a weekday.
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
    zone: str = "UTC"
    language: Language = ENGLISH
    view: ViewName = "days"
    of: str | None = None
    draft: Draft | None = None
    meeting: str = ""
    address: str | None = None
    also: "Layout | None" = None
    pages: tuple[Page, ...] = ()
    appendix: Page = ()
    changes: tuple[str, ...] = ()
    unchanged: bool = False
    dated: bool = False

    @property
    def entries(self) -> list[Entry]:
        """Every sitting of the meeting, by room, hour and day; the side events last."""
        entries = [e for t in self.tables for r in t.rows for c in r.cells for e in c.entries]
        return entries + [entry for cell in self.side_events or () for entry in cell.entries]

    @property
    def is_one_grid(self) -> bool:
        """Whether it is printed as the annex of one room; not a day of it on which nothing is."""
        sheets = (sheet for page in self.pages for sheet in page)
        return self.view == "days" and len(self.tables) == 1 and all(s.mirrored for s in sheets)

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
