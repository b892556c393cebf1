"""
Every minute that a session gets less than planned costs ``weights.trim``.

Unplaced sessions are priced as unplaced, not as trimmed to nothing.
"""

from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verifier.clock import minutes
from scheduler.verifier.reading import read
from scheduler.verifier.rules.placement import planned_minutes
from scheduler.verifier.tiers import tier_of_minutes


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    reading = read(problem, timetable)
    for session in reading.sessions.values():
        if not reading.placed(session.id):
            continue
        planned, held = planned_minutes(problem, session), minutes(reading.held_for(session.id))
        amount = (planned - held) * problem.weights.trim
        if amount > 0:
            yield Charge(
                rule="trimming",
                tier=tier_of_minutes(problem),
                sessions=(session.id,),
                amount=amount,
                message=f"{session.id} is trimmed from {planned} to {held} minutes.",
            )
