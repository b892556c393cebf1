"""How full a timetable is: minutes offered, taken and run over, as its planner counts them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots, spans
from scheduler.timetable.diff import in_slots, minutes
from scheduler.timetable.timetable import Timetable
from scheduler.vocabulary.spans import merge

SIDE_EVENT = "side-event"


@dataclass(frozen=True, slots=True)
class Fill:
    """
    Minutes of the regular sessions in the rooms that they use.

    Attributes
    ----------
    offered
        Of all regular slots in those rooms while these are available, without overtime.
    inside
        Held within slots.
    over
        Held past the end of a slot.
    """

    offered: int
    inside: int
    over: int

    @property
    def free(self) -> int:
        return max(0, self.offered - self.inside)


def fill(problem: Problem, timetable: Timetable) -> Fill:
    """How much of what the rooms in use offer to regular sessions is taken."""
    sittings, slots = regular(problem, timetable), regular_slots(problem)
    rooms = rooms_in_use(problem, timetable)
    over = sum(_past_ends(problem, sittings).values())
    return Fill(
        offered=sum(offered(problem, room, slots) for room in rooms),
        inside=minutes(sittings) - over,
        over=over,
    )


def offered(problem: Problem, room: str, slots: Iterable[DaySlot]) -> int:
    """Minutes of these slots, each once, without overtime, in which the room is available."""
    whose = next((one for one in problem.rooms if one.id == room), None)
    there: Sequence[Span] = merge((slot.start, slot.end) for slot in slots)
    if whose is not None and whose.available:
        inside = merge(spans(whose.available, problem.zone, problem.days))
        there = [both for one in there for other in inside if (both := _both(one, other))]
    shut = merge(spans(whose.unavailable, problem.zone, problem.days)) if whose else []
    taken = [both for one in there for other in shut if (both := _both(one, other))]
    return _minutes(there) - _minutes(taken)


Span = tuple[datetime, datetime]


def _both(one: Span, other: Span) -> Span | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _minutes(spans: Iterable[Span]) -> int:
    return sum((end - start) // MINUTE for start, end in spans)


def regular_slots(problem: Problem) -> tuple[DaySlot, ...]:
    """The slots of all days that serve some session that is no side event."""
    kinds = regular_kinds(problem)
    slots = day_slots(problem)
    return tuple(s for s in slots if any(s.template.serves(kind) for kind in kinds))


def rooms_in_use(problem: Problem, timetable: Timetable) -> frozenset[str]:
    """Rooms of sessions that are no side events, and of rolling orders: what they offer counts."""
    held = {sitting.room for sitting in regular(problem, timetable)}
    return frozenset(held | {order.room for order in problem.rolling})


def regular_kinds(problem: Problem) -> frozenset[str]:
    """The kinds of session that are no side events."""
    kinds = frozenset(session.kind for session in problem.sessions) - {SIDE_EVENT}
    return kinds or frozenset({"session"})


def regular(problem: Problem, timetable: Timetable) -> tuple[Sitting, ...]:
    """The sittings that are no side events."""
    side = {session.id for session in problem.sessions if session.kind == SIDE_EVENT}
    return tuple(sitting for sitting in timetable.sittings if sitting.session not in side)


def overtime(problem: Problem, timetable: Timetable) -> Mapping[tuple[str, str], int]:
    """Minutes past the end of a day slot in a room, where there are any, by day slot and room."""
    return _past_ends(problem, timetable.sittings)


def _past_ends(problem: Problem, sittings: Iterable[Sitting]) -> Mapping[tuple[str, str], int]:
    latest: defaultdict[tuple[str, str], int] = defaultdict(int)
    for slot, sitting in in_slots(problem, sittings):
        over = (sitting.end.astimezone(UTC) - slot.end) // MINUTE
        if over > 0:
            cell = slot.id, sitting.room
            latest[cell] = max(latest[cell], over)
    return dict(sorted(latest.items()))


def closes(problem: Problem, timetable: Timetable) -> datetime | None:
    """When the last regular sitting ends; None if there is none."""
    ends = (sitting.end.astimezone(UTC) for sitting in regular(problem, timetable))
    return max(ends, default=None)
