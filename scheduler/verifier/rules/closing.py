"""
The closing session starts when all others are over, and leaves minutes before the last close.
"""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Closing
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules import precedence
from scheduler.verifier.stated import stays


def ends(reading: Reading, rule: Closing, stay: Stay) -> Iterator[datetime]:
    """When a sitting has to end; nothing if the statement is not about it."""
    until = _reserved_from(reading, rule)
    if until is not None and stay.session in _ids(reading, rule):
        yield until


def _reserved_from(reading: Reading, rule: Closing) -> datetime | None:
    """From when minutes are reserved; None if none are."""
    if rule.reserve == 0 or reading.last_close is None:
        return None
    return reading.last_close.end - rule.reserve * MINUTE


def _ids(reading: Reading, rule: Closing) -> tuple[str, ...]:
    """The sessions that are to be over by then."""
    own = () if rule.session is None else (rule.session,)
    return tuple(dict.fromkeys((*precedence.concerned(reading, rule), *own)))


def breaches(reading: Reading, rule: Closing) -> Iterator[Breach]:
    yield from precedence.breaches(reading, rule)
    until = _reserved_from(reading, rule)
    if until is None:
        return
    for stay in stays(reading, _ids(reading, rule)):
        if stay.end > until:
            amount = minutes(stay.end - until) or 1
            why = f"{rule.reserve} minutes before the close are reserved"
            message = f"{reading.say_stay(stay)} goes on after {reading.say(until)}: {why}."
            yield Breach("closing", (stay.session,), amount, message, past=not stay.has_rest)
