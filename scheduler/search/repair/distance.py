"""
The least distance from the published timetable in a part of the meeting.

Tier by tier: what is the least cost if the sessions around the part may leave, and how few of them
need to? Where nobody leaves, that is the cost of the whole. Where somebody does, the whole may cost
more, and whoever left has to be looked at before anything more can be said. A known timetable only
has to be beaten: that nothing is cheaper is soon proved.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    CpSolver,
    CpSolverStatus,
    LinearExpr,
)

from scheduler.errors import Interrupted, NoTimetable
from scheduler.model.parts import Expr
from scheduler.problem import Sitting
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import is_confirmed, is_small, run
from scheduler.search.cpsat.solutions import NoSolution
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.repair.neighbourhood import Part
from scheduler.timetable import Timetable

MANY = 10
"""How many of those who leave are looked at next if nobody knows how few could leave."""


@dataclass(frozen=True, slots=True)
class Staying:
    """
    A timetable of some free sessions in which all others stay.

    Attributes
    ----------
    prices
        By tier.
    free
        Who was free; ``places`` of those of them who have one.
    """

    prices: Mapping[str, int]
    free: frozenset[str]
    places: Mapping[str, Sitting]

    @property
    def by_tier(self) -> list[int]:
        return list(self.prices.values())


@dataclass(frozen=True, slots=True)
class Least:
    """
    Attributes
    ----------
    bounds
        Of the tiers that were proved, in order, and of the first that was not.
    open
        The first tier that is not proved, if there is one.
    left
        Sessions that left in what was found there.
    best
        The best known with everybody staying around; the least, if no tier is open.
    may_drop
        Whether sessions may stay without a place.
    """

    bounds: dict[str, int]
    open: str | None
    left: frozenset[str]
    best: Staying | None
    may_drop: bool

    @property
    def proved(self) -> bool:
        """Whether nothing is cheaper in any tier, wherever those around are."""
        return self.open is None


def find_least(
    part: Part, free: frozenset[str], best: Staying | None, limits: Limits
) -> Least | NoSolution:
    """
    Search until somebody leaves, a tier is not proved in time, or all are.

    ``best``: what is known already and is to be beaten. No solution: there is no timetable of the
    part; two runs agree.
    """
    model, limits = part.model, _workers(part, limits)
    may_drop = model.var.candidates.may_drop
    bounds: dict[str, int] = {}
    solver, beaten = None, best
    for name, terms in model.tiers.items():
        cost = LinearExpr.sum(terms)
        if name == "unplaced" and beaten is not None and not part.allows(beaten.prices[name]):
            beaten = None  # it leaves out somebody who has to be kept here
        price = _price_so_far(terms, cost, solver, beaten, name)
        if price != 0:
            answer, status, bound = _cheapest(part, cost, (solver, price), limits, name)
            if status == INFEASIBLE and price is None and is_confirmed(model.cp, limits, name):
                return NoSolution(confirmed=True)
            if status != INFEASIBLE:
                solver = answer if status in (OPTIMAL, FEASIBLE) else None
                left = part.left(solver)
                if left or status != OPTIMAL:
                    few = left if status == OPTIMAL else frozenset(sorted(left)[:MANY])
                    return Least(bounds | {name: bound}, name, few, best, may_drop)
                price = bound
        bounds[name] = price or 0
        model.cp.add(cost <= bounds[name])
    if solver is not None:
        best = _all_staying(bounds, free, timetable_of(model, solver))
    return Least(bounds, None, frozenset(), best, may_drop)


def keep_others(part: Part, free: frozenset[str], limits: Limits) -> Staying | None:
    """The best found with nobody leaving; None if there is none, or none was found."""
    model = replace(part.model, cp=part.model.cp.clone())
    for i in part.may_leave:
        model.cp.add(model.var.placed[i] == 1)
    try:
        found = lexicographic.solve(model, _workers(part, limits), sure=False)
    except (NoTimetable, Interrupted):
        return None
    if isinstance(found, NoSolution):
        return None
    return _all_staying({t.name: t.cost for t in found.tiers}, free, found.timetable)


def combine(parts: Collection[Staying], tiers: Sequence[str]) -> Staying:
    """Timetables of sessions that have nothing to do with each other, priced by these tiers."""
    return Staying(
        {name: sum(s.prices[name] for s in parts) for name in tiers},
        frozenset(id for s in parts for id in s.free),
        {id: place for s in parts for id, place in s.places.items()},
    )


def _all_staying(prices: Mapping[str, int], free: frozenset[str], timetable: Timetable) -> Staying:
    places = {s.session: s for s in timetable.sittings if s.session in free}
    return Staying(prices, free, places)


def _price_so_far(
    terms: Sequence[Expr], cost: Expr, solver: CpSolver | None, best: Staying | None, tier: str
) -> int | None:
    """What the tier costs in what was found, or is known; None if nothing is."""
    if not terms:
        return 0
    if solver is not None:
        return round(solver.value(cost))
    return None if best is None else best.prices[tier]


def _workers(part: Part, limits: Limits) -> Limits:
    return replace(limits, workers=1) if is_small(part.model.cp) else limits


def _cheapest(
    part: Part,
    cost: Expr,
    start: tuple[CpSolver | None, int | None],
    limits: Limits,
    tier: str,
) -> tuple[CpSolver, CpSolverStatus, int]:
    """
    The least cost, and among those as few that leave as can be; and a bound of the cost.

    With n that may leave, (n + 1) * cost + leavers is at its least where that is; nothing is left
    behind in the model. ``start``: a solution to start from, or else a cost that is to be beaten.
    """
    away = LinearExpr.sum([1 - part.model.var.placed[i] for i in part.may_leave])
    weight, (before, price) = len(part.may_leave) + 1, start
    priced = replace(part.model, cp=part.model.cp.clone())
    priced.cp.minimize(weight * cost + away)
    if before is not None:
        lexicographic.hint(priced, before)
    elif price is not None:
        priced.cp.add(cost <= price - 1)
    solver, status = run(priced.cp, limits, tier, manner="bound")
    if status == OPTIMAL:
        return solver, status, round(solver.value(cost))
    if status == INFEASIBLE:
        return solver, status, price or 0
    bound = max(0, round(solver.best_objective_bound)) // weight
    if before is None and price is not None:  # it is a bound of what is cheaper than that
        bound = min(bound, price)
    return solver, status, bound
