"""Where a session is to be, in a planner's words: ``wednesday afternoon plenary``."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.vocabulary.moments import (
    MeetingCalendar,
    name_slot,
    parse_meeting_day,
    parse_moment,
)


@dataclass(frozen=True, slots=True)
class Where:
    """
    Attributes
    ----------
    start
        Local, naive.
    slot
        ``afternoon``, or with its day ``2025-02-26/afternoon``.
    """

    start: datetime | None = None
    slot: str | None = None
    day: date | None = None
    room: str | None = None


def read_where(words: Sequence[str], calendar: MeetingCalendar, rooms: Collection[str]) -> Where:
    """
    A slot, a moment or a day, then a room; each may be left out.

    FactError for what is none of them. ``rooms``: ids.
    """
    parts = " ".join(words).split()
    room = _room(parts[-1], rooms) if parts else None
    if room is not None:
        parts[-1:] = [] if ":" not in parts[-1] else [parts[-1].rpartition(":")[0]]
    text = " ".join(parts)
    if not text:
        return Where(room=room)
    slot = name_slot(text, calendar)
    if calendar.slot(slot.rpartition("/")[2]) is not None:
        return Where(slot=slot, room=room)
    if ":" in text:
        return Where(start=parse_moment(text, calendar), room=room)
    return Where(day=parse_meeting_day(text, calendar), room=room)


def _room(word: str, rooms: Collection[str]) -> str | None:
    """The room that a word names, or that stands after its colon, as in ``morning:plenary``."""
    name = word.rpartition(":")[2].casefold()
    return next((room for room in rooms if room.casefold() == name), None)
