"""
A session one of whose chairs is vacant, with nobody acting, cannot be held.

What has begun is not judged.
"""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Timetable
from scheduler.verify.findings import Violation
from scheduler.verify.reading import read


def check(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    reading = read(problem, timetable)
    empty = {p.id for p in problem.people if p.state == "vacant" and p.acting is None}
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        first = next((s for s in stays if not s.begun), None)
        if session is None or first is None:
            continue
        for office in sorted(empty.intersection(session.chairs)):
            yield Violation(
                "office_holder",
                (id,),
                f"{reading.say_stay(first)} has no chair: {office} is vacant and nobody acts.",
            )
