"""What a meeting is made of, as far as an annex tells: slots, and sessions with their shares."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


def minutes_between(start: time, end: time) -> int:
    """Of one day."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


@dataclass(frozen=True, slots=True)
class Window:
    """A slot of the scenario; ``days`` None is every day; ``inferred``: hours were not given."""

    id: str
    hours: tuple[time, time]
    days: tuple[date, ...] | None
    inferred: bool
    side: bool = False

    @property
    def minutes(self) -> int:
        return minutes_between(*self.hours)


@dataclass(frozen=True, slots=True)
class Share:
    """What a session has of a slot: minutes from its start, in order; ``whole``: all of it."""

    day: date
    window: Window
    start: int
    minutes: int
    whole: bool

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.window.hours[0]) + timedelta(minutes=self.start)


@dataclass(frozen=True, slots=True)
class Business:
    """
    A session of the skeleton.

    Attributes
    ----------
    shares
        Its parts, in order of time.
    waits
        Whether a slot before it is empty, so that it starts no earlier than printed.
    side, room
        Of a side event: that it is one, and its room in words.
    tbc
        Whether it is printed in italics, as what is to be confirmed.
    """

    id: str
    title: str
    shares: tuple[Share, ...]
    waits: bool = False
    side: bool = False
    room: str | None = None
    tbc: bool = False

    @property
    def minutes(self) -> int:
        return sum(share.minutes for share in self.shares)
