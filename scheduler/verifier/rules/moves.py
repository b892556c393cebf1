"""A session in no rolling order that begins at another time or in another room costs its weight."""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for id in comparison.placed_both:
        was, now = comparison.published_of[id][0], reading.stays_of[id][0]
        if id not in reading.order_of and (was.start, was.room) != (now.start, now.room):
            then = f"for {reading.say(was.start)} in {was.room}"
            begins = f"{id} begins {reading.say(now.start)} in {now.room}"
            yield comparison.charge("moves", id, f"{begins}; it is published {then}.")
