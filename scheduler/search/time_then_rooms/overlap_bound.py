"""
A bound of what overlaps cost, whatever else a timetable is like.

At each moment of the meeting a set S of sessions is going on. What it costs at that moment depends
on S alone: who should not meet does, people are wanted twice, a small delegation is torn. So each
timetable gives every possible set the time y_S for which it is on, and costs no less than

    minimise    sum_S cost(S) * y_S
    such that   sum over S that hold i of y_S     >=  d_i            for each session i
                sum over S of a class c of y_S    <=  time_c         for each class of slots c

S holds no two that may not meet, no more than there are rooms, and no more than are allowed at
once. Slots in which the same sessions may be held are of one class. With prices p_i >= 0 of a tick
of session i,

    sum_i p_i * d_i  -  sum_c time_c * max over S of c of (sum_{i in S} p_i - cost(S))

costs no more than any of them (Lagrange), whatever the prices: that is the bound. The prices come
from column generation: a linear program over the sets found so far, to which the best set of each
class at prices near the best so far is added (Wentges 1997). Where all sessions start with their
slots, a moment is a slot; else it is a tick, and what costs once costs its share of each tick.

Sessions between which a set makes no difference (those of one body, mostly) have one price and one
row of the program, and one literal where the best set is looked for, if no two of them are in it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, CpModel, LinearExpr

from scheduler.instance.instance import Instance
from scheduler.search.column_prices import Column, minimise_columns
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.time_then_rooms import relaxation
from scheduler.search.time_then_rooms.interchangeable import exclusive, interchangeable
from scheduler.search.time_then_rooms.overlap_moments import UNIT, Moments, Set, moments_of, sets_of
from scheduler.timetable import Timetable

SESSIONS, CONFLICTS = 400, 5_000
"""Sessions, and sets of them that cost something, up to which it is worth while."""
CENTRE = 0.6
"""How near the prices that are tried are to the best so far, from 0 to 1."""
CLOSE = 0.002
"""The gap, of the bound, between it and the linear program at which nothing more is to be found."""


def applies(instance: Instance) -> bool:
    """
    Whether sessions are whole and all held, at times that are free, and it is known who presides.

    With deputies, two sessions of one chair may be on at once.
    """
    problem = instance.problem
    return (
        relaxation.is_free(problem)
        and all(len(row) == 1 and not row[0].vacant for row in instance.panels)
        and not any(person.remote for person in problem.people)
        and len(instance.sessions) <= SESSIONS
        and all(session.rank is None for session in problem.held)
        and not problem.levels
        and not problem.waive
        and not instance.travel
        and instance.least == instance.planned
        and all(slot.allowed == 0 for slot in instance.slots)
    )


@dataclass(frozen=True, slots=True)
class OverlapBound:
    """``bound``: in whole prices; ``prices``: of sessions, in thousandths, which prove it."""

    bound: int
    prices: tuple[int, ...]
    moments: Moments


def bound(instance: Instance, timetable: Timetable, limits: Limits) -> OverlapBound | None:
    """
    What overlaps cost in every timetable, at the least; None where nothing is known.

    ``timetable``: a timetable to begin with; what it costs is of no importance.
    """
    if not applies(instance) or limits.left <= 0:
        return None
    moments = moments_of(instance)
    if (
        not (moments.soft_conflicts or moments.delegations)
        or len(moments.soft_conflicts) > CONFLICTS
    ):
        return None
    limits.begin("proving")
    search = _Search(moments, {(c, on) for c, on in sets_of(instance, moments, timetable)})
    least = search.run(replace(limits, report=None))  # prices of sets mean nothing to a planner
    return OverlapBound(least, search.centre, moments) if least > 0 else None


@dataclass
class _Search:
    """
    Column generation.

    Attributes
    ----------
    columns
        (class, set).
    alike
        Groups of sessions that have one price.
    best
        The best bound so far, in thousandths, and the prices of sessions that gave it.
    """

    moments: Moments
    columns: set[tuple[int, Set]]
    best: int = 0
    alike: tuple[tuple[int, ...], ...] = field(init=False)
    centre: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.alike = interchangeable(self.moments)
        self.centre = tuple(0 for _ in self.moments.needs)

    def run(self, limits: Limits) -> int:
        """The bound in whole prices; it is more than what is proved by less than one."""
        models = [_pricing(self.moments, those) for those, _ in self.moments.classes]
        while limits.left > 0:
            solved = self._linear()
            if solved is None:
                break
            value, prices = solved
            if value - self.best <= CLOSE * value:
                break
            near = [
                round(CENTRE * old + (1 - CENTRE) * new)
                for old, new in zip(self.centre, prices, strict=True)
            ]
            if not self._priced(models, near, limits) and not (
                near != prices and limits.left > 0 and self._priced(models, prices, limits)
            ):
                break
        return -(-self.best // UNIT)

    def _priced(self, models: list["_Pricing"], prices: list[int], limits: Limits) -> bool:
        """Whether any set is new at these prices; the bound that they give is kept."""
        total = sum(p * need for p, need in zip(prices, self.moments.needs, strict=True))
        before = len(self.columns)
        for c, (model, (_, moments)) in enumerate(zip(models, self.moments.classes, strict=True)):
            most, on = model.best(prices, limits)
            if most is None:
                return len(self.columns) > before
            total -= moments * most
            if on:
                self.columns.add((c, on))
        if total > self.best:
            self.best, self.centre = total, tuple(prices)
        return len(self.columns) > before

    def _linear(self) -> tuple[float, list[int]] | None:
        """The least cost with the sets found so far, in thousandths, and the prices of sessions."""
        moments, n = self.moments, len(self.alike)
        bounds: list[tuple[float, float]] = [
            (sum(moments.needs[i] for i in those), inf) for those in self.alike
        ]
        bounds += [(-inf, time) for _, time in moments.classes]
        row = {i: t for t, those in enumerate(self.alike) for i in those}
        columns = [
            Column(moments.cost(on), [(n + c, 1), *Counter(row[i] for i in on).items()])
            for c, on in sorted(self.columns, key=lambda one: (one[0], sorted(one[1])))
        ]
        prices = [price for _, price in moments.soft_conflicts]
        dear = 10 * UNIT + sum(prices) + sum(d.price for d in moments.delegations)
        columns += [Column(dear, [(t, 1)]) for t in range(n)]  # what no set holds yet
        solved = minimise_columns(bounds, columns)
        if solved is None:
            return None
        value, duals = solved
        return value, [max(0, round(duals[row[i]])) for i in range(len(row))]


@dataclass
class _Pricing:
    """
    The best set of a class at prices of the sessions, less what it costs.

    ``on``: by all sessions of which one at the most can be on, without any difference.
    """

    cp: CpModel
    on: Mapping[tuple[int, ...], BoolVarT]
    cost: LinearExpr

    def best(self, prices: list[int], limits: Limits) -> tuple[int | None, Set | None]:
        """What it gains at the most, proved; None if that is not known in time. And the set."""
        self.cp.clear_objective()  # type: ignore[no-untyped-call]  # untyped there
        dearest = [max(those, key=lambda i: prices[i]) for those in self.on]
        gain = LinearExpr.weighted_sum(list(self.on.values()), [prices[i] for i in dearest])
        self.cp.maximize(gain - self.cost)
        solver, status = run(self.cp, limits, "sets")
        if status not in (OPTIMAL, FEASIBLE):
            return (0 if status == INFEASIBLE else None), None
        literals = zip(dearest, self.on.values(), strict=True)
        on = frozenset(i for i, literal in literals if solver.value(literal))
        return max(0, round(solver.best_objective_bound)), on


def _pricing(moments: Moments, those: Set) -> _Pricing:
    cp = CpModel()
    on = {own: cp.new_bool_var(f"on{list(own)}") for own in exclusive(moments, those)}
    of = {i: literal for own, literal in on.items() for i in own}
    terms = []
    for i, j in sorted(moments.hard_conflicts):
        if i in of and j in of and of[i] is not of[j]:
            cp.add_bool_or(~of[i], ~of[j])

    def literals(inside: Set) -> list[BoolVarT]:
        return [literal for own, literal in on.items() if own[0] in inside]

    for inside, most in moments.most:
        here = literals(inside)
        if len(here) > most:
            cp.add(sum(here) <= most)
    together = min([len(on), *(most for inside, most in moments.most if those <= inside)])
    for n, (rivals, price) in enumerate(moments.soft_conflicts):
        here = literals(rivals)
        for more in range(1, min(len(here), together)):  # n of them are n (n - 1) / 2 pairs
            over = cp.new_int_var(0, together - more, f"rivals[{n},{more}]")
            cp.add(over >= sum(here) - more)
            terms.append(price * over)
    for d, delegation in enumerate(moments.delegations):
        here = literals(delegation.follows)
        if len(here) > delegation.people:
            torn = cp.new_int_var(0, len(here) - delegation.people, f"torn[{d}]")
            cp.add(torn >= sum(here) - delegation.people)
            terms.append(delegation.price * torn)
    return _Pricing(cp, on, LinearExpr.sum(terms))
