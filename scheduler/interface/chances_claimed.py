"""What a timetable file says of weeks to come, worked out once more."""

from collections.abc import Iterator

from scheduler.interface.plan import Plan
from scheduler.risk.stand import stand_at
from scheduler.robustness.judging import figures
from scheduler.verifier import FalseClaim

COUNTED = ("cells", "late", "overtime", "undecided")
"""Figures that follow from the timetable alone."""
CLOSE = 1e-4
"""Figures are stored with six digits after the point."""


def false_figures(plan: Plan) -> tuple[FalseClaim, ...]:
    """Figures of the weeks of ``solve --robust`` that these weeks do not come to."""
    return tuple(_false_figures(plan))


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
