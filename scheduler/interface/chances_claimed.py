"""What a timetable file claims about weeks to come, worked out once more."""

from collections.abc import Iterator

from scheduler.interface.expected_starts import expected_starts
from scheduler.interface.plan import Plan
from scheduler.risk.stand import stand_at
from scheduler.robustness.judging import figures
from scheduler.verifier import FalseClaim

COUNTED = ("cells", "late", "overtime", "undecided")
"""Figures that follow from the timetable alone."""
CLOSE = 1e-4
"""Figures are stored with six digits after the point."""


def false_chances(plan: Plan) -> tuple[FalseClaim, ...]:
    """Figures of ``solve --robust`` and ``--earliest`` that the weeks do not confirm."""
    return (*_false_figures(plan), *_false_starts(plan))


def _false_figures(plan: Plan) -> Iterator[FalseClaim]:
    claimed = plan.record.robust
    if claimed is None:
        return
    stand = stand_at(plan.problem, plan.timetable)
    seen = figures(stand, claimed.samples, claimed.seed)
    told = claimed.robust if claimed.kept else claimed.plain
    for name in COUNTED:
        one, other = getattr(told, name), getattr(seen, name)
        if abs(one - other) > CLOSE:
            yield FalseClaim("robust", f"{name} are {other:.6g} a week, not {one:.6g}.")


def _false_starts(plan: Plan) -> Iterator[FalseClaim]:
    expected = plan.record.expected
    for alpha in dict.fromkeys(one.alpha for one in expected):
        seen = expected_starts(plan.problem, plan.timetable, alpha)
        own = {one.session: one for one in seen} if not isinstance(seen, str) else {}
        for one in expected:
            other = own.get(one.session)
            same = other is not None and other.start == one.start
            if one.alpha == alpha and not (
                other is not None and same and abs(other.chance - one.chance) <= CLOSE
            ):
                message = f"{one.session} is expected from another moment, or has none."
                yield FalseClaim("expected", message, (one.session,))
