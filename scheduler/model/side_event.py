"""
A side event does not meet during its organiser's own sittings.

    end_p <= start_q  or  end_q <= start_p      p of a side event, q of another session of its group

Its slots and rooms are the business of ``placement`` and ``room_clash``. One NoOverlap per pair:
two regular sessions of one group may well be parallel.
"""

from itertools import combinations

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    for i, j in combinations(range(len(instance.sessions)), 2):
        if instance.same_group(i, j):
            for p in var.parts[i]:
                for q in var.parts[j]:
                    if p.begun is None or q.begun is None:
                        model.add_no_overlap([p.interval, q.interval])
