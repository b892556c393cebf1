"""Points of distributions that only tests ask for: standard deviations, and quantiles by search."""

import math
from functools import singledispatch

import numpy as np

from scheduler.risk.distributions import (
    Distribution,
    Durations,
    Lognormal,
    Observed,
    Pert,
    Triangular,
)

HALVINGS = 200


@singledispatch
def deviation(distribution: object) -> float:
    """The standard deviation in minutes, by the formula of the distribution."""
    raise TypeError(f"no formula for {distribution!r}")


@deviation.register
def _(pert: Pert) -> float:
    return math.sqrt((pert.mean - pert.least) * (pert.most - pert.mean) / 7.0)


@deviation.register
def _(triangular: Triangular) -> float:
    a, b, c = triangular.least, triangular.likely, triangular.most
    return math.sqrt((a * a + b * b + c * c - a * b - a * c - b * c) / 18.0)


@deviation.register
def _(lognormal: Lognormal) -> float:
    return (lognormal.mean - lognormal.least) * math.sqrt(math.expm1(lognormal.sigma**2))


@deviation.register
def _(observed: Observed) -> float:
    squares = math.fsum((m - observed.mean) ** 2 for m in observed.minutes)
    return math.sqrt(squares / len(observed.minutes))


@deviation.register
def _(cut: Durations) -> float:
    return math.sqrt(max(0.0, float(np.square(cut.minutes - cut.mean) @ cut.chance)))


def quantile(distribution: Distribution, level: float) -> float:
    """The minutes that are not passed with that chance, by bisection, to the last bit."""
    low, high = distribution.least, distribution.longest
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if float(distribution.cdf(np.array([middle]))[0]) < level:
            low = middle
        else:
            high = middle
    return high
