"""
A session whose chair is vacant, with nobody acting, cannot be held.

    placed_i = 0   unless i has begun          for every such session i

Without a situation every session must be placed, so the meeting is infeasible, and says so.
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    vacant = {p.id for p in instance.problem.people if p.state == "vacant" and p.acting is None}
    for i, chairs in enumerate(instance.chairs):
        if chairs & vacant:
            for part in var.open_parts(i):
                model.add(part.held == 0)
