"""
One session is over, and a lag has passed, before another starts.

    e_a + lag <= s_b          if a and b are both placed
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    for a, b, lag in instance.precedences:
        if not instance.begun[b]:
            model.add(var.end[a] + lag <= var.start[b]).only_enforce_if(
                var.placed[a], var.placed[b]
            )
