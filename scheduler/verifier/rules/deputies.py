"""A deputy who presides over a session's last sitting costs a price, once for each office."""

from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.timetable import Charge
from scheduler.verifier.reading import Reading


def charge(reading: Reading) -> Iterator[Charge]:
    for session in reading.sessions.values():
        if not reading.placed(session.id):
            continue
        for office, deputy, price in _standing_in(reading, session):
            if price > 0:
                yield Charge(
                    rule="deputies",
                    tier="preferences",
                    sessions=(session.id,),
                    amount=price,
                    message=f"{deputy} presides over {session.id} for {office}.",
                )


def _standing_in(reading: Reading, session: Session) -> Iterator[tuple[str, str, int]]:
    """(office, deputy, price) for each chair of the session that a deputy takes at last."""
    chairs = reading.stays_of[session.id][-1].chairs
    for office, who in zip(session.chairs, chairs, strict=False):
        person = reading.people.get(office)
        if person is None or who in (office, person.acting if person.state == "vacant" else None):
            continue
        price = next((d.price for d in person.deputies if d.id == who), None)
        if price is not None:
            yield office, who, price
