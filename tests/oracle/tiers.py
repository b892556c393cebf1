"""What a timetable costs, tier by tier, and what each rule's share of it is."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from scheduler.problem import Problem, Sitting
from tests.oracle import interpreting, judge, stated
from tests.oracle.meeting import (
    Meeting,
    Sit,
    Slot,
    Table,
    begun,
    clock,
    is_over,
    overlap,
    runs,
)

Costs = dict[str, int]


class Charged(NamedTuple):
    """Something that costs: the tier, the rule, the sessions that take part, the amount."""

    tier: str
    rule: str
    sessions: tuple[str, ...]
    amount: int


def names(meeting: Meeting) -> list[str]:
    """The tiers of a problem, the most important first."""
    found = ["unplaced", "preferences"]
    if meeting.situation is not None:
        found = ["unplaced", "freeze", "days", "cells", "moves", "order", "rooms", "minutes"]
        found += ["shifts", "served", "preferences"]
        if meeting.policy == "stay":
            found.remove("moves")
            found.insert(2, "moves")
    problem = meeting.problem
    warns = any(Meeting.stated(s)[0] == "warn" for s in problem.rules)
    warns = warns or any(entry.level == "warn" for entry in problem.levels)
    return [*found, *(["warnings"] if warns or problem.documents else [])]


def tiers(problem: Problem, sittings: Iterable[Sitting], unplaced: Iterable[str]) -> Costs:
    """Cost by tier, in order."""
    meeting = Meeting(problem)
    return costs(meeting, Table(meeting, map(Sit.of, sittings), unplaced))


def costs(meeting: Meeting, table: Table) -> Costs:
    found = dict.fromkeys(names(meeting), 0)
    for one in charges(meeting, table):
        found[one.tier] += one.amount
    return found


def charges(meeting: Meeting, table: Table) -> Iterator[Charged]:
    yield from without_place(meeting, table)
    if meeting.situation is not None:
        yield from distance(meeting, table)
    yield from by_the_minute(meeting, table)
    yield from wishes(meeting, table)


# --- by the minute -------------------------------------------------------------------------------


def by_the_minute(meeting: Meeting, table: Table) -> Iterator[Charged]:
    tier = "preferences" if meeting.situation is None else "minutes"
    past: dict[tuple[str, str], int] = {}
    slots: dict[str, Slot] = {}
    for sit in table.sits:
        slot = meeting.ends_in(sit) if runs(meeting, sit) else meeting.slot_of(sit)
        if slot is not None and not is_over(meeting, sit):
            slots[slot.id] = slot
            key = slot.id, sit.room
            past[key] = max(past.get(key, 0), sit.end - slot.end)
    for (id, _), minutes in past.items():
        over = max(0, minutes - meeting.agreed.get(id, 0))
        yield Charged(tier, "overtime", (), over * slots[id].price)
    for id in table.by:
        if id not in meeting.cancelled:
            short = meeting.planned(id) - table.minutes(id)
            yield Charged(tier, "trimming", (id,), short * meeting.problem.weights.trim)
    yield Charged(tier, "interpretation", (), interpreting.overtime(meeting, table))


# --- wishes --------------------------------------------------------------------------------------


def priced(
    level: tuple[str, int], rule: str, sessions: tuple[str, ...], amount: int
) -> Iterator[Charged]:
    where = {"soft": "preferences", "warn": "warnings"}.get(level[0])
    if where is not None and amount > 0:
        yield Charged(where, rule, sessions, amount * level[1])


def wishes(meeting: Meeting, table: Table) -> Iterator[Charged]:
    for statement in meeting.problem.rules:
        level = Meeting.stated(statement)
        if level[0] in ("soft", "warn"):
            for line in stated.lines(meeting, table, statement):
                ids = tuple(dict.fromkeys(s.session for s in line.sits))
                yield from priced(level, statement.rule, ids, line.amount)
    for id, sits in table.by.items():
        yield from of_session(meeting, table, id, sits)
    for a, b in combinations(sorted(table.by), 2):
        yield from of_pair(meeting, a, table.by[a], b, table.by[b])
    for one in interpreting.occurrences(meeting, table):
        level = meeting.level("interpretation", (), (one.team,))
        ids = tuple(dict.fromkeys(s.session for s in one.sits))
        yield from priced(level, "interpretation", ids, one.amount)
    for delegation in meeting.problem.delegations:
        level = meeting.level("small_delegation", (), (delegation.id,))
        line = stated.delegation_minutes(meeting, table, delegation)
        ids = tuple(dict.fromkeys(s.session for s in line.sits))
        yield from priced(level, "small_delegation", ids, line.amount)


def of_session(meeting: Meeting, table: Table, id: str, sits: list[Sit]) -> Iterator[Charged]:
    session = meeting.sessions[id]
    away: dict[tuple[str, str], int] = {}
    for sit in sits:
        found = judge.unavailable(meeting, session, sit, meeting.presiding(sit), hard=False)
        for _, who, minutes in found:
            kind = "room" if who == sit.room else "person" if who in meeting.people else "group"
            away[kind, who] = away.get((kind, who), 0) + minutes
    for (kind, who), minutes in away.items():
        people = (who,) if kind == "person" else ()
        level = meeting.level("availability", (id,), people, who if kind == "room" else None)
        yield from priced(level, "availability", (id,), minutes)
    for room in sorted({s.room for s in sits}):
        off = sum(s.room == room and not judge.suits(meeting, session, room) for s in sits)
        yield from priced(meeting.level("room_fit", (id,), (), room), "room_fit", (id,), off)
    off = sum(judge.out_of_window(meeting, session, s, s == sits[0], False) for s in sits)
    yield from priced(meeting.level("window", (id,)), "window", (id,), off)
    empty = any(meeting.is_empty(c) for s in sits for c in meeting.presiding(s))
    vacant = tuple(c for c in session.chairs if meeting.is_empty(c))
    yield from priced(
        meeting.level("office_holder", (id,), vacant), "office_holder", (id,), int(empty)
    )
    for of, _, ready in judge.meeting_documents(meeting):
        if of == id:
            short = (ready - meeting.day(sits[0].start)).days
            yield from priced(meeting.level("documents", (id,)), "documents", (id,), short)
    ready_at = stated.quorum_ready(meeting)
    if session.decides and ready_at is not None:
        early = int(sits[0].start < ready_at)
        yield from priced(meeting.level("quorum", (id,)), "quorum", (id,), early)
    presiding = {who for s in sits for who in meeting.presiding(s)}
    for who in sorted(presiding):
        person = meeting.people.get(who)
        if person is not None and person.remote:
            own = [s for s in sits if who in meeting.presiding(s)]
            minutes = stated.comfort_minutes(meeting, who, own)
            yield from priced(meeting.level("comfort", (id,), (who,)), "comfort", (id,), minutes)
    yield Charged("preferences", "deputies", (id,), deputies(meeting, id, sits[-1]))


def deputies(meeting: Meeting, id: str, last: Sit) -> int:
    price = 0
    for office, who in zip(meeting.sessions[id].chairs, meeting.presiding(last), strict=True):
        person = meeting.people.get(office)
        if person is not None and who != meeting.as_acting(office):
            price += next((d.price for d in person.deputies if d.id == who), 0)
    return price


def of_pair(meeting: Meeting, a: str, xs: list[Sit], b: str, ys: list[Sit]) -> Iterator[Charged]:
    pair = a, b
    apart = [(x, y) for x in xs for y in ys if not (begun(meeting, x) and begun(meeting, y))]
    rooms = sum(max(0, overlap(x, y)) for x, y in apart if meeting.shares(x.room, y.room))
    yield from priced(meeting.level("room_clash", pair), "room_clash", pair, rooms)
    if judge.organises(meeting, a, b):
        side = sum(max(0, overlap(x, y)) for x, y in apart)
        yield from priced(meeting.level("side_event", pair), "side_event", pair, side)
    both: dict[str, int] = {}
    for x, y in apart:
        minutes = max(0, overlap(x, y) + meeting.walk(x.room, y.room))
        for who in set(meeting.presiding(x)) & set(meeting.presiding(y)):
            both[who] = both.get(who, 0) + minutes
    for who, minutes in both.items():
        yield from priced(
            meeting.level("person_clash", pair, (who,)), "person_clash", pair, minutes
        )
    price = meeting.problem.weights.attendee_clash
    for who, met in judge.attendees_at_once(meeting, xs, ys).items():
        minutes = sum(m for m, _, _ in met) * price
        yield from priced(
            meeting.level("attendee_clash", pair, (who,)), "attendee_clash", pair, minutes
        )


# --- without a place -----------------------------------------------------------------------------


def without_place(meeting: Meeting, table: Table) -> Iterator[Charged]:
    ranks = [s.rank for s in meeting.problem.sessions if s.rank is not None]
    last = max(ranks, default=0)
    unranked = 1 + sum(last - rank + 1 for rank in ranks)
    for id in sorted(table.unplaced):
        session = meeting.sessions.get(id)
        if session is not None and id not in meeting.cancelled:
            factor = unranked if session.rank is None else last - session.rank + 1
            yield Charged("unplaced", "unplaced", (id,), weight_of(meeting, id) * factor)


# --- distance from what is published -------------------------------------------------------------


def weight(meeting: Meeting, ids: Iterable[str], day: date) -> int:
    """Weight of a change to these sessions on a local day."""
    notice = meeting.problem.notice
    late = clock(day - timedelta(days=1), notice.after, meeting.tz)
    base = notice.weight if meeting.now is not None and meeting.now >= late else 1
    most = max((meeting.sessions[id].attendance for id in ids), default=0)
    return base + most // notice.audience


def weight_of(meeting: Meeting, id: str) -> int:
    """Of one session, on the day of its first published sitting."""
    sits = published(meeting).get(id)
    if not sits:
        return 1 + meeting.sessions[id].attendance // meeting.problem.notice.audience
    return weight(meeting, [id], meeting.day(sits[0].start))


def published(meeting: Meeting) -> dict[str, list[Sit]]:
    """What is published, without the sessions cancelled since (their history stays)."""
    held = {(s.session, s.start) for s in meeting.history}
    found: dict[str, list[Sit]] = {}
    for sit in sorted(meeting.published, key=lambda s: (s.start, s.room)):
        if sit.session not in meeting.cancelled or (sit.session, sit.start) in held:
            found.setdefault(sit.session, []).append(sit)
    return found


def distance(meeting: Meeting, table: Table) -> Iterator[Charged]:
    was = published(meeting)
    both = [id for id in was if id in table.by and id not in meeting.cancelled]
    first = {id: (was[id][0], table.by[id][0]) for id in both}
    yield from inside_freeze(meeting, table, was)
    yield from in_cells(meeting, table, was)
    for id, (old, new) in first.items():
        own = weight_of(meeting, id)
        if meeting.day_of(old) != meeting.day_of(new):
            yield Charged("days", "days", (id,), own)
        if id not in meeting.orders and (old.start, old.room) != (new.start, new.room):
            yield Charged("moves", "moves", (id,), own)
        if {s.room for s in table.by[id]} - {s.room for s in was[id]}:
            yield Charged("rooms", "rooms", (id,), own)
        yield Charged("shifts", "shifts", (id,), own * abs(new.start - old.start))
        coming = [s for s in table.by[id] if not begun(meeting, s)]
        if coming and meeting.presiding(coming[-1]) != meeting.presiding(was[id][-1]):
            yield Charged("served", "served", (id,), own)
    yield from in_another_order(meeting, first)
    for id, sits in was.items():
        for old in sits:
            yield from another_team(meeting, table, id, old)


def inside_freeze(meeting: Meeting, table: Table, was: dict[str, list[Sit]]) -> Iterator[Charged]:
    at = meeting.situation
    if at is None or meeting.now is None:
        return
    until = int(at.freeze_until.timestamp() // 60)
    for id, sits in was.items():
        if id in meeting.cancelled:
            continue
        kept = {(s.room, s.start) for s in table.by.get(id, ())}
        for old in sits:
            near = old.start == meeting.now or meeting.now < old.start < until
            if near and (old.room, old.start) not in kept:
                yield Charged(
                    "freeze", "freeze", (id,), weight(meeting, [id], meeting.day(old.start))
                )


def in_another_order(meeting: Meeting, first: dict[str, tuple[Sit, Sit]]) -> Iterator[Charged]:
    for (old_a, new_a), (old_b, new_b) in combinations(first.values(), 2):
        a, b = old_a.session, old_b.session
        order = meeting.orders.get(a)
        one = old_a.room == old_b.room or (order is not None and order is meeting.orders.get(b))
        turned = (old_a.start < old_b.start and new_a.start > new_b.start) or (
            old_a.start > old_b.start and new_a.start < new_b.start
        )
        if one and turned:
            day = meeting.day(min(old_a.start, old_b.start))
            yield Charged("order", "order", (a, b), weight(meeting, [a, b], day))


def another_team(meeting: Meeting, table: Table, id: str, old: Sit) -> Iterator[Charged]:
    if old.team is None or id in meeting.cancelled:
        return
    slot = meeting.slot_of(old)
    now = [
        s
        for s in table.by.get(id, ())
        if slot is not None
        and not begun(meeting, s)
        and s.room == old.room
        and meeting.slot_of(s) == slot
    ]
    if now and all(interpreting.team_of(meeting, s) != old.team for s in now):
        yield Charged("served", "served", (id,), weight_of(meeting, id))


def cells(meeting: Meeting, sits: Iterable[Sit]) -> dict[tuple[str, Slot], list[str]]:
    """By room and day slot: the sessions, in order of start, then of id."""
    found: dict[tuple[str, Slot], list[str]] = {}
    for sit in sorted(sits, key=lambda s: (s.start, s.session)):
        slot = meeting.slot_of(sit)
        if slot is None:
            kind = meeting.sessions[sit.session].kind
            earlier = [s for s in meeting.slots if s.start <= sit.start and s.serves(kind)]
            slot = earlier[-1] if earlier else None
        if slot is not None:
            own = found.setdefault((sit.room, slot), [])
            if sit.session not in own:
                own.append(sit.session)
    return found


def in_cells(meeting: Meeting, table: Table, was: dict[str, list[Sit]]) -> Iterator[Charged]:
    old = cells(meeting, [s for sits in was.values() for s in sits])
    new = cells(meeting, table.sits)
    for key in {*old, *new}:
        before, after = old.get(key, []), new.get(key, [])
        if before != after:
            ids = tuple(dict.fromkeys((*before, *after)))
            yield Charged("cells", "cells", ids, weight(meeting, ids, key[1].day))
