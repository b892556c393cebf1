"""Values from the literature, and what every distribution has to be."""

import math

import numpy as np
import pytest

from scheduler.risk.distributions import (
    Distribution,
    Durations,
    Lognormal,
    Observed,
    Pert,
    Triangular,
    certain,
    on_minutes,
)
from scheduler.risk.special_functions import beta_cdf, normal_cdf
from tests.risk.points import deviation, quantile

ALL: list[Distribution] = [
    Pert(60, 90, 180),
    Pert(60, 60, 180),
    Pert(60, 180, 180),
    Triangular(60, 90, 180),
    Triangular(60, 60, 180),
    Triangular(60, 180, 180),
    Lognormal(60, 90, 180),
    Observed((61.0, 75.0, 75.0, 140.0)),
]


def test_pert_has_the_mean_the_deviation_and_the_quantiles_of_its_beta_distribution() -> None:
    pert = Pert(60, 90, 180)
    assert pert.mean == 100
    # not (180 - 60) / 6 = 20
    assert deviation(on_minutes(pert)) ** 2 == pytest.approx(40 * 80 / 7 + 1 / 12, rel=2e-3)
    assert quantile(pert, 0.05) == pytest.approx(69.173, abs=5e-4)
    assert quantile(pert, 0.95) == pytest.approx(138.889, abs=5e-4)


def test_the_gap_that_costs_least_is_the_quantile_of_what_waiting_costs() -> None:
    # the newsvendor: a session of PERT(60, 90, 180); waiting to idling as 1:1 and as 3:1
    assert quantile(Pert(60, 90, 180), 1 / 2) == pytest.approx(97.657, abs=5e-4)
    assert quantile(Pert(60, 90, 180), 3 / 4) == pytest.approx(114.502, abs=5e-4)


def test_the_incomplete_beta_function_is_that_of_its_polynomials() -> None:
    x = np.linspace(0, 1, 101)
    assert beta_cdf(x, 1, 1) == pytest.approx(x, abs=1e-12)
    assert beta_cdf(x, 3, 1) == pytest.approx(x**3, abs=1e-12)
    # a=2, b=5: the chance of two successes and more in six trials
    binomial = 1 - (1 - x) ** 6 - 6 * x * (1 - x) ** 5
    assert beta_cdf(x, 2, 5) == pytest.approx(binomial, abs=1e-12)
    assert beta_cdf(x, 2.5, 1.7) == pytest.approx(1 - beta_cdf(1 - x, 1.7, 2.5), abs=1e-12)


def test_the_normal_distribution_has_its_known_points() -> None:
    points = np.array([0.0, 1.6448536269514722, -1.959963984540054])
    assert normal_cdf(points) == pytest.approx([0.5, 0.95, 0.025], abs=1e-12)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_whole_minutes_keep_the_mean_and_add_what_rounding_adds(distribution: Distribution) -> None:
    cut = on_minutes(distribution)
    assert cut.chance.sum() == pytest.approx(1, abs=1e-12)
    assert (cut.chance >= 0).all()
    assert cut.mean == pytest.approx(distribution.mean, abs=0.02)
    rounding = 0.0 if isinstance(distribution, Observed) else 1 / 12
    variance = deviation(distribution) ** 2 + rounding
    assert deviation(cut) == pytest.approx(math.sqrt(variance), rel=2e-3)


@pytest.mark.parametrize("distribution", ALL, ids=repr)
def test_a_chance_is_reached_where_the_quantile_says(distribution: Distribution) -> None:
    for level in (0.05, 0.3, 0.8, 0.99):
        minutes = quantile(distribution, level)
        edges = distribution.cdf(np.array([minutes - 1e-6, minutes + 1e-6]))
        assert edges[0] <= level + 1e-9
        assert edges[1] >= level - 1e-9


def test_a_lognormal_has_its_mode_where_it_is_likely_and_passes_most_once_in_twenty() -> None:
    lognormal = Lognormal(60, 90, 180)
    around = lognormal.cdf(np.array([88.0, 89.0, 90.0, 91.0, 92.0]))
    before, at, after = around[1] - around[0], around[3] - around[1], around[4] - around[3]
    assert at / 2 > before
    assert at / 2 > after
    assert float(lognormal.cdf(np.array([180.0]))[0]) == pytest.approx(0.95, abs=1e-9)


def test_what_has_lasted_so_long_lasts_longer() -> None:
    cut = on_minutes(Pert(60, 90, 180))
    rest = cut.beyond(119)
    assert rest.first == 120
    known = cut.chance[60:] / cut.chance[60:].sum()
    assert rest.chance == pytest.approx(known, abs=1e-12)
    assert cut.beyond(200) == certain(201)  # longer than was thought possible: it ends at once
    assert cut.beyond(10).mean == pytest.approx(cut.mean)


def test_levels_draw_every_minute_with_its_chance() -> None:
    cut = Durations(30, np.array([0.5, 0.0, 0.5]))
    levels = np.array([0.0, 0.25, 0.4999, 0.5, 0.999999])
    assert cut.at(levels).tolist() == [30, 30, 30, 32, 32]
