"""
A session left without a place is the worst that a replan can do.

    w_i * importance_i * (1 - placed_i)

A ranked session may be left out of a first timetable too: rank 1 of 5 counts five times, rank 5
once, and a session without rank more than all of them together.
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model import notice
from scheduler.model.variables import Expr, Variables

TIER = "unplaced"


def price(model: CpModel, instance: Instance, var: Variables) -> list[Expr]:
    return [
        notice.of_session(instance, i) * instance.importance(i) * (1 - placed)
        for i, placed in enumerate(var.placed)
        if placed is not var.true and i not in var.candidates.loose
    ]
