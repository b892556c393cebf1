"""The price of every start of every session, kept exact while sessions move: see ``tabu``."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.problem import Concurrency
from scheduler.search.decomposed.masks import Frame, ticks_of
from scheduler.search.decomposed.terms import Term, terms_of

Ints = NDArray[np.int32]
CLOSED = 2**30
"""The price of a start that is not allowed."""


@dataclass(frozen=True, slots=True)
class _Clashes:
    """
    Sessions that session j clashes with, and what each offset of their start from its own costs.

    ``rows`` (m,), ``prices`` (m, w), of the offsets from ``first`` on.
    """

    rows: NDArray[np.intp]
    first: int
    prices: Ints


@dataclass(slots=True)
class _Rooms:
    """A set of rooms that is all some sessions may use: how many are open, and taken, by tick."""

    inside: NDArray[np.bool_]
    open: Ints
    taken: Ints


@dataclass
class Times:
    """
    Attributes
    ----------
    starts
        Start of session i, shape (n,).
    price, against
        What each start costs, and how many forbid it; shape (n, T).
    """

    frame: Frame
    starts: list[int]
    price: Ints
    against: Ints
    closed: NDArray[np.bool_]
    wanted: list[_Clashes]
    forbidden: list[_Clashes]
    rooms: list[_Rooms]
    terms: list[Term]
    lengths: Ints = field(init=False)
    at: NDArray[np.intp] = field(init=False)
    all: NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        self.lengths = np.array(self.frame.lengths, dtype=np.int32)
        self.at = np.array(self.starts)
        self.all = np.arange(len(self.starts))
        for i in range(len(self.starts)):
            self._count(i, 1)

    @property
    def cost(self) -> int:
        """Each overlap of two is seen from both sides."""
        pairs = int(self.price[self.all, self.at].sum()) // 2
        return pairs + sum(term.cost for term in self.terms)

    def paid(self) -> Ints:
        """What each session costs where it is, shape (n,)."""
        amounts: Ints = self.price[self.all, self.at]
        for term in self.terms:
            amounts = amounts + term.paid()
        return amounts

    def move(self, i: int, start: int) -> None:
        self._count(i, -1)
        self.starts[i] = self.at[i] = start
        self._count(i, 1)

    def restore(self, starts: Sequence[int]) -> None:
        """Move every session to its start."""
        for i, start in enumerate(starts):
            if self.starts[i] != start:
                self.move(i, start)

    def options(self, i: int, *, full: bool = False) -> Ints:
        """
        What each start of session i would cost; ``CLOSED`` where it is not allowed.

        ``full``: also where there is no room left.
        """
        prices: Ints = self.price[i].copy()
        closed = self.closed[i] | (self.against[i] > 0)
        if not full:
            closed |= self._full(i)
        for term in self.terms:
            term.count(i, self.starts[i], -1)
            term.add(i, prices, closed)
            term.count(i, self.starts[i], 1)
        prices[closed] = CLOSED
        return prices

    def too_many(self, i: int, draw: random.Random) -> int | None:
        """Another session in rooms that are too few while session i is held; None if none are."""
        s, e = self.starts[i], self.starts[i] + self.frame.lengths[i]
        for rooms in self.rooms:
            over = np.flatnonzero(rooms.taken[s:e] > rooms.open[s:e])
            if rooms.inside[i] and len(over):
                t = s + draw.choice(over.tolist())
                here = rooms.inside & (self.at <= t) & (t < self.at + self.lengths)
                here[i] = False
                return int(draw.choice(np.flatnonzero(here).tolist()))
        return None

    def _count(self, i: int, sign: int) -> None:
        s, d = self.starts[i], self.frame.lengths[i]
        for near, counts in ((self.wanted[i], self.price), (self.forbidden[i], self.against)):
            start = s + near.first
            a, b = max(0, -start), min(near.prices.shape[1], counts.shape[1] - start)
            if len(near.rows) and a < b:
                counts[near.rows, start + a : start + b] += sign * near.prices[:, a:b]
        for rooms in self.rooms:
            if rooms.inside[i]:
                rooms.taken[s : s + d] += sign
        for term in self.terms:
            term.count(i, s, sign)

    def _full(self, i: int) -> NDArray[np.bool_]:
        """Starts from which the session would meet a tick at which its rooms are all taken."""
        s, d = self.starts[i], self.frame.lengths[i]
        full = np.zeros(self.price.shape[1] + d, dtype=np.int32)
        for rooms in self.rooms:
            if rooms.inside[i]:
                rooms.taken[s : s + d] -= 1
                full[: len(rooms.open)] |= rooms.taken >= rooms.open
                rooms.taken[s : s + d] += 1
        sums = np.concatenate(([0], np.cumsum(full)))
        touched: NDArray[np.bool_] = sums[d : d + self.price.shape[1]] > sums[: self.price.shape[1]]
        return touched


def times_of(frame: Frame, starts: list[int]) -> Times:
    """The array of prices for a timetable with these starts."""
    n, horizon = len(starts), frame.instance.horizon
    opposed = [dict.fromkeys(_opposed(frame, i), (1, 0)) for i in range(n)]
    return Times(
        frame=frame,
        starts=starts,
        price=np.zeros((n, horizon), dtype=np.int32),
        against=np.zeros((n, horizon), dtype=np.int32),
        closed=_closed(frame),
        wanted=[_clash_prices(frame, j, frame.clashes[j]) for j in range(n)],
        forbidden=[_clash_prices(frame, j, opposed[j]) for j in range(n)],
        rooms=_rooms(frame) + _concurrency(frame.instance),
        terms=terms_of(frame.instance),
    )


def _closed(frame: Frame) -> NDArray[np.bool_]:
    closed = np.ones((len(frame.starts), frame.instance.horizon), dtype=np.bool_)
    for i, mask in enumerate(frame.starts):
        # the same in every room, or times are not searched apart from rooms (``anywhere``)
        banned = frame.bans.get((i, frame.rooms[i][0]), 0) if frame.rooms[i] else 0
        closed[i, ticks_of(mask & ~banned)] = False
    return closed


def anywhere(frame: Frame) -> bool:
    """Whether what is forbidden to a session is so in every room that it could use."""
    return all(
        len({frame.bans.get((i, r), 0) for r in rooms}) <= 1 for i, rooms in enumerate(frame.rooms)
    )


def _opposed(frame: Frame, i: int) -> list[int]:
    led = {j for c in frame.chairs[i] for j in frame.led[c]}
    return sorted((led | set(frame.conflicts[i])) - {i})


def _clash_prices(frame: Frame, j: int, clashes: dict[int, tuple[int, int]]) -> _Clashes:
    rows = sorted(clashes)
    lengths, own = frame.lengths, frame.lengths[j]
    longest = max((lengths[i] for i in rows), default=1)
    offsets = np.arange(1 - longest, own)
    ends = np.minimum(offsets[None, :] + np.array([[lengths[i]] for i in rows] or [[0]]), own)
    overlap = np.maximum(0, ends - np.maximum(offsets, 0)[None, :])
    once = np.array([[clashes[i][0]] for i in rows] or [[0]])
    each = np.array([[clashes[i][1]] for i in rows] or [[0]])
    prices = (once * (overlap > 0) + each * overlap).astype(np.int32)
    return _Clashes(np.array(rows, dtype=np.intp), 1 - longest, prices)


def _rooms(frame: Frame) -> list[_Rooms]:
    horizon = frame.instance.horizon
    usable = [frozenset(own) for own in frame.rooms]
    sets = []
    for rooms in sorted(set(usable) | {frozenset(range(len(frame.open)))}, key=sorted):
        free = np.zeros(horizon, dtype=np.int32)
        for r in rooms:
            free[[t for t in ticks_of(frame.open[r]) if t < horizon]] += 1
        inside = np.array([own <= rooms for own in usable])
        sets.append(_Rooms(inside, free, np.zeros(horizon, dtype=np.int32)))
    return sets


def _concurrency(instance: Instance) -> list[_Rooms]:
    """Limits on sessions at once are counted as rooms are."""
    sets = []
    for rule in hard_statements(instance.problem, Concurrency):
        inside = np.zeros(len(instance.sessions), dtype=np.bool_)
        inside[instance.chosen(rule.of)] = True
        most = np.full(instance.horizon, rule.most, dtype=np.int32)
        sets.append(_Rooms(inside, most, np.zeros(instance.horizon, dtype=np.int32)))
    return sets


def bar(times: Times, starts: Iterable[tuple[int, int]]) -> None:
    """Sessions may not start then; who does goes where that is cheapest, if anywhere."""
    listed = sorted(starts)
    for i, start in listed:
        times.closed[i, start] = True
    for i, start in listed:
        options = times.options(i)
        if times.starts[i] == start and options.min() < CLOSED:
            times.move(i, int(options.argmin()))
