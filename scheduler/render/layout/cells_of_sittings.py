"""The meeting by days and slots: every sitting as it is printed, in its cell."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.render.words.words import hours


@dataclass(frozen=True, slots=True)
class Column:
    """One day: ``Tuesday``, ``25 February``."""

    day: date
    name: str
    date: str


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
