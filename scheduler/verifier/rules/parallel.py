"""A body sits in one room at a time."""

from collections.abc import Iterator

from scheduler.problem import Parallel
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import past, sessions_of, slot_of, stays


def breaches(reading: Reading, rule: Parallel) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        for slot, here in sorted(grouped(stays(reading, ids), slot_of).items()):
            rooms = sorted({stay.room for stay in here})
            if len(rooms) > 1:
                message = f"{name} sits in {len(rooms)} rooms on {slot}: {', '.join(rooms)}."
                yield Breach(
                    "parallel", sessions_of(here), len(rooms) - 1, message, past=past(here)
                )
