"""What a model of a few sessions can be brought to, with one worker."""

from collections.abc import Sequence

from ortools.sat.python.cp_model import OPTIMAL, BoolVarT, CpSolver, LinearExpr

from scheduler import verifier
from scheduler.model import Model
from scheduler.model.parts import Expr
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable
from tests.twins import twins


def at_least(model: Model, terms: Sequence[Expr], *given: BoolVarT) -> int | None:
    """The least sum of the terms with these literals true; None if they cannot be."""
    cp = model.cp.clone()
    for literal in given:
        cp.add(literal == 1)
    cp.minimize(LinearExpr.sum(list(terms)))
    solver = CpSolver()
    solver.parameters.num_workers = 1
    return round(solver.objective_value) if solver.solve(cp) == OPTIMAL else None


def agreed(problem: Problem, *sittings: Sitting) -> dict[str, int] | None:
    """What the model charges for a timetable by tier, where that is not nothing; None if refused.

    The verifier says the same.
    """
    timetable = Timetable.of(sittings)
    ((_, prices),) = twins.prices(problem, [timetable])
    broken = verifier.violations(problem, timetable)
    assert (prices is None) == bool(broken), broken
    if prices is None:
        return None
    charged = dict.fromkeys(prices, 0)
    for charge in verifier.charges(problem, timetable):
        charged[charge.tier] += charge.amount
    assert prices == charged
    return {tier: cost for tier, cost in prices.items() if cost}
