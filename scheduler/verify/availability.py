"""
A sitting lies within the hours of its room and of each of its chairs.

Inside one of the ``available`` windows if there are any, where windows that touch count as
one, and outside all ``unavailable`` ones. What has begun is not judged.
"""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Problem, Session
from scheduler.timetable import Timetable
from scheduler.verify.findings import Violation
from scheduler.verify.reading import Reading, read


def missing(
    reading: Reading, session: Session, room: str, start: datetime, end: datetime
) -> Iterator[str]:
    """The room and the chairs that are not available throughout [start, end)."""
    hours = reading.room_hours.get(room)
    if hours is not None and not hours.permit(start, end):
        yield room
    for person in sorted(reading.chairs_of[session.id]):
        hours = reading.person_hours.get(person)
        if hours is not None and not hours.permit(start, end):
            yield person


def check(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    reading = read(problem, timetable)
    for stay in reading.stays:
        session = reading.sessions.get(stay.session)
        if session is None or stay.begun:
            continue
        for who in missing(reading, session, stay.room, stay.start, stay.end):
            yield Violation(
                "availability",
                (stay.session,),
                f"{who} is not available throughout {reading.say_stay(stay)}.",
            )
