"""
The least distance from the published timetable in a part of the meeting, tier by tier.

Of timetables that cost the same in a tier, one from which as few as possible leave is taken: who
leaves has to be looked at next, and often nobody need.

    minimise  (loose + 1) * cost + number that leave
"""

from dataclasses import dataclass, replace

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpSolver, LinearExpr

from scheduler.errors import Infeasible
from scheduler.search.lexicographic import SMALL, hint
from scheduler.search.running import Limits, run
from scheduler.strategies.around import Part


@dataclass(frozen=True, slots=True)
class Least:
    """
    Attributes
    ----------
    bounds
        Of the tiers that were searched, in order; each holds where the ones before are reached.
    left
        Sessions that left in the timetable found; the search ends at the first tier with any.
    solver
        Holds the last timetable; None if none was found in time.
    proved
        Whether every tier is reached, and nobody left.
    """

    bounds: dict[str, int]
    left: frozenset[str]
    solver: CpSolver | None
    proved: bool


def least(part: Part, limits: Limits) -> Least:
    """
    Search until somebody leaves, a tier is not proved in time, or all are.

    Raises
    ------
    Infeasible
        There is no timetable of the part, so there is none of the whole; two runs agree.
    """
    model, away = part.model, [1 - part.model.var.placed[i] for i in part.loose]
    if len(model.cp.proto.variables) <= SMALL:
        limits = replace(limits, workers=1)
    most = len(away) + 1
    bounds: dict[str, int] = {}
    best: CpSolver | None = None
    for name, terms in model.tiers.items():
        cost = LinearExpr.sum(terms)
        if not terms or (best is not None and best.value(cost) == 0):
            bounds[name] = 0
            model.cp.add(cost <= 0)
            continue
        model.cp.clear_objective()  # type: ignore[no-untyped-call]
        model.cp.minimize(most * cost + LinearExpr.sum(away))
        if best is not None:
            hint(model, best)
        solver, status = run(model.cp, limits, name)
        if status == INFEASIBLE and run(model.cp, limits, name, presolve=False)[1] == INFEASIBLE:
            raise Infeasible("no timetable satisfies every hard rule")
        best = solver if status in (OPTIMAL, FEASIBLE) else best
        if status == FEASIBLE:
            bounds[name] = max(0, -(-(round(solver.best_objective_bound) - most + 1) // most))
        if status != OPTIMAL:
            return Least(bounds, part.left(best), best, proved=False)
        bounds[name] = round(solver.value(cost))
        left = part.left(solver)
        if left:
            return Least(bounds, left, solver, proved=False)
        model.cp.add(cost <= bounds[name])
    return Least(bounds, frozenset(), best, proved=True)
