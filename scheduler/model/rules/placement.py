"""
Every session that is held has all its minutes, each sitting inside one slot of its kind.

For every session i, with parts p over the slots k that serve its kind:

    sum_p length_p = d_i,   least_i <= d_i <= planned_i                     if placed_i
    start_p >= open_k  and  start_p < wall_k                                if p in slot k
    first part starts at s_i, last part ends at e_i, nothing held before or after

A session that leaves its published place is in one of its slots all the same, or nowhere if it may
be left out:

    sum_k lands_ik = 1 - placed_i

Sittings start on the planner's grid by the domain of ``start``. A session is left out only when
a published timetable is replanned: the tier ``unplaced`` prices that above all else.
"""

from scheduler.model.parts import Part
from scheduler.model.variables import Variables


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i in var.candidates.may_leave:
        if var.droppable(i):
            model.add(var.elsewhere(i) <= 1 - var.placed[i])
        else:
            model.add(var.elsewhere(i) == 1 - var.placed[i])
    for i, parts in enumerate(var.parts):
        if not parts:
            model.add(var.placed[i] == 0)
            continue
        for part in parts:
            _sit_in_one_slot_and_room(var, part)
            if part.begun is not None and part.begun.end is None:
                model.add(part.end >= instance.now)
        if any((i, k) in var.first for part in parts for k in part.slots):
            _first_to_last(var, i)


def _sit_in_one_slot_and_room(var: Variables, part: Part) -> None:
    model, instance = var.model, var.instance
    for choice in (part.slots, part.rooms):
        if len(choice) != 1:
            model.add(sum(choice.values()) == part.held)
    if part.begun is not None:
        return
    for k, here in part.slots.items():
        model.add(part.start >= instance.slots[k].start).only_enforce_if(here)
        model.add(part.start < instance.slots[k].end).only_enforce_if(here)


def _first_to_last(var: Variables, i: int) -> None:
    """One first and one last part; what is held lies between them and makes up the minutes."""
    model = var.model
    parts = {next(iter(part.slots)): part for part in var.parts[i]}
    firsts = {k: var.first[i, k] for k in parts}
    lasts = {k: var.last[i, k] for k in parts}
    model.add(sum(firsts.values()) == var.placed[i])
    model.add(sum(lasts.values()) == var.placed[i])
    for k, part in parts.items():
        model.add_implication(firsts[k], part.held)
        model.add_implication(lasts[k], part.held)
        model.add(part.start == var.start[i]).only_enforce_if(firsts[k])
        model.add(part.end == var.end[i]).only_enforce_if(lasts[k])
        model.add(sum(firsts[q] for q in parts if q <= k) >= part.held)
        model.add(sum(lasts[q] for q in parts if q >= k) >= part.held)
        if not part.over:
            model.add(part.length == 0).only_enforce_if(~part.held)
            model.add(part.length >= 1).only_enforce_if(part.held)
    lengths = sum(part.length for part in parts.values())
    model.add(lengths == var.minutes[i]).only_enforce_if(var.placed[i])
