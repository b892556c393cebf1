"""Queues whose waits are known, in the literature or by hand."""

import numpy as np
import pytest

from scheduler.risk.chains import Chain
from scheduler.risk.distributions import certain, on_minutes
from scheduler.risk.drawing import draw_weeks
from scheduler.risk.exact import chances
from scheduler.risk.special_functions import Floats
from tests.risk.queues import Exponential, Normal, queue, standard_error

SPITZER = [15, 45 / 2, 30, 285 / 8, 165 / 4, 735 / 16, 405 / 8, 7005 / 128]
"""Mean waits of the next eight, if each takes 30 or 90 minutes and they are planned 60 apart."""


def mean_wait(chain: Chain, starts: Floats, n: int) -> float:
    late = np.arange(len(starts)) - chain.links[n].printed[0][0]
    assert starts.sum() == pytest.approx(1, abs=1e-9)
    return float(starts @ np.maximum(late, 0))


def test_the_waits_of_spitzer_are_exact() -> None:
    _, chain = queue(9, 60, 60, spread={"observed": [30, 90]})
    waits = [mean_wait(chain, own.starts, n) for n, own in enumerate(chances(chain))]
    assert waits[1:] == pytest.approx(SPITZER, abs=1e-6)


def test_the_waits_of_spitzer_are_drawn_within_three_standard_errors() -> None:
    _, chain = queue(9, 60, 60, spread={"observed": [30, 90]})
    draws = np.random.default_rng(1)
    lengths = [link.durations.at(draws.random(50_000)) for link in chain.links]
    starts = draw_weeks(chain, lengths).starts
    for n, wait in enumerate(SPITZER, start=1):
        late = starts[n] - chain.links[n].printed[0][0]
        assert abs(late.mean() - wait) < 3 * standard_error(late)


def test_with_normal_durations_the_ninth_waits_as_long_as_is_known() -> None:
    _, chain = queue(9, 60, 60)
    durations = tuple(on_minutes(Normal(60, 20)) for _ in range(9))
    # a whole minute adds a twelfth to the variance of 400
    wait = mean_wait(chain, chances(chain, durations)[8].starts, 8)
    assert wait == pytest.approx(34.879 * (1 + 1 / 4800) ** 0.5, abs=2e-3)


def test_four_that_take_thirty_more_or_less_are_late_five_times_in_sixteen() -> None:
    _, chain = queue(4, 60, None, spread={"observed": [30, 90]})
    ends = chances(chain)[3].ends
    assert 1 - ends[: chain.links[3].printed[-1][1] + 1].sum() == pytest.approx(5 / 16, abs=1e-12)


def test_four_exponentials_of_an_hour_pass_six_hours_as_erlang_says() -> None:
    _, chain = queue(4, 60, None)
    durations = (on_minutes(Exponential(60)),) * 4
    ends = chances(chain, durations)[3].ends
    assert 1 - ends[:361].sum() == pytest.approx(0.151204, abs=1.5e-3)
    draws = np.random.default_rng(2)
    lengths = [d.at(draws.random(50_000)) for d in durations]
    over = draw_weeks(chain, lengths).ends[3] > 360
    assert abs(over.mean() - 0.151204) < 3 * standard_error(over) + 1.5e-3  # of whole minutes


def test_the_later_of_two_rooms_ends_when_clark_says() -> None:
    draws = np.random.default_rng(3)
    ends = []
    for mean, deviation in ((360, 30), (345, 40)):
        _, chain = queue(1, 360, None)
        lengths = [on_minutes(Normal(mean, deviation)).at(draws.random(100_000))]
        ends.append(draw_weeks(chain, lengths).ends[0])
    last = np.maximum(*ends)
    assert abs(last.mean() - 373.338) < 3 * standard_error(last)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("mean", "gap", "wait", "count"),
    [(20, 40, 0.25500, 30), (16, 20, 1.69273, 130), (18, 20, 4.17866, 260)],
)
def test_long_queues_wait_as_those_of_planned_arrivals(
    mean: int, gap: int, wait: float, count: int
) -> None:
    _, chain = queue(count, mean, gap, days=5)
    durations = (on_minutes(Exponential(mean)),) * count
    starts = chances(chain, durations)[count - 1].starts
    # from an empty room the limit is nearly reached; that all last a minute or more adds a bit
    assert 0.97 * wait < mean_wait(chain, starts, count - 1) / mean < 1.008 * wait


def test_a_session_that_lasts_as_planned_delays_nobody() -> None:
    _, chain = queue(3, 60, None, spread={"observed": [30, 90]})
    own = chances(chain, (certain(60), certain(60), chain.links[2].durations))
    assert own[2].starts[120] == 1
    assert own[2].ends[150] == own[2].ends[210] == 0.5
