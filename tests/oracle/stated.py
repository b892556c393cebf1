"""The rules that a planner states, and those provided for: what each amounts to, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from tests.oracle.meeting import (
    Meeting,
    Sit,
    Slot,
    Table,
    begun,
    clock,
    is_over,
    local,
    minute,
    overlap,
    rest,
    runs,
)


class Line(NamedTuple):
    """An amount, with the sittings that make it up and the sessions that take part in it."""

    amount: int
    sits: tuple[Sit, ...]


Lines = Iterator[Line]


def lines(meeting: Meeting, table: Table, statement: Any, hard: bool = False) -> Lines:
    """The lines of a statement; ``hard``: as hard rules are judged, minutes to come alone."""
    found: Lines = WHAT[statement.rule](meeting, table, statement, hard)
    return found


def is_judged(meeting: Meeting, table: Table, statement: Any, line: Line) -> bool:
    """Whether a broken line is judged where hard: not if all its sittings have begun."""
    if statement.rule == "fairness":
        ids = [id for _, own in bodies(meeting, statement) for id in own]
        if any(id in table.unplaced for id in ids):
            return True
    alone = statement.rule in ("nothing_after", "prefer", "avoid", "closing")
    if alone and len(line.sits) == 1:
        return not is_over(meeting, line.sits[0])
    return not all(begun(meeting, s) for s in line.sits)


def placed(table: Table, ids: Iterable[str]) -> list[str]:
    return [id for id in ids if id in table.by]


def bodies(meeting: Meeting, pool: Any) -> list[tuple[str, list[str]]]:
    if pool.of is not None:
        return [(" and ".join(pool.of), meeting.chosen(pool.of))]
    if pool.each is not None:
        return [(name, meeting.chosen((name,))) for name in pool.each]
    groups = dict.fromkeys(g for s in meeting.held for g in meeting.groups(s))
    return [(g, meeting.chosen((f"group:{g}",))) for g in groups]


def all_sits(table: Table, ids: Iterable[str]) -> list[Sit]:
    return sorted(
        (sit for id in ids for sit in table.by.get(id, ())), key=lambda s: (s.start, s.session)
    )


# --- what comes after what -----------------------------------------------------------------------


def early(
    meeting: Meeting, table: Table, a: str, b: str, lag: int = 0, slots: int = 0, days: int = 0
) -> bool:
    """Whether b starts too early after a, both placed."""
    return too_early(meeting, table.over(a), b, table.first(b).start, lag, slots, days)


def too_early(
    meeting: Meeting, over: int, b: str, start: int, lag: int = 0, slots: int = 0, days: int = 0
) -> bool:
    if start < over + lag:
        return True
    if slots:
        kind = meeting.sessions[b].kind
        later = [s for s in meeting.slots if s.serves(kind) and s.start >= over]
        if len(later) < slots or start < later[slots - 1].start:
            return True
    return days > 0 and (meeting.day(start) - meeting.day(over)).days < days


def others(meeting: Meeting, statement: Any) -> list[str]:
    if statement.of is not None:
        ids = meeting.chosen(statement.of)
    else:
        ids = [s.id for s in meeting.held if s.kind != "side-event"]
    return [id for id in ids if id != statement.session]


def ordered(meeting: Meeting, statement: Any) -> Iterator[tuple[str, str, int, int, int]]:
    """(first, then, lag, slots, days) of every pair that a statement puts in order."""
    if statement.rule == "precedence":
        for a in meeting.chosen(statement.first):
            for b in meeting.chosen(statement.then):
                if a != b:
                    yield a, b, statement.lag, statement.slots, statement.days
    elif statement.session is not None and statement.session not in meeting.cancelled:
        for other in others(meeting, statement):
            if statement.rule == "opening":
                yield statement.session, other, 0, 0, 0
            else:
                yield other, statement.session, 0, 0, 0


def in_order(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for a, b, lag, slots, days in ordered(meeting, statement):
        if a in table.by and b in table.by:
            first = table.first(b)
            if hard and begun(meeting, first):
                continue
            last = max(table.by[a], key=lambda s: s.end)
            yield Line(int(early(meeting, table, a, b, lag, slots, days)), (last, first))


def closing(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    yield from in_order(meeting, table, statement, hard)
    close = next((s.end for s in meeting.slots if s.last), None)
    if statement.reserve and close is not None:
        ids = others(meeting, statement)
        if statement.session is not None and statement.session not in meeting.cancelled:
            ids = [*ids, statement.session]
        for sit in all_sits(table, ids):
            start, end = rest(meeting, sit) if hard else (sit.start, sit.end)
            late = end - (close - statement.reserve) if end > start else 0
            yield Line(max(0, min(late, end - start) if hard else late), (sit,))


def adjacency(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    a, b = statement.first, statement.then
    if a in table.by and b in table.by and a != b:
        fine = follows(table, statement, a, b)
        fine = fine or (statement.either_order and follows(table, statement, b, a))
        last = max(table.by[a], key=lambda s: s.end)
        yield Line(int(not fine), (last, table.first(b)))


def follows(table: Table, statement: Any, a: str, b: str) -> bool:
    gap = table.first(b).start - table.over(a)
    rooms = table.by[a][-1].room, table.first(b).room
    return 0 <= gap <= statement.within and (not statement.same_room or rooms[0] == rooms[1])


def position(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    if statement.session in table.by:
        own = table.first(statement.session)
        ids = [id for id in placed(table, meeting.chosen(statement.of)) if id != own.session]
        before = [id for id in ids if table.first(id).start < own.start]
        sits = (own, *(table.first(id) for id in before))
        yield Line(int(len(before) != statement.at - 1), sits)


# --- at once, on a day, in a place ---------------------------------------------------------------


def conflict_pairs(meeting: Meeting, statement: Any) -> list[tuple[str, str]]:
    one = meeting.chosen(statement.of)
    if statement.against is None:
        other = one
    elif statement.one_way:
        other = [
            s.id
            for s in meeting.held
            if any(_one_way(meeting, name, s) for name in statement.against)
        ]
    else:
        other = meeting.chosen(statement.against)
    found = {frozenset((a, b)) for a in one for b in other if a != b}
    return sorted((min(pair), max(pair)) for pair in found)


def _one_way(meeting: Meeting, name: str, session: Any) -> bool:
    bare = name.removeprefix("group:")
    is_group = name.startswith("group:") or (":" not in name and name not in ("all", session.id))
    return session.group == bare if is_group else meeting.means(name, session)


def conflict(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    pairs = [
        (a, b) for a, b in conflict_pairs(meeting, statement) if a in table.by and b in table.by
    ]
    if statement.count == "slots":
        for slot in meeting.slots:
            met = [
                (x, y)
                for a, b in pairs
                for x in table.by[a]
                for y in table.by[b]
                if meeting.slot_of(x) == slot == meeting.slot_of(y) and x.room != y.room
            ]
            yield Line(int(bool(met)), tuple(sit for pair in met for sit in pair))
        return
    for a, b in pairs:
        met = [
            (x, y)
            for x in table.by[a]
            for y in table.by[b]
            if overlap(x, y) > 0 and not (begun(meeting, x) and begun(meeting, y))
        ]
        minutes = sum(overlap(x, y) for x, y in met)
        sits = tuple(sit for pair in met for sit in pair)
        yield Line(minutes if statement.count == "minutes" else int(minutes > 0), sits)


def together(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    sits = all_sits(table, meeting.chosen(statement.of))
    if statement.same == "day":
        found: set[object] = {meeting.day_of(s) for s in sits}
    elif statement.same == "slot":
        found = {slot for s in sits if (slot := meeting.slot_of(s)) is not None}
    else:
        found = {s.room for s in sits}
    yield Line(max(0, len(found) - 1), tuple(sits))


def days_apart(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    a, b = statement.sessions
    if a in table.by and b in table.by and a != b:
        x, y = table.first(a), table.first(b)
        days = abs((meeting.day_of(x) - meeting.day_of(y)).days)
        most = statement.most if statement.most is not None else days
        fine = statement.least <= days <= most and days not in statement.never
        yield Line(int(not fine), (x, y))


def concurrency(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    sits = all_sits(table, meeting.chosen(statement.of))
    most = statement.most
    moments = [s.start for s in sits]
    if hard and meeting.now is not None:
        now = meeting.now
        most = max(most, sum(s.start < now < s.end for s in sits))
        moments = [m for m in (*moments, now) if m >= now]
    peak: list[Sit] = []
    for moment in moments:
        on = [s for s in sits if s.start <= moment < s.end]
        if hard and all(begun(meeting, s) for s in on):
            continue
        peak = max(peak, on, key=len)
    yield Line(max(0, len(peak) - most), tuple(peak))


def nothing_after(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for sit in all_sits(table, meeting.chosen(statement.of)):
        yield Line(after_hour(meeting, statement, sit, hard), (sit,))


def after_hour(meeting: Meeting, statement: Any, sit: Sit, hard: bool) -> int:
    hour = clock(meeting.day_of(sit), statement.after, meeting.tz)
    start, end = rest(meeting, sit) if hard else (sit.start, sit.end)
    return max(0, end - max(hour, start) if hard else end - hour)


def preference(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    off: dict[tuple[str, Slot | None], list[Sit]] = {}
    for sit in all_sits(table, meeting.chosen(statement.of)):
        if is_off(meeting, statement, sit, hard):
            if statement.count == "sittings" or hard:
                yield Line(1, (sit,))
            elif meeting.slot_of(sit) is not None:
                off.setdefault((sit.room, meeting.slot_of(sit)), []).append(sit)
    for sits in off.values():
        yield Line(1, tuple(sits))


def is_off(meeting: Meeting, statement: Any, sit: Sit, hard: bool) -> bool:
    """Whether a sitting is where it should not be; ``hard``: the rest of one that runs alone."""
    start, end = rest(meeting, sit) if hard else (sit.start, sit.end)
    if hard and start >= end:
        return False
    day = meeting.day_of(sit)
    criteria = []
    going_on = hard and begun(meeting, sit)
    if statement.slots is not None:
        criteria.append(meeting.means_slot(statement.slots, meeting.slot_of(sit)))
    if statement.days is not None:
        criteria.append(day in statement.days)
    if statement.rooms is not None:
        criteria.append(sit.room in statement.rooms)
    if going_on and statement.rule == "prefer":
        criteria = []
    if statement.hours is not None:
        a, b = (clock(day, hour, meeting.tz) for hour in statement.hours)
        if statement.rule == "prefer":
            criteria.append(a <= start and end <= b)
        else:
            criteria.append(overlap((start, end), (a, b)) > 0)
    elif going_on and statement.rule == "avoid":
        return False
    return not all(criteria) if statement.rule == "prefer" else all(criteria)


# --- bodies --------------------------------------------------------------------------------------


def spread(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for _, ids in bodies(meeting, statement):
        for sits in by_day(meeting, all_sits(table, ids)).values():
            yield Line(max(0, len(sits) - statement.most), tuple(sits))


def by_day(meeting: Meeting, sits: Iterable[Sit]) -> dict[date, list[Sit]]:
    found: dict[date, list[Sit]] = {}
    for sit in sits:
        found.setdefault(meeting.day_of(sit), []).append(sit)
    return found


def frequency(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for _, ids in bodies(meeting, statement):
        sits = all_sits(table, ids)
        for day in meeting.problem.days:
            until = day + timedelta(days=statement.days)
            within = [s for s in sits if day <= meeting.day_of(s) < until]
            yield Line(max(0, len(within) - statement.most), tuple(within))


def room_stability(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for _, ids in bodies(meeting, statement):
        sits = all_sits(table, ids)
        parts: Iterable[Sequence[Sit]] = [sits]
        if statement.per == "day":
            parts = by_day(meeting, sits).values()
        for part in parts:
            yield Line(max(0, len({s.room for s in part}) - 1), tuple(part))


def reserve(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    among = statement.among
    if among is None:
        among = [r.id for r in meeting.problem.rooms if not r.combines]
    for slot in meeting.slots:
        if slot.serves("session") and (
            statement.slots is None or meeting.means_slot(statement.slots, slot)
        ):
            sits = [s for s in table.sits if meeting.slot_of(s) == slot]
            taken = [r for r in among if any(meeting.shares(r, s.room) for s in sits)]
            free = len(among) - len(taken)
            yield Line(max(0, statement.rooms - free), tuple(sits))


def fairness(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    def share(ids: Iterable[str]) -> int:
        if statement.share == "slots":
            bad = [
                s
                for s in all_sits(table, ids)
                if meeting.means_slot(statement.slots, meeting.slot_of(s))
            ]
            return len(bad)
        return sum(meeting.planned(id) - (table.minutes(id) if id in table.by else 0) for id in ids)

    found = [(name, ids) for name, ids in bodies(meeting, statement) if ids]
    shares: dict[str, int] = {}
    regions = {g.id: g.region for g in meeting.problem.groups}
    for n, (name, ids) in enumerate(found):
        key: str | None = str(n)
        if statement.by == "region":
            key = regions.get(name.removeprefix("group:"))
        if key is not None:
            shares[key] = shares.get(key, 0) + share(ids)
    amount = max(shares.values()) - min(shares.values()) if len(shares) > 1 else 0
    yield Line(amount, tuple(all_sits(table, [id for _, ids in found for id in ids])))


def exclusive(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    of: dict[str, set[int]] = {}
    for n, (_, ids) in enumerate(bodies(meeting, statement)):
        for id in ids:
            of.setdefault(id, set()).add(n)
    for sits in by_cell(meeting, table.sits).values():
        met = dict.fromkeys(s.session for s in sits if s.session in of)
        apart = [pair for pair in combinations(met, 2) if not of[pair[0]] & of[pair[1]]]
        yield Line(len(apart), tuple(s for s in sits if any(s.session in p for p in apart)))


def by_cell(meeting: Meeting, sits: Iterable[Sit]) -> dict[tuple[str, str], list[Sit]]:
    """Sittings by room and day slot; those without a day slot are in none."""
    found: dict[tuple[str, str], list[Sit]] = {}
    for sit in sits:
        slot = meeting.slot_of(sit)
        if slot is not None:
            found.setdefault((sit.room, slot.id), []).append(sit)
    return found


def contiguous(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for _, ids in bodies(meeting, statement):
        kinds = {meeting.sessions[id].kind for id in ids}
        served = [s for s in meeting.slots if any(s.serves(kind) for kind in kinds)]
        sits = all_sits(table, ids)
        used = {meeting.slot_of(s) for s in sits}
        marks = [slot in used for slot in served]
        gap = False
        if True in marks:
            first, last = marks.index(True), len(marks) - 1 - marks[::-1].index(True)
            gap = not all(marks[first : last + 1])
        yield Line(int(gap), tuple(sits))


def parallel(meeting: Meeting, table: Table, statement: Any, hard: bool) -> Lines:
    for _, ids in bodies(meeting, statement):
        by_slot: dict[str, list[Sit]] = {}
        for sit in all_sits(table, ids):
            slot = meeting.slot_of(sit)
            if slot is not None:
                by_slot.setdefault(slot.id, []).append(sit)
        for sits in by_slot.values():
            yield Line(max(0, len({s.room for s in sits}) - 1), tuple(sits))


WHAT: dict[str, Any] = {
    "precedence": in_order,
    "opening": in_order,
    "closing": closing,
    "adjacency": adjacency,
    "position": position,
    "conflict": conflict,
    "together": together,
    "days_apart": days_apart,
    "concurrency": concurrency,
    "nothing_after": nothing_after,
    "prefer": preference,
    "avoid": preference,
    "spread": spread,
    "frequency": frequency,
    "room_stability": room_stability,
    "reserve": reserve,
    "fairness": fairness,
    "exclusive": exclusive,
    "contiguous": contiguous,
    "parallel": parallel,
}


# --- provided for: documents, quorum, delegations, comfort ---------------------------------------


def document_ready(document: Any) -> date | None:
    days = [d for d in (document.out, *document.languages.values()) if d is not None]
    return max(days) + timedelta(days=document.reading_days) if days else None


def document_days(meeting: Meeting) -> Iterator[tuple[str, str, date]]:
    """(session, document, day on which it may be taken up)."""
    for document in meeting.problem.documents:
        ready = document_ready(document)
        if ready is not None:
            for id in meeting.chosen(document.sessions):
                yield id, document.id, ready


def quorum_ready(meeting: Meeting) -> int | None:
    """The first moment with enough delegations; for ever later, if there is none."""
    quorum = meeting.problem.quorum
    if quorum is None:
        return None
    zone = meeting.problem.zone
    enough = [
        minute(r.at.replace(tzinfo=zone))
        for r in quorum.registered
        if r.delegations >= quorum.needed
    ]
    return min(enough, default=10**12)


def delegation_minutes(meeting: Meeting, table: Table, delegation: Any) -> Line:
    sits = all_sits(table, meeting.chosen(delegation.follows))
    moments = sorted({m for s in sits for m in (s.start, s.end)})
    amount, concerned = 0, dict[Sit, None]()
    for a, b in pairwise(moments):
        on = [s for s in sits if s.start <= a < s.end]
        amount += (b - a) * max(0, len(on) - delegation.people)
        if len(on) > delegation.people:
            concerned.update(dict.fromkeys(on))
    return Line(amount, tuple(concerned))


def comfort_minutes(meeting: Meeting, person: str, sits: Iterable[Sit]) -> int:
    """Minutes outside the comfortable hours, a daily window of the person's time zone."""
    who = meeting.people[person]
    zone = who.timezone or meeting.tz
    amount = 0
    for sit in sits:
        for moment in range(sit.start, sit.end):
            first, last = (clock(local(moment, zone).date(), c, zone) for c in who.comfort)
            amount += not first <= moment < last
    return amount


__all__ = [
    "Line",
    "bodies",
    "by_cell",
    "by_day",
    "comfort_minutes",
    "delegation_minutes",
    "document_days",
    "is_over",
    "lines",
    "quorum_ready",
    "runs",
    "too_early",
]
