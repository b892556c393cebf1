"""Where sessions are not wanted: starts and rooms that statements exclude."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import time, timedelta

from scheduler.instance.availability import ALWAYS, FAR, merge
from scheduler.instance.grid import Grid
from scheduler.instance.precedence import hard_statements
from scheduler.instance.records import Axes, SlotTicks, Span
from scheduler.problem import NothingAfter, Preference, Problem
from scheduler.problem.day_slots import at


def banned(axes: Axes) -> dict[tuple[int, int, int], tuple[Span, ...]]:
    """By (session, slot, room): spans that hard statements forbid the session there."""
    statements: defaultdict[int, list[Preference | NothingAfter]] = defaultdict(list)
    for rule in hard_statements(axes.problem, Preference, NothingAfter):
        assert isinstance(rule, Preference | NothingAfter)
        for session in axes.problem.chosen(rule.of):
            statements[axes.index[session]].append(rule)
    by_room: dict[tuple[int, ...], list[tuple[int, tuple[Span, ...]]]] = {}
    forbidden = {}
    for i, rules in statements.items():
        for k in axes.serving[i]:
            # a statement about all sessions forbids each of them the same
            key = (k, *map(id, rules))
            if key not in by_room:
                by_room[key] = list(_by_room(axes, k, rules))
            forbidden.update({(i, k, r): spans for r, spans in by_room[key]})
    return forbidden


def _by_room(
    axes: Axes, k: int, rules: Iterable[Preference | NothingAfter]
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Spans of slot k that statements forbid in each room, where there are any."""
    for r, room in enumerate(axes.problem.rooms):
        spans = [unwanted(axes.problem, axes.grid, axes.slots[k], rule, room.id) for rule in rules]
        if any(spans):
            yield r, merge(span for of_rule in spans for span in of_rule)


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
