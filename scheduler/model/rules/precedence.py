"""
One session is over, and a lag has passed, before another starts.

    e_a + lag <= s_b                       if a and b are both placed
    e_a > e  =>  s_b >= t                  for every step (e, t) of a lag in slots or days

Openings and closings put sessions in order as well.
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance.instance import After, Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    for after in instance.afters:
        if not instance.begun[after.b]:
            _obey(model, var, after)


def _obey(model: CpModel, var: Variables, after: After) -> None:
    both = (var.placed[after.a], var.placed[after.b])
    start, end = var.start[after.b], var.end[after.a]
    model.add(end + after.lag <= start).only_enforce_if(*both)
    for e, t in after.steps:
        model.add(start >= t).only_enforce_if(~var.at_most(end, e), *both)
