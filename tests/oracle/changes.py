"""What differs between two timetables, and whether it has to: forced, or a choice."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tests.oracle import interpreting
from tests.oracle.listing import Listed
from tests.oracle.meeting import Meeting, Sit, Table, minute
from tests.oracle.standing import by_session
from tests.oracle.tiers import cells, names, published


class Change(NamedTuple):
    """A difference between the published timetable and another one, for one session."""

    session: str
    kind: str


KINDS = ("new", "cancelled", "moved", "room", "shortened", "lengthened", "chairs", "team")


def changes(meeting: Meeting, after: Sequence[Sit]) -> list[Change]:
    """All changes against what is published."""
    return between(meeting, meeting.published, after)


def between(meeting: Meeting, before: Iterable[Sit], after: Iterable[Sit]) -> list[Change]:
    """All changes from one timetable to another."""
    old, new = by_session(before), by_session(after)
    return [
        Change(id, kind)
        for id in sorted({*old, *new})
        for kind in KINDS
        if differs(meeting, kind, old.get(id, []), new.get(id, []))
    ]


def total(sits: Iterable[Sit]) -> int:
    return sum(s.end - s.start for s in sits)


def differs(meeting: Meeting, kind: str, old: list[Sit], new: list[Sit]) -> bool:
    """Whether one session has a change of that kind."""
    if not old or not new:
        return kind == ("new" if new else "cancelled") and bool(old or new)
    if kind == "moved":
        divided = total(old) == total(new) and spans(old) != spans(new)
        return divided or any(a.start != b.start for a, b in zip(old, new, strict=False))
    if kind == "room":
        beyond = {s.room for s in new[len(old) :]} - {s.room for s in old}
        return bool(beyond) or any(a.room != b.room for a, b in zip(old, new, strict=False))
    if kind in ("shortened", "lengthened"):
        more = total(new) - total(old)
        return more < 0 if kind == "shortened" else more > 0
    if kind == "chairs":
        before = [meeting.presiding(s) for s in old]
        before += before[-1:] * (len(new) - len(old))
        return any(a != meeting.presiding(b) for a, b in zip(before, new, strict=False))
    return kind == "team" and any(
        interpreting.team_of(meeting, a) != interpreting.team_of(meeting, b)
        for a, b in zip(old, new, strict=False)
    )


def spans(sits: Iterable[Sit]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in sits]


# --- forced --------------------------------------------------------------------------------------


def first_tiers(meeting: Meeting, change: Change, after: Sequence[Sit]) -> str:
    """The tier in which a change is counted first."""
    counted = set(tiers_of(meeting, change, after))
    return next((name for name in names(meeting) if name in counted), "")


def tiers_of(meeting: Meeting, change: Change, after: Sequence[Sit]) -> Iterator[str]:
    id, kind = change
    if kind in ("new", "cancelled"):
        yield "unplaced"
    if kind in ("shortened", "lengthened"):
        yield "minutes"
    if kind in ("chairs", "team"):
        yield "served"
    if kind not in ("moved", "room"):
        return
    old, new = by_session(meeting.published), by_session(after)
    at = meeting.situation
    kept = {(s.room, s.start) for s in new[id]}
    if at is not None and meeting.now is not None:
        until = minute(at.freeze_until)
        for sit in old[id]:
            near = sit.start == meeting.now or meeting.now < sit.start < until
            if near and (sit.room, sit.start) not in kept:
                yield "freeze"
    first = old[id][0], new[id][0]
    if kind == "moved" and meeting.day_of(first[0]) != meeting.day_of(first[1]):
        yield "days"
    counted = [s for sits in published(meeting).values() for s in sits]
    was, now = cells(meeting, counted), cells(meeting, after)
    if any(
        was.get(key) != now.get(key)
        for key in {*was, *now}
        if id in (*was.get(key, ()), *now.get(key, ()))
    ):
        yield "cells"
    other = first[0].start != first[1].start if kind == "moved" else first[0].room != first[1].room
    if id not in meeting.orders and other:
        yield "moves"
    if kind == "moved" and any(turned(meeting, id, b, old, new) for b in old if b in new):
        yield "order"
    yield "rooms" if kind == "room" else "shifts"


def turned(
    meeting: Meeting, a: str, b: str, old: dict[str, list[Sit]], new: dict[str, list[Sit]]
) -> bool:
    order = meeting.orders.get(a)
    one = old[a][0].room == old[b][0].room or (order is not None and order is meeting.orders.get(b))
    before = old[a][0].start - old[b][0].start
    after = new[a][0].start - new[b][0].start
    return one and before * after < 0


def as_held(meeting: Meeting, id: str) -> list[Sit]:
    """What is published of a session, with its begun parts as they were held."""
    old = by_session(meeting.published).get(id, [])
    held = by_session([*meeting.history, *meeting.running]).get(id, [])
    found = []
    for n, sit in enumerate(held):
        is_running = sit in meeting.running and n < len(old)
        found.append(sit._replace(end=sit.start + length(old[n])) if is_running else sit)
    return found + old[len(held) :]


def length(sit: Sit) -> int:
    return sit.end - sit.start


def has(meeting: Meeting, change: Change, after: Sequence[Sit]) -> bool:
    """Whether a timetable has a change against what is published, begun parts as they were held."""
    old, new = as_held(meeting, change.session), by_session(after).get(change.session, [])
    if change.kind in ("new", "cancelled"):
        return bool(new) if change.kind == "new" else not new
    return not new or differs(meeting, change.kind, old, new)


def forced(meeting: Meeting, change: Change, after: Listed, found: Sequence[Listed]) -> bool:
    """Whether every timetable that costs as much in the tiers before has the change."""
    tier = first_tiers(meeting, change, after.sits)
    before = names(meeting)[: names(meeting).index(tier)] if tier else names(meeting)
    equal = [one for one in found if all(one.costs[t] == after.costs[t] for t in before)]
    return all(has(meeting, change, one.sits) for one in equal)


__all__ = ["Change", "Table", "changes", "forced"]
