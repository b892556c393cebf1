"""The sessions of a scenario by what could hold them: which rooms, in which slots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.insight.minutes import SlotMinutes, Span, merged, minute
from scheduler.insight.obstacles import unsuited
from scheduler.insight.precomputed import Frame, frame_of
from scheduler.problem import Problem, Session

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
    """

    frame: Frame
    firm: tuple[Session, ...]
    ranked: tuple[Session, ...]
    rooms_of: Mapping[str, frozenset[str]]
    slots_of: Mapping[str, Slots]
    index: Mapping[str, int]

    @property
    def problem(self) -> Problem:
        return self.frame.problem

    def at(self, session: str, *field: str | int) -> tuple[str | int, ...]:
        return ("sessions", self.index[session], *field)

    def slots(self, ids: Slots) -> tuple[SlotMinutes, ...]:
        return tuple(slot for slot in self.frame.slots if slot.id in ids)


def demands_of(problem: Problem) -> Demands:
    frame = frame_of(problem)
    held = problem.held
    rooms = [room.id for room in problem.rooms]
    return Demands(
        frame=frame,
        firm=tuple(s for s in held if s.rank is None),
        ranked=tuple(s for s in held if s.rank is not None),
        rooms_of={s.id: frozenset(r for r in rooms if not unsuited(frame, s, r)) for s in held},
        slots_of={s.id: _slots(frame, s) for s in held},
        index={s.id: i for i, s in enumerate(problem.sessions)},
    )


def _slots(frame: Frame, session: Session) -> Slots:
    """Day slots that its own times leave to a session; all that serve it, if they are not hard."""
    serving = frame.slots_for(session)
    if not frame.is_hard("window", (session.id,)):
        return frozenset(slot.id for slot in serving)
    return frozenset(slot.id for slot in serving if _is_left(frame, session, slot))


def _is_left(frame: Frame, session: Session, slot: SlotMinutes) -> bool:
    listed = session.slots is None or bool({slot.id, slot.template.id} & set(session.slots))
    on_day = session.days is None or slot.day in session.days
    after, deadline = session.after, session.deadline
    late = after is not None and slot.end + slot.limit <= minute(after.replace(tzinfo=frame.zone))
    early = deadline is not None and slot.start >= minute(deadline.replace(tzinfo=frame.zone))
    return listed and on_day and not late and not early


def open_minutes(slots: Iterable[SlotMinutes], closed: tuple[Span, ...]) -> int:
    """Minutes of slots and their overtime, each once, outside the closed times."""
    spans = merged((slot.start, slot.end + slot.limit) for slot in slots)
    return sum(
        end - start - sum(max(0, min(end, b) - max(start, a)) for a, b in closed)
        for start, end in spans
    )


def least(sessions: Iterable[Session]) -> int:
    return sum(session.minutes.least for session in sessions)


def closed_of(demands: Demands, kind: str, who: str) -> tuple[Span, ...]:
    """When somebody is away, as far as that is hard for everybody."""
    hard = demands.frame.levels.all_hard("availability")
    return demands.frame.closed.get((kind, who), ()) if hard else ()


def classes(
    demands: Demands, sessions: tuple[Session, ...]
) -> Iterator[tuple[frozenset[str], Slots, list[Session]]]:
    """(rooms, slots, sessions that need both to be inside), the smallest classes first."""
    kinds = {demands.rooms_of[s.id] for s in sessions if demands.rooms_of[s.id]}
    times = {demands.slots_of[s.id] for s in sessions if demands.slots_of[s.id]}
    ordered = [sorted(found, key=lambda f: (len(f), sorted(f))) for found in (kinds, times)]
    for rooms in ordered[0][:CLASSES]:
        fitting = [s for s in sessions if frozenset() < demands.rooms_of[s.id] <= rooms]
        for slots in ordered[1][:CLASSES]:
            inside = [s for s in fitting if frozenset() < demands.slots_of[s.id] <= slots]
            if inside:
                yield rooms, slots, inside


def offer(demands: Demands, rooms: frozenset[str], slots: Slots) -> int:
    """Minutes of all these rooms; a room and the parts that it combines count in full each."""
    spans = demands.slots(slots)
    return sum(open_minutes(spans, closed_of(demands, "room", room)) for room in sorted(rooms))


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
