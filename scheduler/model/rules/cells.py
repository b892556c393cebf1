"""
An annex cell that changes costs its weight.

For each cell (room r, slot k), with L the sessions published there, in order:

    w_rk * changed_rk
    not changed_rk  =>  member_irk for i in L,  not member_irk for all others,
                        start_i <= start_j for neighbours i, j in L

Only this direction is posted: minimising supplies the other.

A session that may leave, and leaves for another slot or has only one start in its own, changes the
cell that it leaves and one of those where it lands, whether it is in the model or not.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "cells"

Cell = tuple[int, int]
"""(room r, slot k)."""


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    if not instance.replanning:
        return
    before = _published_cells(instance)
    possible = _possible_cells(var)
    of_slot: dict[int, list[BoolVarT]] = defaultdict(list)
    for r, k in sorted(before.keys() | possible.keys()):
        listed = before.get((r, k), [])
        changed = model.new_bool_var(f"cell_changed[{r},{k}]")
        for i in listed:
            may_stay = [] if _leaves_cell(var, i, k) else [var.lands[i, k]]
            model.add_bool_or(changed, var.member(i, r, k), *may_stay)
        others = sorted(possible.get((r, k), set()) - set(listed))
        for i in others:
            model.add_implication(~changed, ~var.member(i, r, k))
        for i, j in pairwise(listed):
            _in_order(var, i, j, k, changed)
        of_slot[k].append(changed)
        yield _price_of(var, (r, k), (listed, others), changed)
    yield from _landings(var, of_slot)


def _leaves_cell(var: Variables, i: int, k: int) -> bool:
    """Whether session i, published in slot k, cannot be in its cell if it is not in its place."""
    return (i, k) not in var.lands or len(var.instance.starts(i, k)) == 1


def _landings(var: Variables, of_slot: dict[int, list[BoolVarT]]) -> Iterator[Expr]:
    """The price of a cell in each slot where somebody lands, if no other there has changed."""
    model, instance = var.model, var.instance
    comers: dict[int, list[int]] = defaultdict(list)
    for i, k in var.lands:
        was, *_ = instance.published[i].sittings
        if k != was[0] or _leaves_cell(var, i, k):
            comers[k].append(i)
    for k, those in sorted(comers.items()):
        unknown = model.new_bool_var(f"cell_changed[?,{k}]")
        for i in those:
            model.add_bool_or(unknown, *of_slot[k], ~var.lands[i, k])
        day = instance.slots[k].day
        yield min(notice.weight(instance, [i], day) for i in those) * unknown


def _published_cells(instance: Instance) -> dict[Cell, list[int]]:
    """By start, then by name: in what one goes back to, two may have begun at once."""
    cells: dict[Cell, list[tuple[int, str, int]]] = defaultdict(list)
    for i, published in instance.published.items():
        for k, r, t in published.sittings:
            cells[r, k].append((t, instance.sessions[i].id, i))
    return {cell: [i for _, _, i in sorted(members)] for cell, members in cells.items()}


def _possible_cells(var: Variables) -> dict[Cell, set[int]]:
    cells: dict[Cell, set[int]] = defaultdict(set)
    for i, parts in enumerate(var.parts):
        for part in parts:
            for k in part.slots:
                for r in part.rooms:
                    cells[r, k].add(i)
    return cells


def _in_order(var: Variables, i: int, j: int, k: int, changed: BoolVarT) -> None:
    parts = [next((p for p in var.parts[s] if k in p.slots), None) for s in (i, j)]
    if parts[0] is not None and parts[1] is not None:
        both = (var.placed[i], var.placed[j])
        var.model.add(parts[0].start <= parts[1].start).only_enforce_if(~changed, *both)


def _price_of(
    var: Variables, cell: Cell, sessions: tuple[list[int], list[int]], changed: BoolVarT
) -> Expr:
    """The largest audience of both lists counts, so newcomers may raise the price."""
    model, instance = var.model, var.instance
    (r, k), (listed, others) = cell, sessions
    day = instance.slots[k].day
    least = notice.weight(instance, listed, day)
    dearer = {i: notice.weight(instance, [*listed, i], day) for i in others}
    most = max([least, *dearer.values()])
    if most == least:
        return least * changed
    cost = model.new_int_var(0, most, f"cell_cost[{r},{k}]")
    model.add(cost >= least).only_enforce_if(changed)
    for i, weight in dearer.items():
        if weight > least:
            model.add(cost >= weight).only_enforce_if(changed, var.member(i, r, k))
    return cost
