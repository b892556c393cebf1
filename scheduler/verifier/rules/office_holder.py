"""
Somebody presides: the office holder, who acts for a vacant office, or one of its deputies.

All sittings of a session name the same people. A session over which a vacant office presides,
with nobody acting, cannot be held.
"""

from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.verifier.findings import Breach, Violation
from scheduler.verifier.reading import Reading, Stay, acting


def check(reading: Reading) -> Iterator[Violation]:
    """Who is named may preside."""
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is not None:
            for message in _misnamed(reading, session, stays):
                yield Violation("office_holder", (id,), message)


def _misnamed(reading: Reading, session: Session, stays: tuple[Stay, ...]) -> Iterator[str]:
    holders = [acting(reading.people, office) for office in session.chairs]
    begun = [s for s in stays if s.begun]
    wanted = (begun or list(stays))[0].chairs
    for stay in stays:
        if not stay.begun and (stay.chairs or tuple(holders)) != (wanted or tuple(holders)):
            yield f"{reading.say_stay(stay)} is chaired by others than its other sittings."
    if begun or not wanted:
        return
    if len(wanted) != len(holders):
        yield f"{session.id} has {len(holders)} chairs, but {len(wanted)} preside."
        return
    for office, holder, who in zip(session.chairs, holders, wanted, strict=True):
        person = reading.people.get(office)
        deputies = {d.id for d in person.deputies} if person is not None else set()
        if who != holder and who not in deputies:
            yield f"{who} presides over {session.id} for {office}, but is no deputy of it."


def presiding(reading: Reading, session: Session, named: tuple[str, ...]) -> tuple[str, ...]:
    """Who presides if a sitting names these: they, or else the holders of the session's offices."""
    return named or tuple(acting(reading.people, office) for office in session.chairs)


def breaches(reading: Reading) -> Iterator[Breach]:
    for id, stays in sorted(reading.stays_of.items()):
        if id not in reading.sessions:
            continue
        vacant = [who for who in sorted(reading.chairs_of[id]) if _is_vacant(reading, who)]
        fresh = [s for s in stays if not s.begun]
        if vacant:
            where = reading.say_stay((fresh or stays)[0])
            message = f"{where} has no chair: {', '.join(vacant)} is vacant and nobody acts."
            people = tuple(vacant)
            yield Breach("office_holder", (id,), 1, message, people, begun=not fresh)


def _is_vacant(reading: Reading, who: str) -> bool:
    person = reading.people.get(who)
    return person is not None and person.state == "vacant"
