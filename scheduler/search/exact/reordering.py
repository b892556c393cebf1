"""
The order that is published first, then any other, from there.

``reorder`` may do all that ``roll`` may. So what ``roll`` comes to is found first: the order is
fixed, windows are narrow, and it takes a fraction of the time. If it costs nothing in the tiers
before ``order``, no other order does better, and what was proved of it holds. Else it is where the
search among all orders begins, and what is left if that finds nothing better in time.
"""

from dataclasses import replace
from itertools import takewhile

from scheduler import model as models
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.problem import Problem
from scheduler.search.cpsat.running import Limits, is_small
from scheduler.search.cpsat.solutions import Result
from scheduler.search.cpsat.timetables import hint_at
from scheduler.search.exact import thorough
from scheduler.timetable import Tier

NAME = "order, then others"
SHARE = 0.5
"""Of the time, what the published order may use."""


def suits(instance: Instance) -> bool:
    """Whether the policy lets sessions change places: then no other way does as well."""
    return any(order.free for order in instance.orders)


def solve(instance: Instance, limits: Limits) -> Result | None:
    """The best in any order; None if there is none, or none was found in either step."""
    rolled = _rolled(instance.problem, limits.share(SHARE, "as published"))
    if rolled is not None and all(tier.cost == 0 for tier in _above(rolled)):
        return rolled
    try:
        reordered = _free(instance, rolled, limits)
    except Infeasible:
        return None
    except (NoTimetable, Interrupted):
        if rolled is None:
            return None
        return replace(rolled, tiers=rolled.unproved)
    if rolled is None or reordered.costs <= rolled.costs:
        return reordered
    return thorough.bounded(rolled, reordered.tiers)


def _rolled(problem: Problem, limits: Limits) -> Result | None:
    fixed = compile(problem.model_copy(update={"in_force": "roll"}))
    for may_drop in (False, True):
        try:
            return thorough.search(_model(fixed, limits, may_drop), limits, sure=may_drop)
        except Infeasible:
            continue
        except (NoTimetable, Interrupted):
            return None
    return None


def _free(instance: Instance, rolled: Result | None, limits: Limits) -> Result:
    """With every session if that can be, else with as few left out as possible."""
    for may_drop in (False, True):
        model = _model(instance, limits, may_drop)
        if rolled is not None and (may_drop or not rolled.timetable.unplaced):
            hint_at(model, rolled.timetable)
        try:
            return thorough.search(model, limits, sure=True)
        except Infeasible:
            if may_drop:
                raise
    raise AssertionError("the second model was solved or raised")


def _model(instance: Instance, limits: Limits, may_drop: bool) -> models.Model:
    with limits.stop.building():
        model = models.build(instance, may_drop=may_drop)
    if is_small(model.cp):
        limits.workers = 1
    return model


def _above(result: Result) -> list[Tier]:
    """The tiers before that of the order."""
    return list(takewhile(lambda tier: tier.name != "order", result.tiers))
