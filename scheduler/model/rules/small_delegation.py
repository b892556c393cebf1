"""
A delegation of a few people cannot follow more sittings at once than it has people.

For each delegation with k people, over the stretches [t, u) between moments at which a sitting
that it follows could start or end:

    (u - t) * max(0, on_t - k)         on_t = number of those sittings with s_p <= t < e_p

Where all sessions start with their slots there are few such moments.
"""

from itertools import pairwise

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.model.lines import Line, excess, forbid, of_parts
from scheduler.model.parts import Expr, Part
from scheduler.model.rules.conflict import slots_decide
from scheduler.model.variables import Variables
from scheduler.problem import Delegation

RULE = "small_delegation"


def post(var: Variables) -> None:
    for delegation in _asked(var.instance, "hard"):
        for line in _lines(var, delegation):
            forbid(var, line)


def measure(var: Variables, level: str) -> list[Expr]:
    return [
        var.instance.levels.of(RULE, people=(delegation.id,)).weight * line.amount
        for delegation in _asked(var.instance, level)
        for line in _lines(var, delegation)
    ]


def _asked(instance: Instance, level: str) -> list[Delegation]:
    return [
        delegation
        for delegation in instance.problem.delegations
        if instance.levels.of(RULE, people=(delegation.id,)).level == level
    ]


def _lines(var: Variables, delegation: Delegation) -> list[Line]:
    model, instance = var.model, var.instance
    sessions = instance.chosen(delegation.follows)
    parts = [part for i in sessions for part in var.parts[i]]
    moments = sorted({t for part in parts for t in _moments(var, part)})
    lines = []
    for t, u in pairwise(moments):
        on = [(p, literal) for p in parts if (literal := _on(var, p, t)) is not None]
        if len(on) > delegation.people:
            count = sum(literal for _, literal in on)
            name = f"torn[{delegation.id},{t}]"
            over = excess(model, count, delegation.people, len(on), name)
            lines.append(of_parts(instance.minutes(u - t) * over, on))
    return lines


def _moments(var: Variables, part: Part) -> list[int]:
    """Ticks at which the sitting could start or end."""
    instance = var.instance
    if slots_decide(var, part):
        starts = [instance.slots[k].start for k in part.slots]
        return [t for start in starts for t in (start, start + instance.planned[part.i])]
    if part.begun is not None and part.begun.end is not None:
        return [part.begun.start, part.begun.end]
    slots, over = instance.slots, var.candidates.overtime
    begun = [] if part.begun is None else [part.begun.start]
    spans = [(min([slots[k].start, *begun]), slots[k].end + over[k]) for k in part.slots]
    return [t for start, end in spans for t in range(start, end + 1)]


def _on(var: Variables, part: Part, t: int) -> BoolVarT | None:
    """True if the sitting is going on at tick t; None if it never is."""
    slots = _slots_at(var, part, t)
    if not slots:
        return None
    if slots_decide(var, part) and len(slots) == 1:
        return part.slots[slots[0]]
    key = ("on", part.i, min(part.slots), t)
    if key not in var.made:
        on = var.model.new_bool_var(f"on[{part.i},{t}]")
        var.made[key] = on
        if slots_decide(var, part):
            for k in slots:
                var.model.add_implication(part.slots[k], on)
        else:
            not_begun, over = ~var.at_most(part.start, t), var.at_most(part.end, t)
            var.model.add_bool_or(~part.held, not_begun, over, on)
    return var.made[key]


def _slots_at(var: Variables, part: Part, t: int) -> list[int]:
    """Slots in which the sitting could be going on at tick t."""
    instance = var.instance
    if slots_decide(var, part):
        length = instance.planned[part.i]
        return [k for k in part.slots if 0 <= t - instance.slots[k].start < length]
    begins = -1 if part.begun is None else part.begun.start
    return [
        k
        for k in part.slots
        if (
            (instance.slots[k].start <= t or 0 <= begins <= t)
            and t < instance.slots[k].end + max(var.candidates.overtime[k], 0)
        )
        or (part.begun is not None and part.begun.end is not None and begins <= t < part.begun.end)
    ]
