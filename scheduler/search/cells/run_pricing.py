"""
The cheapest pattern of a body of many slots: slots that follow one another, or any.

A pattern with a gap pays for the gap, and each session the least that it pays in any slot. Patterns
of one room are priced exactly; others pay for one further room, which is the least they can.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scheduler.search.cells.pattern_steps import Menu, Priced, count_back, joined
from scheduler.search.cells.patterns import NEVER, Body, Costs


@dataclass(frozen=True)
class RunPricing:
    """Slots that follow one another, from the a-th to the c-th; or any, torn apart."""

    body: Body

    @cached_property
    def _fixed(self) -> Costs:
        """What the sessions pay in the slots from a to c, ``NEVER`` if these are torn, (S, S)."""
        body, count = self.body, len(self.body.slots)
        fixed = np.full((count, count), NEVER, np.int64)
        for a in range(count):
            least = np.minimum.accumulate(body.away[:, a:], axis=1).sum(axis=0)
            for c in range(a, count):
                if body.order[c] - body.order[a] == c - a:
                    fixed[a, c] = least[c - a]
        return np.minimum(fixed, NEVER)

    @property
    def _torn(self) -> int:
        return self.body.gap + int(self.body.away.min(axis=1).sum())

    def best(self, cell: Costs, unit: int, told: int) -> list[Priced]:
        alone = Menu.of(self.body, cell.T[..., None], unit)  # (R, S, 1): of one room each
        room = int(self._totals(self._tables(alone), unit).min(axis=-1).argmin())
        only = np.full_like(cell, NEVER)
        only[:, room] = cell[:, room]
        further = unit * self.body.rooms
        found = [self._least(only, unit, 0, 1), self._least(cell, unit, further, cell.shape[1])]
        return [priced for priced in found if priced is not None]

    def _tables(self, menu: Menu) -> "_Tables":
        """F of all runs and torn patterns, with cells of the menu."""
        body, several = self.body, menu.prices.shape[:-2]
        start = np.full((*several, 1, body.needs + 1), NEVER, np.int64)
        start[..., 0] = 0
        tables = _Tables([], [], [start])
        for c, holds in enumerate(body.holds):
            own = np.moveaxis(menu.prices[..., c, :], -1, 0)
            own = own[..., None] if several else own
            before = np.concatenate([*tables.runs[-1:], start], axis=-2)
            tables.runs.append(joined(before, own, holds))
            tables.chain.append(joined(tables.torn[-1], own, holds))
            tables.torn.append(np.minimum(tables.torn[-1], tables.chain[-1]))
        return tables

    def _totals(self, tables: "_Tables", unit: int) -> Costs:
        """What each costs but for rooms: runs by their ends c and a, and any torn pattern, last."""
        ends = [
            np.minimum(run[..., -1] + unit * self._fixed[: c + 1, c], NEVER)
            for c, run in enumerate(tables.runs)
        ]
        torn = np.minimum(tables.torn[-1][..., -1] + unit * min(self._torn, NEVER // unit), NEVER)
        return np.concatenate([*ends, torn], axis=-1)

    def _least(self, cell: Costs, unit: int, further: int, most: int) -> Priced | None:
        """The cheapest with these cells, ``most`` of a slot at the most."""
        menu = Menu.of(self.body, cell, unit)
        if most < cell.shape[1]:
            menu = Menu(menu.rooms[:, :most], menu.prices[:, :most])
        tables = self._tables(menu)
        totals = self._totals(tables, unit)
        best = int(totals.argmin())
        if totals[best] >= NEVER:
            return None
        ends = [(c, a) for c in range(len(tables.runs)) for a in range(c + 1)]
        counts = (
            self._back_run(menu, tables, *ends[best])
            if best < len(ends)
            else self._back_torn(menu, tables)
        )
        return int(totals[best]) + further, menu.cells(self.body, counts)

    def _back_run(self, menu: Menu, tables: "_Tables", last: int, a: int) -> dict[int, int]:
        counts, steps = {}, self.body.needs
        for c in range(last, a - 1, -1):
            before = tables.runs[c - 1][a] if c > a else tables.torn[0][0]
            price = int(tables.runs[c][a, steps])
            own, holds = menu.prices[c], self.body.holds[c]
            counts[c], steps = count_back(before, own, holds, price, steps)
        return counts

    def _back_torn(self, menu: Menu, tables: "_Tables") -> dict[int, int]:
        counts: dict[int, int] = {}
        steps = self.body.needs
        for c in range(len(tables.chain) - 1, -1, -1):
            before = tables.torn[c][0]
            if tables.torn[c + 1][0, steps] == before[steps]:
                continue  # as cheap without it
            price = int(tables.chain[c][0, steps])
            own, holds = menu.prices[c], self.body.holds[c]
            counts[c], steps = count_back(before, own, holds, price, steps)
        return counts


@dataclass(frozen=True)
class _Tables:
    """
    F, by the last slot c.

    ``runs``: of the slots from a to c, shape (..., c + 1, N + 1). ``chain``: of any slots, c the
    last; ``torn``: of any before c; both of shape (..., 1, N + 1).
    """

    runs: list[Costs]
    chain: list[Costs]
    torn: list[Costs]
