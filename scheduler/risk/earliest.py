"""
From when on a session of a rolling order is expected, and which hours cost least to promise.

There are two questions. *Not expected before*: the latest step of the grid before which the session
starts with at most a small chance. It binds nobody, and the answer says how many minutes would be
idle if it did. *Promised hours*: no session starts before its hour; late starts, idle minutes and
overtime have their prices, and the hours that cost least on average are found exactly.

The second is the appointment scheduling problem of one server. On steps of the grid, with a fixed
order and independent durations, the expected cost is L-natural-convex in the hours (Begen and
Queyranne, Mathematics of Operations Research 36(2), 2011), and hours that no shift of a run of
neighbours by one step improves are the best of all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scheduler.risk.chains import Chain
from scheduler.risk.distributions import Durations
from scheduler.risk.exact import Chances
from scheduler.risk.links import Link
from scheduler.risk.special_functions import Floats, Integers

CURVE = (0.01, 0.05, 0.1, 0.25, 0.5)
"""Chances for which the earliest start is told in data."""
STEPS = (8, 4, 2, 1)
"""Steps of the grid by which runs of hours are shifted; the last one proves."""


@dataclass(frozen=True, slots=True)
class Earliest:
    """
    A session is not expected before ``minute``.

    Attributes
    ----------
    alpha
        The chance that was allowed, and ``chance`` the one that it is.
    idle
        Minutes of the meeting that would be idle, on average, if nobody could begin before.
    """

    minute: int
    alpha: float
    chance: float
    idle: float


def earliest_start(link: Link, own: Chances, elapsed: Integers, alpha: float) -> Earliest | None:
    """
    The latest start on the grid before which the session starts with at most that chance.

    None if there is none: the session hardly has a place. ``elapsed``: minutes of the meeting by
    minute.
    """
    before = np.concatenate(([0.0], np.cumsum(own.starts)[:-1]))  # the chance to start earlier
    steps = np.array(sorted({s for place in link.places for s in place.starts}), dtype=np.int64)
    allowed = steps[before[steps] <= alpha + 1e-12]
    reached = np.nonzero(own.starts > 0)[0]
    if not len(allowed) or not len(reached):
        return None
    minute = int(min(allowed[-1], reached[-1]))
    waits = np.maximum(elapsed[minute] - elapsed, 0)
    return Earliest(minute, alpha, float(before[minute]), float(waits @ own.starts))


@dataclass(frozen=True, slots=True)
class Prices:
    """
    Prices of a minute by which a session starts late, in which nobody speaks, and past the end.
    """

    waiting: float = 1.0
    idle: float = 1.0
    overtime: float = 1.0


@dataclass(frozen=True)
class Queue:
    """
    A chain in steps of the grid: what each session takes until the next one may begin.

    Attributes
    ----------
    steps
        By session: chances of 0, 1, 2, ... steps.
    end
        Steps from the first start to the close.
    step
        Minutes.
    """

    steps: tuple[Floats, ...]
    end: int
    step: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Starts in steps from the first one, and what they cost on average, in minutes."""

    starts: tuple[int, ...]
    waiting: float
    idle: float
    overtime: float

    def cost(self, prices: Prices) -> float:
        spent = (self.waiting * prices.waiting, self.idle * prices.idle)
        return sum(spent) + self.overtime * prices.overtime


def queue_of(chain: Chain, step: int) -> Queue | str:
    """The chain in steps of the grid, from its first start; why it cannot be counted so."""
    first = chain.links[0]
    if chain.held:
        return "it has begun"
    for link in chain.links:
        if [(p.start, p.end) for p in link.places] != [(p.start, p.end) for p in first.places]:
            return "its sessions may use different slots"
        whole = int(link.positions[-1]) - link.places[-1].allowed
        if int(link.farthest[first.places[0].start]) < whole:
            return "one of its sessions may not be split at the end of a slot"
    spans = [p.end - p.start for p in first.places]
    if any(span % step for span in spans):
        return "the length of a slot is not a whole number of steps"
    start = int(first.positions[chain.begins])
    steps = tuple(_in_steps(link.durations, chain.changeover, step) for link in chain.links)
    return Queue(steps, (sum(spans) - start) // step, step)


def minute_of(chain: Chain, queue: Queue, start: int) -> int:
    """The minute of a start that is so many steps after the first one; NEVER past the close."""
    first = chain.links[0]
    position = int(first.positions[chain.begins]) + start * queue.step
    for place in first.places:
        length = place.end - place.start
        if position < length:
            return place.start + position
        position -= length
    return chain.never


def step_of(chain: Chain, queue: Queue, minute: int) -> int:
    """How many steps a minute is after the first start."""
    positions = chain.links[0].positions
    return int(positions[minute] - positions[chain.begins]) // queue.step


def _in_steps(durations: Durations, changeover: int, step: int) -> Floats:
    """What follows begins on the grid: the rest of a step is lost."""
    taken = -(-(durations.first + changeover + np.arange(len(durations.chance))) // step)
    return np.asarray(np.bincount(taken, weights=durations.chance), dtype=np.float64)


def cost_of(queue: Queue, starts: Sequence[int]) -> Hours:
    """What hours cost on average: of late starts, idle minutes, minutes past the end."""
    at, waiting, idle = np.ones(1), 0.0, 0.0  # chances of each step, from ``low`` on
    low = starts[0]
    for n, taken in enumerate(queue.steps):
        at = np.convolve(at, taken)
        if n + 1 == len(queue.steps):
            break
        ready, hour = low + np.arange(len(at)), starts[n + 1]
        waiting += float(np.maximum(ready - hour, 0) @ at)
        idle += float(np.maximum(hour - ready, 0) @ at)
        early = max(0, min(hour - low, len(at)))
        rest = at[early:] if early < len(at) else np.zeros(1)
        rest = rest.copy()
        rest[0] += at[:early].sum()
        if hour > low:
            low = hour
        at = rest
    over = float(np.maximum(low + np.arange(len(at)) - queue.end, 0) @ at)
    minutes = (waiting * queue.step, idle * queue.step, over * queue.step)
    return Hours(tuple(starts), *minutes)


def cheapest_hours(queue: Queue, prices: Prices) -> Hours:
    """The hours that cost least, the first start being fixed: by steepest descent over runs."""
    means = [float(np.arange(len(s)) @ s) for s in queue.steps]
    sums = np.concatenate(([0.0], np.cumsum(means[:-1])))
    best = cost_of(queue, [round(x) for x in sums])
    for size in STEPS:
        while True:
            shifted = [cost_of(queue, starts) for starts in _shifts(best.starts, size)]
            better = min(shifted, key=lambda hours: hours.cost(prices), default=best)
            if better.cost(prices) >= best.cost(prices) - 1e-9:
                break
            best = better
    return best


def _shifts(starts: Sequence[int], size: int) -> Iterator[list[int]]:
    """Each run of neighbours but the first start, earlier or later, in order."""
    for first in range(1, len(starts)):
        for last in range(first, len(starts)):
            for by in (size, -size):
                moved = [*starts]
                for n in range(first, last + 1):
                    moved[n] += by
                if all(a <= b for a, b in pairwise(moved)):
                    yield moved
