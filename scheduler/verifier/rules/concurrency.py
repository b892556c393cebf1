"""At most so many sittings of some sessions go on at once."""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Concurrency
from scheduler.verifier.findings import Breach
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import many, sessions_of, stays


def breaches(reading: Reading, rule: Concurrency) -> Iterator[Breach]:
    sittings = [s for s in stays(reading, reading.names.resolve(rule.of)) if s.start < s.end]
    most = rule.most
    if level_of_statement(rule).obeyed:
        most = max(most, sum(s.begun and not s.over for s in sittings))
    crowd, moment = _largest(sittings)
    if moment is not None and len(crowd) > most:
        going_on = f"{many(len(crowd), 'sitting')} go on at {reading.say(moment)}"
        message = f"{going_on}, at most {most} may: {', '.join(sessions_of(crowd))}."
        yield Breach("concurrency", sessions_of(sittings), len(crowd) - most, message)


def _largest(sittings: list[Stay]) -> tuple[list[Stay], datetime | None]:
    """The largest number of sittings going on at once, the first time it comes to that."""
    crowds = ([s for s in sittings if s.start <= stay.start < s.end] for stay in sittings)
    best = max(crowds, key=len, default=[])
    return best, max((s.start for s in best), default=None)
