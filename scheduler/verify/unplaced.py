"""A session that is to be held and finds no place costs what a change to it weighs."""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verify.published import compare
from scheduler.verify.reading import read


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    reading, comparison = read(problem, timetable), compare(problem, timetable)
    for session in problem.held:
        if session.id not in reading.unplaced:
            continue
        amount = 1 + session.attendance // problem.notice.audience
        if comparison is not None and session.id in comparison.published_of:
            amount = comparison.weight_of(session.id)
        yield Charge(
            rule="unplaced",
            tier="unplaced",
            sessions=(session.id,),
            amount=amount,
            message=f"{session.id} is unplaced.",
        )
