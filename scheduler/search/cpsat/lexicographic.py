"""
Minimise the tiers one after the other, each held at what the tiers before it have reached.

A tier whose terms are all zero in the incumbent is optimal without another solve: no term is ever
negative. That is the common case, and the reason why eight tiers cost little more than one.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    CpModel,
    CpSolver,
    LinearExpr,
)

from scheduler.errors import Interrupted, NoTimetable
from scheduler.model import Model
from scheduler.model.parts import Expr
from scheduler.search.cpsat.limits import NOTHING, Limits
from scheduler.search.cpsat.running import Manner, is_small, run
from scheduler.search.cpsat.solutions import Found, ModelTier, NoSolution, Solved
from scheduler.search.cpsat.timetables import timetable_of


class Tiered(Protocol):
    """A CP-SAT model with the terms of each tier, in order; no term is ever negative."""

    @property
    def cp(self) -> CpModel: ...

    @property
    def tiers(self) -> Mapping[str, Sequence[Expr]]: ...


def solve(
    model: Model,
    limits: Limits,
    *,
    sure: bool = True,
    start: CpSolver | None = None,
    proving: float = 1.0,
    bounds: Mapping[str, int] | None = None,
) -> Found | NoSolution:
    """``minimise`` for a model of sessions and their places; raises what that does."""
    solved = minimise(model, limits, sure=sure, start=start, proving=proving, bounds=bounds)
    return solved if isinstance(solved, NoSolution) else decoded(model, solved)


def decoded(model: Model, solved: Solved) -> Found:
    """The solution together with its timetable."""
    return Found(solved.tiers, solved.solver, timetable_of(model, solved.solver))


def minimise(
    model: Tiered,
    limits: Limits,
    *,
    sure: bool = True,
    start: CpSolver | None = None,
    proving: float = 1.0,
    bounds: Mapping[str, int] | None = None,
) -> Solved | NoSolution:
    """
    Search until every tier is proved or the limits are used up.

    No solution: by two runs, the second without presolve and with another seed; by one, unless
    ``sure``.

    ``sure``: whether infeasibility is confirmed by a second run before it is believed.
    ``start``: holds a solution of this model to start from.
    ``proving``: of the time that is left after a first incumbent, what may be used. ``bounds``:
    bounds proved elsewhere, by tier, that hold for this model; one that is reached needs no search.

    Raises
    ------
    NoTimetable, Interrupted
        Nothing was found in time, or before Ctrl-C.
    """
    best = _first(model, limits) if start is None else start
    if best is not None:
        limits = limits.share(proving)
    tiers: list[ModelTier] = []
    for name in model.tiers:
        least = 0 if bounds is None else bounds.get(name, 0)
        reached = _reach(model, limits, name, best, least, sure=sure)
        if isinstance(reached, NoSolution):
            return reached
        best, tier = reached
        tiers.append(tier)
    if best is None:
        minimum = _minimise(model, limits, "any", LinearExpr.sum([]), None, sure=sure)
        if isinstance(minimum, NoSolution):
            return minimum
        best, _, _ = minimum
    return Solved(tuple(tiers), best)


def _reach(
    model: Tiered, limits: Limits, name: str, best: CpSolver | None, least: int, *, sure: bool
) -> tuple[CpSolver | None, ModelTier] | NoSolution:
    """The incumbent and what it costs in one tier, to which the model is held from now on."""
    terms = model.tiers[name]
    if not terms:
        return best, ModelTier(name, 0, 0)
    cost, bound = LinearExpr.sum(terms), least
    if best is None or (limits.left > 0 and best.value(cost) > least):
        minimum = _minimise(model, limits, name, cost, best, sure=sure)
        if isinstance(minimum, NoSolution):
            return minimum
        best, reached, bound = minimum
    else:
        reached = round(best.value(cost))
    model.cp.add(cost <= reached)
    return best, ModelTier(name, reached, max(bound, min(least, reached)))


MANNERS: tuple[tuple[float, Manner], ...] = ((0.05, "fixed"), (0.5, "full"))
"""The ways to look for any solution, with the share of the time left that each may use."""
IDEAL = 0.05
"""Share of the time left that may be spent on a solution without any cost."""
DIVE = 20
"""How much more a tier weighs than the next one, in the search for a first incumbent."""


def _first(model: Tiered, limits: Limits) -> CpSolver | None:
    """
    A first incumbent; it proves nothing.

    Models that are not small are first asked for any timetable at all: with an objective of a
    thousand terms, CP-SAT may not find one. Where there are several tiers, the next step looks for
    one that is good in all of them at once. Without it, the first tier is met by whatever comes
    first, say by trimming every session, and each later tier starts from there; on 60 sessions this
    halves the time of a replan.
    """
    best = None
    if not is_small(model.cp):
        best = _ideal(model, limits)
        if best is not None:
            return best
        best = _any(model, limits)
    if sum(map(bool, model.tiers.values())) > 1:
        weights = [DIVE**n for n in reversed(range(len(model.tiers)))]
        tiers = zip(weights, model.tiers.values(), strict=True)
        terms = [weight * term for weight, tier in tiers for term in tier]
        best = _attempt(model, limits, terms, best) or best
    return best


def _ideal(model: Tiered, limits: Limits) -> CpSolver | None:
    """
    A solution that costs nothing in any tier, if one is soon found; nothing is better.

    Without a price there is nothing for a linear relaxation to bound: the 126 sessions of an IETF
    meeting come out in 0.5 s of CPU without it, in 2 to 5 s with it, and in 8 s if the price is
    minimised.
    """
    free = model.cp.clone()
    for terms in model.tiers.values():
        for term in terms:
            if not isinstance(term, int):
                free.add(term <= 0)
            elif term > 0:
                return None
    solver, status = run(free, limits.share(IDEAL), "all", manner="plain")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _any(model: Tiered, limits: Limits) -> CpSolver | None:
    """Any solution at all."""
    free = model.cp.clone()
    free.clear_objective()  # type: ignore[no-untyped-call]  # untyped there
    for share, manner in MANNERS:
        solver, status = run(free, limits.share(share), "all", manner=manner)
        if status in (OPTIMAL, FEASIBLE):
            return solver
    return None


def _attempt(
    model: Tiered, limits: Limits, terms: list[Expr], best: CpSolver | None
) -> CpSolver | None:
    """The best of at most half of the time that is left, if anything is found."""
    if limits.left <= 0:
        return best
    model.cp.clear_objective()  # type: ignore[no-untyped-call]  # untyped there
    if terms:
        model.cp.minimize(LinearExpr.sum(terms))
    if best is not None:
        hint(model, best)
    solver, status = run(model.cp, limits.share(0.5), "all")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _minimise(
    model: Tiered,
    limits: Limits,
    tier: str,
    cost: LinearExpr,
    best: CpSolver | None,
    *,
    sure: bool,
) -> tuple[CpSolver, int, int] | NoSolution:
    """(solver with the incumbent, its cost, a bound) of one tier."""
    if best is None and limits.interrupted:
        raise Interrupted(NOTHING)
    if model.tiers.get(tier):
        model.cp.minimize(cost)
    if best is not None:
        hint(model, best)
    solver, status = run(model.cp, limits, tier)
    if status == INFEASIBLE and sure:  # believed only from two runs (or-tools issue 5274)
        solver, status = run(model.cp, limits, tier, presolve=False)
    if status == INFEASIBLE:
        return NoSolution(confirmed=sure)
    if status == OPTIMAL:
        value = round(solver.value(cost))
        return solver, value, value
    if status == FEASIBLE:
        return solver, round(solver.value(cost)), max(0, round(solver.best_objective_bound))
    if status != UNKNOWN:
        raise RuntimeError(f"CP-SAT says {solver.status_name(status)}")
    if best is None and limits.interrupted:
        raise Interrupted(NOTHING)
    if best is None:
        raise NoTimetable(f"no timetable found within {limits.seconds:.3g} s")
    return best, round(best.value(cost)), 0


def hint(model: Tiered, best: CpSolver) -> None:
    """Start the next search of the model from a solution of it."""
    model.cp.clear_hints()  # type: ignore[no-untyped-call]  # untyped there
    for index, value in enumerate(best.response_proto.solution):
        model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)
