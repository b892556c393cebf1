"""
What may be shown of a timetable with a session elsewhere: nothing that the verifier rejects.

The only way to get an ``Accepted`` is to have the whole verifier judge the timetable.
"""

from functools import cached_property

from scheduler import verifier
from scheduler.insight.costs import Difference, difference
from scheduler.insight.occupancy import Occupancy
from scheduler.timetable import Change, Charge, Timetable
from scheduler.timetable.diff import changes
from scheduler.verifier import Violation


class Rejected(Exception):
    """The verifier rejects the timetable; ``violations``: what it breaks, and broke not before."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__("; ".join(v.message for v in violations))
        self.violations = violations


class Accepted:
    """
    A timetable that breaks no hard rule that the present one does not break.

    Attributes
    ----------
    before
        The present timetable, beside the problem by which both are judged.
    timetable
        The other one.
    """

    def __init__(self, before: Occupancy, timetable: Timetable) -> None:
        """Raise ``Rejected`` unless the verifier accepts the timetable."""
        violations = verifier.violations(before.problem, timetable)
        new = tuple(v for v in violations if (v.rule, v.message) not in before.broken)
        if new:
            raise Rejected(new)
        self.before, self.timetable = before, timetable

    @cached_property
    def difference(self) -> Difference:
        """What it costs more than the present one, as the verifier charges both."""
        return difference(self.before.problem, self.before.charges, self.charges)

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """What it costs, line by line."""
        return tuple(verifier.charges(self.before.problem, self.timetable))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.before.problem, self.before.timetable, self.timetable)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Sessions that lose their place."""
        before = {u.session for u in self.before.timetable.unplaced}
        return tuple(sorted({u.session for u in self.timetable.unplaced} - before))


def accept(before: Occupancy, timetable: Timetable) -> Accepted | None:
    """The timetable as an ``Accepted``; None if the verifier rejects it."""
    try:
        return Accepted(before, timetable)
    except Rejected:
        return None
