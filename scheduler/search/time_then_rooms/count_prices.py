"""
What counts alone say that overlaps cost: a linear program, and prices in whole numbers.

Sessions between which nothing makes a difference are one type; slots that are open to the same
sessions are one class. With s_cK how many of a clique c are on at once in class K,

    minimise    sum price_c * sum_m w_cKm
    such that   w_cKm                      >=  s_cK - m * time_K     (n on at once are n (n - 1) / 2
                                                                      pairs: m = 1, 2, ... of n)
                sum over K of y_tK         >=  what type t needs
                s_cK, and what caps bound, are sums of y_tK

The multipliers of its rows, rounded, are prices of being on: ``Prices``. Whatever they are,

    sum_i need_i * least_i  -  sum_k time_k * (sum_c most_ck + sum_d people_d * price_dk
                                               + sum_b cap_b * price_bk)

is no more than any timetable costs, where least_i is the least that a slot open to session i asks
of it, and most_ck the largest of n * price_ck - price_c * n (n - 1) / 2.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import inf

from scheduler.search.column_prices import Column, minimise_columns
from scheduler.search.time_then_rooms.overlap_moments import UNIT, Moments, Set

LEVELS = 6
"""How many on at once, beyond the first, are told apart in the linear program."""
Row = tuple[int, int]
"""A group of ``Counts.groups``, and a slot."""


@dataclass(frozen=True)
class Counts:
    """
    What is on at once, as far as counts tell; ``times``: moments of each slot k.

    Attributes
    ----------
    groups
        (sessions, how many of them are on for nothing, price of more): cliques (1), delegations,
        and caps, whose price is None.
    """

    moments: Moments
    times: tuple[int, ...]

    @cached_property
    def groups(self) -> tuple[tuple[Set, int, int | None], ...]:
        caps = {**dict.fromkeys(_cliques(self.moments), 1), **dict(self.moments.most)}
        bounded = ((those, most, None) for those, most in caps.items())
        return (*priced_groups(self.moments), *bounded)

    @property
    def priced(self) -> bool:
        """Whether anything that is on at once costs something."""
        return bool(self.moments.soft_conflicts or self.moments.delegations)

    @cached_property
    def groups_of(self) -> tuple[tuple[int, ...], ...]:
        """The groups of each session; shape (n,)."""
        return tuple(
            tuple(g for g, (those, _, _) in enumerate(self.groups) if i in those)
            for i in range(len(self.moments.needs))
        )

    def most(self, g: int, price: int, among: int) -> int:
        """The most that a moment gives back at a price of being on, of so many sessions."""
        _, free, more = self.groups[g]
        if more is None:
            return price * free
        if g >= len(self.moments.soft_conflicts):
            return max(price * free, price * among - more * max(0, among - free))
        n = min(among, price // more + 1)  # the next one would cost more than it brings
        return n * price - more * n * (n - 1) // 2


def priced_groups(moments: Moments) -> Iterator[tuple[Set, int, int]]:
    """Cliques, then delegations, as ``Counts.groups`` has them."""
    yield from ((those, 1, price) for those, price in moments.soft_conflicts)
    yield from ((d.follows, d.people, d.price) for d in moments.delegations)


def _cliques(moments: Moments) -> list[Set]:
    """Sets of sessions of which only one may be on, in which each pair of that sort is once."""
    left = {frozenset(pair) for pair in moments.hard_conflicts}
    near: defaultdict[int, set[int]] = defaultdict(set)
    for i, j in moments.hard_conflicts:
        near[i].add(j)
        near[j].add(i)
    cliques = []
    for i, j in sorted(moments.hard_conflicts):
        if frozenset((i, j)) in left:
            clique = {i, j}
            for other in sorted(near[i] & near[j]):
                if clique <= near[other]:
                    clique.add(other)
            left -= {frozenset(pair) for pair in combinations(clique, 2)}
            cliques.append(frozenset(clique))
    return cliques


@dataclass(frozen=True, slots=True)
class Prices:
    """
    The price of being on, by group and slot, in thousandths; what is not there costs nothing.

    ``bound``: what they prove, in thousandths.
    """

    of: Mapping[Row, int]
    bound: int


def priced(counts: Counts, open_to: Sequence[Set]) -> Prices:
    """The best prices where each session may be on in these slots alone; shape (n,)."""
    program = _Program(counts, open_to)
    prices = program.prices()
    return Prices(prices, bound_at(counts, open_to, prices))


def bound_at(counts: Counts, open_to: Sequence[Set], prices: Mapping[Row, int]) -> int:
    """What prices prove, whatever they are."""
    least = (
        min(sum(prices.get((g, k), 0) for g in groups) for k in slots)
        for slots, groups in zip(open_to, counts.groups_of, strict=True)
    )
    gained = sum(n * price for n, price in zip(counts.moments.needs, least, strict=True))
    spent = 0
    for (g, k), price in prices.items():
        among = sum(k in open_to[i] for i in counts.groups[g][0])
        spent += counts.times[k] * counts.most(g, price, among)
    return gained - spent


class _Program:
    """The linear program; rows: types, then (group, class, level)."""

    def __init__(self, counts: Counts, open_to: Sequence[Set]) -> None:
        self.counts = counts
        by_slot: defaultdict[int, set[int]] = defaultdict(set)
        for i, slots in enumerate(open_to):
            for k in slots:
                by_slot[k].add(i)
        self.classes: defaultdict[Set, list[int]] = defaultdict(list)
        for k, inside in sorted(by_slot.items()):
            self.classes[frozenset(inside)].append(k)
        self.types: defaultdict[tuple[Set, tuple[int, ...]], list[int]] = defaultdict(list)
        for i, slots in enumerate(open_to):
            self.types[slots, counts.groups_of[i]].append(i)
        self.rows: dict[tuple[int, Set, int], int] = {}
        self.bounds = [
            (float(sum(counts.moments.needs[i] for i in alike)), inf)
            for alike in self.types.values()
        ]
        self.columns: list[Column] = []
        for those, own in self.classes.items():
            self._add_class(those, sum(counts.times[k] for k in own))
        self._add_types()

    def _add_class(self, those: Set, time: int) -> None:
        for g, (sessions, free, price) in enumerate(self.counts.groups):
            among = len(sessions & those)
            pairs = g < len(self.counts.moments.soft_conflicts)
            last = min(among - 1, free + LEVELS) if pairs else min(free, among - 1)
            for level in range(free, last + 1):
                row = self.rows[g, those, level] = len(self.bounds)
                self.bounds.append((-inf, level * time))
                if price is not None:
                    self.columns.append(Column(price, [(row, -1)]))

    def _add_types(self) -> None:
        by_group: defaultdict[tuple[int, Set], list[int]] = defaultdict(list)
        for (g, those, _), row in self.rows.items():
            by_group[g, those].append(row)
        dear = 10 * UNIT + sum(price or 0 for _, _, price in self.counts.groups)
        for t, ((_, groups), (first, *_)) in enumerate(self.types.items()):
            self.columns.append(Column(dear, [(t, 1)]))  # what there is no time for
            for those in self.classes:
                if first in those:
                    rows = [(row, 1) for g in groups for row in by_group.get((g, those), ())]
                    self.columns.append(Column(0, [(t, 1), *rows]))

    def prices(self) -> dict[Row, int]:
        """Its multipliers in whole thousandths, level by level no more than what more costs."""
        solved = minimise_columns(self.bounds, self.columns)
        if solved is None:
            return {}
        duals, prices = solved[1], defaultdict[Row, int](int)
        for (g, those, _), row in self.rows.items():
            price, more = max(0, round(-duals[row])), self.counts.groups[g][2]
            price = price if more is None else min(price, more)
            for k in self.classes[those] if price else ():
                prices[g, k] += price
        return dict(prices)
