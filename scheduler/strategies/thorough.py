"""
The exact model while it is quick, then neighbourhoods of the best that it has found.

What CP-SAT proves it mostly proves early; on a large model the time after that is better spent on
neighbourhoods (a conference of 311 papers: 416,000 after 60 s of the exact model alone, 8,300 with
neighbourhoods after 20 s of it).
"""

from collections.abc import Mapping
from dataclasses import replace

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpSolver, LinearExpr

from scheduler import model as models
from scheduler.instance import Instance
from scheduler.model import Model
from scheduler.search import lexicographic
from scheduler.search.lexicographic import SMALL, Result
from scheduler.search.running import Limits, run
from scheduler.strategies import neighbourhoods
from scheduler.timetable import Tier, Timetable

PROVING = 0.6
"""Of the time that is left after a first timetable, what a large exact model may use."""


def search(
    model: Model,
    limits: Limits,
    *,
    start: CpSolver | None = None,
    sure: bool = False,
    proving: float = PROVING,
) -> Result:
    """
    The best found within the limits.

    ``proving``: of the time that is left after a first timetable, what a large exact model may
    use before its neighbourhoods are searched.

    Raises
    ------
    Infeasible, NoTimetable, Interrupted
        As the exact search does.
    """
    proving = 1.0 if len(model.cp.proto.variables) <= SMALL else proving
    whole = replace(model, cp=model.cp.clone())  # the search holds tiers at what it has reached
    found = lexicographic.solve(whole, limits, sure=sure, start=start, proving=proving)
    if limits.left <= 0 or found.proved:
        return found
    return neighbourhoods.improve(model, found, limits)


def onward(instance: Instance, found: Result, bounds: dict[str, int], limits: Limits) -> Result:
    """Further from a timetable, with bounds proved elsewhere, where they leave a gap."""
    found = bounded(found, bounds)
    if limits.left <= 0 or found.proved:
        return found
    model = models.build(instance)
    start = held(model, found.timetable, limits)
    if start is None:
        return found
    better = search(model, limits, start=start)
    tiers = tuple(_tier(tier, bounds.get(tier.name, 0), tier.bound) for tier in better.tiers)
    return replace(better, tiers=tiers)


def bounded(found: Result, bounds: Mapping[str, int]) -> Result:
    """The same timetable with bounds that were proved elsewhere, and no others."""
    return replace(found, tiers=tuple(_tier(t, bounds.get(t.name, 0), 0) for t in found.tiers))


def held(model: Model, timetable: Timetable, limits: Limits) -> CpSolver | None:
    """A timetable of whole sessions as a solution of the model; None if time is up before."""
    fixed, instance = model.cp.clone(), model.instance
    of = {sitting.session: sitting for sitting in timetable.sittings}
    for i, session in enumerate(instance.sessions):
        sitting = of.get(session.id)
        fixed.add(model.var.placed[i] == (sitting is not None))
        if sitting is not None:
            (part,) = model.var.parts[i]
            fixed.add(part.start == instance.grid.floor(sitting.start))
            fixed.add(part.end == instance.grid.floor(sitting.end))
            if len(instance.rooms) > 1:  # the relaxed problem has one, which is called otherwise
                fixed.add(part.rooms[instance.rooms.index(sitting.room)] == 1)
    fixed.minimize(LinearExpr.sum([term for terms in model.tiers.values() for term in terms]))
    solver, status = run(fixed, limits, "all")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _tier(tier: Tier, one: int, other: int) -> Tier:
    """The better of two bounds."""
    return tier.model_copy(update={"bound": min(max(one, other), tier.cost)})
