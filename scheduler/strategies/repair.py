"""
Move what the facts broke, and only those whom that pushes away; then prove that it was least.

The published timetable is the first candidate. The sessions that it now fails are free; all others
stay where they are, or leave at a price that is too low rather than too high (``around``). Who
leaves becomes free as well, until nobody does: then everybody who is not free stays, and nothing
that is dearer in any tier of distance has been overlooked. Most facts touch a few sessions, so the
models stay small whatever the meeting is.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from ortools.sat.python.cp_model import CpSolver

from scheduler import verify
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.model import Model
from scheduler.problem import Problem
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result, timetable_of
from scheduler.search.running import Limits
from scheduler.strategies import around
from scheduler.strategies.around import Part
from scheduler.strategies.distance import Least, least
from scheduler.timetable import Tier, Timetable

NAME = "repair"
SHARE = 0.6
"""Of the time that is left, what may be used to find out who is to be free."""
WISHES = 0.2
"""
Seconds for what is merely wished once the distance is proved, beside as much again as that took.
"""


@dataclass(frozen=True, slots=True)
class _Free:
    """The sessions that are free, and what is known of the least distance while they are."""

    sessions: frozenset[str]
    least: Least
    part: Part
    may_drop: bool


def solve(instance: Instance, limits: Limits) -> Result | None:
    """
    The least change found, with its bounds; None where it is for the whole model to say.
    """
    if not around.applies(instance.problem):
        return None
    try:
        steps = _free(instance, broken(instance.problem), limits)
        return _placed(instance, steps, limits) if steps else None
    except (Infeasible, NoTimetable, Interrupted):
        return None


def broken(problem: Problem) -> frozenset[str]:
    """Sessions that cannot be as they were published, or were not."""
    held = {session.id for session in problem.held}
    found = {id for v in verify.violations(problem, _as_published(problem)) for id in v.sessions}
    return frozenset(found & held)


def _as_published(problem: Problem) -> Timetable:
    situation = problem.situation
    assert situation is not None
    return Timetable.of(situation.published)


def _free(instance: Instance, free: frozenset[str], limits: Limits) -> list[_Free]:
    """Free those whom the others push away, until nobody is; each step of the way."""
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    steps: list[_Free] = []
    by, may_drop = 0, False
    while share.left > 0:
        part = around.part(instance, free, may_drop=may_drop)
        try:
            steps.append(_Free(free, least(part, share), part, may_drop))
        except Infeasible:
            if may_drop:
                raise
            may_drop = True
            continue
        if not steps[-1].least.left:
            break
        free = around.grown(instance, free, steps[-1].least.left, by)
        by = max(1, 2 * by)
    return steps


def _placed(instance: Instance, steps: list[_Free], limits: Limits) -> Result | None:
    """The whole timetable, everybody who is not free as published."""
    last = steps[-1]
    if last.least.left or last.least.solver is None:
        places = _first_places(instance, steps, limits)
    else:
        places = timetable_of(last.part.model, last.least.solver)
    model = around.whole(instance, last.sessions, may_drop=last.may_drop)
    start = None if places is None else _start(model, last.sessions, places, limits)
    bounds = last.least.bounds
    if last.least.proved:
        limits = replace(limits, seconds=min(limits.seconds, 2 * limits.elapsed + WISHES))
    found = lexicographic.solve(model, limits, sure=False, start=start, known=bounds)
    tiers = tuple(_bounded(tier, bounds) for tier in found.tiers)
    return replace(found, tiers=tiers, free=last.sessions)


def _first_places(instance: Instance, steps: list[_Free], limits: Limits) -> Timetable | None:
    """A first timetable, with as few sessions free as will do."""
    share = replace(limits, seconds=limits.elapsed + limits.left / 2)
    for step in steps:
        model = around.whole(instance, step.sessions, may_drop=step.may_drop)
        with suppress(Infeasible, NoTimetable):
            return lexicographic.solve(model, share, sure=False).timetable
    return None


def _start(
    model: Model, free: frozenset[str], places: Timetable, limits: Limits
) -> CpSolver | None:
    """The whole with the free sessions at these places, and nothing dearer than it need be."""
    instance, var = model.instance, model.var
    everything = [term for terms in model.tiers.values() for term in terms]
    fixed = replace(model, cp=model.cp.clone(), tiers={"start": everything})
    at = {sitting.session: sitting for sitting in places.sittings}
    for id in sorted(free):
        i = instance.index[id]
        if instance.begun[i]:
            continue
        fixed.cp.add(var.placed[i] == (id in at))
        if id in at:
            start = instance.grid.floor(at[id].start)
            fixed.cp.add_linear_constraint(var.start[i] - start, 0, 0)
            fixed.cp.add(var.parts[i][0].rooms[instance.rooms.index(at[id].room)] == 1)
    try:
        return lexicographic.solve(fixed, limits, sure=False).solver
    except (Infeasible, NoTimetable):
        return None


def _bounded(tier: Tier, bounds: dict[str, int]) -> Tier:
    return tier.model_copy(update={"bound": min(bounds.get(tier.name, 0), tier.cost)})
