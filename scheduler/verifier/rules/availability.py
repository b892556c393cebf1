"""
A sitting lies within the hours of its room, of each who presides, and of each of its groups.

Inside one of the ``available`` windows if there are any, where windows that touch count as
one, and outside all ``unavailable`` ones.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from scheduler.problem import Session
from scheduler.verifier.findings import Breach
from scheduler.verifier.hours import Hours
from scheduler.verifier.levels import level_of
from scheduler.verifier.names import groups_of
from scheduler.verifier.reading import Reading


def hours_for(
    reading: Reading, session: Session, room: str, chairs: Iterable[str]
) -> Iterator[tuple[str, tuple[str, ...], str | None, Hours]]:
    """(who, people, room, hours) of the room, the chairs and the groups that a sitting needs."""
    hours = reading.room_hours.get(room)
    if hours is not None:
        yield room, (), room, hours
    for person in sorted(set(chairs)):
        hours = reading.person_hours.get(person)
        if hours is not None:
            yield person, (person,), None, hours
    for group in groups_of(session):
        hours = reading.group_hours.get(group)
        if hours is not None:
            yield group, (), None, hours


def missing(
    reading: Reading, session: Session, room: str, start: datetime, end: datetime
) -> Iterator[str]:
    """Who is needed throughout [start, end) and not available, if it is still to come."""
    chairs = reading.chairs_to_come[session.id]
    for who, people, of_room, hours in hours_for(reading, session, room, chairs):
        judged = level_of(reading.problem, "availability", (session.id,), people, of_room)
        if judged.obeyed and not hours.permit(start, end):
            yield who


def breaches(reading: Reading) -> Iterator[Breach]:
    for stay in reading.stays:
        session = reading.sessions.get(stay.session)
        if session is None:
            continue
        for who, people, room, hours in hours_for(reading, session, stay.room, stay.presiding):
            if not hours.permit(stay.start, stay.end):
                past = hours.permit(stay.since, stay.end)
                amount = hours.lacking(stay.start, stay.end) or 1
                message = f"{who} is not available throughout {reading.say_stay(stay)}."
                own = (stay.session,)
                yield Breach("availability", own, amount, message, people, room, past)
