"""The annex as data: what a layout says and every writer prints."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from scheduler.render.tongues import Tongue, tongue
from scheduler.render.words import hours

ViewName = Literal["days", "rooms", "groups", "side-events", "programme", "list"]
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
class Column:
    """One day: ``Tuesday``, ``25 February``."""

    day: date
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Head:
    """
    One column of a sheet: a day, a slot, or what a list tells of a sitting.

    Attributes
    ----------
    day
        The day that the column is (of); None if it is none.
    date
        The second line of its head; printed if ``Sheet.dated``, else for those who ask.
    over
        The head above it, one for all neighbours of which it is the same; empty if none is.
    weight
        Its share of the width, in comparison with the others.
    narrow
        Whether it holds short words, as a room or a body, to be set at the left.
    """

    day: date | None
    name: str
    date: str
    over: str = ""
    weight: int = 4
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One sitting as printed.

    Attributes
    ----------
    text
        What the annex prints, with ``(cont'd)`` if the annex asks for it.
    group
        The body that holds it; ``groups``: with those that hold it jointly.
    continued
        Whether ``text`` says so.
    added
        Whether the session was not in this cell before (a side event: not with this time and
        room, for these are printed). False without a before.
    room_name
        The room in words, or its id.
    start, end
        Local times of the meeting.
    minutes
        Elapsed, not the difference of two clock times.
    served
        Who serves it, where that is no matter of course: a deputy who presides, one of several
        teams of interpreters.
    chairs, attendees
        Ids of those who preside here and of those who are wanted, for filters; never names.
    """

    session: str
    text: str
    group: str | None
    part: int
    parts: int
    continued: bool
    tbc: bool
    added: bool
    room: str
    room_name: str
    start: datetime
    end: datetime
    minutes: int
    served: tuple[str, ...] = ()
    kind: str = "session"
    groups: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()

    @property
    def hours(self) -> str:
        """``13:15 – 14:45``"""
        return hours(self.start.time(), self.end.time())


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What a room holds in one slot of one day.

    ``changed``: its list of sessions is another one than before. ``removed``: texts of the
    sessions that left it. ``serves``: the slot is held that day; if not, ``slot`` is None.
    """

    day: date
    slot: str | None
    serves: bool
    entries: tuple[Entry, ...] = ()
    changed: bool = False
    removed: tuple[str, ...] = ()

    @property
    def reordered(self) -> bool:
        """Whether the same sessions come in another order."""
        new = any(entry.added for entry in self.entries)
        return self.changed and not new and not self.removed


@dataclass(frozen=True, slots=True)
class Row:
    """One regular slot over all days, ``label`` is ``10:00 – 13:00``; one cell per column."""

    slot: str
    label: str
    start: time
    end: time
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The regular sessions of a room; ``room_name`` is None where the meeting has only this one."""

    room: str
    room_name: str | None
    rows: tuple[Row, ...]


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
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Homeless:
    """A session without a place, and why."""

    session: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of a box, in italics what is to be confirmed; ``added``: not here before.

    ``entry`` is the sitting that it tells of, None for a placeholder or a word beside one.
    """

    text: str
    italic: bool = False
    added: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """
    A cell as printed: stacked lines; ``held``: whether there is such a slot on that day.

    ``changed``: to be shaded. ``removed``: texts of what is no longer here. ``across`` and
    ``down``: so many columns and rows are one cell; the boxes that it covers are None.
    """

    lines: tuple[Line, ...]
    held: bool = True
    changed: bool = False
    removed: tuple[str, ...] = ()
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A row as printed: its label, and a box for each column; ``side`` marks the side events."""

    label: str
    boxes: tuple[Box | None, ...]
    side: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A table as printed.

    Attributes
    ----------
    caption
        None where the annex has only this table.
    stub
        What the labels of the rows are (``Time``, ``Room``), for the first head; it is read
        out, and printed unless ``mirrored``.
    mirrored
        Whether the labels stand in the last column as well as in the first.
    dated
        Whether columns need their date (or other second line) printed.
    flowing
        Whether rows are lines of a list rather than slots to be stretched over the page.
    """

    caption: str | None
    columns: tuple[Head, ...]
    bands: tuple[Band, ...]
    stub: str
    mirrored: bool = False
    dated: bool = False
    flowing: bool = False

    @property
    def headed(self) -> tuple[tuple[str, int], ...]:
        """The upper heads with the number of columns below each; empty if there are none."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.over:
                spans[-1] = (column.over, spans[-1][1] + 1)
            else:
                spans.append((column.over, 1))
        return tuple(spans) if any(over for over, _ in spans) else ()


Page = tuple[Sheet, ...]
"""What stands on a page of its own; a page too long for one goes on on the next."""


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
    language
        Of ``tongue``, as ``fr``.
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
    language: str = "en"
    view: ViewName = "days"
    of: str | None = None
    draft: bool = False
    pages: tuple[Page, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def tongue(self) -> Tongue:
        """The words of the language."""
        return tongue(self.language)

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
