"""
What would relieve interpreters who have too many assignments: fewest assignments first.

Caps over days in a row are windows on a line. Giving away the latest assignment of the first window
that is too full, until none is, gives away as few as possible: a later assignment lies in every
later window in which an earlier one lies. The result is verified before it is shown.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler import verifier
from scheduler.problem import Interpretation, Problem, Sitting, Team
from scheduler.problem.day_slots import day_slots
from scheduler.timetable import Timetable
from scheduler.verifier.rules import interpretation

Assignment = tuple[date, str, str]
"""Day, day slot, room."""


def remedies(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """
    The cheapest ways out for the teams that serve too many sittings, in words; none if fewer
    sittings would not help (too long, too close, not available).
    """
    offered = problem.interpretation
    if offered is None:
        return
    given = [a for team in offered.teams for a in _too_many(problem, timetable, offered, team)]
    if not given or not _helps(problem, timetable, given):
        return
    named = " and ".join(f"{slot} in {room}" for _, slot, room in sorted(given))
    slots = "one slot" if len(given) == 1 else f"{len(given)} slots"
    yield f"another team for {slots} ({named})"
    yield f"{slots} without interpretation ({named})"


def _assignments(problem: Problem, timetable: Timetable, team: str) -> list[Assignment]:
    """The assignments of a team, in order of time."""
    work = {
        (slot.start, sitting.room): (slot.day, slot.id, sitting.room)
        for slot in day_slots(problem)
        for sitting in timetable.sittings
        if sitting.team == team and slot.start <= sitting.start < slot.end
    }
    return [work[key] for key in sorted(work)]


def _too_many(
    problem: Problem, timetable: Timetable, offered: Interpretation, team: Team
) -> list[Assignment]:
    """The fewest assignments that a team must be relieved of to keep its caps."""
    left = _assignments(problem, timetable, team.id)
    caps = [(1, offered.per_day), *((cap.days, cap.most) for cap in offered.caps)]
    given = []
    windows = sorted(
        (first + timedelta(days=days), first, most) for days, most in caps for first in problem.days
    )
    for end, first, most in windows:
        inside = [a for a in left if first <= a[0] < end]
        for assignment in inside[most:]:
            left.remove(assignment)
            given.append(assignment)
    return given


def _helps(problem: Problem, timetable: Timetable, given: list[Assignment]) -> bool:
    """Whether another team in these places leaves nothing to warn of."""
    offered = problem.interpretation
    assert offered is not None
    languages = frozenset(language for s in problem.sessions for language in s.languages)
    others = tuple(Team(id=f"another-{n}", languages=languages) for n in range(len(given)))
    helped = offered.model_copy(update={"teams": (*offered.teams, *others)})
    slots = {slot.id: slot for slot in day_slots(problem)}

    def relieved(sitting: Sitting) -> Sitting:
        for other, (_, slot, room) in zip(others, given, strict=True):
            span = slots[slot]
            if sitting.room == room and span.start <= sitting.start < span.end and sitting.team:
                return sitting.model_copy(update={"team": other.id})
        return sitting

    after = Timetable.of(map(relieved, timetable.sittings), timetable.unplaced)
    changed = problem.model_copy(update={"interpretation": helped})
    return not any(
        charge.rule == "interpretation" and charge.tier == "warnings"
        for charge in verifier.charges(changed, after, (interpretation,))
    )
