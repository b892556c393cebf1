"""
The problem in integers: ticks and indices, ready for a model.

Indices are those of ``Axes``, times ticks of its grid. Nothing here decides a rule; it only
translates the planner's words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from scheduler.instance.levels import Levels, Strictness
from scheduler.instance.records import After, Axes, Begun, Order, Panel, Published, Span, overlaps


@dataclass(frozen=True)
class Instance(Axes):
    """
    Attributes
    ----------
    planned, least
        Ticks of session i in full, and after all the trimming allowed; shape (n,).
    least_part
        Shortest part when cut, in ticks; shape (n,).
    begun
        Sittings of session i that have begun; shape (n,).
    started
        True start told by a fact, or None; shape (n,).
    panels
        Who may preside over session i, the office holders first; shape (n,).
    closed
        Spans during which room r is not available; sorted, disjoint; shape (m,).
    attending
        All attendees of session i, as acting where acting.
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
    published
        By session i; empty without a situation.
    horizon
        One past the last tick of any sitting.
    """

    planned: tuple[int, ...]
    least: tuple[int, ...]
    least_part: tuple[int, ...]
    begun: tuple[tuple[Begun, ...], ...]
    started: tuple[int | None, ...]
    panels: tuple[tuple[Panel, ...], ...]
    closed: tuple[tuple[Span, ...], ...]
    attending: tuple[frozenset[str], ...]
    alike: tuple[frozenset[int], ...]
    travel: dict[tuple[int, int], int]
    banned: dict[tuple[int, int, int], tuple[Span, ...]]
    orders: tuple[Order, ...]
    afters: tuple[After, ...]
    conflicts: tuple[frozenset[int], ...]
    papers: tuple[int, ...]
    quorate: tuple[int, ...]
    side_events: tuple[tuple[int, int], ...]
    hours: dict[str, tuple[Span, ...]]
    group_hours: dict[str, tuple[Span, ...]]
    levels: Levels
    published: dict[int, Published]
    horizon: int

    @property
    def replanning(self) -> bool:
        """Whether there is a published timetable to stay close to."""
        return self.problem.situation is not None

    @cached_property
    def now(self) -> int:
        """No new sitting starts before this tick; 0 without a situation."""
        situation = self.problem.situation
        return 0 if situation is None else max(0, self.grid.ceil(situation.now))

    @cached_property
    def true_now(self) -> int:
        """The last tick at or before now; what is barred then stops at once."""
        situation = self.problem.situation
        return 0 if situation is None else max(0, self.grid.floor(situation.now))

    @cached_property
    def chairs(self) -> tuple[frozenset[str], ...]:
        """All who may preside over session i; shape (n,)."""
        begun = [frozenset(who for b in row for who in b.chairs) for row in self.begun]
        return tuple(
            own.union(*(panel.people for panel in row))
            for own, row in zip(begun, self.panels, strict=True)
        )

    @cached_property
    def people(self) -> tuple[frozenset[str], ...]:
        """All who may preside over session i or attend it; shape (n,)."""
        return tuple(c | a for c, a in zip(self.chairs, self.attending, strict=True))

    @cached_property
    def presided(self) -> dict[str, list[int]]:
        """The sessions that each person may preside over."""
        return _by_person(self.chairs)

    @cached_property
    def involving(self) -> dict[str, list[int]]:
        """The sessions that each person may preside over or attends."""
        return _by_person(self.people)

    @cached_property
    def order_of(self) -> dict[int, int]:
        """The rolling order of each session that is in one."""
        return {i: o for o, order in enumerate(self.orders) for i in order.sessions}

    def importance(self, i: int) -> int:
        """The weight of leaving out session i: by rank, and without one more than all ranks."""
        ranks = [s.rank for s in self.problem.sessions if s.rank is not None]
        last, rank = max(ranks, default=0), self.sessions[i].rank
        return 1 + sum(last - r + 1 for r in ranks) if rank is None else last - rank + 1

    def settled(self, i: int) -> bool:
        """Whether a fact has settled the minutes of session i."""
        situation = self.problem.situation
        return situation is not None and self.sessions[i].id in situation.settled

    def windowed(self, i: int) -> bool:
        """Whether the window of session i is hard, and not merely wished."""
        return self.levels.is_hard("window", (self.sessions[i].id,))

    def open_for(self, i: int, k: int) -> bool:
        """Whether slot k is one of those the planner lets session i use."""
        return not self.windowed(i) or self.wished(i, k)

    def wished(self, i: int, k: int) -> bool:
        """Whether slot k is one of session i's slots and days, at whatever level."""
        session, slot = self.sessions[i], self.slots[k]
        return (session.days is None or self.date(slot.day) in session.days) and (
            session.slots is None or slot.is_called(session.slots)
        )

    def regular(self, k: int) -> bool:
        """Whether slot k serves the kind ``session``."""
        template = self.slots[k].template
        return next(s for s in self.problem.slots if s.id == template).serves("session")

    @cached_property
    def last_close(self) -> int | None:
        """The end, without overtime, of the last slot that serves the kind ``session``."""
        regular = [s.end for k, s in enumerate(self.slots) if self.regular(k)]
        return max(regular, default=None)

    def earliest(self, i: int) -> int:
        """
        ``after`` of session i, its documents and its quorum, where asked for, in ticks.

        Once it has begun, nobody waits for the latter.
        """
        ready = 0 if self.begun[i] else max(self.papers[i], self.quorate[i])
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
        """Ticks of slot k at which i may start: the grid's, and its true start if that is there."""
        slot, true = self.slots[k], self.started[i]
        if true is None or true in slot.starts or not slot.start <= true < slot.end:
            return slot.starts
        return tuple(sorted((*slot.starts, true)))

    def fits(self, i: int, r: int) -> bool:
        """Whether seats, features, rooms and the pinned room allow it, where they are hard."""
        return r in self.fitting(i)

    def fitting(self, i: int) -> tuple[int, ...]:
        """The rooms that fit session i."""
        if i not in self._fitting:
            self._fitting[i] = tuple(
                r
                for r in range(len(self.rooms))
                if self.suits(i, r) or not self.room_strictness(i, r).hard
            )
        return self._fitting[i]

    @cached_property
    def open_throughout(self) -> dict[tuple[int, int, int], tuple[int, ...] | None]:
        """Made once, by the model: by session, slot and panel, its rooms if nothing is shut."""
        return {}

    @cached_property
    def _fitting(self) -> dict[int, tuple[int, ...]]:
        return {}  # made once: many families ask, and a large house has many rooms

    @cached_property
    def vacant(self) -> frozenset[str]:
        """People whose office is vacant."""
        return frozenset(p.id for p in self.problem.people if p.state == "vacant")

    def room_strictness(self, i: int, r: int) -> Strictness:
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
        ids, room = (self.sessions[i].id,), self.rooms[r]
        return self.closed[r] if self.levels.is_hard("availability", ids, room=room) else ()

    def strictness(
        self, rule: str, *sessions: int, people: tuple[str, ...] = (), room: str | None = None
    ) -> Strictness:
        """The strictness of an occurrence of a rule between sessions."""
        return self.levels.of(rule, tuple(self.sessions[i].id for i in sessions), people, room)

    def ban(self, i: int, k: int, r: int) -> tuple[Span, ...]:
        """Spans that hard statements forbid session i in slot k and room r."""
        return self.banned.get((i, k, r), ())

    def forbidden(self, i: int, k: int, r: int) -> tuple[Span, ...]:
        """Spans in which session i may not be in slot k and room r, for whatever reason."""
        return (*self.shut(i, r), *self.ban(i, k, r))

    def rivals(self, i: int, j: int) -> frozenset[str]:
        """People who may preside over both sessions, and must not do so at once."""
        pair, both = (self.sessions[i].id, self.sessions[j].id), self.chairs[i] & self.chairs[j]
        return frozenset(c for c in both if self.levels.is_hard("person_clash", pair, (c,)))

    def room_rivals(self, i: int, j: int) -> bool:
        """Whether sessions i and j must not share a room, or a part of one, at once."""
        return self.levels.is_hard("room_clash", (self.sessions[i].id, self.sessions[j].id))

    def order_rooms(self, order: Order, k: int) -> tuple[int, ...]:
        """The order's room; where it is not available throughout slot k, substitutes too."""
        slot = self.slots[k]
        whole = not overlaps(self.closed[order.room], slot.start, slot.end)
        return (order.room,) if whole else (order.room, *order.substitutes)

    def minutes(self, ticks: int) -> int:
        return ticks * self.grid.tick

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.grid.zone)


def _by_person(people: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    sessions: dict[str, list[int]] = {}
    for i, own in enumerate(people):
        for who in sorted(own):
            sessions.setdefault(who, []).append(i)
    return sessions
