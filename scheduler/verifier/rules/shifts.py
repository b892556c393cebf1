"""Every minute by which a session's first sitting starts earlier or later costs its weight."""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verifier.clock import minutes
from scheduler.verifier.published import compare


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    comparison = compare(problem, timetable)
    if comparison is None:
        return
    reading = comparison.reading
    for id in comparison.placed_both:
        was, now = comparison.published_of[id][0], reading.stays_of[id][0]
        shift = minutes(abs(now.start - was.start))
        if shift > 0:
            way = "later" if now.start > was.start else "earlier"
            yield Charge(
                rule="shifts",
                tier="shifts",
                sessions=(id,),
                amount=shift * comparison.weight_of(id),
                message=f"{id} starts {shift} minutes {way} than published, "
                f"{reading.say(now.start)}.",
            )
