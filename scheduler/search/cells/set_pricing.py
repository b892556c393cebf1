"""
The cheapest pattern of a body of few slots: every set of slots is looked at.

A set pays for its gap, and the sessions pay for its slots. Patterns of up to ``told`` rooms are
priced exactly, room set by room set. Others may use any rooms, at the price of as many further
rooms: the least that they can pay.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from scheduler.search.cells.pattern_steps import Menu, Priced, count_back, joined
from scheduler.search.cells.patterns import NEVER, Body, Costs

ENTRIES = 1 << 20
"""Entries of F that are worked out at once, for several sets of rooms."""


@dataclass(frozen=True)
class SetPricing:
    """Every set of slots, numbered by the bits of its slots."""

    body: Body

    @cached_property
    def _fixed(self) -> Costs:
        """What a set costs whatever its cells, gap and sessions; ``NEVER`` for no slot; (2^S,)."""
        body, count = self.body, len(self.body.slots)
        away = np.full((1 << count, len(body.away)), NEVER, np.int64)
        first, latest = (np.zeros(1 << count, np.int64) for _ in range(2))
        size = np.zeros(1 << count, np.int64)
        for s in range(count):
            here, sets = slice(1 << s, 2 << s), slice(0, 1 << s)
            away[here] = np.minimum(away[sets], body.away[:, s])
            first[here] = first[sets]
            first[1 << s] = body.order[s]
            latest[here], size[here] = body.order[s], size[sets] + 1
        torn = latest - first + 1 > size
        fixed: Costs = np.minimum(away, NEVER).sum(axis=1) + body.gap * torn
        fixed[0] = NEVER
        return np.minimum(fixed, NEVER)

    @cached_property
    def _narrow(self) -> Costs:
        """The same for sets in which one cell a slot is enough; ``NEVER`` for the others."""
        count = len(self.body.slots)
        holds = np.zeros(1 << count, np.int64)
        for s in range(count):
            holds[1 << s : 2 << s] = holds[: 1 << s] + self.body.holds[s]
        return np.where(holds >= self.body.needs, self._fixed, NEVER)

    def best(self, cell: Costs, unit: int, told: int) -> list[Priced]:
        found = [self._one_room(cell, unit)]
        found += [self._of_rooms(cell, unit, count) for count in range(2, told + 1)]
        found.append(self._several(cell, unit, told))
        return [one for one in found if one is not None]

    def _one_room(self, cell: Costs, unit: int) -> Priced | None:
        count, rooms = cell.shape
        price = np.zeros((1 << count, rooms), np.int64)
        for s in range(count):
            np.minimum(price[: 1 << s] + cell[s], NEVER, out=price[1 << s : 2 << s])
        possible = self._narrow < NEVER
        fixed = unit * np.where(possible, self._narrow, 0)
        total = np.where(possible, np.minimum(price.min(axis=1) + fixed, NEVER), NEVER)
        best = int(total.argmin())
        if total[best] >= NEVER:
            return None
        room = int(price[best].argmin())
        used = (s for s in range(count) if best >> s & 1)
        return int(total[best]), frozenset((self.body.slots[s], room) for s in used)

    def _of_rooms(self, cell: Costs, unit: int, count: int) -> Priced | None:
        """The cheapest with cells of so many rooms at the most, each of them paid for."""
        body, rooms = self.body, np.flatnonzero((cell < NEVER).any(axis=0))
        chosen = np.array(list(combinations(rooms, count)), dtype=np.int64)
        if body.parallel * unit >= NEVER or not len(chosen):
            return None
        size = max(1, ENTRIES // ((body.needs + 1) << len(body.slots)))
        least: tuple[int, int] | None = None
        for first in range(0, len(chosen), size):
            inside = cell[:, chosen[first : first + size]].swapaxes(0, 1)  # (room sets, S, count)
            total = self._totals(self._filled(Menu.of(body, inside, unit)), unit).min(axis=1)
            best = int(total.argmin())
            if least is None or total[best] < least[0]:
                least = (int(total[best]), first + best)
        if least is None or least[0] >= NEVER:
            return None
        only = np.full_like(cell, NEVER)
        only[:, chosen[least[1]]] = cell[:, chosen[least[1]]]
        return self._several(only, unit, count - 1)

    def _several(self, cell: Costs, unit: int, told: int) -> Priced | None:
        """The cheapest with cells of any rooms, which pays for so many further ones."""
        body = self.body
        menu = Menu.of(body, cell, unit)
        prices = self._filled(menu)
        total = self._totals(prices, unit)
        best = int(total.argmin())
        if total[best] >= NEVER:
            return None
        counts: dict[int, int] = {}
        left, steps = best, body.needs
        while left:
            s = left.bit_length() - 1
            price, left = int(prices[left, steps]), left - (1 << s)
            before, own, holds = prices[left], menu.prices[s], body.holds[s]
            counts[s], steps = count_back(before, own, holds, price, steps)
        return int(total[best]) + told * unit * body.rooms, menu.cells(body, counts)

    def _filled(self, menu: Menu) -> Costs:
        """F of every set, shape (..., 2^S, N + 1)."""
        body, count = self.body, len(self.body.slots)
        several = menu.prices.shape[:-2]
        prices = np.full((*several, 1 << count, body.needs + 1), NEVER, np.int64)
        prices[..., 0, 0] = 0
        for s in range(count):
            here, sets = slice(1 << s, 2 << s), slice(0, 1 << s)
            own = np.moveaxis(menu.prices[..., s, :], -1, 0)
            own = own[..., None] if several else own
            prices[..., here, :] = joined(prices[..., sets, :], own, body.holds[s])
        return prices

    def _totals(self, prices: Costs, unit: int) -> Costs:
        """What each set costs with all that it pays for but rooms, shape (..., 2^S)."""
        possible = self._fixed < NEVER
        fixed = unit * np.where(possible, self._fixed, 0)
        return np.where(possible, np.minimum(prices[..., -1] + fixed, NEVER), NEVER)
