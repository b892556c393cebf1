"""
Nobody presides over two sittings of different sessions at once.

Who acts for a vacant office counts as its holder. Two sittings that have both begun are not
judged.
"""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Timetable
from scheduler.verify.findings import Violation
from scheduler.verify.reading import Stay, read
from scheduler.verify.spans import overlapping_pairs


def check(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    reading = read(problem, timetable)
    chaired: dict[str, list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        for person in sorted(reading.chairs_of.get(stay.session, ())):
            chaired[person].append(stay)
    for person, stays in sorted(chaired.items()):
        for a, b in overlapping_pairs(stays):
            if a.session != b.session and not (a.begun and b.begun):
                yield Violation(
                    "person_clash",
                    (a.session, b.session),
                    f"{person} cannot chair {reading.say_stay(a)} and "
                    f"{reading.say_stay(b)} at once.",
                )
