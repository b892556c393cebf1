"""
Somebody presides: the office holder, who acts for a vacant office, or one of its deputies.

All sittings to come of a session name the same people. A session over which a vacant office
presides, with nobody acting, cannot be held.
"""

from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.verifier.findings import Breach, Violation
from scheduler.verifier.reading import Reading, Stay, acting


def check(reading: Reading) -> Iterator[Violation]:
    """Whoever is named may preside."""
    for id, stays in sorted(reading.stays_of.items()):
        session = reading.sessions.get(id)
        if session is not None:
            for message in _misnamed(reading, session, stays):
                yield Violation("office_holder", (id,), message)


def _misnamed(reading: Reading, session: Session, stays: tuple[Stay, ...]) -> Iterator[str]:
    holders = [acting(reading.people, office) for office in session.chairs]
    to_come = [s for s in stays if not s.begun]
    wanted = to_come[0].chairs if to_come else ()
    for stay in to_come:
        if stay.presiding != to_come[0].presiding:
            yield f"{reading.say_stay(stay)} has other chairs than its other sittings to come."
    if not wanted:
        return
    if len(wanted) != len(holders):
        yield f"{session.id} has {len(holders)} chairs, but {len(wanted)} preside."
        return
    for office, holder, who in zip(session.chairs, holders, wanted, strict=True):
        person = reading.people.get(office)
        deputies = {d.id for d in person.deputies} if person is not None else set()
        if who != holder and who not in deputies:
            yield f"{who} presides over {session.id} for {office}, but is not a deputy for it."


def breaches(reading: Reading) -> Iterator[Breach]:
    for id, stays in sorted(reading.stays_of.items()):
        if id not in reading.sessions:
            continue
        vacant = {who for stay in stays for who in stay.presiding if _is_vacant(reading, who)}
        if not vacant:
            continue
        without = [s for s in stays if vacant.intersection(s.presiding)]
        to_come = [s for s in without if not s.begun]
        people = tuple(sorted(vacant))
        where = reading.say_stay((to_come or without)[0])
        verb = "is" if len(people) == 1 else "are"
        message = f"{where} has no chair: {', '.join(people)} {verb} vacant and nobody acts."
        yield Breach("office_holder", (id,), 1, message, people, past=not to_come)


def _is_vacant(reading: Reading, who: str) -> bool:
    person = reading.people.get(who)
    return person is not None and person.state == "vacant"
