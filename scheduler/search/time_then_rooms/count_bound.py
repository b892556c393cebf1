"""
A bound of what overlaps cost: the frame exact, all other sessions as counts.

The frame are sessions between which others have to be (openings, closings, plenaries). Those that
exclude one another cannot all have the widest window, so it is tried which comes first: a tree of
such orders, in whose leaves the windows of all sessions follow by precedence alone, and counts say
the rest (``count_prices``). In each timetable one of two that exclude one another is over before
the other begins, so each timetable is in some leaf, and the lowest bound of the leaves holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import combinations, count

from scheduler.instance.instance import Instance
from scheduler.instance.records import After
from scheduler.search.cpsat.limits import Limits
from scheduler.search.time_then_rooms import overlap_bound
from scheduler.search.time_then_rooms.count_prices import Counts, Prices, priced
from scheduler.search.time_then_rooms.overlap_moments import (
    UNIT,
    Pair,
    Starts,
    moments_of,
    narrowed,
    starts_of,
)

NODES = 400
"""The most orders of the frame that are looked at."""
PATIENCE = 60
"""Orders after which it gives up if the bound is no better than that of the windows alone."""
ROWS = 20_000
"""Sessions, and groups of them, times slots up to which it is worth while."""
FRAME = 40
"""The most sessions of a frame whose orders are looked at."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    A part of all timetables, and what they cost at the least.

    Attributes
    ----------
    orders
        (a, b): a is over before b starts.
    starts
        Where each session may start then; nowhere at all if there is no such timetable.
    """

    orders: tuple[Pair, ...]
    starts: Starts
    prices: Prices | None

    @property
    def bound(self) -> float:
        """In thousandths."""
        return float("inf") if self.prices is None else self.prices.bound


@dataclass(frozen=True, slots=True)
class CountBound:
    """``bound``: in whole prices, at least 0; ``leaves``: all timetables, the cheapest first."""

    bound: int
    leaves: tuple[Leaf, ...]
    counts: Counts


def applies(instance: Instance) -> bool:
    """Whether ``overlap_bound`` does, and counts are few."""
    return overlap_bound.applies(instance) and len(instance.sessions) * len(instance.slots) <= ROWS


def has_frame(instance: Instance) -> bool:
    """Whether two exclude one another between which, and others, an order is asked for."""
    ends = {i for after in instance.afters for i in (after.a, after.b)}
    chairs, conflicts = instance.chairs, instance.conflicts
    pairs = combinations(sorted(ends), 2)
    return any(j in conflicts[i] or not chairs[i].isdisjoint(chairs[j]) for i, j in pairs)


def bound(instance: Instance, limits: Limits, *, enough: int) -> CountBound:
    """
    What overlaps cost in every timetable, at the least.

    ``enough``: the cost of a timetable; nothing is gained by more.
    """
    limits.begin("proving")
    moments = moments_of(instance)
    by_slot = all(slot.aligned for slot in instance.slots)
    times = tuple(1 if by_slot else slot.end - slot.start for slot in instance.slots)
    counts = Counts(moments, times)
    if not counts.priced or len(counts.groups) * len(times) > ROWS:
        return CountBound(0, (), counts)
    tree = _Tree(instance, counts, starts_of(instance))
    tree.grow(limits, enough)
    leaves = tuple(sorted(tree.leaves, key=lambda leaf: leaf.bound))
    least = leaves[0].bound
    proved = 0 if least == float("inf") else max(0, -(-int(least) // UNIT))
    return CountBound(proved, leaves, counts)


@dataclass
class _Tree:
    instance: Instance
    counts: Counts
    own: Starts
    leaves: list[Leaf] = field(default_factory=list)

    def grow(self, limits: Limits, enough: int) -> None:
        """Part the leaf with the lowest bound, until that is of no use, or cannot be parted."""
        root = self._leaf((), None)
        heap, number = [(root.bound, 0, root)], count(1)
        while limits.left > 0:
            least, _, leaf = heap[0]
            looked_at = next(number)
            if least > (enough - 1) * UNIT or looked_at > NODES:
                break
            if looked_at > PATIENCE and least <= root.bound:
                break
            parted = self._part(leaf)
            if parted is None:
                break
            heappop(heap)
            for order in (parted, parted[::-1]):
                child = self._leaf((*leaf.orders, order), leaf.prices)
                heappush(heap, (child.bound, next(number), child))
        self.leaves = [leaf for _, _, leaf in heap]

    def _leaf(self, orders: tuple[Pair, ...], before: Prices | None) -> Leaf:
        """``before``: prices of more timetables, which hold of fewer as well."""
        afters = (*self.instance.afters, *(After("", a, b, 0) for a, b in orders))
        starts = narrowed(self.instance, self.own, afters)
        if not all(starts):
            return Leaf(orders, starts, None)
        prices = priced(self.counts, [frozenset(own.values()) for own in starts])
        if before is not None and before.bound > prices.bound:
            prices = before
        return Leaf(orders, starts, prices)

    def _part(self, leaf: Leaf) -> Pair | None:
        """Two that exclude one another, of which either order leaves the others less time."""
        if leaf.prices is None:
            return None
        above = self._above(leaf.orders)
        best: tuple[int, int, Pair] | None = None
        for a, b in self._frame:
            if a in above[b] or b in above[a]:
                continue
            one, other = self._lost(leaf.starts, a, b), self._lost(leaf.starts, b, a)
            score = (min(one, other), one + other, (a, b))
            if min(one, other) > 0 and (best is None or score > best):
                best = score
        return None if best is None else best[2]

    def _above(self, orders: tuple[Pair, ...]) -> list[set[int]]:
        """The sessions that are over before each session starts, directly or through others."""
        before: list[set[int]] = [set() for _ in self.own]
        for a, b in [*((after.a, after.b) for after in self.instance.afters), *orders]:
            before[b].add(a)
        members = {i for pair in self._frame for i in pair}
        for i in members:
            reached, rest = set(before[i]), list(before[i])
            while rest:
                more = before[rest.pop()] - reached
                reached |= more
                rest += more
            before[i] = reached
        return before

    @cached_property
    def _frame(self) -> list[Pair]:
        """Pairs that exclude one another, each between some others and the rest."""
        ends = {i for after in self.instance.afters for i in (after.a, after.b)}
        pairs = [pair for pair in self.counts.moments.hard_conflicts if ends.issuperset(pair)]
        weights = self._weights
        members = sorted({i for p in pairs for i in p}, key=lambda i: -max(weights[i]))[:FRAME]
        return sorted(pair for pair in pairs if {*pair} <= {*members})

    @cached_property
    def _weights(self) -> list[tuple[int, int]]:
        """How many come after each session, and before it."""
        n = len(self.own)
        after, before = [0] * n, [0] * n
        for one in self.instance.afters:
            after[one.a] += 1
            before[one.b] += 1
        return list(zip(after, before, strict=True))

    def _lost(self, starts: Starts, a: int, b: int) -> int:
        """How many starts, for how many others, are lost if a is over before b begins."""
        lengths, weights = self.instance.planned, self._weights
        soonest, latest = min(starts[a]) + lengths[a], max(starts[b])
        late = sum(t + lengths[a] > latest for t in starts[a])
        soon = sum(t < soonest for t in starts[b])
        return soon * weights[b][0] + late * weights[a][1]


def frame_starts(leaf: Leaf, instance: Instance) -> Iterator[tuple[int, int]]:
    """(session, start) of those that are in an order: as wide apart as the leaf allows."""
    after = [one.a for one in instance.afters]
    before = [one.b for one in instance.afters]
    for i in sorted({i for order in leaf.orders for i in order}):
        opens = after.count(i) >= before.count(i)
        yield i, min(leaf.starts[i]) if opens else max(leaf.starts[i])
