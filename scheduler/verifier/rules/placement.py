"""
Every session to be held has its sittings, or is openly unplaced.

Parts are numbered 1..n in order of time; each starts on the grid, within one day slot of its
kind; together they last the planned minutes, or less, down to ``least``, where trimming is
allowed. Only a replan may leave a session out, and not once it has begun. What has begun needs
neither slot nor grid.
"""

from collections.abc import Iterator

from scheduler.problem import Problem, Session
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clock import minutes, on_grid
from scheduler.verifier.findings import Violation
from scheduler.verifier.reading import Reading, Stay


def planned_minutes(problem: Problem, session: Session) -> int:
    """The minutes that a fact or the published timetable has set, else the likely ones."""
    situation = problem.situation
    settled = situation.minutes.get(session.id) if situation is not None else None
    return session.minutes.likely if settled is None else settled


def check(reading: Reading) -> Iterator[Violation]:
    for session, message in _complaints(reading):
        yield Violation("placement", (session,), message)


def _complaints(reading: Reading) -> Iterator[tuple[str, str]]:
    for id in sorted(reading.stays_of.keys() - reading.sessions.keys()):
        where = reading.say_stay(reading.stays_of[id][0])
        yield id, f"{where} is in the timetable, but no session is called {id}."
    for id in sorted(reading.unplaced - reading.sessions.keys()):
        yield id, f"{id} is listed as unplaced, but no session is called {id}."
    for session in reading.sessions.values():
        for message in _judge(reading, session):
            yield session.id, message


def _judge(reading: Reading, session: Session) -> Iterator[str]:
    stays = reading.stays_of.get(session.id, ())
    fresh = [s for s in stays if not s.begun]
    if session.id in reading.cancelled:
        for stay in fresh:
            yield f"{reading.say_stay(stay)} is in the timetable, but the session is cancelled."
    elif session.id in reading.unplaced:
        if reading.now is None and session.rank is None:
            why = "without a replan only a session with a rank may be left out"
            yield f"{session.id} is unplaced; {why}."
        if reading.true_start(session.id) is not None:
            yield f"{session.id} is unplaced, although a fact gives its start."
        if session.id in reading.begun:
            yield f"{session.id} is listed as unplaced, but has begun."
        for stay in stays:
            yield f"{reading.say_stay(stay)} is in the timetable, but is listed as unplaced too."
    elif not stays:
        yield f"{session.id} has no sitting, and is not listed as unplaced."
    else:
        yield from _numbering(session, stays)
        yield from _length(reading, session)
        for stay in fresh:
            yield from _place(reading, session, stay)


def _numbering(session: Session, stays: tuple[Stay, ...]) -> Iterator[str]:
    numbers = [(s.part, s.parts) for s in stays]
    wanted = [(k, len(stays)) for k in range(1, len(stays) + 1)]
    if numbers != wanted:
        is_, should = (", ".join(f"{k}/{n}" for k, n in parts) for parts in (numbers, wanted))
        yield f"The parts of {session.id} are numbered {is_} in order of time, not {should}."


def _length(reading: Reading, session: Session) -> Iterator[str]:
    problem = reading.problem
    planned, spent = planned_minutes(problem, session), reading.held_for(session.id)
    trimmable = problem.in_force in (None, "hold") and session.id not in reading.settled
    least = min(planned, session.minutes.least) if trimmable else planned
    lasts = f"{session.id} is held for {minutes(spent)} minutes"
    if spent > planned * MINUTE or (spent < least * MINUTE and least == planned):
        yield f"{lasts}, not for the {planned} planned."
    elif spent < least * MINUTE:
        yield f"{lasts}; it may be trimmed from {planned} to {least}, no further."
    elif spent % MINUTE:
        yield f"{session.id} is not held for whole minutes."


def _place(reading: Reading, session: Session, stay: Stay) -> Iterator[str]:
    grid, slot = reading.problem.meeting.grid, stay.slot
    starts = f"{session.id} in {stay.room} starts {reading.say(stay.start)}"
    if stay.end <= stay.start:
        yield f"{starts} and ends {reading.say(stay.end)}, which is not later."
    if slot is None:
        yield f"{starts}, in no slot for the kind {session.kind}."
    true_start = reading.true_start(session.id)
    if slot is not None and slot.template.aligned and stay.start not in (slot.start, true_start):
        yield f"{starts}, but sessions start with the slot {slot.id}."
    if not on_grid(stay.start, reading.zone, grid) and stay.start != true_start:
        yield f"{starts}, off the grid of {grid} minutes."
