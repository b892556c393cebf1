"""
What is published to start inside the freeze costs its weight if it does not keep room and start.

The freeze: from now on, before ``freeze_until``; what is published to start now is in it always.
"""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.clock import utc
from scheduler.verifier.published import compare
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    situation, comparison = reading.problem.situation, compare(reading)
    if situation is None:
        return
    now, until = utc(situation.now), utc(situation.freeze_until)
    places = {(s.session, s.room, s.start) for s in reading.stays}
    for was in comparison.published:
        to_be_held = was.session in reading.sessions and was.session not in reading.cancelled
        frozen = to_be_held and (was.start == now or now < was.start < until)
        if frozen and (was.session, was.room, was.start) not in places:
            yield Charge(
                rule="freeze",
                tier="freeze",
                sessions=(was.session,),
                amount=comparison.weight((was.session,), reading.day_of(was)),
                message=f"{reading.say_stay(was)} is published to start "
                f"{'now' if was.start == now else f'before {reading.say(until)}'}, and does not.",
            )
