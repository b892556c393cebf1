"""
What a calendar keeps of a timetable that is published again and again.

A part of a session is one entry, for ever: ``uid`` depends on meeting, session and part alone.
Its sequence goes up by one whenever its time or its place changes, when it is cancelled, and when
it comes back; never for another title, another chair, or another part. What left the timetable
stays in the calendar as cancelled, at its last place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from scheduler.problem import Sitting

Key = tuple[str, int]
"""Session and part."""
DOMAIN = "rollgrid"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a session as a calendar has it; ``start`` and ``end`` are in UTC."""

    session: str
    part: int
    room: str
    start: datetime
    end: datetime
    sequence: int = 0
    cancelled: bool = False

    @property
    def key(self) -> Key:
        return self.session, self.part

    @property
    def place(self) -> tuple[datetime, datetime, str, bool]:
        """What a sequence counts changes of."""
        return self.start, self.end, self.room, self.cancelled


Calendar = Mapping[Key, Entry]


def uid(meeting: str, session: str, part: int) -> str:
    """The name of an entry in all calendars: ``enip.1@att-csp11-wg.rollgrid``, always ASCII."""
    return f"{quote(session, safe='')}.{part}@{quote(meeting, safe='')}.{DOMAIN}"


def part_of(uid: str, meeting: str) -> Key | None:
    """Session and part of a uid of this meeting, or None."""
    name, _, domain = uid.rpartition("@")
    session, _, part = name.rpartition(".")
    if domain != f"{quote(meeting, safe='')}.{DOMAIN}" or not session:
        return None
    return (unquote(session), int(part)) if part.isdecimal() and part.isascii() else None


def next_calendar(
    known: Calendar, sittings: Iterable[Sitting], *, first: int = 0
) -> dict[Key, Entry]:
    """
    A calendar after these sittings were published over it.

    Parameters
    ----------
    first
        The sequence of entries that are new: 0, or more where earlier issues are not known.
    """
    now = {
        (s.session, s.part): Entry(
            s.session, s.part, s.room, s.start.astimezone(UTC), s.end.astimezone(UTC), first
        )
        for s in sittings
    }
    return {
        key: _follow(known.get(key), now.get(key)) for key in sorted({*known.keys(), *now.keys()})
    }


def _follow(old: Entry | None, new: Entry | None) -> Entry:
    if old is None:
        assert new is not None
        return new
    then = new if new is not None else replace(old, cancelled=True)
    return replace(then, sequence=old.sequence + (then.place != old.place))


def carry_over(
    revisions: Sequence[Iterable[Sitting]], *, known: Calendar | None = None, first: int = 0
) -> dict[Key, Entry]:
    """
    The calendar after all these revisions, oldest first, each published over the one before.

    With ``known``, the calendar of an earlier issue, these are the revisions since. ``first`` is
    the number of the oldest revision: no entry of it can have changed more often than that.
    """
    calendar: dict[Key, Entry] = dict(known or {})
    for sittings in revisions:
        calendar = next_calendar(calendar, sittings, first=first)
    return calendar
