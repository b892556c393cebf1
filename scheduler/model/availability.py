"""
A sitting lies within the availability of its room and of its chairs.

    [start_p, end_p) and [a, b) are disjoint   for every span [a, b) in which a chair is away
    the same for every span in which r is closed, if in_room_pr

Spans become fixed intervals in a NoOverlap with the one sitting, so lengths may vary.
Sittings that have begun are exempt: what is running is not stopped by this rule.
"""

from ortools.sat.python.cp_model import CpModel, IntervalVar

from scheduler.instance import Instance, Span
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    def closed(spans: tuple[Span, ...]) -> list[IntervalVar]:
        return [model.new_fixed_size_interval_var(a, b - a, f"closed[{a},{b}]") for a, b in spans]

    rooms = {r: closed(spans) for r, spans in enumerate(instance.closed) if spans}
    for i in range(len(instance.sessions)):
        away = closed(instance.away[i])
        for part in var.open_parts(i):
            if away:
                model.add_no_overlap([part.interval, *away])
            for r in part.rooms:
                if r in rooms:
                    model.add_no_overlap([var.room_interval(part, r), *rooms[r]])
