"""
How long something may last, in minutes: PERT, triangular, lognormal, or what was observed.

All but the last are continuous. ``on_minutes`` cuts them into whole minutes, which is what a
session lasts: the chance of m minutes is that of everything that rounds to m.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np

from scheduler.risk.special_functions import Floats, Integers, beta_cdf, normal_cdf

TAIL = 1e-9
"""Chance beyond which the tail of an unbounded distribution is cut, and shared by the rest."""
HIGH = 1.6448536269514722
"""The 95 % point of the standard normal."""


class Distribution(Protocol):
    """A distribution of minutes."""

    def __hash__(self) -> int: ...

    @property
    def least(self) -> float: ...

    @property
    def mean(self) -> float: ...

    def cdf(self, minutes: Floats) -> Floats:
        """The chance of at most so many minutes."""
        ...

    @property
    def longest(self) -> float:
        """The most minutes that are reckoned with."""
        ...


@dataclass(frozen=True, slots=True)
class Pert:
    """
    The beta distribution of PERT: least, likely and most, the likely four times as heavy.

    Its variance is the true one of that beta distribution, ``(mean - least) (most - mean) / 7``,
    not the classical ``((most - least) / 6) ** 2``, which holds for no choice of it in general.
    """

    least: float
    likely: float
    most: float

    @property
    def mean(self) -> float:
        return (self.least + 4.0 * self.likely + self.most) / 6.0

    @property
    def longest(self) -> float:
        return self.most

    def cdf(self, minutes: Floats) -> Floats:
        wide = self.most - self.least
        a = 1.0 + 4.0 * (self.likely - self.least) / wide
        b = 1.0 + 4.0 * (self.most - self.likely) / wide
        return beta_cdf((minutes - self.least) / wide, a, b)


@dataclass(frozen=True, slots=True)
class Triangular:
    """The chance rises evenly from least to likely, and falls evenly to most."""

    least: float
    likely: float
    most: float

    @property
    def mean(self) -> float:
        return (self.least + self.likely + self.most) / 3.0

    @property
    def longest(self) -> float:
        return self.most

    def cdf(self, minutes: Floats) -> Floats:
        a, m, b = self.least, self.likely, self.most
        x = np.clip(minutes, a, b)
        rising = np.square(x - a) / max((b - a) * (m - a), 1e-300)
        falling = 1.0 - np.square(b - x) / max((b - a) * (b - m), 1e-300)
        return np.where(x < m, rising, falling)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """
    ``least`` minutes at the least, most often ``likely``, and in 95 of 100 cases at most ``most``.

    What is more than ``least`` is lognormal: its mode is ``likely - least``, its 95 % point
    ``most - least``. So ``likely`` has to be more than ``least``.
    """

    least: float
    likely: float
    most: float

    @property
    def sigma(self) -> float:
        ratio = math.log((self.most - self.least) / (self.likely - self.least))
        return (math.sqrt(HIGH * HIGH + 4.0 * ratio) - HIGH) / 2.0

    @property
    def mu(self) -> float:
        return math.log(self.likely - self.least) + self.sigma**2

    @property
    def mean(self) -> float:
        return self.least + math.exp(self.mu + self.sigma**2 / 2.0)

    @property
    def longest(self) -> float:
        return self.least + math.exp(self.mu + 5.0 * self.sigma)

    def cdf(self, minutes: Floats) -> Floats:
        more = np.maximum(np.asarray(minutes, dtype=np.float64) - self.least, 1e-12)
        return normal_cdf((np.log(more) - self.mu) / self.sigma)


@dataclass(frozen=True, slots=True)
class Observed:
    """What was observed before, each case as likely as any other."""

    minutes: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.minutes)

    @property
    def longest(self) -> float:
        return max(self.minutes)

    @property
    def mean(self) -> float:
        return math.fsum(self.minutes) / len(self.minutes)

    def cdf(self, minutes: Floats) -> Floats:
        cases = np.sort(np.asarray(self.minutes, dtype=np.float64))
        return np.searchsorted(cases, minutes, side="right") / len(cases)


@dataclass(frozen=True)
class Durations:
    """
    Chances of whole minutes: ``chance[m]`` is that of ``first + m`` minutes; they add up to 1.
    """

    first: int
    chance: Floats

    @cached_property
    def minutes(self) -> Floats:
        """Every number of minutes that has a chance, in order."""
        return self.first + np.arange(len(self.chance), dtype=np.float64)

    @property
    def last(self) -> int:
        return self.first + len(self.chance) - 1

    @property
    def mean(self) -> float:
        return float(self.minutes @ self.chance)

    @cached_property
    def reached(self) -> Floats:
        """The chance of at most ``first + m`` minutes; the last one is 1 exactly."""
        sums = np.cumsum(self.chance)
        sums[-1] = 1.0
        return sums

    def at(self, levels: Floats) -> Integers:
        """The minutes at each level in [0, 1): the least that are reached with that chance."""
        return self.first + np.searchsorted(self.reached, levels, side="right").astype(np.int64)

    def beyond(self, minutes: int) -> "Durations":
        """The same, once it is known that it lasts more than so many minutes."""
        gone = min(max(0, minutes + 1 - self.first), len(self.chance) - 1)
        rest = self.chance[gone:]
        total = float(rest.sum())
        if total <= 0.0 or minutes >= self.last:
            return certain(max(minutes + 1, self.last))
        return Durations(self.first + gone, rest / total)


def certain(minutes: int) -> Durations:
    """A number of minutes that is certain."""
    return Durations(minutes, np.ones(1))


@lru_cache(maxsize=1024)
def on_minutes(distribution: Distribution) -> Durations:
    """Cut into whole minutes, one at the least; what rounds to a number counts as that number."""
    first = max(1, math.floor(distribution.least + 0.5))
    last = max(first, math.floor(distribution.longest + 0.5))
    edges = np.arange(first, last, dtype=np.float64) + 0.5
    if isinstance(distribution, Observed):
        edges = np.nextafter(edges, -np.inf)  # half a minute rounds up
    reached = np.concatenate(([0.0], distribution.cdf(edges), [1.0]))
    chance = np.maximum(np.diff(reached), 0.0)
    # a tail without weight costs time and tells nothing
    heavy = np.nonzero(np.cumsum(chance[::-1])[::-1] > TAIL)[0]
    kept = chance[: heavy[-1] + 1] if len(heavy) else chance[:1]
    return Durations(first, kept / kept.sum())
