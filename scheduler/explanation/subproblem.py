"""The same problem with fewer sessions: what is about the others falls away."""

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


def restricted(problem: Problem, ids: Collection[str]) -> Problem:
    """
    The problem of these sessions alone.

    Every timetable of the whole, less the other sessions, is one of the part; what names a
    session that is gone by its id (or counts those before it) is dropped.
    """
    kept = frozenset(ids)
    return problem.model_copy(
        update={
            "sessions": tuple(s for s in problem.sessions if s.id in kept),
            "rolling": tuple(_order(o, kept) for o in problem.rolling if kept & {*o.order}),
            "rules": tuple(r for r in problem.rules if _stays(problem, r, kept)),
            "situation": _situation(problem.situation, kept),
        }
    )


def _order(order: RollingOrder, kept: frozenset[str]) -> RollingOrder:
    return order.model_copy(update={"order": tuple(id for id in order.order if id in kept)})


def _stays(problem: Problem, rule: Statement, kept: frozenset[str]) -> bool:
    match rule:
        case Adjacency():
            return rule.first in kept and rule.then in kept
        case DaysApart():
            return kept.issuperset(rule.sessions)
        case Opening():
            return rule.session in kept
        case Closing():
            return rule.session is None or rule.session in kept
        case Position():
            return kept.issuperset((rule.session, *problem.chosen(rule.of)))
        case Pool() if rule.declaration().removal_may_break:
            return kept.issuperset(id for _, ids in problem.bodies(rule) for id in ids)
    return not rule.declaration().removal_may_break


def _situation(situation: Situation | None, kept: frozenset[str]) -> Situation | None:
    if situation is None:
        return None
    of = {
        name: tuple(s for s in getattr(situation, name) if s.session in kept)
        for name in ("published", "history", "running")
    }
    return situation.model_copy(
        update={
            **of,
            "minutes": {id: m for id, m in situation.minutes.items() if id in kept},
            "planned": {id: m for id, m in situation.planned.items() if id in kept},
            "starts": {id: t for id, t in situation.starts.items() if id in kept},
            "settled": situation.settled & kept,
            "cancelled": situation.cancelled & kept,
        }
    )
