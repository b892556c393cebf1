"""
A side event does not meet during its organiser's own sittings.

    end_p <= start_q  or  end_q <= start_p      p of a side event, q of another session of its group
    weight * max(0, min(e_p, e_q) - max(s_p, s_q))                              (soft, warn)

Its slots and rooms are the business of ``placement`` and ``room_clash``. One NoOverlap per pair:
two regular sessions of one group may well be parallel.
"""

from collections.abc import Iterator

from scheduler.model.overlap import overlap
from scheduler.model.parts import Expr
from scheduler.model.rules.person_clash import pairs
from scheduler.model.variables import Variables

RULE = "side_event"


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i, j in instance.side_events:
        if instance.strictness(RULE, i, j).hard:
            for p, q in pairs(var, i, j):
                model.add_no_overlap([p.interval, q.interval])


def measure(var: Variables, level: str) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    for i, j in instance.side_events:
        strictness = instance.strictness(RULE, i, j)
        if strictness.level == level:
            most = min(instance.planned[i], instance.planned[j])
            for p, q in pairs(var, i, j):
                ticks = overlap(model, (p, q), most=most, name="side_event")
                yield strictness.weight * instance.minutes(1) * ticks
