"""
Two sittings of different sessions in one room do not overlap.

One may start when the other ends. Two sittings that have both begun are not judged.
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
    in_room: dict[str, list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        in_room[stay.room].append(stay)
    for room, stays in sorted(in_room.items()):
        for a, b in overlapping_pairs(stays):
            if a.session != b.session and not (a.begun and b.begun):
                yield Violation(
                    "room_clash",
                    (a.session, b.session),
                    f"{a.session} and {b.session} are both in {room}: "
                    f"{reading.say_span(a.start, a.end)} and "
                    f"{reading.say_span(b.start, b.end)}.",
                )
