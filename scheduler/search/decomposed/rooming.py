"""
Which body uses which kinds of rooms: a relaxation that bounds the cost of rooms, and a plan.

Rooms that suit the same sessions and are open at the same times are of one kind c. Forgetting when
anything is held, a body b chooses a set S of kinds, each of its sessions one kind of the set, and

    minimise    sum_b weight_b * (|S_b| - 1)
    such that   ticks of the sessions in kind c  <=  fillable_c      what rooms of kind c can hold

Every timetable gives such a choice at no higher price. With prices p_c >= 0 per tick of a kind,

    sum_b min over S of (weight_b * (|S| - 1) + sum_i ticks_i * min_{c in S} p_c)
        - sum_c p_c * fillable_c

costs no more than any of them (Lagrange), whatever the prices: that is the bound, in whole numbers.
The prices come from column generation: a linear program over choices found so far, to which the
cheapest choice of each body at the current prices is added until none is new. A whole-number choice
among those is the plan.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, LinearExpr

from scheduler.search.column_prices import Column, minimise_columns
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.decomposed.room_loads import Loads, Numbers, Truths

Choice = tuple[int, tuple[int, ...]]
"""A body, and the kind of room for each of its needs; -1 where it has none."""
SCALE = 1_000_000
"""Prices are whole millionths."""
CHOICES = 3_000
"""Sets of kinds that are looked at one by one; larger ones are bounded together."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The kind of room for each need of each body."""

    loads: Loads
    kind: dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class _Sets:
    """Sets of kinds: who is in them, how many, whether a need is suited by one of them."""

    members: Truths
    sizes: Numbers
    covers: Truths
    allowed: Truths
    larger: int


def _sets(loads: Loads) -> _Sets:
    """All sets of kinds up to a size; ``larger`` is the size of those left out."""
    kinds, size = len(loads.kinds), 0
    sets: list[tuple[int, ...]] = []
    while size < kinds:
        more = list(combinations(range(kinds), size + 1))
        if sets and len(sets) + len(more) > CHOICES:
            break
        sets, size = [*sets, *more], size + 1
    members = np.zeros((len(sets), kinds), dtype=bool)
    for s, chosen in enumerate(sets):
        members[s, list(chosen)] = True
    covers = (members.astype(np.int64) @ loads.suits.T.astype(np.int64)) > 0
    missed = loads.there.astype(np.int64) @ (~covers).T.astype(np.int64)
    return _Sets(members, members.sum(axis=1), covers, missed == 0, size + 1)


FAR = 2**40


def _cheapest(loads: Loads, sets: _Sets, prices: Numbers) -> tuple[Numbers, Numbers]:
    """
    By body: its cheapest set at these prices, and what it costs at the least, in millionths.

    Sets that are left out cost at least the weight of their size and the lowest prices of all.
    """
    kind_price = np.where(loads.suits, prices, FAR)
    rows = np.where(sets.members[:, None, :], kind_price[None, :, :], FAR).min(axis=2)
    rows = np.where(sets.covers, rows, 0)
    cost = loads.ticks @ rows.T + SCALE * np.outer(loads.weights, sets.sizes - 1)
    cost = np.where(sets.allowed, cost, 2**62)
    best = cost.argmin(axis=1)
    least = cost[np.arange(len(best)), best]
    if sets.larger <= len(loads.kinds):
        rest = loads.ticks @ kind_price.min(axis=1) + SCALE * loads.weights * (sets.larger - 1)
        least = np.minimum(least, rest)
    return best, least


def bound_at(loads: Loads, sets: _Sets, prices: Numbers) -> int:
    """What rooms cost at the least, by these prices."""
    _, least = _cheapest(loads, sets, prices)
    bound = sum(map(int, least)) - sum(
        int(p) * int(f) for p, f in zip(prices, loads.fillable, strict=True)
    )
    weights = [int(w) for w in loads.weights if w > 0]
    step = int(np.gcd.reduce(weights)) if weights else 1
    return max(0, -(-bound // (SCALE * step)) * step)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Choices worth making, and what no timetable costs less than."""

    columns: "_Columns"
    bound: int

    def plan(self, limits: Limits, *, slack: float) -> Plan | None:
        """
        The cheapest choice found in time; None if there is none.

        ``slack``: the share of each kind of room to leave free.
        """
        share = replace(limits.within(min(SECONDS, limits.left / 4)), report=None)
        chosen = self.columns.choose(share, slack=slack)
        if chosen is None:
            return None
        kinds = {(b, q): c for b, own in chosen for q, c in enumerate(own) if c >= 0}
        return Plan(self.columns.loads, kinds)


def relax(loads: Loads, limits: Limits) -> Relaxed | None:
    """Bound what rooms cost; None if some session has no room."""
    if not loads.suits.any(axis=1).all():
        return None
    sets = _sets(loads)
    if not sets.allowed.any(axis=1).all():
        return None
    columns = _Columns(loads, sets)
    prices, bound = np.zeros(len(loads.kinds), dtype=np.int64), 0
    for _ in range(ROUNDS):
        bound = max(bound, bound_at(loads, sets, prices))
        if not columns.add_cheapest(prices) or limits.left <= 0:
            break
        prices = columns.prices()
    return Relaxed(columns, bound)


SECONDS = 30.0
"""For a choice in whole numbers; for 10,000 sessions it takes two on a quiet machine."""
ROUNDS = 200
"""The most rounds of column generation; usually there are a few dozen."""
OVERFLOW = 1_000
"""Price of a tick more than there is, in the linear program: makes it feasible from the start."""


class _Columns:
    """Choices found so far: (body, kind of each of its needs)."""

    def __init__(self, loads: Loads, sets: _Sets) -> None:
        self.loads, self.sets = loads, sets
        self.choices: dict[Choice, tuple[int, Numbers]] = {}

    def add_cheapest(self, prices: Numbers) -> bool:
        """Add the cheapest choice of each body; whether any is new."""
        loads, before = self.loads, len(self.choices)
        best, _ = _cheapest(loads, self.sets, prices)
        # at equal prices the kind with most to spare: it is the one that the next bodies can use
        rank = prices * len(loads.kinds) + np.argsort(np.argsort(-loads.fillable))
        for b, s in enumerate(best):
            members = self.sets.members[s]
            allowed = np.where(loads.suits & members, rank, 2**62)
            kinds = tuple(
                int(allowed[q].argmin()) if loads.there[b, q] else -1
                for q in range(loads.suits.shape[0])
            )
            if (b, kinds) not in self.choices:
                use = np.zeros(len(loads.kinds), dtype=np.int64)
                for q, c in enumerate(kinds):
                    if c >= 0:
                        use[c] += loads.ticks[b, q]
                price = int(loads.weights[b]) * (len({c for c in kinds if c >= 0}) - 1)
                self.choices[b, kinds] = (price, use)
        return len(self.choices) > before

    def prices(self) -> Numbers:
        """Prices of the kinds of rooms in the linear program, in millionths."""
        loads, n = self.loads, len(self.loads.kinds)
        bounds = [*((-inf, int(f)) for f in loads.fillable), *((1, 1) for _ in loads.weights)]
        columns = [
            Column(price, [(n + b, 1), *((int(c), int(use[c])) for c in np.flatnonzero(use))])
            for (b, _), (price, use) in self.choices.items()
        ]
        columns += [Column(OVERFLOW, [(c, -1)]) for c in range(n)]
        solved = minimise_columns(bounds, columns)
        if solved is None:
            return np.zeros(n, dtype=np.int64)
        return np.array([max(0, round(-dual * SCALE)) for dual in solved[1][:n]], dtype=np.int64)

    def choose(self, limits: Limits, *, slack: float) -> list[Choice] | None:
        """One choice for each body, within the capacities."""
        model, loads = CpModel(), self.loads
        x = {key: model.new_bool_var("") for key in self.choices}
        of_body: defaultdict[int, list[Choice]] = defaultdict(list)
        for key in self.choices:
            of_body[key[0]].append(key)
        for keys in of_body.values():
            model.add_exactly_one(x[key] for key in keys)
        for c, full in enumerate(loads.fillable):
            used = [(x[key], int(use[c])) for key, (_, use) in self.choices.items() if use[c]]
            room = int(full) - round(slack * int(full))
            if used:
                model.add(LinearExpr.weighted_sum(*map(list, zip(*used, strict=True))) <= room)
        priced = [(x[key], price) for key, (price, _) in self.choices.items() if price]
        if priced:
            model.minimize(LinearExpr.weighted_sum(*map(list, zip(*priced, strict=True))))
        solver, status = run(model, limits, "rooms")
        if status not in (OPTIMAL, FEASIBLE):
            return None
        return [key for key in self.choices if solver.value(x[key])]
