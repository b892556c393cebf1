"""Clock times to ticks and back: the only module that rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from math import gcd
from zoneinfo import ZoneInfo

from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE, at, localised


@dataclass(frozen=True, slots=True)
class Grid:
    """``tick`` minutes a tick, counted from ``epoch`` (UTC); starts every ``step`` minutes."""

    zone: ZoneInfo
    epoch: datetime
    tick: int
    step: int

    def floor(self, moment: datetime) -> int:
        """The last tick at or before a moment."""
        return int((moment.astimezone(UTC) - self.epoch) // (self.tick * MINUTE))

    def ceil(self, moment: datetime) -> int:
        """The first tick at or after a moment."""
        return -int((self.epoch - moment.astimezone(UTC)) // (self.tick * MINUTE))

    def clock(self, tick: int) -> datetime:
        """Local time, with the offset in force at that moment."""
        return localised(self.epoch + tick * self.tick * MINUTE, self.zone)

    def starts(self, start: int, end: int) -> tuple[int, ...]:
        """Ticks of [start, end) whose local clock time is a multiple of the step."""
        return tuple(t for t in range(start, end) if self._on_step(t))

    def _on_step(self, tick: int) -> bool:
        local = (self.epoch + tick * self.tick * MINUTE).astimezone(self.zone)
        return (local.hour * 60 + local.minute) % self.step == 0


def minute_grid(problem: Problem) -> Grid:
    """The grid of one tick a minute, on which every moment and duration is a whole tick."""
    return make_grid(problem, (1,), ())


def make_grid(problem: Problem, durations: Iterable[int], moments: Iterable[datetime]) -> Grid:
    """The grid on which every duration (minutes) and moment given is a whole number of ticks."""
    zone = problem.zone
    epoch = at(problem.days[0], time(0), zone)
    minutes = [problem.meeting.grid, *durations]
    minutes += [int((moment.astimezone(UTC) - epoch) // MINUTE) for moment in moments]
    return Grid(zone=zone, epoch=epoch, tick=gcd(*minutes), step=problem.meeting.grid)
