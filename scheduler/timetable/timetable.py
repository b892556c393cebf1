"""Sittings and timetables: sorted and hashable, but not necessarily valid."""

from datetime import UTC, datetime
from typing import Any

from scheduler.problem import Id, Sitting, Strict


class Unplaced(Strict):
    """A session without a place, and why."""

    session: Id
    reason: str


class Timetable(Strict):
    """Sittings sorted by start, room, session; and what found no place."""

    sittings: tuple[Sitting, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @classmethod
    def of(cls, sittings: Any, unplaced: Any = ()) -> "Timetable":
        """A timetable in its canonical order."""
        return cls(
            sittings=tuple(sorted(sittings, key=_rank)),
            unplaced=tuple(sorted(unplaced, key=lambda u: u.session)),
        )

    def of_session(self, session: str) -> tuple[Sitting, ...]:
        return _by_session(self.sittings).get(session, ())


def _rank(sitting: Sitting) -> tuple[datetime, str, str, int]:
    # in UTC: two datetimes of one ZoneInfo compare as wall clocks, wrong where an hour is twice
    return sitting.start.astimezone(UTC), sitting.room, sitting.session, sitting.part


_ASKED: list[tuple[tuple[Sitting, ...], dict[str, tuple[Sitting, ...]]]] = []
"""The sittings asked for last, by session: a replan of a thousand asks for all, again and again."""
ASKED = 4


def _by_session(sittings: tuple[Sitting, ...]) -> dict[str, tuple[Sitting, ...]]:
    # known by the tuple itself: a cached property would be carried into altered copies
    for listed, index in _ASKED:
        if listed is sittings:
            return index
    by_session: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        by_session.setdefault(sitting.session, []).append(sitting)
    _ASKED.insert(0, (sittings, {id: tuple(own) for id, own in by_session.items()}))
    del _ASKED[ASKED:]
    return _ASKED[0][1]
