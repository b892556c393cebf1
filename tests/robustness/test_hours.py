"""Hours of rolling orders: the model has the weeks that are drawn, and finds the best there are."""

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from ortools.sat.python.cp_model import OPTIMAL, CpSolver, IntVar, LinearExpr

from scheduler.problem import RiskWeights
from scheduler.replanning.next_problem import as_recorded
from scheduler.risk.assessing import layout_of
from scheduler.risk.stand import stand_at
from scheduler.robustness.chain_model import _Model, best_hours, candidates
from scheduler.robustness.hours import Hours, Priced, costs, descend, may_be_planned
from scheduler.search.cpsat.limits import Limits
from scheduler.search.solve import solve
from tests.risk.rolling_meetings import draw_meeting
from tests.robustness.meetings import BUDGET, chain_of, drawn, rolling, solved

WEIGHTS = (
    RiskWeights(),
    RiskWeights(cell=100, late=1, overtime=5, idle=0),
    RiskWeights(cell=0, late=3, overtime=0, idle=1, undecided=50),
)


def in_the_model(priced: Priced, hours: Hours) -> float:
    """What all weeks cost together, once the model has these hours."""
    choices = candidates(priced.chain)
    made = _Model(priced, choices)
    made.cp.minimize(LinearExpr.sum(made.terms))
    for n, hour in enumerate(hours):
        number = made.hours[n]
        if isinstance(number, IntVar):
            made.cp.add(number == made.number_of(n, hour))
    solver = CpSolver()
    assert solver.solve(made.cp) == OPTIMAL
    return float(solver.objective_value)


def check_model(seed: int) -> None:
    rng = Random(seed)
    problem, printed = draw_meeting(rng)
    stand = stand_at(as_recorded(problem, printed), printed.timetable)
    for chain in (c for c in layout_of(stand).chains if c.rolls and len(c.links) > 1):
        choices = candidates(chain)
        priced = drawn(stand, chain, 12, seed, rng.choice(WEIGHTS))
        hours = tuple(rng.choice(own) for own in choices)
        if may_be_planned(chain, hours):
            assert in_the_model(priced, hours) == pytest.approx(costs(priced, hours).sum())


@pytest.mark.parametrize("seed", range(3))
def test_a_model_has_the_weeks_that_are_drawn(seed: int) -> None:
    check_model(seed)


@pytest.mark.ci
@pytest.mark.parametrize("seed", range(100, 140))
def test_models_have_the_weeks_that_are_drawn(seed: int) -> None:
    check_model(seed)


def check_best(problem: str, weights: RiskWeights, weeks: int) -> None:
    stand, chain = chain_of(solved(problem))
    choices = candidates(chain)
    priced = drawn(stand, chain, weeks, 3, weights)
    none = (0,) * len(chain.links)
    allowed = [hours for hours in product(*choices) if may_be_planned(chain, hours)]
    assert len(allowed) > 8
    least = min(float(costs(priced, hours).sum()) for hours in allowed)
    found = best_hours(priced, choices, none, Limits.of(BUDGET, "robust"))
    assert found.proved
    assert costs(priced, found.hours).sum() == pytest.approx(least)
    assert costs(priced, descend(priced, none, choices)).sum() >= least


def test_no_other_hours_cost_less_than_those_that_are_found() -> None:
    check_best("coarse", WEIGHTS[0], 8)


@pytest.mark.ci
@pytest.mark.parametrize("weights", WEIGHTS[1:])
def test_no_other_hours_on_a_finer_grid_cost_less(weights: RiskWeights) -> None:
    check_best("three", weights, 20)


def test_an_hour_delays_what_is_ready_before_it_and_costs_its_idle_minutes() -> None:
    stand, chain = chain_of(solved("three"))
    b = chain.links[1].printed[0][0]
    lengths = np.array([[45], [120], [90]])  # the first ends a quarter early
    only_idle = RiskWeights(cell=0, late=0, overtime=0, idle=1, undecided=0)
    priced = Priced(chain, stand.meeting_minutes, lengths, only_idle)
    assert costs(priced, (0, 0, 0)).tolist() == [0]
    assert costs(priced, (0, b, 0)).tolist() == [15]
    assert costs(priced, (0, b + 15, 0)).tolist() == [30]


def test_a_session_that_does_not_end_is_held_until_the_end_that_its_hour_has_printed() -> None:
    own: list[dict[str, Any]] = [
        {"id": "a", "minutes": 60},
        {"id": "b", "minutes": {"likely": 60, "most": 200}},
    ]
    stand, chain = chain_of(solve(rolling(own, 15), BUDGET))
    morning, afternoon = chain.links[1].places[-2:]
    weights = RiskWeights(cell=100, late=0, overtime=0, idle=0, undecided=600)
    for b in (morning.start, afternoon.start):
        assert chain.links[1].printed[-1][1] < b  # without the hour
        priced = Priced(chain, stand.meeting_minutes, np.array([[60], [200]]), weights)
        assert costs(priced, (0, b)).tolist() == [600]
        assert in_the_model(priced, (0, b)) == 600
