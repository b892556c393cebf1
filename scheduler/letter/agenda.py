"""The agenda of a meeting as an annex gives it: slots, and sessions with their shares."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.letter.clock_hours import length_of
from scheduler.letter.printed_marks import NO_MARKS, Marks


@dataclass(frozen=True, slots=True)
class Window:
    """
    A slot of the scenario; ``days`` None is every day; ``inferred``: hours were not given.

    ``only``: the kind of session that it is for, where others are held at hours that overlap.
    """

    id: str
    hours: tuple[time, time]
    days: tuple[date, ...] | None
    inferred: bool
    side: bool = False
    only: str | None = None

    @property
    def minutes(self) -> int:
        return length_of(self.hours)


@dataclass(frozen=True, slots=True)
class Share:
    """
    What a session has of a slot: minutes from its start, in order.

    ``whole``: all of it; ``given``: by the hours that stand beside its name.
    """

    day: date
    window: Window
    start: int
    minutes: int
    whole: bool
    given: bool = False

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)

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
    side
        Whether it is a side event.
    room, lane
        Its room in words, if that is said; and 1, 2, ... where it is held in parallel with others
        at the hours of its row, in a room that is not said.
    marks
        What is printed after its name.
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
    lane: int = 0
    marks: Marks = NO_MARKS

    @property
    def minutes(self) -> int:
        return sum(share.minutes for share in self.shares)
