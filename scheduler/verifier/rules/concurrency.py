"""At most so many sittings of some sessions go on at once."""

from collections.abc import Iterator

from scheduler.problem import Concurrency
from scheduler.verifier.findings import Breach
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import many, sessions_of, stays


def breaches(reading: Reading, rule: Concurrency) -> Iterator[Breach]:
    sittings = [s for s in stays(reading, reading.names.resolve(rule.of)) if s.start < s.end]
    most = rule.most
    if level_of_statement(rule).obeyed:
        most = max(most, sum(s.begun and not s.over for s in sittings))
    crowds = [[s for s in sittings if s.start <= stay.start < s.end] for stay in sittings]
    crowd = max(crowds, key=len, default=[])
    moment = max((s.start for s in crowd), default=None)
    if moment is not None and len(crowd) > most:
        going_on = f"{many(len(crowd), 'sitting')} go on at {reading.say(moment)}"
        message = f"{going_on}, but at most {most} may: {', '.join(sessions_of(crowd))}."
        past = all(stay.begun for each in crowds if len(each) > most for stay in each)
        yield Breach("concurrency", sessions_of(sittings), len(crowd) - most, message, past=past)
