"""
Nobody presides over two sittings of different sessions at once, or without time to walk.

Who acts for a vacant office counts as its holder, a deputy who presides as who presides. Two
sittings that have both begun are not judged.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import combinations

from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import overlapping_pairs


def breaches(reading: Reading) -> Iterator[Breach]:
    for person, stays in sorted(sittings_by(reading, lambda stay: stay.presiding).items()):
        for a, b in too_close(reading, stays):
            amount = minutes(missing(reading, a, b)) or 1
            message = _sentence(reading, person, a, b)
            yield Breach("person_clash", (a.session, b.session), amount, message, (person,))


def sittings_by(
    reading: Reading, people: Callable[[Stay], Iterable[str]]
) -> Mapping[str, list[Stay]]:
    """The sittings of each person, in order of time; ``people`` tells those of a sitting."""
    sittings: dict[str, list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        for person in sorted(set(people(stay))):
            sittings[person].append(stay)
    return sittings


def too_close(reading: Reading, stays: Iterable[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Two sittings of different sessions, not both begun, that leave no time for both."""
    stays = [s for s in stays if s.start < s.end]
    walks = reading.problem.travel.minutes or reading.problem.travel.between
    pairs = combinations(stays, 2) if walks else overlapping_pairs(stays)
    for a, b in pairs:
        two = a.session != b.session and not (a.begun and b.begun)
        if two and missing(reading, a, b) > timedelta(0):
            yield a, b


def missing(reading: Reading, a: Stay, b: Stay) -> timedelta:
    """How long two sittings overlap, with the walk between their rooms."""
    return min(a.end, b.end) - max(a.start, b.start) + reading.travel(a.room, b.room)


def _sentence(reading: Reading, person: str, a: Stay, b: Stay) -> str:
    both = f"{person} cannot chair {reading.say_stay(a)} and {reading.say_stay(b)}"
    if a.start < b.end and b.start < a.end:
        return f"{both} at once."
    walk = minutes(reading.travel(a.room, b.room))
    return f"{both}: it takes {walk} minutes from {a.room} to {b.room}."
