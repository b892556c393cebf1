"""
No chair is in two sittings at once.

For every person c who chairs, over the parts p of the sessions that c chairs:

    end_p <= start_q  or  end_q <= start_p          (p, q held, of two sessions)

An acting chair counts where the office is vacant. Attendees are another rule (``attendee_clash``).
"""

from collections import defaultdict

from ortools.sat.python.cp_model import CpModel, IntervalVar

from scheduler.instance import Instance
from scheduler.model.variables import Variables


def post(model: CpModel, instance: Instance, var: Variables) -> None:
    by_chair: dict[str, list[IntervalVar]] = defaultdict(list)
    for i, parts in enumerate(var.parts):
        for part in (p for p in parts if p.begun is None or p.begun.end is None):
            for chair in sorted(instance.chairs[i]):
                by_chair[chair].append(part.interval)
    for intervals in by_chair.values():
        if len(intervals) > 1:
            model.add_no_overlap(intervals)
