"""A timetable laid out in minutes beside its problem: who sits where, when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scheduler import verifier
from scheduler.insight.part import Obstacle
from scheduler.insight.precomputed import Precomputed
from scheduler.instance.instance import Instance
from scheduler.problem import Problem
from scheduler.timetable import Timetable


class Occupied(NamedTuple):
    """A sitting in ticks of one minute."""

    start: int
    end: int
    room: str
    session: str


@dataclass(frozen=True)
class Occupancy:
    """A timetable laid out in minutes beside its problem."""

    precomputed: Precomputed
    timetable: Timetable

    @property
    def instance(self) -> Instance:
        return self.precomputed.instance

    @property
    def problem(self) -> Problem:
        return self.precomputed.problem

    @cached_property
    def sittings(self) -> tuple[Occupied, ...]:
        tick = self.instance.grid.floor
        return tuple(
            Occupied(tick(s.start), tick(s.end), s.room, s.session) for s in self.timetable.sittings
        )

    @cached_property
    def in_room(self) -> Mapping[str, tuple[Occupied, ...]]:
        """Sittings in a room or one that shares a part with it."""
        instance, index = self.instance, self.precomputed.room_index
        by_room: dict[str, list[Occupied]] = defaultdict(list)
        for sitting in self.sittings:
            alike = instance.alike[index[sitting.room]] if sitting.room in index else ()
            for room in [instance.rooms[r] for r in alike] or [sitting.room]:
                by_room[room].append(sitting)
        return {room: tuple(sittings) for room, sittings in by_room.items()}

    @cached_property
    def presiding(self) -> Mapping[str, tuple[str, ...]]:
        """Who presides in this timetable, deputies where they do."""
        deputised = {s.session: s.chairs for s in self.timetable.sittings if s.chairs}
        return {**self.precomputed.presiding, **deputised}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Occupied, ...]]:
        """Sittings that a person is wanted in, presiding or not."""
        by_person: dict[str, list[Occupied]] = defaultdict(list)
        for sitting in self.sittings:
            present = self.precomputed.present.get(sitting.session, frozenset())
            for person in present | frozenset(self.presiding.get(sitting.session, ())):
                by_person[person].append(sitting)
        return {person: tuple(sittings) for person, sittings in by_person.items()}

    @cached_property
    def by_delegation(self) -> Mapping[str, tuple[Occupied, ...]]:
        """Sittings that a delegation follows."""
        all_followers = self.precomputed.followers.values()
        return {
            id: tuple(sitting for sitting in self.sittings if sitting.session in sessions)
            for id, sessions in {f.id: f.sessions for fs in all_followers for f in fs}.items()
        }

    @cached_property
    def extent(self) -> Mapping[str, tuple[int, int]]:
        """First start and last end of each session that is placed."""
        spans: dict[str, tuple[int, int]] = {}
        for sitting in self.sittings:
            start, end = spans.get(sitting.session, (sitting.start, sitting.end))
            spans[sitting.session] = min(start, sitting.start), max(end, sitting.end)
        return spans

    def slots_of(self, session: str) -> frozenset[str]:
        """Ids of the day slots in which a session starts a part."""
        starts = [sitting.start for sitting in self.sittings if sitting.session == session]
        slots = self.instance.slots
        return frozenset(s.id for s in slots for t in starts if s.start <= t < s.end)

    def during(self, start: int, end: int) -> tuple[Occupied, ...]:
        """Sittings that overlap [start, end); the rooms of a slot all ask for the same few."""
        if (start, end) not in self._during:
            overlapping = (
                sitting for sitting in self.sittings if sitting.start < end and start < sitting.end
            )
            self._during[start, end] = tuple(overlapping)
        return self._during[start, end]

    @cached_property
    def _during(self) -> dict[tuple[int, int], tuple[Occupied, ...]]:
        return {}

    @cached_property
    def likely_costs(self) -> dict[tuple[str, int, int], int]:
        """Likely prices, as far as they were worked out: session, start, end -> minutes."""
        return {}

    @cached_property
    def in_every_room(self) -> dict[tuple[int, int, int, int, bool], tuple[Obstacle, ...]]:
        """Obstacles of a part, whatever its room, as far as they were worked out."""
        return {}

    @cached_property
    def in_disorder(self) -> dict[tuple[int, int, int], tuple[Obstacle, ...]]:
        """Obstacles of order by session, start and end, as far as they were worked out."""
        return {}

    @cached_property
    def broken(self) -> frozenset[tuple[str, str]]:
        """Rule and message of what the timetable breaks as it is."""
        violations = verifier.violations(self.problem, self.timetable)
        return frozenset((v.rule, v.message) for v in violations)

    @cached_property
    def begun(self) -> frozenset[str]:
        """Sessions that have begun: nobody can move them any more."""
        situation = self.problem.situation
        if situation is None:
            return frozenset()
        return frozenset(s.session for s in (*situation.history, *situation.running))
