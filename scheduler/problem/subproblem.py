"""The same problem with fewer sessions: everything about the others is dropped."""

from collections.abc import Collection

from scheduler.problem import (
    Adjacency,
    Closing,
    DaysApart,
    Opening,
    Pool,
    Position,
    Problem,
    RollingOrder,
    Situation,
    Statement,
)


def restrict(problem: Problem, ids: Collection[str]) -> Problem:
    """
    The problem of these sessions alone.

    Every timetable of the whole, less the other sessions, is one of the part; what names a
    session that is gone by its id (or counts those before it) is dropped.
    """
    remaining = frozenset(ids)
    return problem.model_copy(
        update={
            "sessions": tuple(s for s in problem.sessions if s.id in remaining),
            "rolling": tuple(
                _order(o, remaining) for o in problem.rolling if remaining & {*o.order}
            ),
            "rules": tuple(r for r in problem.rules if _stays(problem, r, remaining)),
            "situation": _situation(problem.situation, remaining),
        }
    )


def _order(order: RollingOrder, remaining: frozenset[str]) -> RollingOrder:
    return order.model_copy(update={"order": tuple(id for id in order.order if id in remaining)})


def _stays(problem: Problem, rule: Statement, remaining: frozenset[str]) -> bool:
    match rule:
        case Adjacency():
            return rule.first in remaining and rule.then in remaining
        case DaysApart():
            return remaining.issuperset(rule.sessions)
        case Opening():
            return rule.session in remaining
        case Closing():
            return rule.session is None or rule.session in remaining
        case Position():
            return remaining.issuperset((rule.session, *problem.chosen(rule.of)))
        case Pool() if rule.declaration.removal_may_break:
            return remaining.issuperset(id for _, ids in problem.bodies(rule) for id in ids)
    return not rule.declaration.removal_may_break


def _situation(situation: Situation | None, remaining: frozenset[str]) -> Situation | None:
    if situation is None:
        return None
    of = {
        name: tuple(s for s in getattr(situation, name) if s.session in remaining)
        for name in ("published", "history", "running")
    }
    return situation.model_copy(
        update={
            **of,
            "minutes": {id: m for id, m in situation.minutes.items() if id in remaining},
            "planned": {id: m for id, m in situation.planned.items() if id in remaining},
            "starts": {id: t for id, t in situation.starts.items() if id in remaining},
            "settled": situation.settled & remaining,
            "cancelled": situation.cancelled & remaining,
        }
    )
