"""
A room hosts one sitting at a time; a combined room is all the rooms it is made of.

    p in r and q in s, which share a part  =>  end_p <= start_q  or  end_q <= start_p     (hard)
    weight * max(0, min(e_p, e_q) - max(s_p, s_q))                                  (soft, warn)

over the parts p, q of two sessions. One NoOverlap per part of a room states all the pairs and
propagates as a unary resource; where pairs have levels of their own, each has its disjunction.

Where sessions may be left out, or leave for a place that is not known, ``filling`` counts them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import IntervalVar

from scheduler.model import filling
from scheduler.model.overlap import apart, one_at_a_time, overlap
from scheduler.model.parts import Expr, Part
from scheduler.model.rules.person_clash import pairs
from scheduler.model.variables import Variables

RULE = "room_clash"


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    if not instance.levels.all_hard(RULE):
        _pair_by_pair(var)
        return
    by_part: dict[str, list[tuple[Part, IntervalVar]]] = defaultdict(list)
    for parts in var.parts:
        for part in (p for p in parts if not p.over):
            for r in part.rooms:
                room = instance.problem.rooms[r]
                for piece in (room.id, *room.combines):
                    by_part[piece].append((part, var.room_interval(part, r)))
    for sittings in by_part.values():
        one_at_a_time(model, sittings)
    if any(placed is not var.true for placed in var.placed):
        filling.rooms(var)


def _pair_by_pair(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i, j in combinations(range(len(instance.sessions)), 2):
        for p, q in pairs(var, i, j):
            for r, here in p.rooms.items():
                for s in sorted(instance.alike[r] & q.rooms.keys()):
                    if instance.room_rivals(i, j):
                        apart(model, p, q, only_if=(here, q.rooms[s]))


def measure(var: Variables, level: str) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    for i, j in combinations(range(len(instance.sessions)), 2):
        strictness = instance.strictness(RULE, i, j)
        if strictness.level != level:
            continue
        for p, q in pairs(var, i, j):
            most = min(instance.planned[i], instance.planned[j])
            for r, here in p.rooms.items():
                for s in sorted(instance.alike[r] & q.rooms.keys()):
                    both = (here, q.rooms[s])
                    ticks = overlap(model, (p, q), most=most, only_if=both, name="shared")
                    yield strictness.weight * instance.minutes(1) * ticks
