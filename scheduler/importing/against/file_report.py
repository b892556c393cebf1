"""What a file says of a meeting, in one shape whatever the format is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from scheduler.importing.tally import LeftOut


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A part of a session.

    Attributes
    ----------
    start
        By the clock of the meeting, without a time zone.
    minutes
        0 where the file does not say how long it is.
    exact
        False where the file says no more than the slot, which begins at ``start``; minutes are
        inferred then.
    offset
        Minutes from the start of the slot at which it begins, inferred.
    room
        Its id, or its name as the file has it; empty where no room is named.
    """

    start: datetime
    minutes: int
    exact: bool = True
    room: str = ""
    offset: int = 0

    @property
    def begins(self) -> datetime:
        """When it starts, inferred where the file does not say it."""
        return self.start + timedelta(minutes=self.offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSession:
    """
    A session of the file.

    Attributes
    ----------
    id, title
        Either may be empty, not both. Without an id it is known by its title.
    place
        Where it stands: ``row 4``.
    stretches
        Its parts in order of time; empty where the file gives no times, or it has no place.
    fields
        What a table says of it in fields of a scenario, as plain data; times aside.
    """

    id: str = ""
    title: str = ""
    place: str = ""
    stretches: tuple[Stretch, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def begins(self) -> datetime:
        """When it starts, inferred where the file does not say it; what has no place is last."""
        return self.stretches[0].begins if self.stretches else datetime.max

    @property
    def name(self) -> str:
        return self.title or self.id

    def joined(self, other: "FileSession") -> "FileSession":
        """With the parts of another one: the file names a session twice."""
        parts = sorted((*self.stretches, *other.stretches), key=lambda part: part.start)
        return replace(self, stretches=tuple(parts))

    @property
    def minutes(self) -> int:
        """The minutes of all parts together; 0 where the file does not say them of each."""
        told = all(part.exact and part.minutes for part in self.stretches)
        return sum(part.minutes for part in self.stretches) if told else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """
    A whole file.

    Attributes
    ----------
    timed
        Whether it says when sessions are held, so that one without times has no place.
    whole
        Whether it is of all sessions, so that one which it has not is gone.
    left
        What was not read, each with its place.
    remarks
        What else to know of how it was read.
    """

    file: str
    sessions: tuple[FileSession, ...]
    timed: bool
    whole: bool = True
    left: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
