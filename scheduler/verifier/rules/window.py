"""
A session sits only in its slots and on its days, not before ``after``, not past ``deadline``.

Its first part starts when it is pinned, or not before; a true start that a fact has told
takes the place of both. Of what runs, only the deadline is asked, of the minutes to come.
"""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import NothingAfter, Preference, Session
from scheduler.verifier.clock import Stretch, from_local
from scheduler.verifier.findings import Breach, Violation
from scheduler.verifier.levels import level_of, level_of_statement
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules import nothing_after, preference
from scheduler.verifier.rules.documents import papers_of
from scheduler.verifier.rules.quorum import quorate_from


def outside(reading: Reading, session: Session, at: Stretch | Stay) -> Iterator[str]:
    """What speaks against the session being there."""
    slot, start, end = at.slot, at.start, at.end
    names = (slot.template.id, slot.id) if slot is not None else ()
    if session.slots is not None and not set(names) & set(session.slots):
        yield f"it may only sit in {', '.join(session.slots) or 'no slot at all'}"
    if session.days is not None and reading.slot_day(at) not in session.days:
        days = ", ".join(d.isoformat() for d in session.days)
        yield f"it may only sit on {days or 'no day at all'}"
    if session.after is not None:
        opens = from_local(session.after, reading.zone)
        if start < opens:
            yield f"it may not sit before {reading.say(opens)}"
    closes = deadline_of(reading, session)
    if closes is not None and end > closes:
        yield f"its deadline is {reading.say(closes)}"


def deadline_of(reading: Reading, session: Session) -> datetime | None:
    """Beyond which moment the session must not sit; None if it has no deadline."""
    return None if session.deadline is None else from_local(session.deadline, reading.zone)


def strays(reading: Reading, session: Session, stretch: Stretch) -> Iterator[str]:
    """
    Why the session must not sit there, as far as the rule is in force.

    Its window, and what statements forbid it; those that name rooms only if the room is given.
    """
    problem = reading.problem
    if level_of(problem, "window", (session.id,)).obeyed:
        yield from outside(reading, session, stretch)
    for rule in problem.rules:
        if isinstance(rule, Preference | NothingAfter) and level_of_statement(rule).obeyed:
            module = preference if isinstance(rule, Preference) else nothing_after
            yield from module.strays(reading, rule, session, stretch)


def waits(reading: Reading, session: Session, start: datetime) -> Iterator[str]:
    """Why the first part of the session must not start yet, as far as the rule is in force."""
    problem = reading.problem
    ready = quorate_from(reading, session)
    if ready is not None and start < ready and level_of(problem, "quorum", (session.id,)).obeyed:
        yield "there is no quorum yet"
    if problem.documents and level_of(problem, "documents", (session.id,)).obeyed:
        for document, day in papers_of(reading, session.id):
            if start.astimezone(reading.zone).date() < day:
                yield f"{document.id} is not out and read before {day.isoformat()}"


def ill_started(reading: Reading, session: Session, start: datetime) -> str | None:
    """What forbids the first part to start then: a told start, else the pin, if it is in force."""
    obeyed = level_of(reading.problem, "window", (session.id,)).obeyed
    if not obeyed and reading.true_start(session.id) is None:
        return None
    return amiss(reading, session, start)


def amiss(reading: Reading, session: Session, start: datetime) -> str | None:
    """What speaks against the first part starting then, asked for or not."""
    true_start = reading.true_start(session.id)
    pin = session.pin
    if true_start is not None:
        late = f"its real start is {reading.say(true_start)} at the earliest"
        return None if start >= true_start else late
    if pin is not None and pin.exact is not None:
        exact = from_local(pin.exact, reading.zone)
        return None if start == exact else f"it is pinned to {reading.say(exact)}"
    if pin is not None and pin.not_before is not None:
        earliest = from_local(pin.not_before, reading.zone)
        return None if start >= earliest else f"it may not start before {reading.say(earliest)}"
    return None


def breaches(reading: Reading) -> Iterator[Breach]:
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is None:
            continue
        for k, stay in enumerate(stays):
            reasons = list(outside(reading, session, stay))
            if k == 0 and reading.true_start(id) is None:
                why = amiss(reading, session, stay.start)
                reasons += [why] if why is not None else []
            if reasons:
                message = f"{reading.say_stay(stay)} is at a wrong time: {'; '.join(reasons)}."
                past = stay.begun and not _goes_on_too_late(reading, session, stay)
                yield Breach("window", (id,), 1, message, past=past)


def _goes_on_too_late(reading: Reading, session: Session, stay: Stay) -> bool:
    """Whether minutes that are still to come lie beyond the deadline."""
    closes = deadline_of(reading, session)
    return stay.has_rest and closes is not None and stay.end > closes


def check(reading: Reading) -> Iterator[Violation]:
    """A true start that a fact has told is no matter of level."""
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is None or stays[0].begun or reading.true_start(id) is None:
            continue
        why = amiss(reading, session, stays[0].start)
        if why is not None:
            message = f"{reading.say_stay(stays[0])} is at a wrong time: {why}."
            yield Violation("window", (id,), message)
