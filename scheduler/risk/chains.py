"""
Rolling orders in which each start follows from the end before it, and nobody has to decide.

An order is such a chain if it rolls in one room, shares nobody and nothing with the rest of the
meeting, and no hard rule asks for more than its order, its slots and its pins. Then the answer is
that of a replan under ``roll`` (tests/risk/test_weeks_agree.py). Every other order is named with
the reason, and is replanned week by week.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.instance.records import Order, overlaps
from scheduler.problem import Closing, Conflict, Opening, Precedence
from scheduler.risk.links import Link, Place, build_link
from scheduler.risk.special_functions import Integers, distinct
from scheduler.risk.stand import Stand

SPOKEN_FOR = (Precedence, Opening, Closing, Conflict)
"""Hard statements whose sense is looked at pair by pair."""


@dataclass(frozen=True)
class Chain:
    """
    Sessions that follow one another, from the first that is not over.

    Attributes
    ----------
    begins
        When the first of them begins, or began.
    held
        Minutes that it has been held by ``now``; 0 if it has not begun.
    changeover
        Minutes between two sessions.
    rolls
        Whether it is a rolling order, and no session by itself.
    """

    room: str
    links: tuple[Link, ...]
    changeover: int
    begins: int
    now: int
    held: int
    rolls: bool = True

    @property
    def never(self) -> int:
        return self.links[0].never

    def ready(self, end: Integers) -> Integers:
        """When the next session is ready, by the minute at which one ends."""
        return np.where(end < self.never, np.minimum(end + self.changeover, self.never), self.never)

    @cached_property
    def planned_ready(self) -> tuple[Integers, ...]:
        """
        By session and the minute at which it is ready: when the last one would be, all as planned.

        NEVER if one of them would find no place: then somebody has to decide.
        """
        never, last = self.never, self.links[-1]
        ready = np.arange(never + 1, dtype=np.int64)
        tables = [np.where(last.begins(ready) < never, ready, never)]
        for link in reversed(self.links[:-1]):
            start = link.begins(ready)
            end = link.ends(start, np.full(never + 1, link.planned))
            tables.append(tables[-1][self.ready(end)])
        return tuple(reversed(tables))

    @cached_property
    def late_starts(self) -> Integers:
        """Starts of the last session from which it needs overtime, in order."""
        starts = distinct(self.links[-1].late_starts)
        return starts[starts < self.never]

    def replanned(self, planned: Integers, ready: Integers) -> Integers:
        """
        When the last session is planned to start, once it is known when it is ready.

        ``planned``: when it was until then, if that needs overtime; else NEVER, as the answer. It
        comes forward only where it needs no overtime: what is agreed costs nothing, and to move
        does.
        """
        last = self.links[-1]
        late = np.where(
            (planned < self.never) & (planned >= ready), planned, last.late_starts[ready]
        )
        return np.where(last.starts[ready] < self.never, self.never, late)


def chain_of(stand: Stand, order: Order) -> Chain | str | None:
    """The chain of a rolling order; why it is none; None if all of it is over."""
    instance = stand.instance
    reason = next(_reasons(stand, order), None)
    if reason is not None:
        return reason
    to_come = [i for i in order.sessions if not stand.is_over(instance.sessions[i].id)]
    if not to_come:
        return None
    never = instance.horizon + 1
    links = tuple(
        build_link(
            instance,
            i,
            places_of(instance, i, order.room),
            stand.durations[instance.sessions[i].id],
            never,
        )
        for i in to_come
    )
    chain = Chain(
        room=instance.rooms[order.room],
        links=links,
        changeover=order.changeover,
        begins=links[0].printed[0][0],
        now=stand.now,
        held=stand.held.get(links[0].session, 0),
    )
    return chain if _is_as_printed(chain) else "its printed times are not those of its order"


def places_of(instance: Instance, i: int, room: int) -> tuple[Place, ...]:
    """The slots that a session may use in a room, with the overtime of ``roll``."""
    return tuple(
        Place(k, slot.day, slot.start, slot.end, slot.allowed, slot.starts)
        for k in instance.serving[i]
        if (slot := instance.slots[k]) and _is_open(instance, i, k, room) is not False
    )


def _is_open(instance: Instance, i: int, k: int, room: int) -> bool | None:
    """Whether a session may use a slot: all of it, none of it, or (None) some of it."""
    slot = instance.slots[k]
    if not instance.open_for(i, k) or slot.start >= instance.deadline(i):
        return False
    end = slot.end + slot.allowed
    panel = instance.panels[i][0]
    closed = (*panel.away, *instance.forbidden(i, k, room))
    if any(a <= slot.start and slot.end <= b for a, b in closed):
        return False
    return None if overlaps(closed, slot.start, end) or instance.deadline(i) < end else True


def _reasons(stand: Stand, order: Order) -> Iterator[str]:
    """Why an order is no chain; the first is told."""
    instance, problem = stand.instance, stand.instance.problem
    placed = {s.session for s in stand.timetable.sittings}
    if any(instance.sessions[i].id not in placed for i in order.sessions):
        yield "one of its sessions has no place"
    if any(instance.started[i] is not None for i in order.sessions):
        yield "one of its sessions is reported to start late"
    yield from _about_sessions(instance, order)
    for rule in problem.rules:
        if rule.level_in_force == "hard" and not isinstance(rule, SPOKEN_FOR):
            yield f"the rule {rule.rule} is hard"
    if any(rule.reserve for rule in hard_statements(problem, Closing)):
        yield "minutes are reserved before the close"
    teams = problem.interpretation.teams if problem.interpretation is not None else ()
    bound = any(instance.levels.is_hard("interpretation", (), (team.id,)) for team in teams)
    if bound and any(instance.sessions[i].languages for i in order.sessions):
        yield "it is interpreted, and the rule interpretation is hard"
    yield from _shared(instance, order)


def _about_sessions(instance: Instance, order: Order) -> Iterator[str]:
    for i in order.sessions:
        session, split = instance.sessions[i], instance.sessions[i].split
        opened = [(_is_open(instance, i, k, order.room), k) for k in instance.serving[i]]
        if any(is_open is None for is_open, _ in opened):
            yield f"{session.id} may use only a part of a slot"
        slots = [instance.slots[k] for is_open, k in opened if is_open]
        if any(a.end > b.start for a, b in pairwise(slots)):
            yield f"{session.id} may use slots that overlap"
        if any(slot.agreed and slot is not slots[-1] for slot in slots):
            yield "a slot is published with overtime"
        if split is not None and split.days == "different":
            yield f"{session.id} needs a different day for each part"
        least_part = instance.least_part[i]
        if split is not None and any(s.end - s.start < least_part for s in slots):
            yield f"{session.id} cannot use slots shorter than its least part"
        if not instance.fits(i, order.room):
            yield f"its room does not suit {session.id}"
        if len(instance.panels[i]) > 1 and instance.panels[i][0].away:
            yield f"a deputy may take over {session.id}"


def _shared(instance: Instance, order: Order) -> Iterator[str]:
    """What an order has in common with the rest of the meeting."""
    own = set(order.sessions)
    for a in instance.afters:
        if {a.a, a.b} & own and not _follows(order, a.a, a.b, trivial=not (a.lag or a.steps)):
            yield f"{instance.sessions[a.b].id} has to wait for {instance.sessions[a.a].id}"
    spans = [(p.start, p.end + p.allowed) for i in own for p in places_of(instance, i, order.room)]
    for j in range(len(instance.sessions)):
        if j not in own and any(holds_up(instance, i, order.room, j) for i in own):
            others = (instance.slots[k] for k in instance.serving[j])
            if any(overlaps(spans, s.start, s.end + s.allowed) for s in others):
                yield f"it shares its room or its people with {instance.sessions[j].id}"


def _follows(order: Order, a: int, b: int, *, trivial: bool) -> bool:
    if not trivial or a not in order.sessions or b not in order.sessions:
        return False
    return order.sessions.index(a) < order.sessions.index(b)


def holds_up(instance: Instance, i: int, room: int, j: int) -> bool:
    """Whether session j may be in the way of session i in a room: of the room, or of its people."""
    rooms = {r for r in range(len(instance.rooms)) if instance.fits(j, r)}
    rooms = {instance.orders[instance.order_of[j]].room} if j in instance.order_of else rooms
    if instance.problem.situation is not None and j in instance.published:
        rooms = {room for _, room, _ in instance.published[j].sittings}
    return (
        not rooms.isdisjoint(instance.alike[room])
        or bool(instance.chairs[i] & instance.chairs[j])
        or j in instance.conflicts[i]
        or (i, j) in instance.side_events
        or (j, i) in instance.side_events
    )


def _is_as_printed(chain: Chain) -> bool:
    """Whether the tables lead from the first start to every published start and end."""
    ready = np.array([chain.begins])
    for n, link in enumerate(chain.links):
        start = np.array([link.printed[0][0]])
        if n and not _is_start(chain, link, ready, start):
            return False
        if n or not chain.held:
            end = link.ends(start, np.array([link.planned]))
            if int(end[0]) != link.printed[-1][1]:
                return False
        ready = chain.ready(np.array([link.printed[-1][1]]))
    return True


def _is_start(chain: Chain, link: Link, ready: Integers, start: Integers) -> bool:
    """Where it needs overtime it may have waited: it comes forward only without."""
    if int(link.begins(ready)[0]) == int(start[0]):
        return True
    waits = link is chain.links[-1] and int(link.starts[ready][0]) == chain.never
    return waits and int(start[0]) in link.late_starts and start[0] >= ready[0]
