"""What limits sessions in parallel: conflicts, how many at once, delegations that follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.instance.conflicts import conflicting
from scheduler.instance.levels import of_statement
from scheduler.instance.precedence import hard_statements
from scheduler.problem import Concurrency, Conflict, Problem


@dataclass(frozen=True, slots=True)
class Crowd:
    """At most ``most`` sittings of these sessions may go on at once."""

    sessions: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Follower:
    """A delegation of so many people that follows these sessions."""

    id: str
    people: int
    sessions: frozenset[str]


def crowds(problem: Problem) -> tuple[Crowd, ...]:
    """Hard ``concurrency`` statements; what runs already may go on."""
    running = problem.situation.running if problem.situation is not None else ()
    limits = []
    for rule in hard_statements(problem, Concurrency):
        assert isinstance(rule, Concurrency)
        sessions = frozenset(problem.chosen(rule.of))
        going_on = sum(sitting.session in sessions for sitting in running)
        limits.append(Crowd(sessions, max(rule.most, going_on)))
    return tuple(limits)


def followers(problem: Problem) -> dict[str, tuple[Follower, ...]]:
    """The delegations that follow a session."""
    by_session: dict[str, list[Follower]] = {}
    for delegation in problem.delegations:
        ids = problem.chosen(delegation.follows)
        follower = Follower(delegation.id, delegation.people, frozenset(ids))
        for id in ids:
            by_session.setdefault(id, []).append(follower)
    return {id: tuple(those) for id, those in by_session.items()}


def minute_prices(problem: Problem) -> dict[str, Mapping[str, int]]:
    """Sessions of soft conflicts, and what a minute of them costs; a guess where pairs count."""
    prices: dict[str, dict[str, int]] = {}
    for rule in problem.rules:
        if not isinstance(rule, Conflict) or rule.count == "slots":
            continue
        strictness = of_statement(rule)
        for a, b in conflicting(problem, rule) if strictness.level == "soft" else ():
            for one, other in ((a, b), (b, a)):
                row = prices.setdefault(one, {})
                row[other] = row.get(other, 0) + strictness.weight
    return dict(prices)
