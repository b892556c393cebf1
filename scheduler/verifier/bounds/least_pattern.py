"""
The cheapest pattern of a body at given prices of cells: slot by slot, in order of time.

Kept is what was paid so far, by the minutes that are covered, for each set of rooms that the body
may restrict itself to. Apart from that, two ways to the same slot are alike if their slots follow
one another equally well, and each session has the same cheapest slot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from scheduler.verifier.bounds.body_prices import NEVER, Body, Cell, steps

ROOM_SETS = 300
"""Up to so many sets of rooms of one size, each is looked at."""
MOST_ROOMS = 3
"""Rooms up to which they are; who has more is taken to pay for one more, in any rooms."""
STATES = 5_000
"""Ways to a slot, beyond which each session is taken to sit in its cheapest slot."""

Numbers = NDArray[np.int64]
BEFORE, RUN, AFTER, TORN = range(4)
"""No slot is used yet; all so far follow one another, up to the last one, or before; or not."""
Way = tuple[int, tuple[int, ...]]
"""(which of these, what each sort of session pays so far)."""


@dataclass(frozen=True, slots=True)
class Least:
    """``price``: in parts, no pattern costs less; ``exact``: whether one costs no more."""

    price: int
    exact: bool


def least_pattern(body: Body, unit: int, prices: Mapping[Cell, int]) -> Least | None:
    """None if the body has no pattern at all."""
    usable = {slot for slot, _ in body.cells if body.holds[slot]}
    slots = [slot for slot in body.order if slot in usable]
    if not slots:
        return None
    sorts, fixed = _sorts(body, slots, unit)
    whole = _Ways(body, slots, unit, prices).least(sorts)
    if whole is not None:
        return Least(min(NEVER, fixed + whole.price), whole.exact)
    cheapest = sum(count * min(row) for row, count in sorts.items())
    rest = _Ways(body, slots, unit, prices).least({})
    return None if rest is None else Least(min(NEVER, fixed + cheapest + rest.price), False)


def _parts(price: int, unit: int) -> int:
    return min(NEVER, price * unit)


def _sorts(body: Body, slots: list[str], unit: int) -> tuple[dict[tuple[int, ...], int], int]:
    """Sessions that pay alike, by what they pay in each slot, how many; what all pay anywhere."""
    sorts: dict[tuple[int, ...], int] = {}
    fixed = 0
    for own in body.away.values():
        row = [_parts(own[slot], unit) if slot in own else NEVER for slot in slots]
        fixed += min(row)
        rest = tuple(price if price == NEVER else price - min(row) for price in row)
        if any(rest):
            sorts[rest] = sorts.get(rest, 0) + 1
    return sorts, fixed


class _Ways:
    """Ways through the slots of a body."""

    def __init__(self, body: Body, slots: list[str], unit: int, prices: Mapping[Cell, int]) -> None:
        self.need, *self.holds = steps(body, slots)
        self.places = [body.order.index(slot) for slot in slots]
        self.gap = _parts(body.gap, unit)
        self.sets, self.fee, self.told = _room_sets(body, unit)
        rooms = sorted({room for _, room in body.cells})
        self.cells = np.full((len(slots), len(rooms)), NEVER, np.int64)
        for (slot, room), price in body.cells.items():
            if slot in slots:
                parts = _parts(price, unit) + min(NEVER, prices.get((slot, room), 0))
                self.cells[slots.index(slot), rooms.index(room)] = min(NEVER, parts)
        self.parallel = _parts(body.parallel, unit)

    def least(self, sorts: Mapping[tuple[int, ...], int]) -> Least | None:
        """None if there are too many ways; ``sorts``: see ``_sorts``."""
        nothing = np.full((len(self.sets), self.need + 1), NEVER, np.int64)
        nothing[:, 0] = 0
        ways: dict[Way, Numbers] = {(BEFORE, (NEVER,) * len(sorts)): nothing}
        for s in range(len(self.places)):
            ways = self._after(ways, s, [row[s] for row in sorts])
            if sorts and len(ways) > STATES:
                return None
        best = np.full(len(self.sets), NEVER, np.int64)
        for (phase, paid), covered in ways.items():
            if phase != BEFORE:
                away = sum(n * price for n, price in zip(sorts.values(), paid, strict=True))
                best = np.minimum(best, covered[:, self.need] + min(NEVER, away))
        best = np.minimum(best + self.fee, NEVER)
        return Least(int(best.min()), bool(best[self.told].min() == best.min()))

    def _after(self, ways: Mapping[Way, Numbers], s: int, here: list[int]) -> dict[Way, Numbers]:
        """Ways once it is decided whether slot s is used."""
        next_to = s > 0 and self.places[s] == self.places[s - 1] + 1
        cells = list(self._taken(s))
        after: dict[Way, Numbers] = {}
        for (phase, paid), covered in ways.items():
            now = AFTER if phase == RUN and self.gap and not next_to else phase
            _keep(after, (AFTER if now == RUN and self.gap else now, paid), covered)
            less = tuple(map(min, paid, here))
            used = np.full_like(covered, NEVER)
            for reached, price in cells:
                used = np.minimum(used, covered[:, reached] + price[:, None])
            if now in (AFTER, TORN):
                used = used + (self.gap if now == AFTER else 0)
                _keep(after, (TORN, less), np.minimum(used, NEVER))
            else:
                _keep(after, (RUN, less), np.minimum(used, NEVER))
        return after

    def _taken(self, s: int) -> Iterator[tuple[NDArray[np.intp], Numbers]]:
        """Where covered minutes come from, and prices by set of rooms, of 1, 2, ... cells."""
        hold, row = self.holds[s], self.cells[s]
        cheapest = [np.sort(row[list(rooms)]) for rooms in self.sets]
        paid = np.zeros(len(self.sets), np.int64)
        for n in range(max(map(len, self.sets))):
            price = [int(own[n]) if n < len(own) else NEVER for own in cheapest]
            paid = np.minimum(paid + np.array(price) + (self.parallel if n else 0), NEVER)
            yield np.maximum(np.arange(self.need + 1) - (n + 1) * hold, 0), paid
            if (n + 1) * hold >= self.need:
                return


def _keep(ways: dict[Way, Numbers], way: Way, covered: Numbers) -> None:
    ways[way] = np.minimum(ways[way], covered) if way in ways else covered


def _room_sets(body: Body, unit: int) -> tuple[list[tuple[int, ...]], Numbers, list[int]]:
    """Sets of rooms, what having them costs, and which of them cost so exactly."""
    count, price = len({room for _, room in body.cells}), _parts(body.rooms, unit)
    every = tuple(range(count))
    if not price:
        return [every], np.zeros(1, np.int64), [0]
    sizes = [n for n in range(1, min(MOST_ROOMS, count) + 1) if comb(count, n) <= ROOM_SETS]
    sets = [rooms for n in sizes or (1,) for rooms in combinations(every, n)]
    told = list(range(len(sets)))
    fees = [min(NEVER, price * (len(rooms) - 1)) for rooms in sets]
    most = max(map(len, sets))
    if most < count:
        sets.append(every)
        fees.append(min(NEVER, price * most))
    return sets, np.array(fees, np.int64), told
