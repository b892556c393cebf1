"""
Somebody who is wanted in two sittings at once, not presiding over both, costs by the minute.

For each pair of sessions and each person in both, presiding, attending or acting: the minutes
that they overlap, with the walk between their rooms, times ``weights.attendee_clash``. Who
presides over both is ``person_clash``'s.
"""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules.person_clash import missing, sittings_by, too_close


def breaches(reading: Reading) -> Iterator[Breach]:
    for person, stays in sorted(sittings_by(reading, reading.present).items()):
        for (a, b), together in sorted(_together(reading, person, stays).items()):
            amount = together * reading.problem.weights.attendee_clash
            if amount > 0:
                message = f"{person} is wanted in {a} and {b} at once for {together} minutes."
                yield Breach("attendee_clash", (a, b), amount, message, people=(person,))


def _together(reading: Reading, person: str, stays: list[Stay]) -> dict[tuple[str, str], int]:
    """For each two sessions, the minutes that sittings overlap, unless the person chairs both."""
    together: dict[tuple[str, str], int] = defaultdict(int)
    for a, b in too_close(reading, stays):
        first, second = sorted((a.session, b.session))
        if person not in a.presiding or person not in b.presiding:
            together[first, second] += minutes(missing(reading, a, b))
    return together
