"""
Two sittings of different sessions in one room do not overlap.

One may start when the other ends. A combined room is all the rooms that it combines. Two sittings
that have both begun are not judged.
"""

from collections.abc import Iterator

from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import overlap, overlapping_pairs


def breaches(reading: Reading) -> Iterator[Breach]:
    for a, b in overlapping_pairs(reading.stays):
        if a.session == b.session or (a.begun and b.begun):
            continue
        if reading.share_a_part(a.room, b.room):
            amount, message = minutes(overlap(a, b)) or 1, _sentence(reading, a, b)
            yield Breach("room_clash", (a.session, b.session), amount, message)


def _sentence(reading: Reading, a: Stay, b: Stay) -> str:
    spans = f"{reading.say_span(a.start, a.end)} and {reading.say_span(b.start, b.end)}"
    if a.room == b.room:
        return f"{a.session} and {b.session} are both in {a.room}: {spans}."
    return f"{a.session} is in {a.room} and {b.session} in {b.room}, which share a part: {spans}."
