"""Starts before which sessions of rolling orders are not expected: what the annex prints of it."""

from scheduler.interface.risking import BY_RULE
from scheduler.problem import Problem
from scheduler.risk.assessing import Layout, layout_of
from scheduler.risk.earliest import earliest_start
from scheduler.risk.exact import chances
from scheduler.risk.stand import Stand, stand_at
from scheduler.timetable import Expected, Record, Timetable


def with_expected(
    problem: Problem, record: Record, percent: int | None
) -> tuple[Record, str | None]:
    """
    A record with before when each session is not expected, and why that is not worked out.

    ``problem``: as recorded. ``percent``: None if nobody asks.
    """
    if percent is None:
        return record, None
    expected = expected_starts(problem, record.timetable, percent / 100)
    if isinstance(expected, str):
        return record, expected
    return record.model_copy(update={"expected": expected}), None


def percent_of(problem: Problem, before: Record | None = None) -> int | None:
    """What the scenario asks for, else what an earlier issue was asked for; None: nothing."""
    if problem.risk.earliest is not None or before is None or not before.expected:
        return problem.risk.earliest
    return round(100 * before.expected[0].alpha)


def expected_starts(
    problem: Problem, timetable: Timetable, alpha: float
) -> tuple[Expected, ...] | str:
    """
    The expected start of each session of a rolling order that has not begun; or why there is none.
    """
    if problem.usual_policy not in BY_RULE:
        return f"it works only under policy roll, not under {problem.usual_policy}"
    if problem.risk.same_chair or problem.risk.same_body:
        return "it needs independent sessions: leave out same_chair and same_body"
    stand = stand_at(problem, timetable)
    layout = layout_of(stand)
    for _, reason in layout.reasons:
        return reason
    return tuple(_expected(stand, layout, alpha))


def _expected(stand: Stand, layout: Layout, alpha: float) -> list[Expected]:
    made = []
    for chain in layout.chains:
        if not chain.rolls:
            continue
        for link, own in zip(chain.links, chances(chain), strict=True):
            found = earliest_start(link, own, stand.meeting_minutes, alpha)
            if found is not None and link.session not in stand.held:
                start, chance = stand.clock(found.minute), round(found.chance, 9)
                made.append(Expected(session=link.session, start=start, chance=chance, alpha=alpha))
    return made
