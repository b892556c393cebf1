"""How full a timetable is: minutes offered, taken and run over, as its planner counts them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.timetable.diff import in_slots, minutes
from scheduler.timetable.timetable import Timetable

SIDE_EVENT = "side-event"


@dataclass(frozen=True, slots=True)
class Fill:
    """
    Minutes of the regular sessions in the rooms that they use.

    Attributes
    ----------
    offered
        Of all regular slots in those rooms, without overtime.
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
    kinds = regular_kinds(problem)
    sittings = regular(problem, timetable)
    rooms = rooms_in_use(problem, timetable)
    slots = (s for s in day_slots(problem) if any(s.template.serves(kind) for kind in kinds))
    over = sum(overtime(problem, timetable).values())
    return Fill(
        offered=len(rooms) * sum((slot.end - slot.start) // MINUTE for slot in slots),
        inside=minutes(sittings) - over,
        over=over,
    )


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
    latest: defaultdict[tuple[str, str], int] = defaultdict(int)
    for slot, sitting in in_slots(problem, regular(problem, timetable)):
        over = (sitting.end.astimezone(UTC) - slot.end) // MINUTE
        if over > 0:
            cell = slot.id, sitting.room
            latest[cell] = max(latest[cell], over)
    return dict(sorted(latest.items()))


def closes(problem: Problem, timetable: Timetable) -> datetime | None:
    """When the last regular sitting ends; None if there is none."""
    ends = (sitting.end.astimezone(UTC) for sitting in regular(problem, timetable))
    return max(ends, default=None)
