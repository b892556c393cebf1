"""
The room seats those expected, has what is wanted, and is one that the session may have.

Sessions of a rolling order sit in the order's room; a substitute may take over a day slot
during which that room is not available throughout. All others keep one room for all parts;
the parts to come of a session that has begun keep one, which may be another. What has begun stays
where it is.
"""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.problem import RollingOrder, Session
from scheduler.verifier.clock import DaySlot
from scheduler.verifier.findings import Breach, Violation
from scheduler.verifier.levels import level_of
from scheduler.verifier.reading import Reading, Stay


def misfits(reading: Reading, session: Session, room_id: str) -> Iterator[str]:
    """Why this room does not suit the session, at whatever time."""
    room = reading.rooms.get(room_id)
    if room is None:
        yield f"no room is called {room_id}"
        return
    if room.seats is not None and room.seats < session.attendance:
        yield f"{room_id} seats {room.seats}, but {session.attendance} people are expected"
    if missing := [f for f in sorted(session.features) if f not in room.features]:
        yield f"{room_id} has no {', '.join(missing)}"
    for feature, wanted in sorted(session.features.items()):
        if 0 < room.features.get(feature, 0) < wanted:
            yield f"{room_id} has {room.features[feature]} {feature}, not {wanted}"
    if session.rooms is not None and room_id not in session.rooms:
        yield f"it may only use {', '.join(session.rooms) or 'no room at all'}"
    if session.pin is not None and session.pin.room is not None and room_id != session.pin.room:
        yield f"it is pinned to {session.pin.room}"


def rooms_of_order(reading: Reading, order: RollingOrder, slot: DaySlot | None) -> tuple[str, ...]:
    """The rooms that a rolling order may use in a day slot: its own, and when it must others."""
    hours = reading.room_hours.get(order.room)
    if slot is None or hours is None or hours.permit(slot.start, slot.end):
        return (order.room,)
    return (order.room, *order.substitutes)


def unsuited(reading: Reading, session: Session, room: str) -> Iterator[str]:
    """Why the session must not have this room, as far as the rule is in force."""
    if level_of(reading.problem, "room_fit", (session.id,), (), room).obeyed:
        yield from misfits(reading, session, room)
    elif room not in reading.rooms:
        yield f"no room is called {room}"


def breaches(reading: Reading) -> Iterator[Breach]:
    """Sittings in rooms that do not suit their session."""
    for stay in reading.stays:
        session = reading.sessions.get(stay.session)
        why = list(misfits(reading, session, stay.room)) if session is not None else []
        if why:
            message = f"{reading.say_stay(stay)} cannot sit there: {'; '.join(why)}."
            yield Breach("room_fit", (stay.session,), 1, message, room=stay.room, past=stay.begun)


def check(reading: Reading) -> Iterator[Violation]:
    """Order of rooms and parts, which is no matter of taste."""
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is None:
            continue
        for stay, why in _complaints(reading, session, stays):
            message = f"{reading.say_stay(stay)} cannot sit there: {why}."
            yield Violation("room_fit", (id,), message)


def _complaints(
    reading: Reading, session: Session, stays: tuple[Stay, ...]
) -> Iterator[tuple[Stay, str]]:
    order = reading.order_of.get(session.id)
    if order is not None:
        yield from _out_of_order_room(reading, order, stays)
        return
    for before, stay in pairwise(stays):
        if not before.begun and stay.room != before.room:
            yield stay, f"the part before is in {before.room}"


def _out_of_order_room(
    reading: Reading, order: RollingOrder, stays: tuple[Stay, ...]
) -> Iterator[tuple[Stay, str]]:
    for stay in stays:
        if not stay.begun and stay.room not in rooms_of_order(reading, order, stay.slot):
            stands_in = stay.room in order.substitutes
            reason = ", which is available then" if stands_in else ""
            yield stay, f"its rolling order is held in {order.room}{reason}"
