"""
What past cases add to the planner's own estimate: a hierarchical model.

A case is the logarithm of the minutes it took over the minutes that were estimated. The cases of
one cell (a body and a kind of session) are normal; their mean and variance have the conjugate prior
whose mean is nil, which is the planner's estimate. ``worth`` is how many past cases that estimate
counts as. What is common to all cells (worth, usual spread, how alike cells spread) is not chosen
but weighed: every point of a grid counts by how well it explains all cells together.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from scheduler.risk.special_functions import Floats, Integers

Logs = tuple[float, ...]
WORTHS = tuple(2.0 ** (n / 3.0) for n in range(-12, 19))
"""Past cases that the estimate may count as."""
ALONE, NOTHING = (1e6,), (1e-3,)
"""The same where it counts alone, or as nothing."""
USUAL_WORTH, USUAL_SPREAD = 4.0, 0.2
"""What is most likely before anything is known; the spread where the planner states none."""
ALIKE = (1.5, 4.0, 12.0, 48.0)
"""Half the number of cases that the usual spread counts as in each cell."""
SPREADS = np.geomspace(0.01, 1.0, 121)
"""Spreads of a case about the mean of its cell, closer together than ranges may be wrong by."""
FAINT = 1e-3
"""Share of the best point's weight below which a point of the grid is left out."""
DRAWN = 600
"""Points of the grid that stand for all of them, where it has more of weight."""
REACH, STEP = 7.0, 0.1
"""Of the points at which a mixture is looked at: by their area hyperbolic sine, in its scale."""
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def lgamma(x: Floats) -> Floats:
    return np.asarray(_lgamma(x), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Prior:
    """
    The grid: what may be common to all cells.

    ``worths``: to be weighed. ``spread``: of one case, as the planner states it, as a logarithm.
    """

    worths: tuple[float, ...] = WORTHS
    spread: float = USUAL_SPREAD

    def axes(self) -> tuple[Floats, Floats, Floats]:
        """Worth, likeness and squared spread, each along an axis of its own."""
        worth = np.asarray(self.worths)[:, None, None]
        return worth, np.asarray(ALIKE)[None, :, None], np.square(SPREADS)[None, None, :]

    def log_weights(self) -> Floats:
        """How likely each point is before any case."""
        worth, alike, square = self.axes()
        far = np.log(worth / USUAL_WORTH) / 1.5 if len(self.worths) > 1 else 0.0 * worth
        wide = (0.5 * np.log(square) - math.log(self.spread)) / 0.8
        return -0.5 * (np.square(far) + np.square(wide)) + 0.0 * alike


@lru_cache(maxsize=128)
def evidence(prior: Prior, cases: Logs) -> Floats:
    """The logarithm of how likely the cases of one cell are, at each point of the grid."""
    n = len(cases)
    if not n:
        return np.zeros((1, 1, 1))
    worth, alike, square = prior.axes()
    mean, squares = _moments(cases)
    before = alike * square
    after = before + (squares + worth * n * mean**2 / (worth + n)) / 2.0
    shape = lgamma(alike + n / 2.0) - lgamma(alike)
    value = shape + alike * np.log(before) - (alike + n / 2.0) * np.log(after)
    return value + 0.5 * np.log(worth / (worth + n)) - n / 2.0 * math.log(2.0 * math.pi)


def weigh(prior: Prior, cells: Iterable[Logs]) -> Floats:
    """The weight of each point of the grid, after the cases of all cells; they add up to 1."""
    logs = prior.log_weights()
    for cases in cells:
        logs = logs + evidence(prior, cases)
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def worth_of(prior: Prior, weights: Floats) -> float:
    """How many past cases the estimate counts as: the geometric mean over the grid."""
    shares = weights.sum(axis=(1, 2))
    return float(np.exp(np.log(np.asarray(prior.worths)) @ shares))


@dataclass(frozen=True)
class Foretold:
    """
    The next case of a cell, as a logarithm: a mixture of Student's distributions.

    One entry a point of the grid: its weight, degrees of freedom, middle and scale.
    """

    weight: Floats
    freedom: Floats
    middle: Floats
    scale: Floats

    def density(self, logs: Floats) -> Floats:
        """The density at each of them."""
        nu = self.freedom[:, None]
        z = (np.asarray(logs)[None, :] - self.middle[:, None]) / self.scale[:, None]
        front = lgamma((self.freedom + 1) / 2) - lgamma(self.freedom / 2)
        front = front - 0.5 * np.log(self.freedom * math.pi) - np.log(self.scale)
        each = np.exp(front[:, None] - (nu + 1) / 2 * np.log1p(np.square(z) / nu))
        return np.asarray(self.weight @ each)

    @cached_property
    def _reached(self) -> tuple[Floats, Floats]:
        """Points, and the chance of no more than each; denser towards the middle."""
        at = np.arange(-REACH, REACH + STEP / 2, STEP)
        wide = math.exp(float(self.weight @ np.log(self.scale)))
        logs = float(self.weight @ self.middle) + wide * np.sinh(at)
        slope = self.density(logs) * wide * np.cosh(at)
        chance = np.concatenate(([0.0], np.cumsum((slope[1:] + slope[:-1]) * STEP / 2)))
        return logs, chance / chance[-1]

    def cdf(self, log: float) -> float:
        logs, chance = self._reached
        return float(np.interp(log, logs, chance))

    def quantile(self, level: float) -> float:
        logs, chance = self._reached
        return float(np.interp(level, chance, logs))


def foretell(prior: Prior, weights: Floats, cases: Logs) -> Foretold:
    """The next case of the cell that had these cases; any number of them, also none."""
    n = len(cases)
    worth, alike, square = prior.axes()
    mean, squares = _moments(cases)
    after = alike * square + (squares + worth * n * mean**2 / (worth + n)) / 2.0
    freedom = 2.0 * (alike + n / 2.0)
    scale = np.sqrt(after * (worth + n + 1.0) / ((alike + n / 2.0) * (worth + n)))
    at, weight = _heavy(weights)
    of_grid = (freedom, n * mean / (worth + n), scale)
    values = [np.broadcast_to(one, weights.shape).ravel()[at] for one in of_grid]
    return Foretold(weight, *values)


def _heavy(weights: Floats) -> tuple[Integers, Floats]:
    """
    The points of the grid, flat, that stand for it, with their weights.

    Where many have weight, every so much of it in the order of the grid: neighbours are alike.
    """
    flat = weights.ravel()
    at = np.flatnonzero(flat >= FAINT * flat.max())
    if len(at) <= DRAWN:
        return at, flat[at] / flat[at].sum()
    reached = np.cumsum(flat)
    levels = (np.arange(DRAWN) + 0.5) / DRAWN * reached[-1]
    return np.searchsorted(reached, levels), np.full(DRAWN, 1.0 / DRAWN)


def _moments(cases: Logs) -> tuple[float, float]:
    """The mean, and the sum of squares about it."""
    if not cases:
        return 0.0, 0.0
    mean = math.fsum(cases) / len(cases)
    return mean, math.fsum((case - mean) ** 2 for case in cases)
