"""A session starts directly after another, in the same room."""

from collections.abc import Iterator

from scheduler.problem import Adjacency
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import placed


def breaches(reading: Reading, rule: Adjacency) -> Iterator[Breach]:
    if len(placed(reading, (rule.first, rule.then))) < 2:
        return
    ways = [(rule.first, rule.then)]
    ways += [(rule.then, rule.first)] if rule.either_order else []
    if not any(_follows(reading, rule, a, b) for a, b in ways):
        after = f"{rule.first}{' in the same room' if rule.same_room else ''}"
        message = f"{rule.then} does not start within {rule.within} minutes after {after}."
        yield Breach("adjacency", (rule.first, rule.then), 1, message)


def _follows(reading: Reading, rule: Adjacency, a: str, b: str) -> bool:
    last = max(reading.stays_of[a], key=lambda s: s.end)
    first = reading.stays_of[b][0]
    in_time = last.end <= first.start <= last.end + rule.within * MINUTE
    return in_time and (not rule.same_room or first.room == last.room)
