"""A session whose first sitting changes day costs what a change to it weighs."""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for id in comparison.placed_both:
        was, now = comparison.published_of[id][0], reading.stays_of[id][0]
        if reading.slot_day(was) != reading.slot_day(now):
            then = f"{reading.say(was.start)} as published"
            message = f"{id} starts {reading.say(now.start)}, on another day than {then}."
            yield comparison.charge("days", id, message)
