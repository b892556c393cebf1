"""
Whose turn it is in a rolling order, if not all of it has a place any more.

A search that plays a meeting through would leave out whoever costs least. But nobody decides that:
the next session begins if it can, and those behind wait for one that cannot; but nobody waits for a
session that was added and has no place (docs/developers/facts.md).
"""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from scheduler.instance.compile import sequence_in_force
from scheduler.problem import Problem
from scheduler.problem.meeting import RollingOrder
from scheduler.timetable import Timetable

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def in_order(problem: Problem, now: datetime, solve: Callable[[Problem], Timetable]) -> Timetable:
    """A timetable in which nobody begins before ``now`` out of turn; errors as ``solve``."""
    found = solve(problem)
    for order in problem.rolling:
        found = _in_turn(problem, order, found, now, solve)
    return found


def _in_turn(
    problem: Problem,
    order: RollingOrder,
    found: Timetable,
    now: datetime,
    solve: Callable[[Problem], Timetable],
) -> Timetable:
    situation = problem.situation
    assert situation is not None
    ids = [id for id in sequence_in_force(problem, order) if id not in situation.cancelled]
    published, passed = {s.session for s in situation.published}, set[str]()
    for n, id in enumerate(ids):
        before = [s.end for other in ids[:n] for s in found.of_session(other)]
        if max(before, default=LONG_AGO) >= now:
            break  # nobody begins any more
        if found.of_session(id):
            continue
        alone = solve(held_back(problem, behind(problem, [id])))
        if all(alone.of_session(other) for other in ids[: n + 1] if other not in passed):
            found = alone
        elif id not in published:
            passed.add(id)
        else:
            waiting = {id, *behind(problem, [id])} & begun_by(found, now)
            return solve(held_back(problem, {id, *behind(problem, [id])})) if waiting else found
    return found


def begun_by(found: Timetable, now: datetime) -> set[str]:
    return {s.session for s in found.sittings if s.start < now}


def behind(problem: Problem, sessions: Collection[str]) -> set[str]:
    """
    The sessions behind them in their rolling orders that have neither begun nor a reported start.
    """
    situation = problem.situation
    assert situation is not None
    there = {s.session for s in (*situation.history, *situation.running)} | situation.starts.keys()
    found: set[str] = set()
    for order in problem.rolling:
        ids = sequence_in_force(problem, order)
        first = min((ids.index(id) for id in sessions if id in ids), default=len(ids))
        found.update(ids[first + 1 :])
    return found - there - {*sessions}


def held_back(problem: Problem, sessions: Collection[str]) -> Problem:
    """The problem in which these do not begin."""
    situation = problem.situation
    assert situation is not None
    update = {"cancelled": situation.cancelled | {*sessions}}
    return problem.model_copy(update={"situation": situation.model_copy(update=update)})
