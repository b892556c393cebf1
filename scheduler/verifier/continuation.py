"""Where a session that was cut at a wall goes on: the next day slot that it may use."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.problem import Session
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clashes import Clashes
from scheduler.verifier.clock import DaySlot, Stretch
from scheduler.verifier.reading import Reading
from scheduler.verifier.rules.availability import missing
from scheduler.verifier.rules.room_fit import rooms_of_order, unsuited
from scheduler.verifier.rules.window import strays


@dataclass(frozen=True, slots=True)
class Remainder:
    """
    What is left of a session after some of its parts: how long, since when, and from which room.

    ``days``: of the parts before, where the session asks for the same day or for different ones.
    """

    length: timedelta
    since: datetime
    room: str
    days: frozenset[date]


def rooms_for(
    reading: Reading, session: Session, slot: DaySlot | None, room: str
) -> tuple[str, ...]:
    """The room it is in, or for a rolling order those that the order may use in the slot."""
    order = reading.order_of.get(session.id)
    return (room,) if order is None else rooms_of_order(reading, order, slot)


def rooms_ready(
    reading: Reading, session: Session, rooms: tuple[str, ...], start: datetime, end: datetime
) -> tuple[str, ...]:
    """Those of the rooms that suit the session and are available, while all its chairs are, too."""
    slot = reading.slots_for(session.kind).at(start)
    return tuple(
        room
        for room in rooms
        if next(unsuited(reading, session, room), None) is None
        and next(missing(reading, session, room, start, end), None) is None
        and next(strays(reading, session, Stretch(slot, start, end, room)), None) is None
    )


def next_slot(
    reading: Reading, session: Session, rest: Remainder, clashes: Clashes | None
) -> DaySlot | None:
    """
    The first day slot, from when the last part ended, in which a session may go on.

    It may use a slot whose first minutes (of the rest, or all of it) lie in its window and in the
    hours of a room that suits it and of its chairs, and, if ``clashes`` are given, clash with
    no sitting of another session. A slot that began before now is past.
    """
    for slot in reading.slots_for(session.kind).starting_from(rest.since):
        if _goes_with(session, slot, rest.days) and _may_use(reading, session, slot, rest, clashes):
            return slot
    return None


def _goes_with(session: Session, slot: DaySlot, days: frozenset[date]) -> bool:
    """Whether the days of the parts before and the slot's are the same, or different, as asked."""
    wanted = "any" if session.split is None else session.split.days
    if wanted == "any" or not days:
        return True
    return days == {slot.day} if wanted == "same" else slot.day not in days


def _may_use(
    reading: Reading, session: Session, slot: DaySlot, rest: Remainder, clashes: Clashes | None
) -> bool:
    if reading.now is not None and slot.start < reading.now:
        return False
    least = session.split.least_part if session.split is not None else 1
    binds = reading.bound_to_least_part(session.id)
    if binds and slot.length < least * MINUTE and rest.length > slot.length:
        return False
    start, end = slot.start, slot.start + min(rest.length, slot.length)
    if next(strays(reading, session, Stretch(slot, start, end)), None) is not None:
        return False
    rooms = rooms_for(reading, session, slot, rest.room)
    rooms = rooms_ready(reading, session, rooms, start, end)
    if clashes is None:
        return bool(rooms)
    itself = frozenset({session.id})
    return any(
        not clashes.room_taken(session, r, start, end, itself)
        and not clashes.people_taken(session, r, start, end, itself)
        for r in rooms
    )
