"""When a room or a person is available: windows of many time zones, turned into UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.problem import Window
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clock import clock_span, from_local

DAY = timedelta(days=1)
ABSURD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Once:
    """From one moment to another, in UTC."""

    start: datetime
    end: datetime

    def until(self, moment: datetime) -> datetime | None:
        """When the window that holds this moment ends; None if it does not hold it."""
        return self.end if self.start <= moment < self.end else None

    def touches(self, start: datetime, end: datetime) -> bool:
        return max(self.start, start) < min(self.end, end)

    def edges(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """When availability may change within a span."""
        yield from (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Daily:
    """The same clock hours from every local day of a time zone on; they may end on the next."""

    opens: time
    closes: time
    zone: ZoneInfo

    def _near(self, start: datetime, end: datetime) -> Iterator[Once]:
        """The window on the days of a span; four days stand for all days of a longer one."""
        day = start.astimezone(self.zone).date()
        last = min(end.astimezone(self.zone).date(), day + timedelta(days=3))
        if self.closes <= self.opens:
            day -= timedelta(days=1)
        while day <= last:
            yield Once(*clock_span(day, self.opens, self.closes, self.zone))
            day += timedelta(days=1)

    def until(self, moment: datetime) -> datetime | None:
        ends = (once.until(moment) for once in self._near(moment, moment))
        return max((end for end in ends if end is not None), default=None)

    def touches(self, start: datetime, end: datetime) -> bool:
        return any(once.touches(start, end) for once in self._near(start, end))

    def edges(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """When availability may change within a span."""
        days = [start + n * DAY for n in range((end - start) // DAY + 1)]
        for moment in (*days, end):
            for once in self._near(moment, moment):
                yield from (once.start, once.end)


@dataclass(frozen=True, slots=True)
class Hours:
    """Present within ``available``, at all times if there are none; never in ``unavailable``."""

    available: tuple[Once | Daily, ...]
    unavailable: tuple[Once | Daily, ...]

    def permit(self, start: datetime, end: datetime) -> bool:
        """Whether the whole of [start, end) is available; windows that touch count as one."""
        if start >= end:
            return True
        if any(window.touches(start, end) for window in self.unavailable):
            return False
        return not self.available or self._cover(start, end)

    def permitted_until(self, start: datetime, latest: datetime) -> datetime:
        """The last moment up to which [start, ...) is available throughout, at most ``latest``."""
        reached = start
        for edge in self._edges(start, latest):
            if not self.permit(reached, edge):
                break
            reached = edge
        return reached

    def _edges(self, start: datetime, end: datetime) -> list[datetime]:
        """When availability may change within a span, its own start and end included."""
        edges = {start, end}
        for window in (*self.available, *self.unavailable):
            edges.update(edge for edge in window.edges(start, end) if start < edge < end)
        return sorted(edges)

    def lacking(self, start: datetime, end: datetime) -> int:
        """The minutes of [start, end) that are not available; all of what is absurdly long."""
        if self.permit(start, end):
            return 0
        if end - start > ABSURD:
            return (end - start) // MINUTE
        short = [b - a for a, b in pairwise(self._edges(start, end)) if not self.permit(a, b)]
        return -(-sum(short, timedelta(0)) // MINUTE)

    def _cover(self, reached: datetime, end: datetime) -> bool:
        """Walk from window to window, each taking over before the last one ends."""
        while reached < end:
            ends = (window.until(reached) for window in self.available)
            onward = max((e for e in ends if e is not None), default=None)
            if onward is None:
                return False
            reached = onward
        return True


def hours_of(
    available: Iterable[Window], unavailable: Iterable[Window], timezone: str
) -> Hours | None:
    """The hours of a room or person whose windows are read in ``timezone``; None: always there."""
    hours = Hours(
        tuple(_window(w, timezone) for w in available),
        tuple(_window(w, timezone) for w in unavailable),
    )
    return hours if hours.available or hours.unavailable else None


def _window(window: Window, timezone: str) -> Once | Daily:
    zone = ZoneInfo(window.timezone or timezone)
    if window.daily is not None:
        return Daily(*window.daily, zone)
    # a window is either daily or has both moments: problem.Window sees to it
    assert window.start is not None
    assert window.end is not None
    return Once(from_local(window.start, zone), from_local(window.end, zone))
