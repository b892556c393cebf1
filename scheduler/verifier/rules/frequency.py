"""A body does not meet too often within a span of days."""

from collections.abc import Iterator

from scheduler.problem import Frequency
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import many, past, sessions_of, stays


def breaches(reading: Reading, rule: Frequency) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        meetings = [(reading.slot_day(stay), stay) for stay in stays(reading, ids)]
        for first in sorted(set(reading.problem.days)):
            inside = [stay for day, stay in meetings if 0 <= (day - first).days < rule.days]
            if len(inside) > rule.most:
                times, days = many(len(inside), "time"), many(rule.days, "day")
                meets = f"{name} meets {times} within {days} from {first} on"
                message, over = (
                    f"{meets}, but at most {rule.most} are wanted.",
                    len(inside) - rule.most,
                )
                yield Breach("frequency", sessions_of(inside), over, message, past=past(inside))
