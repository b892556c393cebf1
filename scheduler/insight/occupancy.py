"""A timetable laid out in minutes beside its problem: who sits where, when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scheduler import verifier
from scheduler.insight.minutes import minute
from scheduler.insight.precomputed import Frame
from scheduler.timetable import Timetable


class Taken(NamedTuple):
    """A sitting in minutes."""

    start: int
    end: int
    room: str
    session: str


@dataclass(frozen=True)
class Board:
    """A timetable laid out in minutes beside its problem."""

    frame: Frame
    timetable: Timetable

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        return tuple(
            Taken(minute(s.start), minute(s.end), s.room, s.session)
            for s in self.timetable.sittings
        )

    @cached_property
    def in_room(self) -> Mapping[str, tuple[Taken, ...]]:
        """Sittings in a room or one that shares a part with it."""
        found: dict[str, list[Taken]] = defaultdict(list)
        for taken in self.taken:
            for room in self.frame.sharing.get(taken.room, frozenset((taken.room,))):
                found[room].append(taken)
        return {room: tuple(there) for room, there in found.items()}

    @cached_property
    def presiding(self) -> Mapping[str, tuple[str, ...]]:
        """Who presides in this timetable, deputies where they do."""
        deputised = {s.session: s.chairs for s in self.timetable.sittings if s.chairs}
        return {**self.frame.presiding, **deputised}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Taken, ...]]:
        """Sittings that a person is wanted in, presiding or not."""
        found: dict[str, list[Taken]] = defaultdict(list)
        for taken in self.taken:
            present = self.frame.present.get(taken.session, frozenset())
            for person in present | frozenset(self.presiding.get(taken.session, ())):
                found[person].append(taken)
        return {person: tuple(there) for person, there in found.items()}

    @cached_property
    def by_delegation(self) -> Mapping[str, tuple[Taken, ...]]:
        """Sittings that a delegation follows."""
        those = {f.id: f for found in self.frame.followers.values() for f in found}
        return {
            id: tuple(taken for taken in self.taken if taken.session in follower.sessions)
            for id, follower in those.items()
        }

    @cached_property
    def extent(self) -> Mapping[str, tuple[int, int]]:
        """First start and last end of each session that is placed."""
        found: dict[str, tuple[int, int]] = {}
        for t in self.taken:
            start, end = found.get(t.session, (t.start, t.end))
            found[t.session] = min(start, t.start), max(end, t.end)
        return found

    def slots_of(self, session: str) -> frozenset[str]:
        """Ids of the day slots in which a session starts a part."""
        starts = [taken.start for taken in self.taken if taken.session == session]
        return frozenset(s.id for s in self.frame.slots for t in starts if s.start <= t < s.end)

    def during(self, start: int, end: int) -> tuple[Taken, ...]:
        """Sittings that overlap [start, end); the rooms of a slot all ask for the same few."""
        if (start, end) not in self._during:
            found = tuple(t for t in self.taken if t.start < end and start < t.end)
            self._during[start, end] = found
        return self._during[start, end]

    @cached_property
    def _during(self) -> dict[tuple[int, int], tuple[Taken, ...]]:
        return {}

    @cached_property
    def guessed(self) -> dict[tuple[str, int, int], int]:
        """What is known of likely prices so far: session, start, end -> minutes."""
        return {}

    @cached_property
    def broken(self) -> frozenset[tuple[str, str]]:
        """Rule and message of what the timetable breaks as it is."""
        found = verifier.violations(self.frame.problem, self.timetable)
        return frozenset((v.rule, v.message) for v in found)

    @cached_property
    def begun(self) -> frozenset[str]:
        """Sessions that have begun: nobody can move them any more."""
        situation = self.frame.problem.situation
        if situation is None:
            return frozenset()
        return frozenset(s.session for s in (*situation.history, *situation.running))

    @cached_property
    def now(self) -> int | None:
        situation = self.frame.problem.situation
        return minute(situation.now) if situation is not None else None


def board_of(frame: Frame, timetable: Timetable) -> Board:
    return Board(frame, timetable)
