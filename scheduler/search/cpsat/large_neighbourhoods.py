"""
Large-neighbourhood search: all but a few decisions stay as they are, and the rest is solved again.

CP-SAT has such a search of its own, but it knows variables, not meetings: a ``Neighbourhoods`` says
what is set free together. The search adapts how much of each kind is set free, how often a kind is
drawn, and the amount of linear relaxation: papers of a conference are searched ten times as fast
with all of it, overlaps of attendees with little. Each worker searches neighbourhoods of its own.

Where a few terms outweigh all others, such as a body in a forbidden place, they are met first, and
the others drift: every way out costs a little more on the way.

Most of the time of a small neighbourhood of a large model was spent on saying what is fixed, which
is one constraint here, and on presolve, which therefore works without probing and symmetries.
"""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ortools.sat.python.cp_model import (
    FEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    CpSolverStatus,
    LinearExpr,
)

from scheduler.search.cpsat import hinted
from scheduler.search.cpsat.cpu_watch import CpuWatch
from scheduler.search.cpsat.incumbent import Incumbent, Neighbourhoods
from scheduler.search.cpsat.lexicographic import Tiered
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import new_solver
from scheduler.search.cpsat.solutions import ModelTier, Solved

SECONDS = 1.5
"""CPU of one neighbourhood, while that is enough to find something better."""
PATIENCE = 30
"""After so many neighbourhoods in which nothing is found, each may take that much longer again."""
LONGEST = 4
"""The most times as long that it may take."""
LINEAR = (1, 2)
"""Linearization levels of CP-SAT to choose from."""
DRIFT = 3
"""Up to so much a free decision costs at random; all together less than one of the tier."""
DRIFTING = 200
"""Decisions that drift, at the most."""
OUTWEIGHED = 10
"""A term that costs so many times less than the dearest that is paid is left for later."""
FIRST = 0.25
"""Share of the time left that the dearest terms may use before the others count."""


@dataclass(slots=True)
class _Kind:
    """How often a kind of neighbourhood is drawn, how large, with how much relaxation."""

    size: float
    credit: float = 1.0
    pace: dict[int, float] = field(default_factory=lambda: dict.fromkeys(LINEAR, 1.0))


@dataclass(slots=True)
class _Search:
    """What the workers share."""

    near: Neighbourhoods
    limits: Limits
    tier: str
    cost: LinearExpr
    bound: int
    best: Incumbent
    kinds: dict[str, _Kind]
    decided: frozenset[int]
    whole_numbers: frozenset[int]
    fruitless: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    watch: CpuWatch = field(default_factory=CpuWatch)

    @property
    def over(self) -> bool:
        return self.limits.left <= 0 or self.best.cost <= self.bound

    @property
    def seconds(self) -> float:
        """Seconds of CPU for one neighbourhood."""
        return SECONDS * min(LONGEST, 1 + self.fruitless / PATIENCE)


def improve(model: Tiered, solved: Solved, near: Neighbourhoods, limits: Limits) -> Solved:
    """
    Better solutions near the one found, tier after tier, for all the time that is left.

    Bounds stay as they were proved; nothing is proved here.
    """
    best, tiers = solved.solver, list(solved.tiers)
    cp = model.cp.clone()
    for n, tier in enumerate(tiers):
        cost = LinearExpr.sum(model.tiers[tier.name])
        reached = round(best.value(cost))
        if reached > tier.bound and limits.left > 0:
            cp.minimize(cost)
            best = _dearest(cp, near, limits, tier, best)
            start = Incumbent(best, round(best.value(cost)))
            search = _search(cp, near, limits, tier, cost, start)
            _improve(search, cp)
            best, reached = search.best.solver, search.best.cost
        tiers[n] = replace(tier, cost=reached)
        if model.tiers[tier.name]:
            cp.add(cost <= reached)
    return Solved(tuple(tiers), best)


def _dearest(
    cp: CpModel, near: Neighbourhoods, limits: Limits, tier: ModelTier, best: CpSolver
) -> CpSolver:
    """
    A solution that pays less of what outweighs everything else, whatever the rest costs.

    The one given, if there is no such thing, or it cannot be helped.
    """
    cost = _outweighing_terms(cp, best)
    if cost is None or limits.left <= 0:
        return best
    start = Incumbent(best, round(best.value(cost)))
    search = _search(cp, near, limits.share(FIRST), replace(tier, bound=0), cost, start)
    _improve(search, cp)
    return best if search.best.cost == start.cost else search.best.solver


def _outweighing_terms(cp: CpModel, best: CpSolver) -> LinearExpr | None:
    """The terms that cost most, if most of the price is theirs and there are much smaller ones."""
    objective, variables = cp.proto.objective, cp.proto.variables
    values = best.response_proto.solution
    price = dict(zip(objective.vars, objective.coeffs, strict=True))
    # a term counts from what it costs at the least: that of 1 - x is 0
    least = {n: list(variables[n].domain)[0 if c > 0 else -1] for n, c in price.items()}
    paid = {n: c * (values[n] - least[n]) for n, c in price.items()}
    most = max((abs(price[n]) for n, amount in paid.items() if amount), default=0)
    dear = [n for n, c in price.items() if abs(c) * OUTWEIGHED > most]
    if not most or len(dear) == len(price) or 2 * sum(paid[n] for n in dear) < sum(paid.values()):
        return None
    terms = [price[n] * (cp.get_int_var_from_proto_index(n) - least[n]) for n in dear]
    return LinearExpr.sum(terms)


def _search(
    cp: CpModel,
    near: Neighbourhoods,
    limits: Limits,
    tier: ModelTier,
    cost: LinearExpr,
    best: Incumbent,
) -> _Search:
    size = max(near.fewest, near.most / 10)
    variables = cp.proto.variables
    decided = near.decided
    numbers = frozenset(n for n in decided if list(variables[n].domain) not in YES_OR_NO)
    kinds = {kind: _Kind(size) for kind in near.kinds}
    return _Search(
        near, limits, tier.name, cost, tier.bound, best, kinds, decided - numbers, numbers
    )


YES_OR_NO = ([0, 1], [0, 0], [1, 1])


def _improve(search: _Search, cp: CpModel) -> None:
    workers = max(1, search.limits.workers)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        search.watch.wait(
            [
                pool.submit(_work, search, cp, random.Random(f"{search.limits.seed} {n}"))
                for n in range(workers)
            ]
        )


def _work(search: _Search, cp: CpModel, draw: random.Random) -> None:
    while not search.over:
        with search.lock:
            credit = [kind.credit for kind in search.kinds.values()]
            name = draw.choices(list(search.kinds), credit)[0]
            kind, best = search.kinds[name], search.best
            linear = draw.choices(list(kind.pace), list(kind.pace.values()))[0]
        free = search.near.free(best, name, round(kind.size), draw)
        solver = _solver(search.limits.most, draw.randrange(2**30), linear)
        fixed = _fixed(search, cp, best, free, draw)
        with (
            search.limits.stop.telling(solver),
            search.watch.within(solver, search.seconds) as spent,
        ):
            status = hinted.solve(solver, fixed)
            took = spent()
        with search.lock:
            before = search.best.cost
            _learn(search, kind, linear, Searched(solver, status, took))
            search.fruitless = 0 if search.best.cost < before else search.fruitless + 1


class Searched(NamedTuple):
    """The result of a neighbourhood, and the seconds of CPU that it took."""

    solver: CpSolver
    status: CpSolverStatus
    took: float


def _learn(search: _Search, kind: _Kind, linear: int, searched: Searched) -> None:
    solver, status, took = searched
    better = False
    if status in (OPTIMAL, FEASIBLE):
        reached = round(solver.value(search.cost))
        better = reached < search.best.cost
        if reached <= search.best.cost:
            search.best = Incumbent(solver, reached)
    if status == OPTIMAL:
        kind.size = min(search.near.most, kind.size * (1.01 if better else 1.05))
    elif not better:
        kind.size = max(search.near.fewest, kind.size * 0.93)
    kind.credit = 0.9 * kind.credit + 0.1 * (1 if better else 0.05) + 0.001
    pace = 1 / max(0.02, took) if status == OPTIMAL else 0.1
    kind.pace[linear] = 0.8 * kind.pace[linear] + 0.2 * pace
    if better:
        search.limits.tell(search.tier, search.best.cost, search.bound)


def _solver(seconds: float, seed: int, linear: int) -> CpSolver:
    solver = new_solver(seconds, seed)
    solver.parameters.linearization_level = linear
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    return solver


def _fixed(
    search: _Search, cp: CpModel, best: Incumbent, free: set[int], draw: random.Random
) -> CpModel:
    """The neighbourhood of the incumbent in which these variables are free."""
    near = cp.clone()
    proto, values = near.proto, best.values
    still = proto.constraints.add()
    still.bool_and.literals.extend([n if values[n] else -n - 1 for n in search.decided - free])
    for n in search.whole_numbers - free:
        domain = proto.variables[n].domain
        domain.clear()
        domain.extend([values[n], values[n]])
    proto.solution_hint.vars.clear()
    proto.solution_hint.values.clear()
    proto.solution_hint.vars.extend(range(len(values)))
    proto.solution_hint.values.extend(values)
    near.add(search.cost <= best.cost)
    if draw.random() < 0.5:
        near.minimize(search.cost)
        _drift(near, sorted(free & search.decided), draw)
    return near


def _drift(near: CpModel, free: list[int], draw: random.Random) -> None:
    """
    Prefer some, by chance, among solutions that cost the same.

    Else the search comes back to the same few for ever: what is as good is a way to the better.
    """
    some = draw.sample(free, min(len(free), DRIFTING))
    objective, scale = near.proto.objective, 2 * DRIFT * len(some) + 1
    price = {n: c * scale for n, c in zip(objective.vars, objective.coeffs, strict=True)}
    for n in some:
        price[n] = price.get(n, 0) + draw.randint(-DRIFT, DRIFT)
    objective.vars.clear()
    objective.coeffs.clear()
    objective.vars.extend(price.keys())
    objective.coeffs.extend(price.values())
