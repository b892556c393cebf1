"""
What a start of a session costs, or why it is forbidden, given where the others are.

Each term answers for every start of a session at once, in arrays over the ticks of the meeting, and
follows each move: who follows whom, how many sittings of a body are on one day, and how much of
what it follows a small delegation misses. Pairs and rooms are counted by ``tabu`` itself.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.problem import Spread

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


class Term(Protocol):
    """
    Part of what timetables cost, or of what they have to obey.

    Everybody has a start: a term is told of them all at first, and of every move after that.
    """

    def count(self, i: int, start: int, sign: int) -> None:
        """Session i is to be held at a start (1), or is taken away from there (-1)."""

    def add(self, i: int, price: Ints, closed: Bools) -> None:
        """Add what each start of session i costs with the others; shape (T,), session i away."""

    def paid(self) -> Ints:
        """What would be saved without session i, all others as they are; shape (n,)."""

    @property
    def cost(self) -> int:
        """Of the whole."""


class Following:
    """
    One session after the other: hard, and never broken by a move.

    Attributes
    ----------
    before, behind
        By session: (the other, when it releases whoever follows by the tick of its end).
    """

    def __init__(self, instance: Instance) -> None:
        n, self._horizon = len(instance.sessions), instance.horizon
        self._lengths = instance.planned
        self._starts = [0] * n
        self._nobody = np.zeros(n, dtype=np.int32)
        self.before: list[list[tuple[int, Ints]]] = [[] for _ in range(n)]
        self.behind: list[list[tuple[int, Ints]]] = [[] for _ in range(n)]
        releases: dict[tuple[object, ...], Ints] = {}
        for after in instance.afters:
            key = (after.lag, after.steps)
            if key not in releases:
                ends = range(self._horizon + 1)
                releases[key] = np.array([after.release(e) for e in ends], dtype=np.int32)
            self.before[after.b].append((after.a, releases[key]))
            self.behind[after.a].append((after.b, releases[key]))

    def count(self, i: int, start: int, sign: int) -> None:
        if sign > 0:
            self._starts[i] = start

    def add(self, i: int, price: Ints, closed: Bools) -> None:
        ends = ((j, release, self._starts[j] + self._lengths[j]) for j, release in self.before[i])
        first = max((int(release[end]) for _, release, end in ends), default=0)
        closed[:first] = True
        latest = (
            int(np.searchsorted(release, self._starts[j], side="right")) - 1
            for j, release in self.behind[i]
        )
        last = min(latest, default=self._horizon) - self._lengths[i]
        closed[max(0, last + 1) :] = True

    def paid(self) -> Ints:
        return self._nobody

    @property
    def cost(self) -> int:
        return 0


class Spreading:
    """
    At most so many sessions of a body on a day: one more costs, or may not be.

    Attributes
    ----------
    days
        The day of each tick, shape (T,).
    sittings
        Sessions by body and day, shape (bodies, days).
    """

    def __init__(self, instance: Instance) -> None:
        n = len(instance.sessions)
        last = max(slot.day for slot in instance.slots)
        midnights = [instance.midnight(day) for day in range(1, last + 1)]
        self.days = np.searchsorted(midnights, np.arange(instance.horizon), side="right")
        self._of: list[list[int]] = [[] for _ in range(n)]
        most: list[int] = []
        weights: list[int] = []
        for rule in instance.problem.rules:
            level = rule.level_in_force
            if not isinstance(rule, Spread) or level is None:
                continue
            for _, sessions in instance.bodies(rule):
                for i in sessions:
                    self._of[i].append(len(most))
                most.append(rule.most)
                weights.append(0 if level == "hard" else rule.weight)
        self._most = np.array(most, dtype=np.int32)
        self._weights = np.array(weights, dtype=np.int32)
        self._day = np.zeros(n, dtype=np.intp)
        self.sittings = np.zeros((len(most), last + 1), dtype=np.int32)
        self._member = np.zeros((n, len(most)), dtype=np.int32)
        for i, bodies in enumerate(self._of):
            self._member[i, bodies] = 1

    def count(self, i: int, start: int, sign: int) -> None:
        self._day[i] = day = self.days[start]
        self.sittings[self._of[i], day] += sign

    def add(self, i: int, price: Ints, closed: Bools) -> None:
        for b in self._of[i]:
            full = self.sittings[b] >= self._most[b]
            if self._weights[b]:
                price += (full * self._weights[b])[self.days]
            else:
                closed |= full[self.days]

    def paid(self) -> Ints:
        over = (self.sittings > self._most[:, None]) * self._weights[:, None]
        amounts: Ints = (self._member * over.T[self._day]).sum(axis=1, dtype=np.int32)
        return amounts

    @property
    def cost(self) -> int:
        over = np.maximum(0, self.sittings - self._most[:, None])
        return int((over * self._weights[:, None]).sum())


class Torn:
    """
    Delegations of a few people, each minute that they miss at its price.

    Attributes
    ----------
    on
        Sessions that delegation q follows and that are on at tick t, shape (delegations, T).
    """

    def __init__(self, instance: Instance) -> None:
        levels, delegations = instance.levels, instance.problem.delegations
        priced = [(d, levels.of("small_delegation", people=(d.id,))) for d in delegations]
        priced = [(d, level) for d, level in priced if level.level == "soft"]
        n, tick = len(instance.sessions), instance.minutes(1)
        self._lengths = np.array(instance.planned)
        self._people = np.array([d.people for d, _ in priced], dtype=np.int32)
        self._prices = np.array([level.weight * tick for _, level in priced], dtype=np.int32)
        self._follows = np.zeros((n, len(priced)), dtype=np.int32)
        for q, (delegation, _) in enumerate(priced):
            self._follows[instance.chosen(delegation.follows), q] = 1
        self._of = [np.flatnonzero(row) for row in self._follows]
        self._at = np.zeros(n, dtype=np.intp)
        self.on = np.zeros((len(priced), instance.horizon), dtype=np.int32)

    def count(self, i: int, start: int, sign: int) -> None:
        self._at[i] = start
        self.on[self._of[i], start : start + int(self._lengths[i])] += sign

    def add(self, i: int, price: Ints, closed: Bools) -> None:
        who, d = self._of[i], int(self._lengths[i])
        if len(who):
            torn = self.on[who] >= self._people[who, None]
            sums = np.concatenate(([0], np.cumsum(self._prices[who] @ torn)))
            price[: len(sums) - d] += (sums[d:] - sums[:-d]).astype(np.int32)

    def paid(self) -> Ints:
        torn = (self.on > self._people[:, None]) * self._prices[:, None]
        sums = np.zeros((torn.shape[0], torn.shape[1] + 1), dtype=np.int32)
        np.cumsum(torn, axis=1, out=sums[:, 1:])
        of = (sums[:, self._at + self._lengths] - sums[:, self._at]).T
        amounts: Ints = (self._follows * of).sum(axis=1, dtype=np.int32)
        return amounts

    @property
    def cost(self) -> int:
        over = np.maximum(0, self.on - self._people[:, None])
        return int((over * self._prices[:, None]).sum())


def terms_of(instance: Instance) -> list[Term]:
    """Those that the problem has."""
    terms: list[Term] = []
    if instance.afters:
        terms.append(Following(instance))
    if any(isinstance(rule, Spread) for rule in instance.problem.rules):
        terms.append(Spreading(instance))
    if instance.problem.delegations:
        terms.append(Torn(instance))
    return terms
