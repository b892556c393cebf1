"""A published session that sits in a room where it was not published to sit costs its weight."""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for id, was in sorted(comparison.published_of.items()):
        now = reading.stays_of.get(id, ())
        rooms = sorted({s.room for s in was})
        other = sorted({s.room for s in now}.difference(rooms))
        if other:
            message = f"{id} sits in {', '.join(other)}; it is published in {', '.join(rooms)}."
            yield comparison.charge("rooms", id, message)
