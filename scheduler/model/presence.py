"""
Whether any of some sessions sits in a slot, or in a room slot: made once, shared by families.

    h_Srk   if some i of S is in slot k and in room r         (from below; costs push it down)
    u_Sk    iff some i of S is in slot k
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model.lines import any_of, in_slot
from scheduler.model.variables import Variables


def in_cell(var: Variables, sessions: Iterable[int], r: int, k: int) -> BoolVarT:
    """
    True if any of the sessions has a sitting in room r and slot k; free if none has.

    One clause for each session, and no literal for each session and room slot.
    """
    parts = [p for i in sessions for p in var.parts[i] if k in p.slots and r in p.rooms]
    if not parts:
        return var.false
    key = ("in_cell", r, k, tuple(sorted({p.i for p in parts})))
    if key not in var._lazy:
        sits = var.model.new_bool_var(f"sits[{len(parts)}]@cell[{r},{k}]")
        for part in parts:
            var.model.add_bool_or(~part.slots[k], ~part.rooms[r], sits)
        var._lazy[key] = sits
    return var._lazy[key]


def some_in_slot(var: Variables, sessions: Sequence[int], k: int) -> BoolVarT:
    """True iff any of the sessions has a sitting in slot k."""
    here = [m for i in sessions if (m := in_slot(var, i, k)) is not var.false]
    return any_of(var, here, f"sits[{','.join(map(str, sorted(sessions)))}]@slot[{k}]")
