"""Functions that numpy lacks: the normal and the beta distribution, by their textbook series."""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
TINY = 1e-300
CLOSE = 1e-15
"""Relative change of a continued fraction at which it has arrived."""
STEPS = 300
_erf = np.frompyfunc(math.erf, 1, 1)


def distinct(values: Integers) -> Integers:
    """Each value once, in order: what ``np.unique`` does, which loads masked arrays for it."""
    ordered = np.sort(values)
    once: Integers = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return once


def normal_cdf(z: Floats) -> Floats:
    """The chance that a standard normal is at most ``z``."""
    return 0.5 * (1.0 + np.asarray(_erf(z / math.sqrt(2.0)), dtype=np.float64))


def beta_cdf(x: Floats, a: float, b: float) -> Floats:
    """
    The regularised incomplete beta function I_x(a, b) of ``x`` in [0, 1].

    By its continued fraction (Abramowitz and Stegun 26.5.8, evaluated by Lentz's method), on the
    side of the mean where it converges fast.
    """
    x = np.clip(np.asarray(x, dtype=np.float64), 0.0, 1.0)
    low = x < (a + 1.0) / (a + b + 2.0)
    below = _beta_tail(np.where(low, x, 0.0), a, b)
    above = 1.0 - _beta_tail(np.where(low, 0.0, 1.0 - x), b, a)
    return np.where(low, below, above)


def _beta_tail(x: Floats, a: float, b: float) -> Floats:
    inside = x > 0.0
    x = np.where(inside, x, 0.5)  # whatever is outside is nothing in the end
    power = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) - math.log(a)
    front = np.exp(power + a * np.log(x) + b * np.log1p(-x))
    return np.where(inside, front * _fraction(x, a, b), 0.0)


def _fraction(x: Floats, a: float, b: float) -> Floats:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c = np.ones_like(x)
    d = 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        for term in (even, odd):
            d = 1.0 / _not_zero(1.0 + term * d)
            c = _not_zero(1.0 + term / c)
            value = value * c * d
        if bool(np.all(np.abs(c * d - 1.0) < CLOSE)):
            break
    return value


def _not_zero(x: Floats) -> Floats:
    return np.where(np.abs(x) < TINY, TINY, x)
