"""The PERT distribution whose 5, 50 and 95 % points are given: what to write into a scenario."""

from functools import cache

import numpy as np

from scheduler.risk.distributions import Pert
from scheduler.risk.special_functions import Floats

PLACES = 41
POINTS = 4001


def pert_through(low: float, middle: float, high: float) -> tuple[int, int, int]:
    """
    Least, likely and most, in whole minutes, one at the least.

    ``low < middle < high`` are met but for the rounding, unless they lean further to one side than
    any PERT does (then the nearest), or least would be less than a minute.
    """
    places, points = _standard()
    leaning = (points[:, 2] - points[:, 1]) / (points[:, 1] - points[:, 0])
    asked = (high - middle) / max(middle - low, 1e-9)
    # the later the likely one lies, the less the long side is the upper one
    place = float(np.interp(asked, leaning[::-1], places[::-1]))
    at = [float(np.interp(place, places, points[:, k])) for k in range(3)]
    wide = (high - low) / (at[2] - at[0])
    least = max(1.0, low - wide * at[0])
    most = max(least, low + wide * (1.0 - at[0]))
    likely = min(max(least, low + wide * (place - at[0])), most)
    return round(least), round(likely), round(most)


@cache
def _standard() -> tuple[Floats, Floats]:
    """By the place of the likely one between 0 and 1: the 5, 50 and 95 % points."""
    places = np.linspace(0.0, 1.0, PLACES)
    x = np.linspace(0.0, 1.0, POINTS)
    levels = np.array([0.05, 0.5, 0.95])
    rows = [np.interp(levels, Pert(0.0, float(place), 1.0).cdf(x), x) for place in places]
    return places, np.array(rows)
