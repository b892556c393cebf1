"""
A room hosts one sitting at a time.

    in_room_pr and in_room_qr  =>  end_p <= start_q  or  end_q <= start_p     (p, q of two sessions)

One NoOverlap per room states all the pairs and propagates as a unary resource. Parts of one
session are apart anyway, and sittings that are over cannot meet those to come.
"""

from collections import defaultdict

from ortools.sat.python.cp_model import CpModel, IntervalVar

from scheduler.instance import Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    by_room: dict[int, list[IntervalVar]] = defaultdict(list)
    for parts in var.parts:
        for part in (p for p in parts if p.begun is None or p.begun.end is None):
            for r in part.rooms:
                by_room[r].append(var.room_interval(part, r))
    for intervals in by_room.values():
        if len(intervals) > 1:
            model.add_no_overlap(intervals)
