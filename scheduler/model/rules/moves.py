"""
A session outside the rolling orders that leaves its published start or room costs its weight.

    w_i * moved_i
    not moved_i  =>  s_i = published start  and  the first sitting is in its published room
    w_i * sum_k lands_ik      if i may leave: who is left out has not moved

Where and when it begins is its promise. In a rolling order the order is, and the printed cell.
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "moves"


def price(var: Variables) -> Iterator[Expr]:
    instance = var.instance
    for i, published in sorted(instance.published.items()):
        if i in instance.order_of:
            continue
        weight = notice.of_session(instance, i)
        _, r, t = published.sittings[0]
        if instance.begun[i]:
            first = instance.begun[i][0]
            if (first.room, first.start) != (r, t):
                yield weight
        elif i in var.candidates.may_leave:
            yield weight * var.elsewhere(i)
        else:
            yield weight * _moved(var, i, r, t)


def _moved(var: Variables, i: int, r: int, t: int) -> BoolVarT:
    model = var.model
    moved = model.new_bool_var(f"moved[{i}]")
    model.add(var.start[i] == t).only_enforce_if(~moved, var.placed[i])
    for part in var.parts[i]:
        first = [~var.first[i, k] for k in part.slots if (i, k) in var.first]
        here = [part.rooms[r]] if r in part.rooms else []
        model.add_bool_or(moved, ~part.held, *first, *here)
    return moved
