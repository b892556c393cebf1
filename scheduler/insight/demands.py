"""The sessions of a scenario by what could hold them: which rooms, in which slots."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.insight.precomputed import suitable_rooms
from scheduler.instance.instance import Instance
from scheduler.instance.levels import Levels
from scheduler.instance.presiding import holders
from scheduler.instance.records import Span
from scheduler.problem import Problem, Session
from scheduler.vocabulary.spans import merge

CLASSES = 60
"""The most kinds of rooms, and sets of slots, that are tried in every combination."""
Slots = frozenset[str]


@dataclass(frozen=True)
class Demands:
    """
    A problem by what could meet its demands.

    Attributes
    ----------
    firm
        The sessions that have to be held: those without a rank. None in a situation, in which
        anybody may be left out who has not begun.
    rooms_of, slots_of
        Ids of the rooms that suit a session, and of the day slots that it may use.
    spans
        Ticks [start, end) of each day slot with all the overtime that may be used.
    """

    instance: Instance
    firm: tuple[Session, ...]
    ranked: tuple[Session, ...]
    rooms_of: Mapping[str, frozenset[str]]
    slots_of: Mapping[str, Slots]
    spans: Mapping[str, Span]
    index: Mapping[str, int]

    @property
    def problem(self) -> Problem:
        return self.instance.problem

    @property
    def levels(self) -> Levels:
        return self.instance.levels

    @cached_property
    def presiding(self) -> Mapping[str, frozenset[str]]:
        """Who presides over each session, as acting where an office is vacant."""
        people = {person.id: person for person in self.problem.people}
        return {s.id: frozenset(holders(people, s)) for s in self.instance.sessions}

    @cached_property
    def _offers(self) -> dict[tuple[tuple[Span, ...], Slots], int]:
        """Made once: many rooms are open at the same times."""
        return {}

    def at(self, session: str, *field: str | int) -> tuple[str | int, ...]:
        return ("sessions", self.index[session], *field)

    def spans_of(self, slots: Slots) -> tuple[Span, ...]:
        return tuple(span for id, span in self.spans.items() if id in slots)

    def least(self, sessions: Iterable[Session]) -> int:
        """Minutes of these sessions after all the trimming that is allowed."""
        return sum(self._least[session.id] for session in sessions)

    @cached_property
    def _least(self) -> dict[str, int]:
        instance = self.instance
        pairs = zip(instance.sessions, instance.least, strict=True)
        return {session.id: instance.minutes(ticks) for session, ticks in pairs}

    def open_minutes(self, slots: Slots, closed: tuple[Span, ...]) -> int:
        """Minutes of slots, each once, outside the closed times."""
        if (closed, slots) not in self._offers:
            ticks = sum(
                end - start - sum(max(0, min(end, b) - max(start, a)) for a, b in closed)
                for start, end in merge(self.spans_of(slots))
            )
            self._offers[closed, slots] = self.instance.minutes(ticks)
        return self._offers[closed, slots]

    def places(self, slot: str, minutes: int) -> int:
        """How many unbroken sessions of as many minutes a room takes in a day slot."""
        start, end = self.spans[slot]
        fitting = self.instance.minutes(end - start) // minutes
        return min(fitting, 1) if slot in self._aligned else fitting

    @cached_property
    def _aligned(self) -> frozenset[str]:
        """Slots with which all sessions start."""
        return frozenset(slot.id for slot in self.instance.slots if slot.aligned)


def demands_of(instance: Instance) -> Demands:
    sessions = instance.sessions
    held = () if instance.replanning else sessions
    spans = {slot.id: (slot.start, slot.end + slot.allowed) for slot in instance.slots}
    kinds: dict[tuple[int, ...], frozenset[str]] = {}

    def rooms(i: int) -> frozenset[str]:
        own = suitable_rooms(instance, i)
        return kinds.setdefault(own, frozenset(instance.rooms[r] for r in own))

    return Demands(
        instance=instance,
        firm=tuple(s for s in held if s.rank is None),
        ranked=tuple(s for s in held if s.rank is not None),
        rooms_of={session.id: rooms(i) for i, session in enumerate(sessions)},
        slots_of={session.id: _slots(instance, i, spans) for i, session in enumerate(sessions)},
        spans=spans,
        index={session.id: n for n, session in enumerate(instance.problem.sessions)},
    )


def _slots(instance: Instance, i: int, spans: Mapping[str, Span]) -> Slots:
    """Day slots that its own times leave to session i; all that serve it, if they are not hard."""
    serving = [instance.slots[k].id for k in instance.serving[i] if instance.open_for(i, k)]
    if not instance.windowed(i):
        return frozenset(serving)
    opens, closes = instance.opens(i), instance.closes(i)
    return frozenset(id for id in serving if spans[id][0] < closes and opens < spans[id][1])


def room_closed(demands: Demands, room: str) -> tuple[Span, ...]:
    """When a room is not available, as far as that is hard for everybody."""
    instance = demands.instance
    hard = instance.levels.all_hard("availability")
    return instance.closed[instance.room_index[room]] if hard else ()


def person_away(demands: Demands, person: str) -> tuple[Span, ...]:
    """When a person is not available, as far as that is hard for everybody."""
    instance = demands.instance
    return instance.hours[person] if instance.levels.all_hard("availability") else ()


def classes(
    demands: Demands, sessions: tuple[Session, ...]
) -> Iterator[tuple[frozenset[str], Slots, list[Session]]]:
    """(rooms, slots, sessions that need both to be inside), the smallest classes first."""
    alike: defaultdict[tuple[frozenset[str], Slots], list[int]] = defaultdict(list)
    for n, session in enumerate(sessions):
        rooms, slots = demands.rooms_of[session.id], demands.slots_of[session.id]
        if rooms and slots:
            alike[rooms, slots].append(n)
    kinds, times = {rooms for rooms, _ in alike}, {slots for _, slots in alike}
    smallest_first = [sorted(sets, key=lambda f: (len(f), sorted(f))) for sets in (kinds, times)]
    for rooms in smallest_first[0][:CLASSES]:
        fitting = [(slots, own) for (kind, slots), own in alike.items() if kind <= rooms]
        for slots in smallest_first[1][:CLASSES]:
            inside = sorted(n for time, own in fitting if time <= slots for n in own)
            if inside:
                yield rooms, slots, [sessions[n] for n in inside]


def offer(demands: Demands, rooms: frozenset[str], slots: Slots) -> int:
    """Minutes of all these rooms; a room and the parts that it combines count in full each."""
    return sum(demands.open_minutes(slots, room_closed(demands, room)) for room in sorted(rooms))


NAMED = 4


def named(rooms: frozenset[str]) -> str:
    names = sorted(rooms)
    return " or ".join(names) if len(names) <= NAMED else f"{len(names)} rooms"


def listed(sessions: list[Session]) -> str:
    names = [s.id for s in sessions[:NAMED]]
    more = len(sessions) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def many(number: int, thing: str, things: str | None = None) -> str:
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"
