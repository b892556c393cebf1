"""
A session sits only in its slots and on its days, not before ``after``, not past ``deadline``.

Its first part starts when it is pinned, or not before; a true start that a fact has told
takes the place of both. What has begun is not judged.
"""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Problem, Session
from scheduler.timetable import Timetable
from scheduler.verify.clock import DaySlot, from_local
from scheduler.verify.findings import Violation
from scheduler.verify.reading import Reading, read


def strays(
    reading: Reading, session: Session, slot: DaySlot | None, start: datetime, end: datetime
) -> Iterator[str]:
    """What [start, end), in this day slot, has against it."""
    names = (slot.template.id, slot.id) if slot is not None else ()
    if session.slots is not None and not set(names) & set(session.slots):
        yield f"it may only sit in {', '.join(session.slots) or 'no slot at all'}"
    day = slot.day if slot is not None else start.astimezone(reading.zone).date()
    if session.days is not None and day not in session.days:
        days = ", ".join(d.isoformat() for d in session.days)
        yield f"it may only sit on {days or 'no day at all'}"
    if session.after is not None:
        opens = from_local(session.after, reading.zone)
        if start < opens:
            yield f"it may not sit before {reading.say(opens)}"
    if session.deadline is not None:
        closes = from_local(session.deadline, reading.zone)
        if end > closes:
            yield f"its deadline is {reading.say(closes)}"


def ill_started(reading: Reading, session: Session, start: datetime) -> str | None:
    """What forbids the first part to start then: a told start, else the pin."""
    told = reading.told_start(session.id)
    if told is not None:
        return None if start >= told else f"it truly starts {reading.say(told)} at the earliest"
    if session.pin is None:
        return None
    if session.pin.exact is not None:
        exact = from_local(session.pin.exact, reading.zone)
        return None if start == exact else f"it is pinned to {reading.say(exact)}"
    if session.pin.not_before is not None:
        earliest = from_local(session.pin.not_before, reading.zone)
        return None if start >= earliest else f"it starts not before {reading.say(earliest)}"
    return None


def check(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    reading = read(problem, timetable)
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is None:
            continue
        for k, stay in enumerate(stays):
            if stay.begun:
                continue
            reasons = list(strays(reading, session, stay.slot, stay.start, stay.end))
            if k == 0 and (why := ill_started(reading, session, stay.start)) is not None:
                reasons.append(why)
            for why in reasons:
                message = f"{reading.say_stay(stay)} is at a wrong time: {why}."
                yield Violation("window", (id,), message)
