"""
The problem in integers: ticks and indices, ready for a model.

Indices: i, j sessions that are held; k day slots in order of start; r rooms. Times are ticks of
``Grid``. Nothing here decides a rule; it only translates the planner's words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from scheduler.instance.grid import Grid
from scheduler.instance.levels import Levels, Strictness
from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import at
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
        Ticks of the planner's grid in [start, end); the start alone, if the slot is ``aligned``.
    """

    id: str
    day: int
    start: int
    end: int
    allowed: int
    agreed: int
    price: int
    starts: tuple[int, ...]
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """A sitting that has begun: day slot, room, start, team; ``end`` None while it is running."""

    slot: int
    room: int
    start: int
    end: int | None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """
    People who may preside over a session together: one for each of its chairs.

    ``price``: of the deputies among them. ``away``: spans in which one of them, or a group of the
    session, is not available where that is asked for; sorted, disjoint.
    """

    chairs: tuple[str, ...]
    people: frozenset[str]
    price: int
    away: tuple[Span, ...]
    vacant: bool


@dataclass(frozen=True, slots=True)
class After:
    """
    Session b starts after session a is over, ``steps`` later; ``rule`` is the code of the rule.

    ``steps``: pairs (e, t), both rising: once a ends after tick e, b starts at t or later. ``lag``:
    ticks that lie between in any case.
    """

    rule: str
    a: int
    b: int
    lag: int
    steps: tuple[tuple[int, int], ...] = ()

    def release(self, end: int) -> int:
        """The first tick at which b may start if a ends then."""
        return max([end + self.lag, *(t for e, t in self.steps if end > e)])


@dataclass(frozen=True, slots=True)
class Order:
    """
    A rolling order: sessions i in the sequence in force, their room, substitutes, changeover in
    ticks.

    ``free``: whether the policy allows another sequence.
    """

    sessions: tuple[int, ...]
    room: int
    substitutes: tuple[int, ...]
    changeover: int
    free: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """
    Session i as published.

    ``sittings``: (slot, room, start in ticks), first one first. ``teams``: who interprets each.
    ``chairs``: who presides.
    """

    sittings: tuple[tuple[int, int, int], ...]
    teams: tuple[str | None, ...] = ()
    chairs: tuple[str, ...] = ()


@dataclass(frozen=True)
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
    panels
        Who may preside over session i, the office holders first; shape (n,).
    closed
        Spans during which room r is not available; sorted, disjoint; shape (m,).
    chairs, people, attending
        All who may preside over session i (as acting where acting), all who are in it, and all
        its attendees.
    alike
        Rooms that share a part with room r, itself included; shape (m,).
    travel
        Ticks from room r to room s, where there are any.
    banned
        By (session i, slot k, room r): spans that hard statements forbid i there.
    afters
        Precedence at level hard: of statements, openings and closings.
    conflicts
        Sessions that may never meet at the same time as session i, whatever the room; shape (n,).
    side_events
        Pairs of sessions of one group of which one is a side event.
    hours, group_hours
        Spans in which a person, or a group, is not available.
    papers, quorate
        First tick at which session i may start for want of documents, of a quorum; shape (n,).
    now
        No new sitting starts before this tick; 0 without a situation.
    earliest_end
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
    panels: tuple[tuple[Panel, ...], ...]
    closed: tuple[tuple[Span, ...], ...]
    chairs: tuple[frozenset[str], ...]
    people: tuple[frozenset[str], ...]
    attending: tuple[frozenset[str], ...]
    alike: tuple[frozenset[int], ...]
    travel: dict[tuple[int, int], int]
    banned: dict[tuple[int, int, int], tuple[Span, ...]]
    orders: tuple[Order, ...]
    order_of: dict[int, int]
    afters: tuple[After, ...]
    conflicts: tuple[frozenset[int], ...]
    papers: tuple[int, ...]
    quorate: tuple[int, ...]
    side_events: tuple[tuple[int, int], ...]
    hours: dict[str, tuple[Span, ...]]
    group_hours: dict[str, tuple[Span, ...]]
    levels: Levels
    now: int
    earliest_end: int
    published: dict[int, Published]
    horizon: int

    @property
    def replanning(self) -> bool:
        """Whether there is a published timetable to stay close to."""
        return self.problem.situation is not None

    def importance(self, i: int) -> int:
        """How much leaving out session i weighs: by its rank, and more than all ranks without."""
        ranks = [s.rank for s in self.problem.sessions if s.rank is not None]
        last, rank = max(ranks, default=0), self.sessions[i].rank
        return 1 + sum(last - r + 1 for r in ranks) if rank is None else last - rank + 1

    def settled(self, i: int) -> bool:
        """Whether a fact has settled the minutes of session i."""
        situation = self.problem.situation
        return situation is not None and self.sessions[i].id in situation.settled

    def windowed(self, i: int) -> bool:
        """Whether the window of session i is asked for, and not merely wished."""
        return self.levels.of("window", (self.sessions[i].id,)).hard

    def open_for(self, i: int, k: int) -> bool:
        """Whether slot k is one of those the planner lets session i use."""
        return not self.windowed(i) or self.wished(i, k)

    def wished(self, i: int, k: int) -> bool:
        """Whether slot k is one of session i's slots and days, at whatever level."""
        session, slot = self.sessions[i], self.slots[k]
        template = slot.id.partition("/")[2]
        return (session.days is None or self.date(slot.day) in session.days) and (
            session.slots is None or slot.id in session.slots or template in session.slots
        )

    @cached_property
    def index(self) -> dict[str, int]:
        """Index of each session that is held, by id."""
        return {session.id: i for i, session in enumerate(self.sessions)}

    def regular(self, k: int) -> bool:
        """Whether slot k serves the kind ``session``."""
        template = self.slots[k].id.partition("/")[2]
        return next(s for s in self.problem.slots if s.id == template).serves("session")

    @cached_property
    def last_close(self) -> int | None:
        """The end, without overtime, of the last slot that serves the kind ``session``."""
        regular = [s.end for k, s in enumerate(self.slots) if self.regular(k)]
        return max(regular, default=None)

    def hour(self, k: int, clock: time) -> int:
        """The tick at which it is that late on the day of slot k."""
        return self.grid.ceil(at(self.date(self.slots[k].day), clock, self.grid.zone))

    def midnight(self, day: int) -> int:
        """The tick at which a day, counted from the first one, begins."""
        return self.grid.ceil(at(self.date(day), time(0), self.grid.zone))

    def date(self, day: int) -> date:
        """The local date of a day, counted from the first one."""
        return self.problem.days[0] + timedelta(days=day)

    def earliest(self, i: int) -> int:
        """``after`` of session i, its documents and its quorum, where asked for, in ticks."""
        ready = max(self.papers[i], self.quorate[i])
        return max(ready, self.opens(i)) if self.windowed(i) else ready

    def deadline(self, i: int) -> int:
        """``deadline`` of session i, where asked for, in ticks."""
        return self.closes(i) if self.windowed(i) else self.horizon

    def opens(self, i: int) -> int:
        """``after`` of session i at whatever level, in ticks."""
        after = self.sessions[i].after
        return 0 if after is None else self.grid.ceil(self._moment(after))

    def closes(self, i: int) -> int:
        """``deadline`` of session i at whatever level, in ticks."""
        deadline = self.sessions[i].deadline
        return self.horizon if deadline is None else self.grid.floor(self._moment(deadline))

    def pinned(self, i: int) -> tuple[int, int] | None:
        """(earliest, latest) first start by fact or pin, in ticks; None if free."""
        started = self.started[i]
        if started is not None:
            return started, self.horizon
        return self.pin(i) if self.windowed(i) else None

    def pin(self, i: int) -> tuple[int, int] | None:
        """(earliest, latest) first start that the planner wishes, in ticks; None if any."""
        pin = self.sessions[i].pin
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
        """Seats, features, the session's rooms and its pinned room, where they are asked for."""
        return r in self.fitting(i)

    def fitting(self, i: int) -> tuple[int, ...]:
        """The rooms that fit session i."""
        if i not in self._fitting:
            self._fitting[i] = tuple(
                r
                for r in range(len(self.rooms))
                if self.suits(i, r) or not self.room_asked(i, r).hard
            )
        return self._fitting[i]

    @cached_property
    def _fitting(self) -> dict[int, tuple[int, ...]]:
        """Made once: many families ask, and a large house has many rooms."""
        return {}

    @cached_property
    def vacant(self) -> frozenset[str]:
        """People whose office is vacant."""
        return frozenset(p.id for p in self.problem.people if p.state == "vacant")

    def room_asked(self, i: int, r: int) -> Strictness:
        """The level at which room r has to suit session i."""
        return self.levels.of("room_fit", (self.sessions[i].id,), room=self.rooms[r])

    def suits(self, i: int, r: int) -> bool:
        """Whether room r is all that session i wishes, at whatever level."""
        session, room = self.sessions[i], self.problem.rooms[r]
        pinned = session.pin.room if session.pin is not None else None
        return (
            (room.seats is None or room.seats >= session.attendance)
            and all(room.features.get(f, 0) >= n for f, n in session.features.items())
            and (session.rooms is None or room.id in session.rooms)
            and (pinned is None or pinned == room.id)
        )

    def shut(self, i: int, r: int) -> tuple[Span, ...]:
        """Spans in which session i may not use room r, for it is not available."""
        asked = (
            self.levels.all_hard("availability")
            or self.levels.of("availability", (self.sessions[i].id,), room=self.rooms[r]).hard
        )
        return self.closed[r] if asked else ()

    def ban(self, i: int, k: int, r: int) -> tuple[Span, ...]:
        """Spans that hard statements forbid session i in slot k and room r."""
        return self.banned.get((i, k, r), ())

    def rivals(self, i: int, j: int) -> frozenset[str]:
        """People who may preside over both sessions, and must not do so at once."""
        both = self.chairs[i] & self.chairs[j]
        if not both or self.levels.all_hard("person_clash"):
            return both
        pair = (self.sessions[i].id, self.sessions[j].id)
        return frozenset(c for c in both if self.levels.of("person_clash", pair, people=(c,)).hard)

    def room_rivals(self, i: int, j: int) -> bool:
        """Whether sessions i and j must not share a room, or a part of one, at once."""
        if self.levels.all_hard("room_clash"):
            return True
        pair = (self.sessions[i].id, self.sessions[j].id)
        return self.levels.of("room_clash", pair).hard

    def order_rooms(self, order: Order, k: int) -> tuple[int, ...]:
        """The order's room; where it is not available throughout slot k, substitutes too."""
        slot = self.slots[k]
        whole = not overlaps(self.closed[order.room], slot.start, slot.end)
        return (order.room,) if whole else (order.room, *order.substitutes)

    def minutes(self, ticks: int) -> int:
        return ticks * self.grid.tick

    def timetable(
        self,
        sittings: Iterable[tuple[int, int, int, int]],
        unplaced: Iterable[int],
        *,
        chairs: Mapping[int, tuple[str, ...]] | None = None,
        teams: Mapping[tuple[int, int], str] | None = None,
    ) -> Timetable:
        """
        (i, r, start, end) in ticks back to the planner's words.

        ``chairs``: who presides over session i, where a deputy does. ``teams``: who interprets,
        by session and start. What has begun keeps both.
        """
        chairs, teams, begun = chairs or {}, teams or {}, self._listed
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
                chairs=_chairs(begun, i, start, chairs.get(i, ())),
                team=begun[i][start].team if start in begun.get(i, {}) else teams.get((i, start)),
            )
            for i, parts in by_session.items()
            for part, (start, end, r) in enumerate(sorted(parts), start=1)
        ]
        reason = "no place is left for it within the policy"
        return Timetable.of(
            [*named, *_history_of_cancelled(self.problem)],
            [Unplaced(session=self.sessions[i].id, reason=reason) for i in unplaced],
        )

    @cached_property
    def _listed(self) -> dict[int, dict[int, Sitting]]:
        """The sittings that have begun, by session and start in ticks, the first one first."""
        situation = self.problem.situation
        found: dict[int, dict[int, Sitting]] = {}
        if situation is not None:
            for s in sorted((*situation.history, *situation.running), key=lambda s: s.start):
                if s.session in self.index:
                    found.setdefault(self.index[s.session], {})[self.grid.floor(s.start)] = s
        return found

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.grid.zone)


def _chairs(
    begun: Mapping[int, Mapping[int, Sitting]], i: int, start: int, chosen: tuple[str, ...]
) -> tuple[str, ...]:
    """Who presides: as a sitting began, so it and those after it go on."""
    if i not in begun:
        return chosen
    return begun[i].get(start, next(iter(begun[i].values()))).chairs


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether [start, end) meets any of the spans."""
    return any(a < end and start < b for a, b in spans)


def _history_of_cancelled(problem: Problem) -> Iterator[Sitting]:
    situation = problem.situation
    if situation is not None:
        yield from (s for s in situation.history if s.session in situation.cancelled)
