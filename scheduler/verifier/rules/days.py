"""A session whose first sitting changes day costs what a change to it weighs."""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verifier.published import compare


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    comparison = compare(problem, timetable)
    if comparison is None:
        return
    reading = comparison.reading
    for id in comparison.placed_both:
        was, now = comparison.published_of[id][0], reading.stays_of[id][0]
        if comparison.day_of(was) != comparison.day_of(now):
            yield Charge(
                rule="days",
                tier="days",
                sessions=(id,),
                amount=comparison.weight_of(id),
                message=f"{id} starts {reading.say(now.start)}, on another day than "
                f"{reading.say(was.start)} as published.",
            )
