"""
What stands in the way of a session in some room at some time: the common hard rules, quickly.

Room, window, hours, people who preside, hard conflicts, side events, order, how many at once. Rules
that need the whole timetable are left to the verifier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from scheduler.insight.minutes import NEVER, SlotMinutes, minute, moment
from scheduler.insight.occupancy import Board
from scheduler.insight.ordering import Ordered
from scheduler.insight.precomputed import Frame
from scheduler.problem import Session, day_slots


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    A hard rule in the way of a place.

    ``who``: the person, group or room it is about; ``sessions``: those that sit in the way, of
    which all would have to move, or any ``enough`` of them, if that is not 0.
    """

    rule: str
    who: str = ""
    sessions: tuple[str, ...] = ()
    enough: int = 0


def unsuited(frame: Frame, session: Session, room_id: str) -> bool:
    """Whether the room lacks seats or features, or is not one that the session may have."""
    order = frame.orders.get(session.id)
    if order is not None and room_id not in order:
        return True
    room = next((r for r in frame.problem.rooms if r.id == room_id), None)
    if room is None:
        return True
    pinned = session.pin.room if session.pin is not None else None
    misfit = (
        (room.seats is not None and room.seats < session.attendance)
        or any(room.features.get(name, 0) < n for name, n in session.features.items())
        or (session.rooms is not None and room_id not in session.rooms)
        or pinned not in (None, room_id)
    )
    return misfit and frame.is_hard("room_fit", (session.id,), room=room_id)


def obstacles(
    board: Board,
    session: Session,
    room: str,
    slot: SlotMinutes,
    start: int,
    end: int,
    *,
    first: bool,
) -> tuple[Obstacle, ...]:
    """What is in the way of [start, end) there."""
    return (
        *_of_its_own(board, session, room, slot, start, end, first=first),
        *_of_hours(board, session, room, start, end),
        *_of_room(board, session, room, start, end),
        *_of_people(board, session, room, start, end),
        *_of_sessions(board, session, start, end),
        *_of_crowds(board, session, start, end),
    )


def _of_its_own(
    board: Board,
    session: Session,
    room: str,
    slot: SlotMinutes,
    start: int,
    end: int,
    *,
    first: bool,
) -> Iterator[Obstacle]:
    """Room, window, pin, hours and days that rules leave, and a vacant chair."""
    frame = board.frame
    if unsuited(frame, session, room):
        yield Obstacle("room_fit", room)
    if _strays(frame, session, slot, start, end, first=first) and frame.is_hard(
        "window", (session.id,)
    ):
        yield Obstacle("window")
    for bar in frame.bars.get(session.id, ()):
        if (first or not bar.first) and bar.barred(slot, room, start, end):
            yield Obstacle(bar.rule)
    if session.id in frame.leaderless and frame.is_hard("office_holder", (session.id,)):
        yield Obstacle("office_holder")


def _strays(
    frame: Frame, session: Session, slot: SlotMinutes, start: int, end: int, *, first: bool
) -> bool:
    situation, pin = frame.problem.situation, session.pin
    if session.slots is not None and not {slot.id, slot.template.id} & set(session.slots):
        return True
    if session.days is not None and slot.day not in session.days:
        return True
    if session.after is not None and start < minute(session.after.replace(tzinfo=frame.zone)):
        return True
    if session.deadline is not None and end > minute(session.deadline.replace(tzinfo=frame.zone)):
        return True
    if not first:
        return False
    if situation is not None and session.id in situation.starts:
        return start < minute(situation.starts[session.id])
    if pin is not None and pin.exact is not None:
        return start != minute(pin.exact.replace(tzinfo=frame.zone))
    earliest = pin.not_before if pin is not None else None
    return earliest is not None and start < minute(earliest.replace(tzinfo=frame.zone))


def _of_hours(
    board: Board, session: Session, room: str, start: int, end: int
) -> Iterator[Obstacle]:
    """The room, those who preside and the groups are there."""
    frame = board.frame
    wanted = (
        ("room", room),
        *(("person", person) for person in board.presiding[session.id]),
        *(("group", group) for group in session.groups),
    )
    for kind, who in wanted:
        away = frame.closed.get((kind, who), ())
        if not any(a < end and start < b for a, b in away):
            continue
        people, place = ((who,), None) if kind == "person" else ((), who)
        if frame.is_hard("availability", (session.id,), people, place if kind == "room" else None):
            yield Obstacle("availability", who)


def _of_room(board: Board, session: Session, room: str, start: int, end: int) -> Iterator[Obstacle]:
    others = {
        t.session
        for t in board.in_room.get(room, ())
        if t.start < end and start < t.end and t.session != session.id
    }
    hard = sorted(o for o in others if board.frame.is_hard("room_clash", (session.id, o), (), room))
    if hard:
        yield Obstacle("room_clash", room, tuple(hard))


def _of_people(
    board: Board, session: Session, room: str, start: int, end: int
) -> Iterator[Obstacle]:
    """Who presides is nowhere else, and has the time to walk."""
    frame = board.frame
    for person in board.presiding[session.id]:
        hard = set()
        for taken in board.by_person.get(person, ()):
            if taken.session == session.id or person not in board.presiding[taken.session]:
                continue
            walk = frame.walk(room, taken.room)
            if taken.start < end + walk and start < taken.end + walk:
                hard.add(taken.session)
        hard = {o for o in hard if frame.is_hard("person_clash", (session.id, o), (person,))}
        if hard:
            yield Obstacle("person_clash", person, tuple(sorted(hard)))


def _of_sessions(board: Board, session: Session, start: int, end: int) -> Iterator[Obstacle]:
    """Hard conflicts; side events of the group."""
    frame = board.frame
    opposed = frame.opposed.get(session.id, frozenset())
    conflicts, side = set(), set()
    if not opposed and session.group is None:
        return
    for taken in board.during(start, end):
        if taken.session == session.id:
            continue
        if taken.session in opposed:
            conflicts.add(taken.session)
        other = frame.sessions.get(taken.session)
        if (
            other is not None
            and session.group is not None
            and other.group == session.group
            and "side-event" in (session.kind, other.kind)
            and frame.is_hard("side_event", (session.id, other.id))
        ):
            side.add(taken.session)
    if conflicts:
        yield Obstacle("conflict", "", tuple(sorted(conflicts)))
    if side:
        yield Obstacle("side_event", "", tuple(sorted(side)))


def _of_crowds(board: Board, session: Session, start: int, end: int) -> Iterator[Obstacle]:
    """As many sittings go on already as may, at some moment of [start, end)."""
    for crowd in board.frame.crowds:
        if session.id not in crowd.sessions:
            continue
        beside = [
            taken
            for taken in board.during(start, end)
            if taken.session in crowd.sessions and taken.session != session.id
        ]
        if len(beside) < crowd.most:
            continue
        moments = [start, *(t.start for t in beside if t.start > start)]
        fullest = max(
            ([t.session for t in beside if t.start <= m < t.end] for m in moments), key=len
        )
        if len(fullest) >= crowd.most:
            away = len(fullest) + 1 - crowd.most
            yield Obstacle("concurrency", "", tuple(sorted(set(fullest))), away)


def out_of_order(board: Board, session: Session, start: int, end: int) -> Iterator[Obstacle]:
    """Those who would have to come before or after, with all parts in [start, end)."""
    blocked: dict[str, list[str]] = {}
    for order in board.frame.ordered.get(session.id, ()):
        comes_first = order.first == session.id
        other = order.then if comes_first else order.first
        if other not in board.extent:
            continue
        opens, closes = board.extent[other]
        over, then = (end, opens) if comes_first else (closes, start)
        if then < _released(board.frame, order, over):
            blocked.setdefault(order.rule, []).append(other)
    for rule, others in blocked.items():
        yield Obstacle(rule, "", tuple(sorted(others)))


def _released(frame: Frame, order: Ordered, over: int) -> int:
    """From when the second of two may start, the first being over."""
    found = [over + order.lag]
    if order.slots > 0:
        slots = frame.slots_for(frame.sessions[order.then])
        starts = sorted(slot.start for slot in slots if slot.start >= over)
        found.append(starts[order.slots - 1] if len(starts) >= order.slots else NEVER)
    if order.days > 0:
        day = moment(over, frame.zone).date() + timedelta(days=order.days)
        found.append(minute(day_slots.at(day, time(0), frame.zone)))
    return max(found)
