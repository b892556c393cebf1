"""
The exact model while it is quick, then neighbourhoods of the best timetable that it has found.

CP-SAT mostly proves early what it can prove. On a large model the time after that is better spent
on neighbourhoods (a conference of 311 papers: 416,000 after 60 s of the exact model alone, 8,300
with neighbourhoods after 20 s of it).
"""

from collections.abc import Mapping
from dataclasses import replace

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpSolver, LinearExpr

from scheduler.model import Model
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import is_small, run
from scheduler.search.cpsat.solutions import Found, NoSolution
from scheduler.search.cpsat.timetables import sitting_of
from scheduler.search.exact import session_neighbourhoods
from scheduler.timetable import Timetable

PROVING = 0.6
"""Share of the time left after a first timetable that a large exact model may use."""


def search(
    model: Model,
    limits: Limits,
    *,
    start: CpSolver | None = None,
    sure: bool = False,
    proving: float = PROVING,
    bounds: Mapping[str, int] | None = None,
) -> Found | NoSolution:
    """
    The best found within the limits; raises what the exact search does.

    ``proving``: of the time that is left after a first timetable, what a large exact model may
    use before its neighbourhoods are searched. ``bounds``: as ``lexicographic.minimise``.
    """
    proving = 1.0 if is_small(model.cp) else proving
    whole = replace(model, cp=model.cp.clone())  # the search holds tiers at what it has reached
    found = lexicographic.solve(
        whole, limits, sure=sure, start=start, proving=proving, bounds=bounds
    )
    if isinstance(found, NoSolution) or limits.left <= 0 or found.proved:
        return found
    return session_neighbourhoods.improve(model, found, limits)


def held(model: Model, timetable: Timetable, limits: Limits) -> CpSolver | None:
    """A timetable as a solution of the model; None if it is none, or time is up before."""
    fixed, instance = model.cp.clone(), model.instance
    for i, session in enumerate(instance.sessions):
        sittings = timetable.of_session(session.id)
        fixed.add(model.var.placed[i] == bool(sittings))
        for part in model.var.parts[i]:
            sitting = sitting_of(model, part, sittings)
            fixed.add(part.held == (sitting is not None))
            if sitting is None:
                continue
            fixed.add(part.start == instance.grid.floor(sitting.start))
            fixed.add(part.end == instance.grid.floor(sitting.end))
            if len(instance.rooms) > 1:  # the relaxed problem has one, which is called otherwise
                fixed.add(part.rooms[instance.room_index[sitting.room]] == 1)
    fixed.minimize(LinearExpr.sum([term for terms in model.tiers.values() for term in terms]))
    solver, status = run(fixed, limits, "all")
    return solver if status in (OPTIMAL, FEASIBLE) else None
