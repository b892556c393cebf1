"""The sessions of a scenario by what could hold them: which rooms, in which slots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.insight.precomputed import Precomputed, precompute
from scheduler.instance.closed_spans import merge
from scheduler.instance.instance import Instance
from scheduler.instance.levels import Levels
from scheduler.instance.records import Span
from scheduler.problem import Problem, Session
from scheduler.problem.day_slots import day_slots

CLASSES = 60
"""Kinds of rooms, and sets of slots, that are looked at in every combination."""
Slots = frozenset[str]


@dataclass(frozen=True)
class Demands:
    """
    A problem by what could meet its demands.

    Attributes
    ----------
    firm
        The sessions that have to be held: those without a rank.
    rooms_of, slots_of
        Ids of the rooms that suit a session, and of the day slots that it may use.
    spans
        Minutes [start, end) of each day slot with all the overtime that any policy may give.
    """

    precomputed: Precomputed
    firm: tuple[Session, ...]
    ranked: tuple[Session, ...]
    rooms_of: Mapping[str, frozenset[str]]
    slots_of: Mapping[str, Slots]
    spans: Mapping[str, Span]
    index: Mapping[str, int]

    @property
    def problem(self) -> Problem:
        return self.precomputed.problem

    @property
    def levels(self) -> Levels:
        return self.precomputed.instance.levels

    def at(self, session: str, *field: str | int) -> tuple[str | int, ...]:
        return ("sessions", self.index[session], *field)

    def spans_of(self, slots: Slots) -> tuple[Span, ...]:
        return tuple(span for id, span in self.spans.items() if id in slots)


def demands_of(problem: Problem) -> Demands:
    precomputed = precompute(problem)
    instance = precomputed.instance
    sessions, spans = instance.sessions, _longest(precomputed)
    return Demands(
        precomputed=precomputed,
        firm=tuple(s for s in sessions if s.rank is None),
        ranked=tuple(s for s in sessions if s.rank is not None),
        rooms_of={
            session.id: frozenset(instance.rooms[r] for r in precomputed.suitable_rooms(i))
            for i, session in enumerate(sessions)
        },
        slots_of={session.id: _slots(instance, i, spans) for i, session in enumerate(sessions)},
        spans=spans,
        index={session.id: n for n, session in enumerate(problem.sessions)},
    )


def _longest(precomputed: Precomputed) -> dict[str, Span]:
    limits = {slot.id: slot.limit for slot in day_slots(precomputed.problem)}
    return {
        slot.id: (slot.start, slot.end + max(limits[slot.id], slot.agreed))
        for slot in precomputed.instance.slots
    }


def _slots(instance: Instance, i: int, spans: Mapping[str, Span]) -> Slots:
    """Day slots that its own times leave to session i; all that serve it, if they are not hard."""
    serving = [instance.slots[k].id for k in instance.serving[i] if instance.open_for(i, k)]
    if not instance.windowed(i):
        return frozenset(serving)
    opens, closes = instance.opens(i), instance.closes(i)
    return frozenset(id for id in serving if spans[id][0] < closes and opens < spans[id][1])


def open_minutes(spans: Iterable[Span], closed: tuple[Span, ...]) -> int:
    """Minutes of spans, each once, outside the closed times."""
    return sum(
        end - start - sum(max(0, min(end, b) - max(start, a)) for a, b in closed)
        for start, end in merge(spans)
    )


def least(sessions: Iterable[Session]) -> int:
    return sum(session.minutes.least for session in sessions)


def room_closed(demands: Demands, room: str) -> tuple[Span, ...]:
    """When a room is not available, as far as that is hard for everybody."""
    instance = demands.precomputed.instance
    hard = instance.levels.all_hard("availability")
    return instance.closed[demands.precomputed.room_index[room]] if hard else ()


def person_away(demands: Demands, person: str) -> tuple[Span, ...]:
    """When a person is not available, as far as that is hard for everybody."""
    instance = demands.precomputed.instance
    return instance.hours[person] if instance.levels.all_hard("availability") else ()


def classes(
    demands: Demands, sessions: tuple[Session, ...]
) -> Iterator[tuple[frozenset[str], Slots, list[Session]]]:
    """(rooms, slots, sessions that need both to be inside), the smallest classes first."""
    kinds = {demands.rooms_of[s.id] for s in sessions if demands.rooms_of[s.id]}
    times = {demands.slots_of[s.id] for s in sessions if demands.slots_of[s.id]}
    smallest_first = [sorted(sets, key=lambda f: (len(f), sorted(f))) for sets in (kinds, times)]
    for rooms in smallest_first[0][:CLASSES]:
        fitting = [s for s in sessions if frozenset() < demands.rooms_of[s.id] <= rooms]
        for slots in smallest_first[1][:CLASSES]:
            inside = [s for s in fitting if frozenset() < demands.slots_of[s.id] <= slots]
            if inside:
                yield rooms, slots, inside


def offer(demands: Demands, rooms: frozenset[str], slots: Slots) -> int:
    """Minutes of all these rooms; a room and the parts that it combines count in full each."""
    spans = demands.spans_of(slots)
    return sum(open_minutes(spans, room_closed(demands, room)) for room in sorted(rooms))


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
