"""Where a sitting stands: over, running, or still to come; and the part still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from scheduler.problem import Sitting, Situation
from scheduler.verifier.clock import utc

Key = tuple[str, str, datetime]
"""A sitting by session, room and start: its end, its parts and who serves it may be others."""


class Standing(Enum):
    """How far a sitting is at now."""

    OVER = "over"
    RUNNING = "running"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Progress:
    """The sittings that are over and those that run, and now; without a situation, none."""

    over: frozenset[Key]
    running: frozenset[Key]
    now: datetime | None

    @classmethod
    def of(cls, situation: Situation | None) -> "Progress":
        if situation is None:
            return cls(frozenset(), frozenset(), None)
        return cls(_keys(situation.history), _keys(situation.running), utc(situation.now))

    def standing(self, sitting: Sitting) -> Standing:
        """Where a sitting of a timetable stands: the situation lists all that has begun."""
        key = _key(sitting)
        if key in self.over:
            return Standing.OVER
        return Standing.RUNNING if key in self.running else Standing.TO_COME

    def asked_from(self, standing: Standing, start: datetime, end: datetime) -> datetime:
        """From when a sitting's minutes are still to come: its start, now, or never (its end)."""
        if standing is Standing.TO_COME or self.now is None:
            return start
        return end if standing is Standing.OVER else max(start, self.now)


def _keys(sittings: Iterable[Sitting]) -> frozenset[Key]:
    return frozenset(_key(sitting) for sitting in sittings)


def _key(sitting: Sitting) -> Key:
    return sitting.session, sitting.room, utc(sitting.start)
