"""A session is the n-th of some, in order of start."""

from collections.abc import Iterator

from scheduler.problem import Position, Problem
from scheduler.timetable import Timetable
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import read
from scheduler.verifier.stated import placed


def breaches(problem: Problem, timetable: Timetable, rule: Position) -> Iterator[Breach]:
    reading = read(problem, timetable)
    if not reading.placed(rule.session):
        return
    start = reading.stays_of[rule.session][0].start
    others = [id for id in placed(reading, reading.names.resolve(rule.of)) if id != rule.session]
    before = sum(reading.stays_of[id][0].start < start for id in others)
    if before != rule.at - 1:
        yield Breach(
            "position",
            (rule.session,),
            1,
            f"{rule.session} starts after {before} of {', '.join(rule.of)}, "
            f"it is to be number {rule.at}.",
        )
