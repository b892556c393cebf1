"""A body sits in slots that follow one another."""

from collections.abc import Iterator

from scheduler.problem import Contiguous
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import past, sessions_of, slot_of, stays


def breaches(reading: Reading, rule: Contiguous) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        sittings = stays(reading, ids)
        used = sorted(grouped(sittings, slot_of))
        row = [id in used for id in _slots(reading, ids)]
        inside = row[row.index(True) : len(row) - row[::-1].index(True)] if any(row) else []
        if not all(inside):
            message = f"{name} sits in slots that do not follow one another: {', '.join(used)}."
            yield Breach("contiguous", sessions_of(sittings), 1, message, past=past(sittings))


def _slots(reading: Reading, ids: tuple[str, ...]) -> list[str]:
    kinds = {reading.sessions[id].kind for id in ids}
    serving = [s for s in reading.slots if any(s.serves(kind) for kind in kinds)]
    return [s.id for s in sorted(serving, key=lambda s: (s.start, s.end, s.template.id))]
