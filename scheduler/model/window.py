"""
A session sits only in its slots and days, after its opening, before its deadline, as pinned.

    in_slot_pk = 0                       for slots k the planner does not let i use
    start_p >= after_i,  end_p <= deadline_i
    s_i = exact_i,   or   s_i >= not_before_i

A late start told by a fact takes the place of the pin.
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.candidates import Candidates
from scheduler.model.variables import Variables


def prune(instance: Instance, candidates: Candidates) -> None:
    for i, slots in enumerate(candidates.slots):
        slots &= {k for k in slots if instance.open_for(i, k)}
        pinned = instance.pinned(i)
        if pinned is not None:
            candidates.earliest[i] = max(candidates.earliest[i], pinned[0])
            candidates.latest[i] = min(candidates.latest[i], pinned[1])


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    for i in range(len(instance.sessions)):
        earliest, deadline = instance.earliest(i), instance.deadline(i)
        for part in var.open_parts(i):
            for k, here in part.slots.items():
                if not instance.open_for(i, k):
                    model.add(here == 0)
            if earliest > 0:
                model.add(part.start >= earliest).only_enforce_if(part.held)
            if deadline < instance.horizon:
                model.add(part.end <= deadline).only_enforce_if(part.held)
        pinned = instance.pinned(i)
        if pinned is not None and not instance.begun[i]:
            model.add(var.start[i] >= pinned[0]).only_enforce_if(var.placed[i])
            model.add(var.start[i] <= pinned[1]).only_enforce_if(var.placed[i])
