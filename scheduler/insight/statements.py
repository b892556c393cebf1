"""Stated rules, for the places of a session: whom it must not, or should not, sit beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from scheduler.instance.levels import of_statement
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
    found = []
    for rule in problem.rules:
        if isinstance(rule, Concurrency) and of_statement(rule, rule.rule).hard:
            sessions = frozenset(problem.chosen(rule.of))
            going_on = sum(sitting.session in sessions for sitting in running)
            found.append(Crowd(sessions, max(rule.most, going_on)))
    return tuple(found)


def followers(problem: Problem) -> dict[str, tuple[Follower, ...]]:
    """The delegations that follow a session."""
    found: dict[str, list[Follower]] = {}
    for delegation in problem.delegations:
        ids = problem.chosen(delegation.follows)
        follower = Follower(delegation.id, delegation.people, frozenset(ids))
        for id in ids:
            found.setdefault(id, []).append(follower)
    return {id: tuple(those) for id, those in found.items()}


def opposed(problem: Problem) -> dict[str, frozenset[str]]:
    """Sessions of hard conflicts, counted in minutes or pairs."""
    found: dict[str, set[str]] = {}
    for rule in _conflicts(problem):
        if of_statement(rule, rule.rule).hard:
            for a, b in _pairs(problem, rule):
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
    return {id: frozenset(others) for id, others in found.items()}


def strained(problem: Problem) -> dict[str, Mapping[str, int]]:
    """Sessions of soft conflicts, and what a minute of them costs; a guess where pairs count."""
    found: dict[str, dict[str, int]] = {}
    for rule in _conflicts(problem):
        asked = of_statement(rule, rule.rule)
        if asked.level != "soft":
            continue
        for a, b in {tuple(sorted(pair)) for pair in _pairs(problem, rule)}:
            for one, other in ((a, b), (b, a)):
                costs = found.setdefault(one, {})
                costs[other] = costs.get(other, 0) + asked.weight
    return dict(found)


def _conflicts(problem: Problem) -> Iterator[Conflict]:
    for rule in problem.rules:
        if isinstance(rule, Conflict) and rule.count != "slots":
            yield rule


def _pairs(problem: Problem, rule: Conflict) -> Iterator[tuple[str, str]]:
    of = problem.chosen(rule.of)
    if rule.against is None:
        yield from combinations(of, 2)
        return
    groups = {s.id: s.group for s in problem.sessions}
    names = set(rule.against)
    against = [
        id
        for id in problem.chosen(rule.against)
        if not rule.one_way
        or names & {id, f"session:{id}", "all", groups[id], f"group:{groups[id]}"}
        or f"kind:{problem.session(id).kind}" in names
    ]
    yield from ((a, b) for a, b in product(of, against) if a != b)
