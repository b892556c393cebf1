"""A session starts directly after another, in the same room."""

from collections.abc import Iterator

from scheduler.problem import Adjacency
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import past, placed


def breaches(reading: Reading, rule: Adjacency) -> Iterator[Breach]:
    if len(placed(reading, (rule.first, rule.then))) < 2:
        return
    ways = [(rule.first, rule.then)]
    ways += [(rule.then, rule.first)] if rule.either_order else []
    if not any(_follows(reading, rule, a, b) for a, b in ways):
        after = f"{rule.first}{' in the same room' if rule.same_room else ''}"
        message = f"{rule.then} does not start within {rule.within} minutes after {after}."
        ends = [stay for way in ways for stay in _ends(reading, *way)]
        yield Breach("adjacency", (rule.first, rule.then), 1, message, past=past(ends))


def _ends(reading: Reading, a: str, b: str) -> tuple[Stay, Stay]:
    """The last sitting of one session, and the first of the one that is to follow."""
    return max(reading.stays_of[a], key=lambda s: s.end), reading.stays_of[b][0]


def _follows(reading: Reading, rule: Adjacency, a: str, b: str) -> bool:
    last, first = _ends(reading, a, b)
    in_time = last.end <= first.start <= last.end + rule.within * MINUTE
    return in_time and (not rule.same_room or first.room == last.room)
