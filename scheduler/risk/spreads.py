"""The spread of each session, as the scenario states it."""

from scheduler.problem import Problem, Session
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


def distribution_of(problem: Problem, session: Session) -> Distribution | None:
    """How long a session may really last; None if nothing but its minutes is stated."""
    spread, minutes = session.spread, session.minutes
    if spread is not None and spread.observed:
        return Observed(tuple(map(float, spread.observed)))
    least = minutes.least if spread is None else spread.least or minutes.least
    likely = minutes.likely if spread is None else spread.likely or minutes.likely
    most = minutes.most if spread is None else spread.most or minutes.most
    if least == most:
        return None
    shape = problem.risk.shape if spread is None or spread.shape is None else spread.shape
    if shape == "triangular":
        return Triangular(least, likely, most)
    if shape == "lognormal" and least < likely < most:
        return Lognormal(least, likely, most)
    return Pert(least, likely, most)


def durations_of(problem: Problem, session: Session) -> Durations:
    """The same in whole minutes; its likely minutes for certain where nothing else is stated."""
    distribution = distribution_of(problem, session)
    return certain(session.minutes.likely) if distribution is None else on_minutes(distribution)
