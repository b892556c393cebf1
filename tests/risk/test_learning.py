"""What is learned from past sessions, on histories whose truth is known."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from scheduler.risk.distributions import Pert
from scheduler.risk.learning import Case, Fit, calibrate, learn, prior_of
from scheduler.risk.matching import pert_through
from scheduler.risk.shrinkage import Prior, evidence, foretell
from tests.risk.points import quantile

PLANS = (45, 60, 90, 180, 270)


@dataclass(frozen=True)
class Truth:
    """
    How sessions really last: over their estimate, as logarithms.

    ``apart``: the spread of the means of bodies about ``biased``; ``within``: of sessions of a
    body, which itself varies if ``uneven``; ``seen``: sessions known of each body.
    """

    apart: float = 0.15
    within: float = 0.15
    biased: float = 0.0
    uneven: bool = False
    seen: int = 3


def history(
    truth: Truth, seed: int, bodies: int = 1000, later: int = 2
) -> tuple[list[Case], list[Case]]:
    """Past sessions, and later ones of the same bodies."""
    rng = np.random.default_rng(seed)
    past: list[Case] = []
    held_out: list[Case] = []
    for body in range(bodies):
        mean = truth.biased + truth.apart * rng.normal()
        within = truth.within * (math.sqrt(6.0 / rng.gamma(6.0)) if truth.uneven else 1.0)
        for n in range(truth.seen + later):
            plan = int(rng.choice(PLANS))
            minutes = max(1, round(plan * math.exp(mean + within * rng.normal())))
            case = Case(f"b{body}", "session", f"m{n}", minutes, plan, float(plan))
            (past if n < truth.seen else held_out).append(case)
    return past, held_out


def normal(log: float, mean: float, deviation: float) -> float:
    """The logarithm of its density."""
    return -0.5 * ((log - mean) / deviation) ** 2 - math.log(deviation * math.sqrt(2 * math.pi))


def judge(truth: Truth, seed: int) -> None:
    """2,000 later sessions: the ranges hold, and both rivals, who know every spread, lose."""
    past, held_out = history(truth, seed)
    fit = Fit(past, prior_of(past))
    foretold = {cell: fit.foretell(cell) for cell in fit.logs}
    ranges = {cell: (f.quantile(0.05), f.quantile(0.95)) for cell, f in foretold.items()}
    apart = math.hypot(truth.apart, truth.within, truth.biased)
    wide = truth.within * math.sqrt(1 + 1 / truth.seen)
    held, scores = 0, []
    for case in held_out:
        low, high = ranges[case.cell]
        held += low <= case.log <= high
        density = foretold[case.cell].density(np.array([case.log]))[0]
        raw = float(np.mean(fit.logs[case.cell]))
        scores.append((math.log(density), normal(case.log, 0, apart), normal(case.log, raw, wide)))
    assert len(held_out) == 2000
    assert 0.87 <= held / len(held_out) <= 0.93
    learned, planner, cases = np.mean(scores, axis=0)
    assert learned > max(planner, cases)


def test_ranges_hold_and_shrinkage_wins_with_three_sessions_a_body() -> None:
    judge(Truth(), seed=1)


@pytest.mark.ci
@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize(
    "truth",
    [
        Truth(),
        Truth(uneven=True),
        Truth(biased=0.15),
        Truth(apart=0.1, within=0.2),
        Truth(apart=0.2, within=0.2),
        Truth(seen=1),
        Truth(apart=0.1, within=0.2, seen=8),
    ],
    ids=str,
)
def test_ranges_hold_and_shrinkage_wins_whatever_the_truth(truth: Truth, seed: int) -> None:
    judge(truth, seed)


def test_the_command_s_own_calibration_tells_the_same() -> None:
    past, _ = history(Truth(), seed=4, bodies=40)
    made = calibrate(past)
    assert made is not None
    assert made.scores is not None
    assert made.by_meeting
    assert made.sessions == sum(made.ranks) == 120
    assert made.share.low <= 0.9 <= made.share.high
    assert made.scores.learned > max(made.scores.planner, made.scores.cases)


def test_what_was_held_out_is_not_looked_at() -> None:
    """A session foretold from the others is foretold alike whatever it took itself."""
    others = [Case("a", "session", "m1", minutes, 90, 90.0) for minutes in (80, 95, 100)]
    few, many = (
        calibrate([*others, Case("a", "session", "m2", minutes, 90, 90.0)]) for minutes in (1, 900)
    )
    assert few is not None
    assert many is not None
    assert (few.ranks[0], many.ranks[-1]) >= (1, 1)
    assert max(few.held, many.held) <= 3  # neither range took it in


def test_the_evidence_is_that_of_each_case_foretold_from_those_before() -> None:
    prior, cases = Prior(), (0.1, -0.2, 0.35, 0.0)
    everything = np.zeros(evidence(prior, cases).shape)
    for point in [(0, 0, 30), (18, 2, 40), (30, 3, 120)]:
        weights = everything.copy()
        weights[point] = 1.0
        total = 0.0
        for n, case in enumerate(cases):
            foretold = foretell(prior, weights, cases[:n])
            total += math.log(foretold.density(np.array([case]))[0])
        assert total == pytest.approx(evidence(prior, cases)[point], abs=1e-9)


def test_a_quantile_is_that_of_student_s_distribution() -> None:
    weights = np.zeros((31, 4, 121))
    weights[12, 0, 60] = 1.0  # worth 1, three degrees of freedom, spread 0.1
    foretold = foretell(Prior(), weights, ())
    # the 95 % point of t with three degrees of freedom
    assert foretold.quantile(0.95) == pytest.approx(0.1 * math.sqrt(2) * 2.353363, rel=5e-3)
    assert foretold.cdf(0.0) == pytest.approx(0.5, abs=1e-6)


def test_more_sessions_move_further_from_the_estimate() -> None:
    known = [Case("a", "session", f"m{n}", 120, 90, 90.0) for n in range(8)]
    fits = [Fit(known[:n], Prior()) for n in (1, 3, 8)]
    middles = [fit.foretell(("a", "session")).quantile(0.5) for fit in fits]
    assert middles == sorted(middles)
    assert 0 < middles[0] < middles[-1] < math.log(120 / 90) + 0.01


def test_sessions_that_all_took_what_was_planned_have_a_narrow_range_and_no_error() -> None:
    (cell,) = learn([Case("a", "session", f"m{n}", 90, 90, 90.0) for n in range(9)]).cells
    assert 84 < cell.low < cell.middle < cell.high < 96
    assert cell.middle == pytest.approx(90, abs=0.1)


def test_one_session_alone_has_no_calibration() -> None:
    lesson = learn([Case("a", "session", "m", 100, 90, 90.0)])
    assert lesson.calibration is None
    assert lesson.cells[0].sessions == 1


def test_bodies_and_kinds_are_told_apart() -> None:
    kinds = [("a", "session"), ("a", "side-event"), ("b", "session")]
    cases = [Case(body, kind, "m", 100, 90, 90.0) for body, kind in kinds]
    assert [(cell.body, cell.kind) for cell in learn(cases).cells] == kinds


@pytest.mark.parametrize("points", [(70, 97, 139), (60, 90, 130), (50, 60, 95)])
def test_the_pert_to_write_has_the_points_that_were_learned(points: tuple[float, ...]) -> None:
    made = Pert(*map(float, pert_through(*points)))
    for level, minutes in zip((0.05, 0.5, 0.95), points, strict=True):
        leans = 4 if points == (50, 60, 95) else 0  # more than any PERT: the nearest
        assert quantile(made, level) == pytest.approx(minutes, abs=1.5 + leans)


def test_nothing_lasts_less_than_a_minute() -> None:
    least, likely, most = pert_through(1.2, 4.0, 30.0)
    assert 1 <= least <= likely <= most
