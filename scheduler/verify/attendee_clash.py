"""
Somebody who is wanted in two sittings at once, not as the chair of both, costs by the minute.

For each pair of sessions and each person in both, as chair, attendee or acting: the minutes
that they overlap, times ``weights.attendee_clash``. A chair of both is ``person_clash``'s.
"""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verify.clock import minutes
from scheduler.verify.reading import Reading, Stay, read
from scheduler.verify.spans import overlap, overlapping_pairs


def charge(problem: Problem, timetable: Timetable) -> Iterator[Charge]:
    reading = read(problem, timetable)
    wanted: dict[str, list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        for person in sorted(reading.people_of.get(stay.session, ())):
            wanted[person].append(stay)
    for person, stays in sorted(wanted.items()):
        for (a, b), together in sorted(_together(reading, person, stays).items()):
            amount = together * problem.weights.attendee_clash
            if amount > 0:
                yield Charge(
                    rule="attendee_clash",
                    tier="preferences",
                    sessions=(a, b),
                    amount=amount,
                    message=f"{person} is wanted in {a} and {b} at once for {together} minutes.",
                )


def _together(reading: Reading, person: str, stays: list[Stay]) -> dict[tuple[str, str], int]:
    """For each two sessions that the person does not both chair, the minutes that they overlap."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for a, b in overlapping_pairs(stays):
        first, second = sorted((a.session, b.session))
        chairs_both = all(person in reading.chairs_of[s] for s in (first, second))
        if first != second and not chairs_both:
            found[first, second] += minutes(overlap(a, b))
    return found
