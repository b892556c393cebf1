"""
The most that a set of sessions on at once can pay, less what it costs: branch and bound.

One more session never costs less because others are on too. So a session that pays less than it
costs with those chosen so far is out for good. No set gives more than those chosen and the best of
the others, each at what it costs now, without two that exclude one another, and without more than
are allowed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.timetable import PriceGroup

NODES = 100_000
"""The most sets that are looked at."""


def dearest(
    prices: Mapping[str, int],
    groups: Sequence[PriceGroup],
    exclusive: frozenset[frozenset[str]],
) -> int | None:
    """
    The most that any set of these sessions pays for a moment; None if that takes too long.

    ``exclusive``: two that are never on at once.
    """
    paying = sorted((id for id, price in prices.items() if price > 0), key=lambda i: -prices[i])
    near: dict[str, set[str]] = {id: {id} for id in paying}
    for pair in exclusive:
        if len(pair) == 2 and pair <= near.keys():
            a, b = sorted(pair)
            near[a].add(b)
            near[b].add(a)
    of = {id: tuple(g for g, group in enumerate(groups) if id in group.sessions) for id in paying}
    kept: dict[tuple[tuple[int, ...], frozenset[str]], str] = {}
    for id in paying:  # of those that make no difference and exclude one another, the dearest
        kept.setdefault((of[id], frozenset(near[id])), id)
    search = _Search(prices, groups, near, of, _cliques(list(kept.values()), near))
    search.go(0, list(kept.values()))
    return None if search.nodes > NODES else search.best


def _cliques(ids: list[str], near: Mapping[str, set[str]]) -> dict[str, int]:
    """Each in one set of sessions of which only one may be on; the number of that set."""
    cliques: list[list[str]] = []
    for id in ids:
        for clique in cliques:
            if near[id].issuperset(clique):
                clique.append(id)
                break
        else:
            cliques.append([id])
    return {id: c for c, clique in enumerate(cliques) for id in clique}


@dataclass
class _Search:
    """``on``: how many of each group are chosen; ``best``: what some set pays."""

    prices: Mapping[str, int]
    groups: Sequence[PriceGroup]
    near: Mapping[str, set[str]]
    of: Mapping[str, tuple[int, ...]]
    clique: Mapping[str, int]
    best: int = 0
    nodes: int = 0
    on: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.on = [0] * len(self.groups)

    def go(self, gain: int, others: list[str]) -> None:
        """Choose further ones of the others, which exclude nobody chosen."""
        self.nodes += 1
        self.best = max(self.best, gain)
        if self.nodes > NODES:
            return
        worth = {id: amount for id in others if (amount := self._worth(id)) > 0}
        left = sorted(worth, key=lambda id: -worth[id])
        room = self._room(left)
        for n, id in enumerate(left):
            if gain + self._most([(self.clique[j], worth[j]) for j in left[n:]], room) <= self.best:
                return
            self._count(id, 1)
            self.go(gain + worth[id], [j for j in left[n + 1 :] if j not in self.near[id]])
            self._count(id, -1)

    def _worth(self, id: str) -> int:
        """What one more pays with those chosen; nothing if it may not be on with them."""
        worth = self.prices[id]
        for g in self.of[id]:
            group, on = self.groups[g], self.on[g]
            if group.sort == "pairs":
                worth -= (group.price or 0) * on
            elif on >= group.most:
                worth = 0 if group.sort == "most" else worth - (group.price or 0)
        return worth

    def _room(self, left: list[str]) -> int:
        """How many more sessions may be on at once."""
        bounded = [g for g in (self.of[left[0]] if left else ()) if self.groups[g].sort == "most"]
        free = [
            self.groups[g].most - self.on[g]
            for g in bounded
            if all(g in self.of[id] for id in left)
        ]
        return min([len(left), *free])

    def _most(self, worth: list[tuple[int, int]], room: int) -> int:
        """The best of each clique, no more than there is room for; (clique, worth), best first."""
        total, taken = 0, set[int]()
        for clique, amount in worth:
            if len(taken) == room:
                break
            if clique not in taken:
                taken.add(clique)
                total += amount
        return total

    def _count(self, id: str, more: int) -> None:
        for g in self.of[id]:
            self.on[g] += more
