"""
First when, then where.

The time model has no rooms, only counts of them (``capacity``): a fraction of the variables, and
none of the symmetry of rooms that are alike. Its starts are then fixed in the model of the whole,
which has only rooms left to choose. What the time model proves bounds the whole.
"""

from dataclasses import replace

from scheduler import model as models
from scheduler.compiling import compile
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.model import Model
from scheduler.problem import Problem
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result
from scheduler.search.running import Limits
from scheduler.strategies import capacity, relaxing
from scheduler.timetable import Tier, Timetable

NAME = "time, then rooms"
SHARE = 0.7
"""Of the time that is left, what the time model may use."""


def solve(problem: Problem, instance: Instance, limits: Limits) -> Result | None:
    """
    The best found, or None where rooms cannot be left for later, or could not be found for the
    starts that came out: then nothing is known.
    """
    if not relaxing.applies(problem):
        return None
    for wished in (True, False) if _wishes(instance) else (False,):
        when = _when(problem, instance, limits, wished=wished)
        found = None if when is None else _where(instance, when.timetable, limits)
        if when is not None and found is not None:
            return _bounded(found, when, holds=not wished)
    return None


def _wishes(instance: Instance) -> bool:
    """Whether some rooms should suit, and need not."""
    return not instance.levels.all_hard("room_fit")


def _when(problem: Problem, instance: Instance, limits: Limits, *, wished: bool) -> Result | None:
    """A timetable of the relaxed problem; None if there is none, or none was found."""
    relaxed = models.build(compile(relaxing.without_rooms(problem)))
    capacity.post(relaxed, instance, wished=wished)
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    try:
        return lexicographic.solve(relaxed, share, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _where(instance: Instance, when: Timetable, limits: Limits) -> Result | None:
    """The whole timetable with these starts; None if there are no rooms for them."""
    whole = models.build(instance)
    _fix(whole, instance, when)
    try:
        return lexicographic.solve(whole, limits, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _fix(whole: Model, instance: Instance, when: Timetable) -> None:
    starts = {sitting.session: instance.grid.floor(sitting.start) for sitting in when.sittings}
    for i, session in enumerate(instance.sessions):
        placed = whole.var.placed[i]
        whole.cp.add(placed == (session.id in starts))
        if session.id in starts:
            whole.cp.add_linear_constraint(whole.var.start[i] - starts[session.id], 0, 0)


def _bounded(found: Result, when: Result, *, holds: bool) -> Result:
    """The bounds of the time model, as far as they hold for the whole."""
    bounds = {tier.name: tier.bound if holds else 0 for tier in when.tiers}
    tiers = tuple(_tier(tier, bounds.get(tier.name, 0)) for tier in found.tiers)
    return replace(found, tiers=tiers)


def _tier(tier: Tier, bound: int) -> Tier:
    return tier.model_copy(update={"bound": min(bound, tier.cost)})
