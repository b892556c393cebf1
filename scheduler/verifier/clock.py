"""
Clock times without traps: moments in UTC inside, the meeting's local time in every sentence.

Two datetimes that share a time zone are subtracted and compared by their clock faces, which
loses an hour in the night of a clock change; so every moment becomes UTC before it is used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Slot
from scheduler.problem.day_slots import MINUTE

# clocks of any meeting lie in between, and sums of what lies in between fit a timedelta
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
REGULAR = "session"
SIDE_EVENT = "side-event"
"""Kinds of sessions: what slots serve unless they say otherwise, and what they do not."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class DaySlot:
    """One slot template on one local day: [start, end) in UTC, as long as it really is."""

    template: Slot
    day: date
    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        """As planners write it: ``2025-02-25/morning``."""
        return f"{self.day}/{self.template.id}"

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def over_midnight(self) -> bool:
        """Whether some of it is on the day after its own."""
        return time(0) < self.template.end <= self.template.start

    def serves(self, kind: str) -> bool:
        """Whether sessions of this kind may sit here: those it names, else all but side events."""
        named = self.template.only
        return kind in named if named else kind != SIDE_EVENT


@dataclass(frozen=True, slots=True)
class Stretch:
    """[start, end), in a day slot and a room if these are given: where a sitting might be."""

    slot: DaySlot | None
    start: datetime
    end: datetime
    room: str | None = None


def utc(moment: datetime) -> datetime:
    """An aware moment in UTC; the ends of the calendar are cut off, to leave room to count."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment, EARLIEST), LATEST)


def from_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """
    A clock time of a time zone in UTC; of a repeated hour, the first one.

    Where the clocks go forward over it, the moment at which they do.
    """
    local = utc(moment.replace(tzinfo=zone))
    shown = local.astimezone(zone).replace(tzinfo=None)
    if EARLIEST < local < LATEST and shown != moment.replace(tzinfo=None):
        return _change_before(local, zone)
    return local


def _change_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last change of the clocks before a moment that lies within a day of one."""
    early, late = moment - timedelta(days=1), moment
    while late - early > MINUTE:
        middle = early + ((late - early) // MINUTE // 2) * MINUTE
        if middle.astimezone(zone).utcoffset() == moment.astimezone(zone).utcoffset():
            late = middle
        else:
            early = middle
    return late


def day_slots(problem: Problem) -> tuple[DaySlot, ...]:
    """Every slot template on every day that it is held on, in order of start."""
    zone = problem.zone
    slots = (
        DaySlot(slot, day, *clock_span(day, slot.start, slot.end, zone))
        for day in sorted(set(problem.days))
        for slot in problem.slots
        if slot.days is None or day in slot.days
    )
    return tuple(sorted((s for s in slots if s.start < s.end), key=lambda s: (s.start, s.end)))


def clock_span(day: date, opens: time, closes: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Clock times from a day on, in UTC; the second comes after the first, if on the next day."""
    closing = datetime.combine(day, closes)
    if closes <= opens:
        closing += timedelta(days=1)
    return from_local(datetime.combine(day, opens), zone), from_local(closing, zone)


def on_grid(moment: datetime, zone: ZoneInfo, grid: int) -> bool:
    """Whether the local clock shows a multiple of ``grid`` minutes since midnight."""
    local = moment.astimezone(zone)
    return not (local.second or local.microsecond) and (local.hour * 60 + local.minute) % grid == 0


@lru_cache(maxsize=4096)
def grid_moments(start: datetime, end: datetime, zone: ZoneInfo, grid: int) -> tuple[datetime, ...]:
    """The moments of [start, end) that are on the grid; kept, as sessions share their slots."""
    return tuple(t for t in _minutes(start, end) if on_grid(t, zone, grid))


def _minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += MINUTE


def minutes(length: timedelta) -> int:
    """Whole elapsed minutes."""
    return length // MINUTE


@lru_cache(maxsize=4096)
def say(moment: datetime, zone: ZoneInfo) -> str:
    """``Tue 2025-02-25 10:00``, in the meeting's local time."""
    local = moment.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {local.date().isoformat()} {_face(local)}"


@lru_cache(maxsize=4096)
def say_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """``Tue 2025-02-25 10:00-13:00``; the second date only if it is another one."""
    same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    until = _face(end.astimezone(zone)) if same_day else f" {say(end, zone)}"
    return f"{say(start, zone)}-{until}"


def _face(local: datetime) -> str:
    """The clock time, to the second where it has any, with the offset where it occurs twice."""
    face = f"{local:%H:%M:%S}" if local.second or local.microsecond else f"{local:%H:%M}"
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    # in the hour that is skipped the two differ as well, but no UTC moment falls there
    return face if first == second else f"{face}{local:%z}"
