"""Where sessions are not wanted: starts and rooms that statements exclude."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import time, timedelta
from functools import cache

from scheduler.instance.availability import ALWAYS, FAR, merge
from scheduler.instance.grid import Grid
from scheduler.instance.instance import SlotTicks, Span
from scheduler.instance.precedence import hard_statements
from scheduler.problem import NothingAfter, Preference, Problem
from scheduler.problem.day_slots import at


def banned(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    """By (session, slot, room): spans that hard statements forbid the session there."""
    index = {session.id: i for i, session in enumerate(problem.held)}
    forbidden: defaultdict[tuple[int, int, int], tuple[Span, ...]] = defaultdict(tuple)
    for rule in hard_statements(problem, Preference, NothingAfter):
        assert isinstance(rule, Preference | NothingAfter)
        sessions = [index[id] for id in problem.chosen(rule.of)]
        for k in sorted({k for i in sessions for k in serving[i]}):
            for r, room in enumerate(problem.rooms):
                if spans := tuple(unwanted(problem, grid, slots[k], rule, room.id)):
                    for i in (i for i in sessions if k in serving[i]):
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
    template = slot.id.partition("/")[2]
    inside = (
        (rule.slots is None or template in rule.slots or slot.id in rule.slots)
        and (rule.days is None or day in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    )
    hours = None if rule.hours is None else (clock(rule.hours[0]), clock(rule.hours[1]))
    if rule.rule == "avoid":
        return [] if not inside else [ALWAYS if hours is None else hours]
    if not inside:
        return [ALWAYS]
    return [] if hours is None else [(-FAR, hours[0]), (hours[1], FAR)]
