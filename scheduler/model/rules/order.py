"""
Sessions published one after the other in a room, and now the other way round, cost their weight.

    w_ij * swapped_ij         for i before j published with first sittings in one room, or both in
                              one rolling order
    placed_i and placed_j and s_j < s_i  =>  swapped_ij

Two sessions of one rolling order that keeps its sequence, published in it, need no literal.
"""

from collections.abc import Iterator
from itertools import combinations

from scheduler.instance.instance import Instance
from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "order"


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    for i, j in _pairs(instance):
        if _in_order_anyway(var, i, j):
            continue
        swapped = model.new_bool_var(f"swapped[{i},{j}]")
        model.add(var.start[i] <= var.start[j]).only_enforce_if(
            ~swapped, var.placed[i], var.placed[j]
        )
        day = notice.day_of(instance, instance.published[i].sittings[0][2])
        yield notice.weight(instance, [i, j], day) * swapped


def _in_order_anyway(var: Variables, i: int, j: int) -> bool:
    begun = var.instance.begun[i] or var.instance.begun[j]
    return not begun and var.candidates.latest[i] <= var.candidates.earliest[j]


def _pairs(instance: Instance) -> list[tuple[int, int]]:
    """(i, j), i published strictly before j with first sittings in one room or rolling order."""
    first = {i: (p.sittings[0][1], p.sittings[0][2]) for i, p in instance.published.items()}
    return [
        (a, b) if first[a][1] < first[b][1] else (b, a)
        for a, b in combinations(sorted(first), 2)
        if first[a][1] != first[b][1]
        and (first[a][0] == first[b][0] or _together(instance, a, b))
        and not _kept(instance, *((a, b) if first[a][1] < first[b][1] else (b, a)))
    ]


def _together(instance: Instance, a: int, b: int) -> bool:
    return a in instance.order_of and instance.order_of[a] == instance.order_of.get(b)


def _kept(instance: Instance, a: int, b: int) -> bool:
    """Whether their rolling order has a before b, whatever else is decided."""
    if not _together(instance, a, b):
        return False
    order = instance.orders[instance.order_of[a]]
    return not order.free and order.sessions.index(a) < order.sessions.index(b)
