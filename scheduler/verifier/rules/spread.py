"""The sittings of a body are spread over the days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from scheduler.problem import Spread
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import day_of, many, sessions_of, stays


def breaches(reading: Reading, rule: Spread) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        by_day: dict[date, list[Stay]] = defaultdict(list)
        for stay in stays(reading, ids):
            by_day[day_of(reading, stay)].append(stay)
        for day, sittings in sorted(by_day.items()):
            if len(sittings) > rule.most:
                yield Breach(
                    "spread",
                    sessions_of(sittings),
                    len(sittings) - rule.most,
                    f"{name} has {many(len(sittings), 'sitting')} on {day.isoformat()}, "
                    f"at most {rule.most} are wanted.",
                )
