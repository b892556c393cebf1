"""Which sessions may not be held in parallel."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.instance.levels import Levels
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.instance.records import Axes
from scheduler.problem import Conflict, Problem, Session


def conflict_graph(axes: Axes, levels: Levels) -> tuple[frozenset[int], ...]:
    """Sessions that may not meet at once, whatever the room: conflicts, and side events."""
    neighbours: tuple[set[int], ...] = tuple(set() for _ in axes.sessions)
    for _, a, b in opposed(axes.problem, levels):
        neighbours[axes.index[a]].add(axes.index[b])
        neighbours[axes.index[b]].add(axes.index[a])
    return tuple(map(frozenset, neighbours))


def opposed(problem: Problem, levels: Levels) -> Iterator[tuple[str, str, str]]:
    """(code of the rule, a, b) of pairs of sessions that may not meet at once, in any rooms."""
    for rule in hard_statements(problem, Conflict):
        if rule.count != "slots":
            yield from (("conflict", a, b) for a, b in conflicting(problem, rule))
    for a, b in side_events(problem):
        if levels.is_hard("side_event", (a, b)):
            yield "side_event", a, b


def side_events(problem: Problem) -> Iterator[tuple[str, str]]:
    """Pairs of sessions of one group of which one is a side event."""
    groups: defaultdict[str, list[Session]] = defaultdict(list)
    for session in problem.held:
        if session.group is not None:
            groups[session.group].append(session)
    for sessions in groups.values():
        if any(session.kind == "side-event" for session in sessions):
            for a, b in combinations(sessions, 2):
                if "side-event" in (a.kind, b.kind):
                    yield a.id, b.id


def conflicting(problem: Problem, rule: Conflict) -> tuple[tuple[str, str], ...]:
    """The pairs of sessions of a conflict, each once, in the planner's order."""
    concerned = problem.chosen((*rule.of, *(rule.against or ())))  # of 10,000 sessions, a few
    position = {id: n for n, id in enumerate(concerned)}
    one = problem.chosen(rule.of)
    other = one if rule.against is None else _against(problem, rule.against, rule.one_way)
    pairs = {(a, b) if position[a] < position[b] else (b, a) for a in one for b in other if a != b}
    return tuple(sorted(pairs, key=lambda pair: (position[pair[0]], position[pair[1]])))


def pairs(axes: Axes, rule: Conflict) -> list[tuple[int, int]]:
    """The same as indices."""
    return [(axes.index[a], axes.index[b]) for a, b in conflicting(axes.problem, rule)]


def _against(problem: Problem, names: tuple[str, ...], one_way: bool) -> tuple[str, ...]:
    chosen = problem.chosen(names)
    if not one_way:
        return chosen
    sessions = {session.id: session for session in problem.held}
    plain = {name.removeprefix("group:") for name in names}
    exact = {name.removeprefix("session:") for name in names}
    kinds = {name.removeprefix("kind:") for name in names if name.startswith("kind:")}
    return tuple(
        id
        for id in chosen
        if "all" in names
        or id in exact
        or sessions[id].kind in kinds
        or sessions[id].group in plain
    )
