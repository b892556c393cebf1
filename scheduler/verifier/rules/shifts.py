"""Every minute by which a session's first sitting starts earlier or later costs its weight."""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.clock import minutes
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    comparison = compare(reading)
    for id in comparison.placed_both:
        was, now = comparison.published_of[id][0], reading.stays_of[id][0]
        shift = minutes(abs(now.start - was.start))
        if shift > 0:
            way = "later" if now.start > was.start else "earlier"
            start = reading.say(now.start)
            message = f"{id} starts {shift} minutes {way} than published, {start}."
            yield comparison.charge("shifts", id, message, times=shift)
