"""
The problem in integers: ticks and indices, ready for a model.

Indices: i, j sessions that are held; k day slots in order of start; r rooms. Times are ticks of
``Grid``. Nothing here decides a rule; it only translates the planner's words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.grid import Grid
from scheduler.problem import Problem, Session, Sitting
from scheduler.timetable import Timetable, Unplaced

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SlotTicks:
    """
    A day slot k in ticks.

    Attributes
    ----------
    start, end
        [start, end) without overtime.
    allowed
        Overtime allowed by the policy in force.
    agreed
        Overtime that is already part of the published timetable, free of charge.
    price
        Per minute of overtime.
    starts
        Ticks of the planner's grid in [start, end).
    """

    id: str
    day: int
    start: int
    end: int
    allowed: int
    agreed: int
    price: int
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A sitting that has begun: day slot, room, start; ``end`` None while it is running."""

    slot: int
    room: int
    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Order:
    """A rolling order: sessions i in order, their room, substitutes, changeover in ticks."""

    sessions: tuple[int, ...]
    room: int
    substitutes: tuple[int, ...]
    changeover: int


@dataclass(frozen=True, slots=True)
class Published:
    """Sittings (slot, room, start) of session i as published, first one first; all in ticks."""

    sittings: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """
    Attributes
    ----------
    planned, least
        Ticks of session i in full, and after all the trimming allowed; shape (n,).
    least_part
        Shortest part when cut, in ticks; shape (n,).
    serving
        Day slots k that serve session i's kind; shape (n,).
    begun
        Sittings of session i that have begun; shape (n,).
    started
        True start told by a fact, or None; shape (n,).
    away
        Spans during which a chair of session i is not available; sorted, disjoint; shape (n,).
    closed
        Spans during which room r is not available; sorted, disjoint; shape (m,).
    chairs, group
        Chairs (acting ones where acting) and all people of session i.
    now
        No new sitting starts before this tick; 0 without a situation.
    soon
        First tick after the true now: what is running ends then or later.
    published
        By session i; empty without a situation.
    horizon
        One past the last tick of any sitting.
    """

    problem: Problem
    grid: Grid
    sessions: tuple[Session, ...]
    slots: tuple[SlotTicks, ...]
    rooms: tuple[str, ...]
    planned: tuple[int, ...]
    least: tuple[int, ...]
    least_part: tuple[int, ...]
    serving: tuple[tuple[int, ...], ...]
    begun: tuple[tuple[Begun, ...], ...]
    started: tuple[int | None, ...]
    away: tuple[tuple[Span, ...], ...]
    closed: tuple[tuple[Span, ...], ...]
    chairs: tuple[frozenset[str], ...]
    people: tuple[frozenset[str], ...]
    orders: tuple[Order, ...]
    order_of: dict[int, int]
    precedences: tuple[tuple[int, int, int], ...]
    now: int
    soon: int
    published: dict[int, Published]
    horizon: int

    @property
    def replanning(self) -> bool:
        """Whether there is a published timetable to stay close to."""
        return self.problem.situation is not None

    def settled(self, i: int) -> bool:
        """Whether a fact has settled the minutes of session i."""
        situation = self.problem.situation
        return situation is not None and self.sessions[i].id in situation.settled

    def open_for(self, i: int, k: int) -> bool:
        """Whether slot k is one of those the planner lets session i use."""
        session, slot = self.sessions[i], self.slots[k]
        day = self.problem.days[0] + timedelta(days=slot.day)
        template = slot.id.partition("/")[2]
        return (session.days is None or day in session.days) and (
            session.slots is None or slot.id in session.slots or template in session.slots
        )

    def earliest(self, i: int) -> int:
        """``after`` of session i, in ticks."""
        after = self.sessions[i].after
        return 0 if after is None else self.grid.ceil(self._moment(after))

    def deadline(self, i: int) -> int:
        """``deadline`` of session i, in ticks."""
        deadline = self.sessions[i].deadline
        return self.horizon if deadline is None else self.grid.floor(self._moment(deadline))

    def pinned(self, i: int) -> tuple[int, int] | None:
        """(earliest, latest) first start by fact or pin, in ticks; None if free."""
        started, pin = self.started[i], self.sessions[i].pin
        if started is not None:
            return started, self.horizon
        if pin is not None and pin.exact is not None:
            tick = self.grid.floor(self._moment(pin.exact))
            return tick, tick
        if pin is not None and pin.not_before is not None:
            return self.grid.ceil(self._moment(pin.not_before)), self.horizon
        return None

    def starts(self, i: int, k: int) -> tuple[int, ...]:
        """Ticks of slot k at which i may start: the grid's, and its told start if that is there."""
        slot, told = self.slots[k], self.started[i]
        if told is None or told in slot.starts or not slot.start <= told < slot.end:
            return slot.starts
        return tuple(sorted((*slot.starts, told)))

    def fits(self, i: int, r: int) -> bool:
        """Seats, features, the session's rooms and its pinned room."""
        session = self.sessions[i]
        room = self.problem.rooms[r]
        pinned = session.pin.room if session.pin is not None else None
        return (
            (room.seats is None or room.seats >= session.attendance)
            and session.features <= room.features
            and (session.rooms is None or room.id in session.rooms)
            and (pinned is None or pinned == room.id)
        )

    def order_rooms(self, order: Order, k: int) -> tuple[int, ...]:
        """The order's room; where it is not available throughout slot k, substitutes too."""
        slot = self.slots[k]
        whole = not overlaps(self.closed[order.room], slot.start, slot.end)
        return (order.room,) if whole else (order.room, *order.substitutes)

    def same_group(self, i: int, j: int) -> bool:
        """Whether one is a side event of the other's organiser."""
        a, b = self.sessions[i], self.sessions[j]
        return a.group is not None and a.group == b.group and "side-event" in (a.kind, b.kind)

    def minutes(self, ticks: int) -> int:
        return ticks * self.grid.tick

    def timetable(
        self, sittings: Iterable[tuple[int, int, int, int]], unplaced: Iterable[int]
    ) -> Timetable:
        """(i, r, start, end) in ticks back to the planner's words."""
        by_session: dict[int, list[tuple[int, int, int]]] = {}
        for i, r, start, end in sittings:
            by_session.setdefault(i, []).append((start, end, r))
        named = [
            Sitting(
                session=self.sessions[i].id,
                part=part,
                parts=len(parts),
                room=self.rooms[r],
                start=self.grid.clock(start),
                end=self.grid.clock(end),
            )
            for i, parts in by_session.items()
            for part, (start, end, r) in enumerate(sorted(parts), start=1)
        ]
        reason = "no place is left for it within the policy"
        return Timetable.of(
            [*named, *_history_of_cancelled(self.problem)],
            [Unplaced(session=self.sessions[i].id, reason=reason) for i in unplaced],
        )

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.grid.zone)


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether [start, end) meets any of the spans."""
    return any(a < end and start < b for a, b in spans)


def _history_of_cancelled(problem: Problem) -> Iterator[Sitting]:
    situation = problem.situation
    if situation is not None:
        yield from (s for s in situation.history if s.session in situation.cancelled)
