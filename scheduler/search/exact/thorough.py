"""
The exact model while it is quick, then neighbourhoods of the best that it has found.

What CP-SAT proves it mostly proves early; on a large model the time after that is better spent on
neighbourhoods (a conference of 311 papers: 416,000 after 60 s of the exact model alone, 8,300 with
neighbourhoods after 20 s of it).
"""

from collections.abc import Sequence
from dataclasses import replace

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpSolver, LinearExpr

from scheduler import model as models
from scheduler.instance.instance import Instance
from scheduler.model import Model
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.running import Limits, is_small, run
from scheduler.search.cpsat.solutions import Result
from scheduler.search.exact import session_neighbourhoods
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
    The best found within the limits; raises what the exact search does.

    ``proving``: of the time that is left after a first timetable, what a large exact model may
    use before its neighbourhoods are searched.
    """
    proving = 1.0 if is_small(model.cp) else proving
    whole = replace(model, cp=model.cp.clone())  # the search holds tiers at what it has reached
    result = lexicographic.solve(whole, limits, sure=sure, start=start, proving=proving)
    if limits.left <= 0 or result.proved:
        return result
    return session_neighbourhoods.improve(model, result, limits)


def onward(instance: Instance, result: Result, proved: Sequence[Tier], limits: Limits) -> Result:
    """Further from a timetable, with bounds proved elsewhere, where they leave a gap."""
    result = bounded(result, proved)
    if limits.left <= 0 or result.proved:
        return result
    model = models.build(instance)
    start = held(model, result.timetable, limits)
    if start is None:
        return result
    better = search(model, limits, start=start)
    pairs = zip(better.tiers, bounded(better, proved).tiers, strict=True)
    tiers = (own.model_copy(update={"bound": max(own.bound, b.bound)}) for own, b in pairs)
    return replace(better, tiers=tuple(tiers))


def bounded(result: Result, proved: Sequence[Tier]) -> Result:
    """
    The same timetable with bounds that were proved of a relaxed problem, and no others.

    The bound of a tier holds for timetables that cost no more in the tiers before it, so it is
    taken over only as long as those cost what they cost there.
    """
    elsewhere = {tier.name: tier for tier in proved}
    tiers: list[Tier] = []
    same = True
    for tier in result.tiers:
        other = elsewhere.get(tier.name)
        bound = other.bound if same and other is not None else 0
        tiers.append(tier.model_copy(update={"bound": min(bound, tier.cost)}))
        same = same and other is not None and other.cost == tier.cost
    return replace(result, tiers=tuple(tiers))


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
                fixed.add(part.rooms[instance.room_index[sitting.room]] == 1)
    fixed.minimize(LinearExpr.sum([term for terms in model.tiers.values() for term in terms]))
    solver, status = run(fixed, limits, "all")
    return solver if status in (OPTIMAL, FEASIBLE) else None
