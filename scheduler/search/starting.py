"""Timetables found elsewhere: a search may start from them, and must not end with a worse one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import localised
from scheduler.search.proofs import Answer, claim_nothing
from scheduler.timetable import Timetable

NAME = "from another policy"
"""The strategy of a timetable that the search itself found nothing better than."""
TRIED = 10
"""Sessions whose printed ends are tried one by one, where not all can be kept."""


def cheapest(problem: Problem, timetables: Sequence[Timetable]) -> Answer | None:
    """The cheapest of those that break no rule of this problem; of its bounds nothing is known."""
    valid = [t for t in timetables if not verifier.violations(problem, t)]
    priced = [claim_nothing(verifier.tier_costs(problem, t), t) for t in valid]
    return min(priced, key=lambda answer: answer.costs, default=None)


def as_published(problem: Problem, answer: Answer) -> Answer:
    """
    With the printed ends of sittings that begin as they are published, where that is as good.

    Not all that is printed has a tier: how the minutes of a session are divided among its parts, or
    when a running one ends. What need not move does not move there either.
    """
    if problem.situation is None:
        return answer
    printed = Timetable.of(problem.situation.published)
    changed = {}
    for id in dict.fromkeys(sitting.session for sitting in answer.timetable.sittings):
        now = answer.timetable.of_session(id)
        kept = _divided_as(printed.of_session(id), now, problem.zone)
        if kept not in (None, now):
            changed[id] = kept
    one_by_one = [{id: of} for id, of in changed.items()] if len(changed) > 1 else []
    for change in [changed, *one_by_one[:TRIED]] if changed else ():
        answer = _if_as_good(problem, answer, change)
    return answer


def _divided_as(
    printed: Sequence[Sitting], now: Sequence[Sitting], zone: ZoneInfo
) -> tuple[Sitting, ...] | None:
    """The same minutes with the last part alone longer or shorter; None if they begin elsewhere."""
    if [(s.start, s.room) for s in printed] != [(s.start, s.room) for s in now]:
        return None
    pairs = zip(now[:-1], printed[:-1], strict=True)
    last = now[-1].end + sum((a.end - b.end for a, b in pairs), timedelta())
    if last <= now[-1].start:
        return None
    ends = [*(s.end for s in printed[:-1]), localised(last, zone)]
    return tuple(s.model_copy(update={"end": e}) for s, e in zip(now, ends, strict=True))


def _if_as_good(
    problem: Problem, answer: Answer, change: Mapping[str, Sequence[Sitting]]
) -> Answer:
    """The answer with these sessions as given, if that breaks no rule and costs the same."""
    others = [s for s in answer.timetable.sittings if s.session not in change]
    sittings = [*others, *(s for of in change.values() for s in of)]
    timetable = Timetable.of(sittings, answer.timetable.unplaced)
    if verifier.violations(problem, timetable):
        return answer
    costs = claim_nothing(verifier.tier_costs(problem, timetable), timetable).costs
    return replace(answer, timetable=timetable) if costs == answer.costs else answer
