"""
A bound of what conferences cost, from the whole patterns of room slots of their bodies.

Each body b has one pattern P, and no cell c is in two of them. So a timetable costs no less than

    minimise    sum_b sum_P cost_b(P) * x_bP
    such that   sum_P x_bP = 1                          for each body b
                sum_b sum_(P with c) x_bP <= 1          for each cell c

and with prices p_c >= 0 of the cells, whatever they are, no less than (Lagrange)

    sum_b  min over P of (cost_b(P) + sum_(c in P) p_c)   -   sum_c p_c

The prices come from column generation: a linear program over the patterns found so far, to which
the cheapest of each body at prices near the best so far are added (Wentges 1997).
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import comb

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from scheduler.search.cells import patterns
from scheduler.search.cells.pattern_steps import Pricing
from scheduler.search.cells.patterns import NEVER, Body, Costs
from scheduler.search.cells.room_slots import Board, Cell
from scheduler.search.cells.run_pricing import RunPricing
from scheduler.search.cells.set_pricing import SetPricing
from scheduler.search.cpsat.limits import Limits
from scheduler.timetable import PatternCertificate

UNIT = 1_000
"""Parts of a whole price in which cells are priced."""
CENTRE = 0.7
"""How near the prices that are tried are to the best so far, from 0 to 1."""
DEARER = 10
"""How much dearer it gets to leave a body out of the linear program, while some are left out."""
SETS = 12
"""Up to so many slots of a body, every set of them is looked at."""
ROOM_SETS = 300
"""Sets of rooms of one size, up to which each is priced."""
DEAREST, NOTHING = 1e9, 1e-6
"""Beyond that the linear program is not exact any more; and what it may call nothing."""
GOOD = 8
"""Patterns of a body that are promising."""
CLOSE = 0.001
"""The gap, of a whole price, between the bound and the linear program that is none."""


@dataclass(frozen=True, slots=True)
class CellPrices:
    """
    What proves the bound: a price of each cell, in parts of a whole price, none negative.

    Attributes
    ----------
    unit
        How many parts make a whole price.
    prices
        By cell (index of its slot, of its room), those that are more than nothing.
    total
        Parts that are proved: the sum over the bodies of their cheapest patterns at these prices,
        less the sum of the prices.
    """

    unit: int
    prices: dict[Cell, int]
    total: int

    @property
    def bound(self) -> int:
        """In whole prices: costs are whole, so what is more than ``bound - 1`` is ``bound``."""
        return max(0, -(-self.total // self.unit))

    def certificate(self, board: Board, tier: str) -> PatternCertificate:
        """The prices by the ids of slots and rooms, in order of time: what is stored."""
        instance = board.instance
        prices = (
            (instance.slots[k].id, instance.rooms[r], price)
            for (k, r), price in sorted(self.prices.items())
        )
        return PatternCertificate(tier=tier, bound=self.bound, unit=self.unit, prices=tuple(prices))


def _total(priced: tuple[int, frozenset[Cell]]) -> int:
    return priced[0]


def patterns_of(board: Board, dear: int) -> "Patterns | None":
    """None where somebody may be left out, or a rule is relaxed for some."""
    if not patterns.applies(board):
        return None
    return Patterns(board, patterns.bodies_of(board, dear), dear)


@dataclass
class Patterns:
    """
    Column generation.

    Attributes
    ----------
    dear
        Whole prices that no body pays in a timetable that is worth while.
    best
        The prices that prove the most so far; None before any are tried.
    columns
        The patterns found so far.
    told
        Rooms of a pattern up to which it is priced exactly.
    """

    board: Board
    bodies: tuple[Body, ...]
    dear: int
    best: CellPrices | None = None
    columns: dict[tuple[int, frozenset[Cell]], int] = field(default_factory=dict)
    told: int = 1
    _pricing: list[Pricing] = field(init=False)
    _master: "_Master" = field(init=False)

    def __post_init__(self) -> None:
        self._pricing = [
            SetPricing(body) if len(body.slots) <= SETS else RunPricing(body)
            for body in self.bodies
        ]
        rooms = len(self.board.instance.rooms)
        whole = [b.rooms + b.parallel + b.gap for b in self.bodies]
        self._master = _Master(len(self.board.lengths), rooms, len(self.bodies), 1 + max(whole))

    def add(self, body: int, cells: frozenset[Cell]) -> bool:
        """A pattern of a body; whether it is new, and possible."""
        cost = self.bodies[body].cost(cells)
        if (body, cells) in self.columns or cost >= NEVER:
            return False
        self.columns[body, cells] = cost
        self._master.add(body, cells, cost)
        return True

    @property
    def _most_told(self) -> int:
        """As long as there are not too many sets of rooms, and a further room costs something."""
        rooms = len(self.board.instance.rooms)
        few = [n for n in range(1, 4) if comb(rooms, n) <= ROOM_SETS]
        return max(few, default=1) if any(body.rooms for body in self.bodies) else 1

    def promising(self) -> dict[int, frozenset[Cell]]:
        """By body, the cells of its cheapest patterns at the best prices."""
        prices = {} if self.best is None else self.best.prices
        own: dict[int, list[tuple[int, frozenset[Cell]]]] = {}
        for (b, cells), cost in self.columns.items():
            total = UNIT * cost + sum(prices.get(cell, 0) for cell in cells)
            own.setdefault(b, []).append((total, cells))
        return {
            b: frozenset[Cell]().union(*(cells for _, cells in sorted(row, key=_total)[:GOOD]))
            for b, row in own.items()
        }

    def run(self, limits: Limits, cpu: float) -> None:
        """
        Better prices, until they are the best, or reach ``dear``, or the time is up.

        ``cpu``: seconds of this process; how busy the machine is makes no difference before the
        limits are reached.
        """
        limits.begin("proving")
        until = time.process_time() + cpu
        centre = np.zeros((len(self.board.lengths), len(self.board.instance.rooms)), np.int64)
        if self.best is None:
            self._price(centre)
        while self.best is not None and self.best.bound < self.dear:
            if limits.left <= 0 or time.process_time() > until:
                break
            solved = self._master.solve()
            if solved is None:
                break
            value, duals = solved
            exact = np.rint(duals * UNIT).astype(np.int64)
            near = np.rint(CENTRE * centre + (1 - CENTRE) * exact).astype(np.int64)
            closed = value * UNIT - self.best.total <= CLOSE * UNIT
            new, better = (False, False) if closed else self._price(near)
            if not closed and not new:
                new, better = self._price(exact)
                near = exact
            centre = near if better else centre
            if not new and not self._sharpened(closed):
                break

    def _sharpened(self, closed: bool) -> bool:
        """
        Whether there is more to be found although no pattern is new.

        It gets dearer to leave a body out, or more rooms are told apart.
        """
        if self._master.forbid():
            return True
        if closed or self.told >= self._most_told:
            return False
        self.told += 1
        return True

    def _price(self, prices: Costs) -> tuple[bool, bool]:
        """Whether a pattern is new at these prices, and whether they prove more."""
        total, new = -int(prices.sum()), False
        for b, (body, pricing) in enumerate(zip(self.bodies, self._pricing, strict=True)):
            own = np.minimum(UNIT * body.cell + prices[list(body.slots)], NEVER)
            options = pricing.best(own, UNIT, self.told)
            if not options:
                return False, False
            total += min(price for price, _ in options)
            for _, cells in options:
                new = self.add(b, cells) or new
        better = self.best is None or total > self.best.total
        if better:
            priced = {(int(k), int(r)): int(prices[k, r]) for k, r in np.argwhere(prices)}
            self.best = CellPrices(UNIT, priced, total)
        return new, better


class _Master:
    """The linear program over the patterns found so far; it is solved on from where it was."""

    def __init__(self, slots: int, rooms: int, bodies: int, missing: int) -> None:
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self.solver.infinity()
        self.cells = [
            [self.solver.Constraint(-infinity, 1.0) for _ in range(rooms)] for _ in range(slots)
        ]
        self.bodies = [self.solver.Constraint(1.0, 1.0) for _ in range(bodies)]
        self.objective = self.solver.Objective()
        self.objective.SetMinimization()
        self.missing, self.left_out = float(missing), [self._column(missing) for _ in self.bodies]
        for row, variable in zip(self.bodies, self.left_out, strict=True):
            row.SetCoefficient(variable, 1.0)

    def _column(self, cost: float) -> "pywraplp.Variable":
        variable = self.solver.NumVar(0.0, self.solver.infinity(), "")
        self.objective.SetCoefficient(variable, cost)
        return variable

    def add(self, body: int, cells: Iterable[Cell], cost: int) -> None:
        variable = self._column(cost)
        self.bodies[body].SetCoefficient(variable, 1.0)
        for k, r in cells:
            self.cells[k][r].SetCoefficient(variable, 1.0)

    def forbid(self) -> bool:
        """Whether some body is left out, in part at least: then that gets dearer."""
        some = sum(variable.solution_value() for variable in self.left_out) > NOTHING
        if some and self.missing < DEAREST:
            self.missing *= DEARER
            for variable in self.left_out:
                self.objective.SetCoefficient(variable, self.missing)
            return True
        return False

    def solve(self) -> tuple[float, NDArray[np.float64]] | None:
        """(value, price of each cell); None if it is not known."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        duals = [[max(0.0, -cell.dual_value()) for cell in row] for row in self.cells]
        return self.objective.Value(), np.array(duals)
