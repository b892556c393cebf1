"""Starts and rooms that statements exclude for a session."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scheduler.instance.closed_spans import ALWAYS, FAR
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.instance.records import Axes, Span
from scheduler.problem import NothingAfter, Preference
from scheduler.vocabulary.spans import merge


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
    for r in range(len(axes.rooms)):
        spans = [unwanted(axes, rule, k, r) for rule in rules]
        if any(spans):
            yield r, merge(span for of_rule in spans for span in of_rule)


def unwanted(axes: Axes, rule: Preference | NothingAfter, k: int, r: int) -> list[Span]:
    """Spans of slot k that a statement does not want its sessions to touch in room r."""
    if isinstance(rule, NothingAfter):
        return [(axes.no_later(k, rule.after), FAR)]
    slot = axes.slots[k]
    inside = (
        (rule.slots is None or slot.is_called(rule.slots))
        and (rule.days is None or axes.date(slot.day) in rule.days)
        and (rule.rooms is None or axes.rooms[r] in rule.rooms)
    )
    if rule.hours is None:
        return [ALWAYS] if inside == (rule.rule == "avoid") else []
    hours = axes.occurrences(k, rule.hours)
    if rule.rule == "avoid":
        return [*hours] if inside else []
    return outside(hours) if inside else [ALWAYS]


def outside(hours: Sequence[Span]) -> list[Span]:
    """What lies before, between and after disjoint spans in order."""
    bounds = [(-FAR, -FAR), *hours, (FAR, FAR)]
    return [(a[1], b[0]) for a, b in pairwise(bounds) if a[1] < b[0]]
