"""The sittings of a body are spread over the days."""

from collections.abc import Iterator

from scheduler.problem import Spread
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import many, past, sessions_of, stays


def breaches(reading: Reading, rule: Spread) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        for day, sittings in sorted(grouped(stays(reading, ids), reading.slot_day).items()):
            if len(sittings) > rule.most:
                there = f"{name} has {many(len(sittings), 'sitting')} on {day}"
                message = f"{there}, but at most {rule.most} are wanted."
                over = len(sittings) - rule.most
                yield Breach("spread", sessions_of(sittings), over, message, past=past(sittings))
