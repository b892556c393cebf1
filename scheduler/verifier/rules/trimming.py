"""
Every minute that a session gets less than planned costs ``weights.trim``.

Unplaced sessions are priced as unplaced, not as trimmed to nothing.
"""

from collections.abc import Iterator

from scheduler.timetable import Charge
from scheduler.verifier.clock import minutes
from scheduler.verifier.reading import Reading
from scheduler.verifier.rules.placement import planned_minutes
from scheduler.verifier.tiers import tier_of_minutes


def charge(reading: Reading) -> Iterator[Charge]:
    for session in reading.sessions.values():
        if not reading.placed(session.id):
            continue
        planned = planned_minutes(reading.problem, session)
        spent = minutes(reading.held_for(session.id))
        amount = (planned - spent) * reading.problem.weights.trim
        if amount > 0:
            yield Charge(
                rule="trimming",
                tier=tier_of_minutes(reading.problem),
                sessions=(session.id,),
                amount=amount,
                message=f"{session.id} is trimmed from {planned} to {spent} minutes.",
            )
