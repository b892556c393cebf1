"""
A sitting lies within the availability of its room, of those who preside, and of its groups.

    [start_p, end_p) and [a, b) are disjoint   for every span [a, b) in which one of them is away
    the same for every span in which r is closed, if in_room_pr                              (hard)
    weight * minutes of [start_p, end_p) in their spans                                (soft, warn)

Spans become fixed intervals in a NoOverlap with the one sitting, so lengths may vary. Sittings
that are over are exempt where the rule is hard; what is running ends where it says.
"""

from collections.abc import Iterable, Iterator

from ortools.sat.python.cp_model import BoolVarT, CpModel, IntervalVar

from scheduler.instance.levels import Strictness
from scheduler.instance.records import Span
from scheduler.model.lines import rest_ends
from scheduler.model.overlap import ticks_inside
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables

RULE = "availability"


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i in range(len(instance.sessions)):
        for part in var.parts[i]:
            rest_ends(var, part, RULE)
        for part in var.open_parts(i):
            for literal, panel in zip(var.panel[i], instance.panels[i], strict=True):
                if panel.away:
                    _keep_off(var, part, literal, panel.away)
            for r in part.rooms:
                if instance.shut(i, r):
                    fixed = _fixed(model, instance.shut(i, r))
                    model.add_no_overlap([var.room_interval(part, r), *fixed])


def _keep_off(var: Variables, part: Part, presides: BoolVarT, away: tuple[Span, ...]) -> None:
    model = var.model
    interval = part.interval
    if presides is not var.true:
        here = var.both(part.held, presides)
        name = f"seated[{part.i},{min(part.slots)},{presides}]"
        interval = model.new_optional_interval_var(part.start, part.length, part.end, here, name)
    model.add_no_overlap([interval, *_fixed(model, away)])


def _fixed(model: CpModel, spans: tuple[Span, ...]) -> list[IntervalVar]:
    return [model.new_fixed_size_interval_var(a, b - a, f"closed[{a},{b}]") for a, b in spans]


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for i in range(len(instance.sessions)):
        for strictness, spans, parts in _occurrences(var, i):
            if strictness.level == level:
                for part, here in parts:
                    ticks = ticks_inside(var, part, spans, here)
                    yield from [strictness.weight * instance.minutes(1) * t for t in ticks]


def _occurrences(
    var: Variables, i: int
) -> Iterator[tuple[Strictness, tuple[Span, ...], Iterable[tuple[Part, BoolVarT]]]]:
    """(level, spans, parts with the literal under which they count) of room, people and groups."""
    instance, parts = var.instance, var.parts[i]
    for r, spans in enumerate(instance.closed):
        strictness = instance.strictness(RULE, i, room=instance.rooms[r])
        if spans:
            yield strictness, spans, ((part, part.rooms[r]) for part in parts if r in part.rooms)
    for who in sorted(instance.chairs[i]):
        strictness = instance.strictness(RULE, i, people=(who,))
        if instance.hours[who]:
            yield strictness, instance.hours[who], ((p, var.presides_in(p, who)) for p in parts)
    for group in instance.sessions[i].groups:
        if instance.group_hours.get(group):
            spans = instance.group_hours[group]
            yield instance.strictness(RULE, i), spans, ((part, var.true) for part in parts)
