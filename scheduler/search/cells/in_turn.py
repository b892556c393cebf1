"""
Cells and minutes in turn: a whole timetable of the first cells, and better ones of better cells.

How long the minutes take is measured on the first cells, and that much is kept for the last ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ortools.sat.python.cp_model import CpSolver, LinearExpr

from scheduler.search.cells import first_cells, minutes
from scheduler.search.cells.cell_neighbourhoods import Cells
from scheduler.search.cells.minutes import Whole
from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cells.room_slots import Cell
from scheduler.search.cpsat import large_neighbourhoods
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import ModelTier, Solved

TURN = 1.0
"""Seconds of the first turn of the cells; each one is twice as long as the one before."""
UNKNOWN = 0.3
"""Seconds that minutes are taken to need as long as there were none."""
SLOWER = 10
"""How many times as long as the first minutes took, better ones may take."""
LEAST = 0.7
"""Seconds for the minutes while there is no timetable, even after Ctrl-C: else cells are lost."""


@dataclass
class InTurn:
    """
    The best of both so far.

    Attributes
    ----------
    cells
        The best cells.
    whole
        The best whole timetable, of whatever cells; None until there is one.
    timed
        The cells whose minutes were looked for last.
    minutes_take
        Seconds that it took to find any minutes, the first time.
    least
        What preferences cost at the least: nothing is searched beyond that.
    promising
        By body, cells of patterns that are good for it.
    """

    model: CellModel
    cells: Solved
    whole: Whole | None = None
    timed: Solved | None = None
    minutes_take: float = UNKNOWN
    least: int = 0
    promising: Mapping[int, frozenset[Cell]] = field(default_factory=dict)

    @property
    def reserve(self) -> float:
        """Seconds that better minutes are to have."""
        return SLOWER * self.minutes_take

    @property
    def as_good(self) -> bool:
        """Whether the timetable costs no more than the cells do."""
        return self.whole is not None and self.whole.reaches(self.cells)

    def begin(self, limits: Limits) -> None:
        """The first timetable, of the first cells or of any for which there is one."""
        self.time_cells(limits)
        if self.whole is None and limits.left > 0:
            other = first_cells.find_apart(self.model, limits)
            if other is not None:
                self.cells = priced(self.model, other, self.least)
                self.time_cells(limits)

    def improve(self, limits: Limits) -> None:
        """Better cells, and minutes for them, until the time is up."""
        turn = TURN
        while limits.left > 0 and not self.cells.proved:
            searching = limits.within(turn, "cells")
            near = Cells(self.model, self.promising)
            self.cells = large_neighbourhoods.improve(self.model, self.cells, near, searching)
            if limits.left > self.reserve:
                self.time_cells(limits)
            turn *= 2

    def finish(self, limits: Limits) -> None:
        """Minutes of the last cells, for all the time that is left."""
        self.time_cells(limits)
        if self.whole is not None and not self.as_good and limits.left > 0:
            rest = replace(limits, phase="minutes")
            self._keep(minutes.better(self.model, self.cells, self.whole, rest), rest)

    def take(self, found: CpSolver | None) -> None:
        """These cells, if they are better."""
        cells = None if found is None else priced(self.model, found, self.least)
        if cells is not None and cells.costs < self.cells.costs:
            self.cells = cells

    def bound(self, least: int) -> None:
        """What preferences cost at the least, as it was proved elsewhere: an aim, not a claim."""
        self.least = least
        self.cells = priced(self.model, self.cells.solver, least)

    def time_cells(self, limits: Limits) -> None:
        """Minutes of the best cells, unless there were some already, or a timetable is as good."""
        if self.as_good or self.timed is self.cells:
            return
        last = limits.finishing(1.0, "minutes")
        if self.whole is None:
            last.seconds = max(last.seconds, last.elapsed + LEAST)
        began, self.timed = last.elapsed, self.cells
        found = minutes.first(self.model, self.cells.solver, last)
        if found is None:
            return
        if self.whole is None:
            self.minutes_take = last.elapsed - began
        self._keep(found, last)
        better = last.within(self.reserve)
        self._keep(minutes.better(self.model, self.cells, found, better), last)

    def _keep(self, found: Whole, limits: Limits) -> None:
        if self.whole is None or found.costs < self.whole.costs:
            self.whole = found
            for tier, cost in found.prices.items():
                limits.tell(tier, cost, 0)


def priced(model: CellModel, found: CpSolver, least: int = 0) -> Solved:
    """Cells, with what they cost; ``least``: what is known of preferences."""
    tiers = {name: LinearExpr.sum(terms) for name, terms in model.tiers.items()}
    costs = {name: round(found.value(cost)) for name, cost in tiers.items()}
    bounds = {name: min(least, costs[name]) if name == "preferences" else 0 for name in costs}
    return Solved(tuple(ModelTier(n, cost, bounds[n]) for n, cost in costs.items()), found)
