"""
A session is cut only at a wall, only if it may be, into parts that are not too short or many.

A part that is not the last lasts to the end of its slot or into its overtime; the next one
starts exactly when the next day slot that the session may use does, in the same room, or for
a rolling order in one that the order may use there; outside rolling orders, what comes after a
part that has begun may sit in another. A part that runs may be stopped before the wall. Where a
part that is over was cut, a begun one went on after another, or more have begun than there may be,
that is what happened, and is not judged.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from scheduler.problem import Session, Split
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clashes import Clashes, clashes_in
from scheduler.verifier.continuation import Remainder, next_slot, rooms_for
from scheduler.verifier.findings import Violation
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stopping import is_stopped


def check(reading: Reading) -> Iterator[Violation]:
    clashes = clashes_in(reading)
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is None or len(stays) < 2:
            continue
        for message in _complaints(reading, clashes, session, stays):
            yield Violation("split", (id,), message)


def _complaints(
    reading: Reading, clashes: Clashes, session: Session, stays: tuple[Stay, ...]
) -> Iterator[str]:
    if session.split is None:
        if not all(stay.begun for stay in stays):
            yield f"{session.id} may not be split, but sits in {len(stays)} parts."
        return
    stopped = {stay for stay in stays if is_stopped(reading, stay)}
    yield from _sizes(reading, session, session.split, stays, bound=not stopped)
    rest = reading.held_for(session.id)
    yield from _days(reading, session, stays)
    days: set[date] = set()
    for part, after in pairwise(stays):
        days.add(reading.slot_day(part))
        rest = max(timedelta(0), rest - max(timedelta(0), part.length))
        if not after.begun:
            if not part.over and part not in stopped:
                yield from _cut(reading, part)
            left = Remainder(rest, part.end, _room_after(part, after), frozenset(days))
            yield from _going_on(reading, clashes, session, left, after)


def _days(reading: Reading, session: Session, stays: tuple[Stay, ...]) -> Iterator[str]:
    days = "any" if session.split is None else session.split.days
    for a, b in combinations(stays, 2):
        same = reading.slot_day(a) == reading.slot_day(b)
        if days != "any" and same != (days == "same") and not (a.begun and b.begun):
            which = "the same day" if same else "different days"
            both = f"{reading.say_stay(a)} and {reading.say_stay(b)} are on {which}"
            wanted = "the same" if days == "same" else "different"
            yield f"{both}, but its parts must be on {wanted} days."


def _room_after(part: Stay, after: Stay) -> str:
    """The room to go on in: the same, but after a part that has begun the one it is given."""
    return after.room if part.begun else part.room


def _sizes(
    reading: Reading, session: Session, split: Split, stays: tuple[Stay, ...], *, bound: bool
) -> Iterator[str]:
    begun = sum(stay.begun for stay in stays)
    if split.most_parts is not None and len(stays) > max(split.most_parts, begun):
        yield (f"{session.id} sits in {len(stays)} parts, but may have at most {split.most_parts}.")
    if not bound or not reading.bound_to_least_part(session.id):
        return
    for stay in stays:
        if stay.length < split.least_part * MINUTE:
            yield f"{reading.say_stay(stay)} is shorter than {split.least_part} minutes."


def _cut(reading: Reading, part: Stay) -> Iterator[str]:
    if part.slot is not None and part.end < part.slot.end:
        end = f"the end of {part.slot.id} at {reading.say(part.slot.end)}"
        yield f"{reading.say_stay(part)} is cut before {end}."


def _going_on(
    reading: Reading, clashes: Clashes, session: Session, rest: Remainder, after: Stay
) -> Iterator[str]:
    slot = next_slot(reading, session, rest, clashes)
    goes_on = f"{reading.say_stay(after)} goes on"
    if slot is None:
        yield f"{goes_on} in no slot that it may use."
        return
    if after.start != slot.start:
        start = f"{reading.say(slot.start)}, the start of the next slot that it may use, {slot.id}"
        yield f"{goes_on} at another time than {start}."
        return
    rooms = rooms_for(reading, session, slot, rest.room)
    if after.room not in rooms:
        yield f"{goes_on} in another room than {' or '.join(rooms)}."
