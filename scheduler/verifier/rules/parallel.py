"""A body sits in one room at a time."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.problem import Parallel
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import sessions_of, stays


def breaches(reading: Reading, rule: Parallel) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        by_slot: dict[str, list[Stay]] = defaultdict(list)
        for stay in stays(reading, ids):
            if stay.slot is not None:
                by_slot[stay.slot.id].append(stay)
        for slot, here in sorted(by_slot.items()):
            rooms = sorted({stay.room for stay in here})
            if len(rooms) > 1:
                yield Breach(
                    "parallel",
                    sessions_of(here),
                    len(rooms) - 1,
                    f"{name} sits in {len(rooms)} rooms on {slot}: {', '.join(rooms)}.",
                )
