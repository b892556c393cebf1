"""How long sessions of a body and kind last, from past sessions, and how well that predicts."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from scheduler.risk.figures import Chance, share
from scheduler.risk.matching import pert_through
from scheduler.risk.shrinkage import (
    ALONE,
    NOTHING,
    USUAL_SPREAD,
    Foretold,
    Logs,
    Prior,
    foretell,
    weigh,
    worth_of,
)
from scheduler.risk.special_functions import Floats

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
BINS = 10
Cell = tuple[str, str]
"""A body and a kind of session."""


@dataclass(frozen=True, slots=True)
class Case:
    """
    A past session.

    Attributes
    ----------
    meeting
        Which one; cases of one meeting are held out together.
    minutes
        What it took.
    planned
        What it was planned at.
    estimate
        The middle of what the planner expected, in minutes.
    spread
        What she said of it: the standard deviation of the logarithm; None if nothing.
    reported
        Whether somebody reported how long it took; else it was held as printed.
    """

    body: str
    kind: str
    meeting: str
    minutes: int
    planned: int
    estimate: float
    spread: float | None = None
    reported: bool = True

    @property
    def cell(self) -> Cell:
        return self.body, self.kind

    @property
    def log(self) -> float:
        return math.log(self.minutes / self.estimate)


@dataclass(frozen=True, slots=True)
class Learned:
    """
    What was learned of one body and kind.

    ``estimate``: the middle one of its cases, in minutes. ``low``, ``middle``, ``high``: the
    5, 50 and 95 % points of the next session with that estimate, in minutes; over the estimate
    they hold for any. ``spreads``: by the minutes that sessions of it were planned at, least,
    likely and most of the PERT distribution through these points of theirs.
    """

    body: str
    kind: str
    sessions: int
    reported: int
    estimate: float
    low: float
    middle: float
    high: float
    spreads: Mapping[int, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Scores:
    """
    Mean logarithm of the density, per minute, at what happened; higher is better.

    ``planner``: by the estimate alone. ``cases``: by past cases alone. All three learn the spread
    in the same way, and are asked of the sessions whose body had past cases.
    """

    learned: float
    planner: float
    cases: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    How the ranges held that were foretold without the sessions that they are about.

    ``ranks``: how many sessions fell into each tenth of what was foretold, the shortest first.
    ``by_meeting``: each meeting was foretold from the others; else each session from the others.
    """

    sessions: int
    held: int
    ranks: tuple[int, ...]
    scores: Scores | None
    by_meeting: bool

    @property
    def share(self) -> Chance:
        return share(np.arange(self.sessions) < self.held)


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that was learned; ``worth``: how many past cases an estimate of the planner's is."""

    cells: tuple[Learned, ...]
    worth: float
    calibration: Calibration | None


class Fit:
    """Cells and what they have in common, from cases; asked of any cell, also an unknown one."""

    def __init__(self, cases: Iterable[Case], prior: Prior) -> None:
        self.prior = prior
        self.logs = _cells(cases)
        self.weights: Floats = weigh(prior, self.logs.values())

    @property
    def worth(self) -> float:
        return worth_of(self.prior, self.weights)

    def foretell(self, cell: Cell) -> Foretold:
        return foretell(self.prior, self.weights, self.logs.get(cell, ()))


def prior_of(cases: Iterable[Case]) -> Prior:
    """What the planner stated of spreads, in the middle; the usual where she stated none."""
    stated = [case.spread for case in cases if case.spread]
    return Prior(spread=median(stated) if stated else USUAL_SPREAD)


def learn(cases: Sequence[Case]) -> Lesson:
    """What the next session of each body and kind may take; from one case at the least."""
    fit = Fit(cases, prior_of(cases))
    cells = tuple(
        _learned(cell, [case for case in cases if case.cell == cell], fit.foretell(cell))
        for cell in sorted(fit.logs)
    )
    return Lesson(cells, fit.worth, calibrate(cases))


def _learned(cell: Cell, cases: Sequence[Case], foretold: Foretold) -> Learned:
    estimate = median(case.estimate for case in cases)
    factors = [math.exp(foretold.quantile(level)) for level in (LOW, MIDDLE, HIGH)]
    low, middle, high = (estimate * factor for factor in factors)
    return Learned(
        *cell,
        sessions=len(cases),
        reported=sum(case.reported for case in cases),
        estimate=estimate,
        low=low,
        middle=middle,
        high=high,
        spreads={
            planned: pert_through(*(median(estimates) * factor for factor in factors))
            for planned, estimates in sorted(_by_plan(cases).items())
        },
    )


def _by_plan(cases: Iterable[Case]) -> Mapping[int, list[float]]:
    """The estimates of cases by the minutes that they were planned at."""
    estimates: dict[int, list[float]] = {}
    for case in cases:
        estimates.setdefault(case.planned, []).append(case.estimate)
    return estimates


def calibrate(cases: Sequence[Case]) -> Calibration | None:
    """Each meeting foretold from the others, or each session if there is one meeting; else None."""
    if len(cases) < 2:
        return None
    by_meeting = len({case.meeting for case in cases}) > 1
    held, ranks, scores = 0, [0] * BINS, []
    for others, out in _folds(cases, by_meeting=by_meeting):
        prior = prior_of(others)
        fits = [Fit(others, p) for p in (prior, *_rivals(prior))]
        for case in out:
            foretold = fits[0].foretell(case.cell)
            reached = foretold.cdf(case.log)
            held += LOW <= reached <= HIGH
            ranks[min(BINS - 1, int(reached * BINS))] += 1
            if case.cell in fits[0].logs:
                scores.append([_score(fit.foretell(case.cell), case) for fit in fits])
    means = [math.fsum(column) / len(scores) for column in zip(*scores, strict=True)]
    told = Scores(*means) if scores else None
    return Calibration(len(cases), held, tuple(ranks), told, by_meeting)


def _rivals(prior: Prior) -> tuple[Prior, Prior]:
    """The same model by the planner's estimate alone, and by past cases alone."""
    return replace(prior, worths=ALONE), replace(prior, worths=NOTHING)


def _folds(cases: Sequence[Case], *, by_meeting: bool) -> Iterator[tuple[list[Case], list[Case]]]:
    """What is learned from, and what is foretold from it."""
    marks = [case.meeting if by_meeting else str(n) for n, case in enumerate(cases)]
    for mark in dict.fromkeys(marks):
        pairs = list(zip(marks, cases, strict=True))
        yield [c for m, c in pairs if m != mark], [c for m, c in pairs if m == mark]


def _score(foretold: Foretold, case: Case) -> float:
    density = float(foretold.density(np.array([case.log]))[0])
    return math.log(max(density, 1e-300) / case.minutes)


def _cells(cases: Iterable[Case]) -> Mapping[Cell, Logs]:
    logs: dict[Cell, Logs] = {}
    for case in cases:
        logs[case.cell] = (*logs.get(case.cell, ()), case.log)
    return logs
