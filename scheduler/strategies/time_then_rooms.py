"""
First when, then where.

The time model has no rooms, only counts of them (``capacity``): a fraction of the variables, and
none of the symmetry of rooms that are alike. Its starts are then fixed in the model of the whole,
which has only rooms left to choose. What the time model proves bounds the whole. If that leaves a
gap, the model of the whole goes on from there.
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
from scheduler.strategies import capacity, relaxing, thorough
from scheduler.strategies.thorough import onward
from scheduler.timetable import Timetable

NAME = "time, then rooms"
SHARE = 0.6
"""Of the time that is left, what the time model may use."""


def solve(whole: Model, problem: Problem, limits: Limits) -> Result | None:
    """
    The best found, or None where rooms cannot be left for later, or could not be found for the
    starts that came out: then nothing is known.
    """
    if not relaxing.applies(problem):
        return None
    for wished in (True, False) if _wishes(whole.instance) else (False,):
        when = _when(problem, whole.instance, limits, wished=wished)
        found = None if when is None else _where(whole, when.timetable, limits)
        if when is not None and found is not None:
            bounds = {tier.name: 0 if wished else tier.bound for tier in when.tiers}
            return onward(whole, found, bounds, limits)
    return None


def _wishes(instance: Instance) -> bool:
    """Whether some rooms should suit, and need not."""
    return not instance.levels.all_hard("room_fit")


def _when(problem: Problem, instance: Instance, limits: Limits, *, wished: bool) -> Result | None:
    """A timetable of the relaxed problem; None if there is none, or none was found."""
    with limits.stop.building():
        relaxed = models.build(compile(relaxing.without_rooms(problem)))
        capacity.post(relaxed, instance, wished=wished)
    share = limits.share(SHARE, "times")
    try:
        return thorough.search(relaxed, share)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _where(whole: Model, when: Timetable, limits: Limits) -> Result | None:
    """The whole timetable with these starts; None if there are no rooms for them."""
    fixed = replace(whole, cp=whole.cp.clone())
    instance = whole.instance
    starts = {sitting.session: instance.grid.floor(sitting.start) for sitting in when.sittings}
    for i, session in enumerate(instance.sessions):
        fixed.cp.add(whole.var.placed[i] == (session.id in starts))
        if session.id in starts:
            fixed.cp.add_linear_constraint(whole.var.start[i] - starts[session.id], 0, 0)
    share = limits.finishing(0.5, "rooms")
    try:
        return lexicographic.solve(fixed, share, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None
