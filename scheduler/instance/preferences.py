"""Where sessions are not wanted: starts and rooms that statements exclude."""

from collections import defaultdict
from datetime import time, timedelta
from functools import cache

from scheduler.instance.availability import ALWAYS, FAR, merge
from scheduler.instance.grid import Grid
from scheduler.instance.precedence import hard_statements
from scheduler.instance.records import Axes, SlotTicks, Span
from scheduler.problem import NothingAfter, Preference, Problem
from scheduler.problem.day_slots import at


def banned(axes: Axes) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    """By (session, slot, room): spans that hard statements forbid the session there."""
    forbidden: defaultdict[tuple[int, int, int], tuple[Span, ...]] = defaultdict(tuple)
    for rule in hard_statements(axes.problem, Preference, NothingAfter):
        assert isinstance(rule, Preference | NothingAfter)
        sessions = [axes.index[id] for id in axes.problem.chosen(rule.of)]
        for k in sorted({k for i in sessions for k in axes.serving[i]}):
            for r, room in enumerate(axes.problem.rooms):
                if spans := tuple(unwanted(axes.problem, axes.grid, axes.slots[k], rule, room.id)):
                    for i in (i for i in sessions if k in axes.serving[i]):
                        forbidden[i, k, r] += spans
    merge_once = cache(merge)  # a statement about all sessions forbids each of them the same
    return {key: merge_once(spans) for key, spans in forbidden.items()}


def unwanted(
    problem: Problem, grid: Grid, slot: SlotTicks, rule: Preference | NothingAfter, room: str
) -> list[Span]:
    """Spans of a slot that a statement does not want its sessions to touch in a room."""
    day = problem.days[0] + timedelta(days=slot.day)

    def clock(hour: time) -> int:
        return grid.ceil(at(day, hour, grid.zone))

    if isinstance(rule, NothingAfter):
        return [(clock(rule.after), FAR)]
    inside = (
        (rule.slots is None or slot.is_called(rule.slots))
        and (rule.days is None or day in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    )
    hours = None if rule.hours is None else (clock(rule.hours[0]), clock(rule.hours[1]))
    if rule.rule == "avoid":
        return [] if not inside else [ALWAYS if hours is None else hours]
    if not inside:
        return [ALWAYS]
    return [] if hours is None else [(-FAR, hours[0]), (hours[1], FAR)]
