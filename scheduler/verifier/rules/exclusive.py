"""A room slot holds sittings of one body alone."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.problem import Exclusive
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import sessions_of, stays


def breaches(reading: Reading, rule: Exclusive) -> Iterator[Breach]:
    of: dict[str, set[str]] = defaultdict(set)
    for name, ids in reading.names.bodies(rule):
        for id in ids:
            of[id].add(name)
    cells: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for stay in stays(reading, of):
        if stay.slot is not None:
            cells[stay.slot.id, stay.room].append(stay)
    for (slot, room), here in sorted(cells.items()):
        for a, b in combinations(sessions_of(here), 2):
            if not of[a] & of[b]:
                yield Breach(
                    "exclusive",
                    (a, b),
                    1,
                    f"{a} and {b} of different bodies are both in {room} on {slot}.",
                )
