"""A session in no rolling order that begins at another time or in another room costs its weight."""

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
        if id not in reading.order_of and (was.start, was.room) != (now.start, now.room):
            yield Charge(
                rule="moves",
                tier="moves",
                sessions=(id,),
                amount=comparison.weight_of(id),
                message=f"{id} begins {reading.say(now.start)} in {now.room}; it is published "
                f"for {reading.say(was.start)} in {was.room}.",
            )
