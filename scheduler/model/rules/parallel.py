"""
A body sits in one room at a time.

For each body B and slot k:

    max(0, number of rooms in which B sits in k - 1)
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, excess, in_cell, of_parts, parts_in_slot, rooms_of, slots_of
from scheduler.model.variables import Variables
from scheduler.problem import Parallel


def lines(var: Variables, rule: Parallel) -> Iterator[Line]:
    for name, sessions in var.instance.bodies(rule):
        rooms = rooms_of(sessions, var)
        for k in slots_of(sessions, var):
            used = [
                literal for r in rooms if (literal := in_cell(var, sessions, r, k)) is not var.false
            ]
            here = [pair for i in sessions for pair in parts_in_slot(var, i, k)]
            over = excess(var.model, sum(used), 1, len(used), f"parallel[{name},{k}]")
            yield of_parts(over, here)
