"""
The least distance from the published timetable in a part of the meeting.

First with everybody around staying: that is a timetable of the whole, and its price in each tier is
to be beaten. Then tier by tier: is there anything cheaper, if they may leave? If not, the price is
proved. If so, those who leave have to be looked at; as few as can be found in a moment.
"""

from dataclasses import dataclass, replace

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    LinearExpr,
)

from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.search import lexicographic
from scheduler.search.lexicographic import SMALL, Result
from scheduler.search.running import Limits, run
from scheduler.strategies.around import Part

MOMENT = 2.0
"""Seconds at most to find out how few need leave: those who leave needlessly only cost time."""
MANY = 10
"""How many of those who leave are looked at next if it is not known how few could."""


@dataclass(frozen=True, slots=True)
class Least:
    """
    Attributes
    ----------
    staying
        The best found with nobody leaving; None if there is none, or none was found.
    bounds
        Of the tiers that were proved, in order, and of the first that was not.
    open
        The first tier that is not proved, if there is one.
    left
        Sessions that left in something cheaper; the search ends at the first tier with any.
    may_drop
        Whether sessions may stay without a place.
    """

    staying: Result | None
    bounds: dict[str, int]
    open: str | None
    left: frozenset[str]
    may_drop: bool

    @property
    def proved(self) -> bool:
        """Whether nothing is cheaper than ``staying`` in any tier."""
        return self.staying is not None and self.open is None


def least(part: Part, limits: Limits) -> Least:
    """
    Search until somebody leaves, a tier is not proved in time, or all are.

    Raises
    ------
    Infeasible
        There is no timetable of the part, so there is none of the whole; two runs agree.
    """
    model = part.model
    if len(model.cp.proto.variables) <= SMALL:
        limits = replace(limits, workers=1)
    staying = _staying(part, limits)
    beaten = {} if staying is None else {tier.name: tier.cost for tier in staying.tiers}
    bounds: dict[str, int] = {}
    for name, terms in model.tiers.items():
        price, cost = beaten.get(name), LinearExpr.sum(terms)
        if not terms or price == 0:
            bounds[name] = 0
        else:
            solver, status = _cheaper(model.cp, cost, price, limits, name)
            if status == INFEASIBLE and price is not None:
                bounds[name] = price
            elif status == INFEASIBLE:
                _confirmed(model.cp, limits, name)
            else:
                found = status in (OPTIMAL, FEASIBLE)
                bounds[name] = max(0, round(solver.best_objective_bound)) if found else 0
                left = _few(part, cost, solver, limits) if found else frozenset()
                return Least(staying, bounds, name, left, model.var.candidates.may_drop)
        model.cp.add(cost <= bounds[name])
    return Least(staying, bounds, None, frozenset(), model.var.candidates.may_drop)


def _staying(part: Part, limits: Limits) -> Result | None:
    model = replace(part.model, cp=part.model.cp.clone())
    for i in part.loose:
        model.cp.add(model.var.placed[i] == 1)
    try:
        return lexicographic.solve(model, limits, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _cheaper(
    cp: CpModel, cost: LinearExpr | int, price: int | None, limits: Limits, tier: str
) -> tuple[CpSolver, object]:
    """The least below the price, or at all if there is none; nothing is left behind in ``cp``."""
    asked = cp.clone()
    if price is not None:
        asked.add(cost <= price - 1)
    asked.minimize(cost)
    return run(asked, limits, tier)


def _confirmed(cp: CpModel, limits: Limits, tier: str) -> None:
    if run(cp, limits, tier, presolve=False)[1] == INFEASIBLE:
        raise Infeasible("no timetable satisfies every hard rule")


def _few(part: Part, cost: LinearExpr | int, solver: CpSolver, limits: Limits) -> frozenset[str]:
    """Who leaves in a timetable as cheap as the solver's; as few as are found in a moment."""
    asked = part.model.cp.clone()
    asked.add(cost <= round(solver.value(cost)))
    asked.minimize(LinearExpr.sum([1 - part.model.var.placed[i] for i in part.loose]))
    lexicographic.hint(replace(part.model, cp=asked), solver)
    moment = replace(
        limits, seconds=min(limits.seconds, limits.elapsed + min(MOMENT, limits.left / 4))
    )
    fewer, status = run(asked, moment, "left")
    left = part.left(fewer if status in (OPTIMAL, FEASIBLE) else solver)
    return left if status == OPTIMAL else frozenset(sorted(left)[:MANY])
