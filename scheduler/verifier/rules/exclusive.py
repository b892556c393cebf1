"""A room slot holds sittings of one body alone."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.problem import Exclusive
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import past, sessions_of, stays


def breaches(reading: Reading, rule: Exclusive) -> Iterator[Breach]:
    of: dict[str, set[str]] = defaultdict(set)
    for name, ids in reading.names.bodies(rule):
        for id in ids:
            of[id].add(name)
    cells = grouped(stays(reading, of), lambda s: None if s.slot is None else (s.slot.id, s.room))
    for (slot, room), here in sorted(cells.items()):
        for a, b in combinations(sessions_of(here), 2):
            if not of[a] & of[b]:
                message = f"{a} and {b} of different bodies are both in {room} on {slot}."
                both = [stay for stay in here if stay.session in (a, b)]
                yield Breach("exclusive", (a, b), 1, message, past=past(both))
