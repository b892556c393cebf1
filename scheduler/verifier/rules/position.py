"""A session is the n-th of some, in order of start."""

from collections.abc import Iterator

from scheduler.problem import Position
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import placed


def breaches(reading: Reading, rule: Position) -> Iterator[Breach]:
    if not reading.placed(rule.session):
        return
    first = reading.stays_of[rule.session][0]
    others = [id for id in placed(reading, reading.names.resolve(rule.of)) if id != rule.session]
    before = sum(reading.stays_of[id][0].start < first.start for id in others)
    if before != rule.at - 1:
        starts = f"{rule.session} starts after {before} of {', '.join(rule.of)}"
        message = f"{starts}, but must be number {rule.at}."
        yield Breach("position", (rule.session,), 1, message, past=first.begun)
