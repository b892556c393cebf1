"""
A session sits only in its slots and days, after its opening, before its deadline, as pinned.

    in_slot_pk = 0                       for slots k the planner does not let i use
    start_p >= after_i,  end_p <= deadline_i
    s_i = exact_i,   or   s_i >= not_before_i

A late start told by a fact takes the place of the pin. Where the window is merely wished, each
sitting outside it costs:

    weight * outside_p           outside_p unless all of the above hold for p        (soft, warn)

Documents and the quorum bound the start from below in the same way (their own modules price them).
"""

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.model.candidates import Candidates
from scheduler.model.lines import rest_ends
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables

RULE = "window"


def prune(instance: Instance, candidates: Candidates) -> None:
    for i, slots in enumerate(candidates.slots):
        slots &= {k for k in slots if instance.open_for(i, k)}
        pinned = instance.pinned(i)
        if pinned is not None:
            candidates.earliest[i] = max(candidates.earliest[i], pinned[0])
            candidates.latest[i] = min(candidates.latest[i], pinned[1])


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i in range(len(instance.sessions)):
        earliest = instance.opens(i) if instance.windowed(i) else 0
        deadline = instance.deadline(i)
        for part in var.parts[i]:
            rest_ends(var, part, RULE)
        for part in var.open_parts(i):
            for k, here in part.slots.items():
                if not instance.open_for(i, k):
                    model.add(here == 0)
            if earliest > 0:
                model.add(part.start >= earliest).only_enforce_if(part.held)
            if deadline < instance.horizon:
                model.add(part.end <= deadline).only_enforce_if(part.held)
        pinned = instance.pinned(i)
        if pinned is not None and not instance.begun[i]:
            model.add(var.start[i] >= pinned[0]).only_enforce_if(var.placed[i])
            model.add(var.start[i] <= pinned[1]).only_enforce_if(var.placed[i])


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for i in range(len(instance.sessions)):
        strictness = instance.strictness(RULE, i)
        if strictness.level == level:
            yield from [strictness.weight * _outside(var, part) for part in var.parts[i]]


def _outside(var: Variables, part: Part) -> Expr:
    model, instance = var.model, var.instance
    i = part.i
    outside = model.new_bool_var(f"outside[{i},{min(part.slots)}]")
    for k, here in part.slots.items():
        if not instance.wished(i, k):
            model.add_implication(here, outside)
    opens, closes = instance.opens(i), instance.closes(i)
    if opens > 0:
        model.add(part.start >= opens).only_enforce_if(part.held, ~outside)
    if closes < instance.horizon:
        model.add(part.end <= closes).only_enforce_if(part.held, ~outside)
    pin = None if instance.started[i] is not None else instance.pin(i)
    if pin is not None:
        first = [var.first[i, k] for k in part.slots if (i, k) in var.first]
        if first or len(var.parts[i]) == 1 or part is var.parts[i][0]:
            when = (part.held, ~outside, *first)
            model.add(part.start >= pin[0]).only_enforce_if(*when)
            model.add(part.start <= pin[1]).only_enforce_if(*when)
    return outside
