"""A timetable laid out in minutes beside its problem: who sits where, when."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from scheduler import verifier
from scheduler.errors import SchedulerError
from scheduler.insight.precomputed import Precomputed, grouped
from scheduler.instance.instance import Instance
from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable


class Occupied(NamedTuple):
    """A sitting in ticks of one minute."""

    start: int
    end: int
    room: str
    session: str


class Part(NamedTuple):
    """Session i in day slot k and room r during [start, end); ``first``: nothing of it before."""

    i: int
    k: int
    r: int
    start: int
    end: int
    first: bool = True


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    A hard rule in the way of a place.

    ``who``: the person, group or room it is about; ``sessions``: those that sit in the way, of
    which all would have to move, or any ``enough`` of them, if that is not 0.
    """

    rule: str
    who: str = ""
    sessions: tuple[str, ...] = ()
    enough: int = 0


@dataclass(frozen=True, eq=False)
class Occupancy:
    """
    A timetable laid out in minutes beside its problem.

    Attributes
    ----------
    likely_costs
        What was worked out so far of likely prices: by session, start and end.
    in_every_room
        Of the obstacles of a part, whatever its room: by session, slot, start, end, whether first.
    in_disorder
        Of the obstacles of order: by session, start and end.
    """

    precomputed: Precomputed
    timetable: Timetable
    likely_costs: dict[tuple[str, int, int], int] = field(default_factory=dict)
    in_every_room: dict[tuple[int, int, int, int, bool], tuple[Obstacle, ...]] = field(
        default_factory=dict
    )
    in_disorder: dict[tuple[int, int, int], tuple[Obstacle, ...]] = field(default_factory=dict)
    _during: dict[tuple[int, int], tuple[Occupied, ...]] = field(default_factory=dict)

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
        rooms, index = self.instance.rooms, self.precomputed.room_index
        alike = {room: [rooms[s] for s in self.instance.alike[r]] for room, r in index.items()}
        return grouped((room, s) for s in self.sittings for room in alike.get(s.room) or [s.room])

    @cached_property
    def presiding(self) -> Mapping[str, tuple[str, ...]]:
        """Who presides in this timetable, deputies where they do."""
        deputised = {s.session: s.chairs for s in self.timetable.sittings if s.chairs}
        return {**self.precomputed.presiding, **deputised}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Occupied, ...]]:
        """Sittings that a person is wanted in, presiding or not."""
        present, presiding = self.precomputed.present, self.presiding
        wanted = {id: {*present.get(id, ()), *presiding.get(id, ())} for id in self.extent}
        return grouped((person, s) for s in self.sittings for person in wanted[s.session])

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

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """Minutes of each session that is placed."""
        minutes = Counter[str]()
        for sitting in self.sittings:
            minutes[sitting.session] += sitting.end - sitting.start
        return minutes

    def slots_of(self, session: str) -> frozenset[str]:
        """Ids of the day slots in which a session starts a part."""
        starts = [sitting.start for sitting in self.sittings if sitting.session == session]
        slots = self.instance.slots
        return frozenset(s.id for s in slots for t in starts if s.start <= t < s.end)

    def during(self, start: int, end: int) -> tuple[Occupied, ...]:
        """Sittings that overlap [start, end); the rooms of a slot all ask for the same few."""
        if (start, end) not in self._during:
            overlapping = (s for s in self.sittings if s.start < end and start < s.end)
            self._during[start, end] = tuple(overlapping)
        return self._during[start, end]

    @cached_property
    def broken(self) -> frozenset[tuple[str, str]]:
        """
        Rule and message of what the timetable breaks as it is.

        SchedulerError if that is more than anybody reads: each place would be judged by all of it.
        """
        violations, more = verifier.first_violations(self.problem, self.timetable)
        if more:
            raise SchedulerError(
                f"the timetable breaks {', '.join(more)} more often than 'rollgrid verify' lists: "
                "other places cannot be judged"
            )
        return frozenset((v.rule, v.message) for v in violations)

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """What the timetable costs as it is."""
        return tuple(verifier.charges(self.problem, self.timetable))

    @cached_property
    def begun(self) -> frozenset[str]:
        """Sessions that have begun: nobody can move them any more."""
        situation = self.problem.situation
        if situation is None:
            return frozenset()
        return frozenset(s.session for s in (*situation.history, *situation.running))
