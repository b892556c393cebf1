"""From when on a session is expected, and the hours that cost least: against brute force."""

from itertools import product
from random import Random

import numpy as np
import pytest

from scheduler.risk.distributions import Durations, Pert, on_minutes
from scheduler.risk.drawing import draw_weeks
from scheduler.risk.earliest import (
    Prices,
    Queue,
    cheapest_hours,
    cost_of,
    earliest_start,
    queue_of,
)
from scheduler.risk.exact import chances
from tests.risk.queues import queue


def drawn_queue(rng: Random, sessions: int) -> Queue:
    """Each takes up to five steps, with any chances."""
    steps = []
    for _ in range(sessions):
        weights = np.array([0.0, *(rng.random() ** 2 for _ in range(rng.randint(1, 5)))])
        steps.append(weights / weights.sum())
    return Queue(tuple(steps), rng.randint(sessions, 3 * sessions), 5)


def brute_force(made: Queue, prices: Prices) -> float:
    longest = sum(len(s) - 1 for s in made.steps)
    hours = product(range(longest + 1), repeat=len(made.steps) - 1)
    rising = ([0, *h] for h in hours if all(a <= b for a, b in zip((0, *h), h, strict=False)))
    return min(cost_of(made, h).cost(prices) for h in rising)


@pytest.mark.parametrize("seed", range(12))
def test_the_hours_found_cost_as_little_as_any(seed: int) -> None:
    rng = Random(seed)
    made = drawn_queue(rng, rng.choice((2, 3, 4 if seed % 3 else 3)))
    prices = Prices(rng.choice((0.5, 1.0, 3.0)), 1.0, rng.choice((0.0, 1.5)))
    assert cheapest_hours(made, prices).cost(prices) == pytest.approx(brute_force(made, prices))


@pytest.mark.ci
@pytest.mark.parametrize("seed", range(100, 160))
def test_the_hours_found_cost_as_little_as_any_of_five(seed: int) -> None:
    rng = Random(seed)
    made = drawn_queue(rng, rng.choice((3, 4)))
    prices = Prices(rng.choice((0.2, 1.0, 5.0)), 1.0, rng.choice((0.0, 2.0)))
    assert cheapest_hours(made, prices).cost(prices) == pytest.approx(brute_force(made, prices))


@pytest.mark.parametrize(("waiting", "gap"), [(1.0, 97.657), (3.0, 114.502)])
def test_of_two_the_second_has_the_hour_of_the_newsvendor(waiting: float, gap: float) -> None:
    steps = np.concatenate((np.zeros(60), on_minutes(Pert(60, 90, 180)).chance))
    made = Queue((steps, np.array([0.0, 1.0])), 1_000, 1)
    hours = cheapest_hours(made, Prices(waiting, 1.0, 0.0))
    assert hours.starts[1] == pytest.approx(gap, abs=0.51)  # on whole minutes


def test_what_hours_cost_is_what_weeks_drawn_with_them_cost() -> None:
    rng = Random(7)
    made = drawn_queue(rng, 5)
    hours = cheapest_hours(made, Prices(2.0, 1.0, 1.0))
    draws = np.random.default_rng(7)
    at = np.zeros(200_000)
    waiting = idle = np.zeros(200_000)
    for n, steps in enumerate(made.steps):
        if n:
            waiting = waiting + np.maximum(at - hours.starts[n], 0)
            idle = idle + np.maximum(hours.starts[n] - at, 0)
            at = np.maximum(at, hours.starts[n])
        at = at + Durations(0, steps).at(draws.random(200_000))
    over = np.maximum(at - made.end, 0)
    for exact, drawn in ((hours.waiting, waiting), (hours.idle, idle), (hours.overtime, over)):
        error = 5 * drawn.std() / np.sqrt(len(drawn))
        assert abs(exact - 5 * drawn.mean()) <= 3 * error + 1e-9


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.25, 0.5])
def test_the_chance_to_start_earlier_is_what_is_said_and_a_step_later_it_is_more(
    alpha: float,
) -> None:
    stand, chain = queue(4, 60, None, spread={"least": 30, "likely": 60, "most": 120})
    own = chances(chain)
    for n in range(1, 4):
        found = earliest_start(chain.links[n], own[n], stand.meeting_minutes, alpha)
        assert found is not None
        assert found.chance == pytest.approx(own[n].starts[: found.minute].sum())
        assert found.chance <= alpha < own[n].starts[: found.minute + 1].sum()


@pytest.mark.ci
def test_the_chance_to_start_earlier_holds_in_a_million_fresh_weeks() -> None:
    stand, chain = queue(4, 60, None, spread={"least": 30, "likely": 60, "most": 120})
    own, draws = chances(chain), np.random.default_rng(11)
    lengths = [link.durations.at(draws.random(1_000_000)) for link in chain.links]
    starts = draw_weeks(chain, lengths).starts
    for n in range(1, 4):
        found = earliest_start(chain.links[n], own[n], stand.meeting_minutes, 0.05)
        assert found is not None
        seen = (starts[n] < found.minute).mean()
        assert abs(seen - found.chance) < 3 * np.sqrt(0.05 * 0.95 / 1_000_000)
        idle = np.maximum(found.minute - starts[n], 0)
        assert abs(idle.mean() - found.idle) < 3 * idle.std() / 1_000


def test_a_chain_is_a_queue_where_its_sessions_may_be_cut() -> None:
    _, chain = queue(4, 60, None, spread={"observed": [30, 90]})
    made = queue_of(chain, 15)
    assert isinstance(made, Queue)
    assert (made.end, made.steps[0].tolist()) == (96, [0, 0, 0.5, 0, 0, 0, 0.5])
