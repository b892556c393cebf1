"""
The cheapest cells of the slots of a pattern, slot after slot.

F[n] is the least price of cells, one at least in each slot, that hold n steps of what a body needs:

    F of one more slot k [n]  =  min over m >= 1 of  F[n - m * holds[k]] + (m cheapest cells of k)

with n counted up to what is needed.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from scheduler.search.cells.patterns import NEVER, Body, Costs
from scheduler.search.cells.room_slots import Cell

Priced = tuple[int, frozenset[Cell]]
"""The least price, and a pattern that has it; the pattern may cost more by its further rooms."""


class Pricing(Protocol):
    """The cheapest patterns of one body."""

    def best(self, cell: Costs, unit: int, told: int) -> list[Priced]:
        """
        The cheapest of each number of rooms, those that are possible; the last: of more than told.

        ``cell``: price of each cell of the body's slots, its own costs included, shape (S, R), in
        ``unit`` parts of a whole price.
        """
        ...


def joined(before: Costs, menu: Costs, holds: int) -> Costs:
    """
    F of one more slot: ``before`` joined with one cell or more.

    ``before``: F of the slots before, shape (..., N + 1). ``menu``: price of so many cells less
    one, shape (M,), or (M, ...) for each of the ``before``.
    """
    last = before.shape[-1] - 1
    after = np.full_like(before, NEVER)
    for more, price in enumerate(menu, start=1):
        steps = min(more * holds, last)
        full = before[..., last - steps :].min(axis=-1) + price
        np.minimum(after[..., last], full, out=after[..., last])
        if steps < last:
            short = before[..., : last - steps] + np.asarray(price)[..., None]
            np.minimum(after[..., steps:last], short, out=after[..., steps:last])
        if more * holds >= last:
            break
    return np.minimum(after, NEVER)


@dataclass(frozen=True)
class Menu:
    """
    The cheapest cells of each slot at some prices, or at several: shapes (..., S, R).

    ``rooms``: the rooms from the cheapest on. ``prices``: of the first so many, with what is paid
    for further cells in a slot.
    """

    rooms: Costs
    prices: Costs

    @classmethod
    def of(cls, body: Body, cell: Costs, unit: int) -> "Menu":
        rooms = np.argsort(cell, axis=-1, kind="stable")
        further = unit * body.parallel * np.arange(cell.shape[-1], dtype=np.int64)
        prices = np.cumsum(np.take_along_axis(cell, rooms, -1), axis=-1) + further
        return cls(rooms, np.minimum(prices, NEVER))

    def cells(self, body: Body, counts: dict[int, int]) -> frozenset[Cell]:
        """So many of the cheapest cells of each slot, by its index among those of the body."""
        return frozenset(
            (body.slots[s], int(r)) for s, n in counts.items() for r in self.rooms[s, :n]
        )


def count_back(before: Costs, menu: Costs, holds: int, price: int, steps: int) -> tuple[int, int]:
    """(cells of a slot, steps before it) by which F came to ``price`` at so many steps."""
    last = len(before) - 1
    for more, own in enumerate(menu, start=1):
        filled = min(more * holds, last)
        options = range(last - filled, last + 1) if steps == last else [steps - filled]
        for n in options:
            if n >= 0 and before[n] + own == price:
                return more, n
    raise AssertionError("F has a way to each of its prices")
