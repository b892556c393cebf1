"""
Rooms are kept free, to have somewhere to go.

For each slot k, over the rooms r counted, taken_rk if a sitting in k is in a room that shares a
part with r:

    max(0, rooms - (number of rooms counted - sum_r taken_rk))
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.room_relations import reserved
from scheduler.model.lines import Line, any_of, excess, in_cell, of_parts, parts_in_slot
from scheduler.model.parts import Part
from scheduler.model.rules import exclusive
from scheduler.model.variables import Variables
from scheduler.problem import Reserve


def lines(var: Variables, rule: Reserve) -> Iterator[Line]:
    counted, slots = reserved(var.instance, rule)
    for k in slots:
        yield _line(var, k, counted, rule.rooms)


def _line(var: Variables, k: int, counted: list[int], rooms: int) -> Line:
    taken = [_taken(var, r, k) for r in counted]
    over = excess(
        var.model, sum(taken), len(counted) - rooms, len(counted), f"reserve[{k},{rooms}]"
    )
    near = frozenset().union(*(var.instance.alike[r] for r in counted))
    here = (pair for i in range(len(var.parts)) for pair in parts_in_slot(var, i, k))
    return of_parts(over, [(p, _among(var, p, slot, near)) for p, slot in here])


def _among(var: Variables, part: Part, in_slot: BoolVarT, rooms: frozenset[int]) -> BoolVarT:
    """True iff the sitting is in the slot, and in one of the rooms."""
    inside = [here for r, here in part.rooms.items() if r in rooms]
    if len(inside) == len(part.rooms) or not _has_begun(var):
        return in_slot
    name = f"among[{part.i},{min(part.slots)},{sorted(rooms)}]"
    return var.both(in_slot, any_of(var, inside, name))


def _has_begun(var: Variables) -> bool:
    """Whether it matters who takes part: nobody asks where nothing has begun."""
    return any(var.instance.begun)


def _taken(var: Variables, r: int, k: int) -> BoolVarT:
    """True if anything sits in the room, or in a part of it, in slot k."""
    groups = exclusive.sharing(var) or [list(range(len(var.instance.sessions)))]
    sitting = [in_cell(var, group, s, k) for group in groups for s in sorted(var.instance.alike[r])]
    sitting = [literal for literal in sitting if literal is not var.false]
    return any_of(var, sitting, f"taken[{r},{k}]")
