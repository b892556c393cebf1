"""
The exact model of everything, in the order in which that is quick.

A replan may leave anybody out, but mostly leaves out nobody, and the model is much smaller if few
may be left out. So at first only sessions with a rank may be, and only for less than anybody else
weighs. If there is such a timetable, no other is better: whoever leaves out somebody else pays more
in the first tier. If there is none, or none was found in half the time, anybody may be left out.
"""

from collections.abc import Mapping

from ortools.sat.python.cp_model import CpSolver, LinearExpr

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import NoTimetable
from scheduler.instance.instance import Instance
from scheduler.model import Model, notice
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import is_small
from scheduler.search.cpsat.solutions import Found, NoSolution
from scheduler.search.cpsat.timetables import hint_at
from scheduler.search.exact import thorough
from scheduler.timetable import Timetable

STARTING = 0.1
"""Share of the time that may be used to begin where a timetable is."""
SHARE = 0.5
"""Share of the time for trying with only those left out who weigh less."""


def leave_out_for_less(model: Model) -> int | None:
    """
    Let a model leave out only what weighs less than anybody whom it has to keep.

    What is proved of it then holds as if anybody could be left out: a timetable that leaves out one
    of those whom it keeps costs more in the first tier. Returns the weight of the lightest of them;
    None if the model may leave out whoever may be.
    """
    kept = lightest_kept(model)
    if kept is not None and _can_outweigh(model, kept):
        model.cp.add(LinearExpr.sum(model.tiers["unplaced"]) <= kept - 1)
    return kept


def lightest_kept(model: Model) -> int | None:
    """The least weight of those who may be left out, but not in this model; None without any."""
    var, instance = model.var, model.instance
    if not instance.replanning:
        return None
    weights = (
        _weight(instance, i)
        for i in range(len(instance.sessions))
        if not (var.droppable(i) or instance.begun[i] or instance.started[i] is not None)
    )
    return min(weights, default=None)


def _can_outweigh(model: Model, kept: int) -> bool:
    """Whether those who may be left out can weigh as much."""
    var, instance = model.var, model.instance
    sessions = range(len(instance.sessions))
    return sum(_weight(instance, i) for i in sessions if var.droppable(i)) >= kept


def _weight(instance: Instance, i: int) -> int:
    return notice.of_session(instance, i) * instance.importance(i)


def search(
    instance: Instance,
    limits: Limits,
    *,
    near: Timetable | None = None,
    proving: float = thorough.PROVING,
) -> Found | NoSolution:
    """
    The best found of all that the instance allows, and what is proved of that.

    No solution: by two runs. ``near``: a timetable to start from. ``proving``: as
    ``thorough.search``, where only some may be left out.

    Raises
    ------
    NoTimetable, Interrupted
        Nothing was found in time, or before Ctrl-C.
    """
    costs = _known_costs(instance, near)
    few = _model(instance, limits, near, may_drop=False, costs=costs)
    kept = leave_out_for_less(few)
    start = _start(few, near, limits)
    if kept is None:
        return thorough.search(few, limits, start=start, sure=True, proving=proving)
    enough = _can_outweigh(few, kept)
    share = limits.share(SHARE) if enough else limits
    try:
        found = thorough.search(few, share, start=start, proving=proving)
    except NoTimetable:
        if not enough:
            raise
    else:
        if isinstance(found, Found):
            return found
    anybody = _model(instance, limits, near, may_drop=True)
    start = _start(anybody, near, limits)
    return thorough.search(anybody, limits, start=start, sure=True, proving=1.0)


def until_paid(costs: Mapping[str, int]) -> dict[str, int]:
    """The costs of tiers, in order, up to the first that costs something: that one included."""
    paid = next((n for n, cost in enumerate(costs.values()) if cost), len(costs))
    return dict(list(costs.items())[: paid + 1])


def _known_costs(instance: Instance, near: Timetable | None) -> dict[str, int]:
    """
    What a timetable costs in the first tiers; empty where there is none.

    No better one costs more there.
    """
    if near is None or not instance.replanning or verifier.violations(instance.problem, near):
        return {}
    return until_paid(verifier.tier_costs(instance.problem, near))


def _start(model: Model, near: Timetable | None, limits: Limits) -> CpSolver | None:
    """A timetable as a solution of a model that is not small; in a small one hints are enough."""
    if near is None or is_small(model.cp):
        return None
    return thorough.held(model, near, limits.share(STARTING))


def _model(
    instance: Instance,
    limits: Limits,
    near: Timetable | None,
    *,
    may_drop: bool,
    costs: Mapping[str, int] | None = None,
) -> models.Model:
    with limits.building():
        model = models.build(instance, may_drop=may_drop, costs=costs)
    if near is not None and (may_drop or not near.unplaced):
        hint_at(model, near)
    if is_small(model.cp):
        limits.workers = 1
    return model
