"""Sittings and tables as printed: rows of boxes under their heads, whatever the view."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.render.layout.details import Detail
from scheduler.render.words import hours


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One sitting as printed.

    Attributes
    ----------
    text
        What the annex prints, with ``(cont'd)`` if the annex asks for it.
    name
        The same without that.
    group
        The body that holds it; ``groups``: with those that hold it jointly.
    continued
        Whether ``text`` says so.
    added
        Whether the session was not in this cell before (a side event: not with this time and
        room, for these are printed). False without a before.
    altered
        Whether it was, with other hours.
    renamed
        Whether it was, with another title or other marks.
    room_name
        The room in words, or its id.
    start, end
        Local times of the meeting.
    minutes
        Elapsed, not the difference of two clock times.
    first, then
        The hours that are promised beyond those of the slot, in words: before the text
        (``17:00 – 18:00``) and after it (``not before 17:00``); empty where there are none.
    on
        When it may be under way, as far as that is promised; see ``promises.Placed``.
    earliest
        The moment before which it is not expected, if ``then`` says it.
    rolls
        Whether it is in a rolling order.
    served
        Who serves it, where that is no matter of course: a deputy who presides, one of several
        teams of interpreters.
    marks
        What is printed right after the text: ``, 3rd meeting (closed) [webcast]``.
    details
        What a list tells besides.
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
    first: str = ""
    then: str = ""
    on: tuple[datetime, datetime] | None = None
    earliest: datetime | None = None
    altered: bool = False
    renamed: bool = False
    rolls: bool = False
    name: str = ""
    marks: str = ""
    details: tuple[Detail, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether it is another line than before."""
        return self.added or self.altered or self.renamed

    @property
    def line(self) -> str:
        """``17:00 – 18:00 Rules of procedure``, ``WGTR (until 19:00)``"""
        return f"{self.first} {self.noted}" if self.first else self.noted

    @property
    def noted(self) -> str:
        """``WGTR (until 19:00)``: where the hours stand beside it."""
        return f"{self.titled} ({self.then})" if self.then else self.titled

    @property
    def titled(self) -> str:
        """``WGTR, 3rd meeting (closed)``"""
        return f"{self.text}{self.marks}"

    @property
    def hours(self) -> str:
        """``13:15 – 14:45``"""
        return hours(self.start.time(), self.end.time())


@dataclass(frozen=True, slots=True)
class Gone:
    """
    The name of a session where it no longer is, to be struck out.

    ``to``: where it is now, if it only moved: ``→ Friday a.m.``
    """

    text: str
    to: str = ""

    @property
    def told(self) -> str:
        return f"{self.text} {self.to}" if self.to else self.text


@dataclass(frozen=True, slots=True)
class Left:
    """
    A session that is no longer in a cell, as printed.

    ``stub``: what the cell keeps of it, ``(WGTU: now Friday a.m.)``; empty if it keeps nothing.
    ``place``: where it is now, if it only moved; ``to``: the same behind its name.
    """

    session: str
    text: str
    stub: str = ""
    place: str = ""
    to: str = ""

    @property
    def gone(self) -> Gone:
        return Gone(self.text, self.to)


def stubs_of(left: Iterable[Left]) -> tuple[str, ...]:
    """What a cell keeps of those that left it."""
    return tuple(one.stub for one in left if one.stub)


def struck_of(left: Iterable[Left]) -> tuple[Gone, ...]:
    """Those that left it without a stub."""
    return tuple(one.gone for one in left if not one.stub)


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
class Line:
    """
    A line of a box, in italics what is to be confirmed; ``added``: not here before.

    ``url``: the page that the text names. ``entry`` is the sitting that it tells of, None for a
    placeholder or a word beside one; ``others`` are those of the neighbours that are one cell
    with its own. ``echo``: the line above has the same sitting, in another language. ``stub``: it
    was here, and says where it is now. ``moment``: when the clock time is that it ends with.
    """

    text: str
    italic: bool = False
    added: bool = False
    entry: Entry | None = None
    url: str | None = None
    echo: bool = False
    others: tuple[Entry, ...] = ()
    stub: bool = False
    moment: datetime | None = None

    @property
    def beside(self) -> bool:
        """Whether it belongs to the sitting above, if there is one."""
        return (self.entry is None and not self.stub) or self.echo

    @property
    def spans(self) -> tuple[tuple[datetime, datetime], ...]:
        """When its sittings may be under way, as far as that is promised."""
        entries = (self.entry, *self.others)
        return tuple(entry.on for entry in entries if entry is not None and entry.on is not None)


def stub_lines(left: Iterable[Left]) -> tuple[Line, ...]:
    """What a cell keeps of those that left it, as its last lines."""
    return tuple(Line(stub, italic=True, stub=True) for stub in stubs_of(left))


@dataclass(frozen=True, slots=True)
class Box:
    """
    A cell as printed: stacked lines; ``held``: whether there is such a slot on that day.

    ``changed``: to be shaded. ``removed``: what is no longer here. ``across`` and
    ``down``: so many columns and rows are one cell; the boxes that it covers are None.
    """

    lines: tuple[Line, ...]
    held: bool = True
    changed: bool = False
    removed: tuple[Gone, ...] = ()
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
    day
        The only day of the table; None if it has several.
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
    day: date | None = None

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
