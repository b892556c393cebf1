"""
A body sits in slots that follow one another.

For each body B, over the slots k that serve a kind of its sessions, in order, with used_k:

    gap_B       used_h and used_m and not used_k  =>  gap_B       for h < k < m
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, of_all, some_in_slot
from scheduler.model.variables import Variables
from scheduler.problem import Contiguous


def lines(var: Variables, rule: Contiguous) -> Iterator[Line]:
    model, instance = var.model, var.instance
    for name, sessions in instance.bodies(rule):
        slots = sorted({k for i in sessions for k in instance.serving[i]})
        used = {k: some_in_slot(var, sessions, k) for k in slots}
        gap = model.new_bool_var(f"gap[{name}]")
        before = var.false  # used in some slot up to here
        for n, k in enumerate(slots[:-1]):
            sofar = model.new_bool_var(f"begun[{name},{k}]")
            model.add_implication(used[k], sofar)
            model.add_implication(before, sofar)
            # once begun and paused, it does not come back
            later = [used[m] for m in slots[n + 2 :]]
            for again in later:
                model.add_bool_or(~sofar, used[slots[n + 1]], ~again, gap)
            before = sofar
        yield of_all(var, gap, sessions)
