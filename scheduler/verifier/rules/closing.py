"""
The closing session starts when all others are over, and leaves minutes before the last close.
"""

from collections.abc import Iterator

from scheduler.problem import Closing
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.rules import precedence
from scheduler.verifier.stated import stays


def breaches(reading: Reading, rule: Closing) -> Iterator[Breach]:
    yield from precedence.breaches(reading, rule)
    if rule.reserve == 0 or reading.last_close is None:
        return
    until = reading.last_close.end - rule.reserve * MINUTE
    own = () if rule.session is None else (rule.session,)
    ids = dict.fromkeys((*precedence.concerned(reading, rule), *own))
    for stay in stays(reading, ids):
        if stay.end > until:
            amount = minutes(stay.end - until) or 1
            why = f"{rule.reserve} minutes before the close are reserved"
            message = f"{reading.say_stay(stay)} goes on after {reading.say(until)}: {why}."
            yield Breach("closing", (stay.session,), amount, message, begun=stay.begun)
