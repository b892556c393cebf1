"""
People asked to be in two sittings at once cost, per minute of overlap.

For each pair i < j, with n_ij people in both who do not chair both:

    weight * n_ij * sum over parts p of i, q of j of max(0, min(e_p, e_q) - max(s_p, s_q))

The overlap is the least of four lengths: from the start of the one to the end of the other, both
ways, and of each sitting. A literal each says that it is at least that long, and one must hold;
minimising supplies the rest. (Minimum and maximum constraints instead found no timetable of 48
sessions in 20 s.)
"""

from itertools import combinations

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.variables import Expr, Part, Variables

TIER = "preferences"


def price(model: CpModel, instance: Instance, var: Variables) -> list[Expr]:
    weight = instance.problem.weights.attendee_clash * instance.minutes(1)
    terms: list[Expr] = []
    for i, j in combinations(range(len(instance.sessions)), 2):
        shared = instance.people[i] & instance.people[j]
        both_chair = instance.chairs[i] & instance.chairs[j]
        count = len(shared - both_chair)
        if count and weight:
            terms += [
                weight * count * _overlap(model, instance, p, q)
                for p in var.parts[i]
                for q in var.parts[j]
                if _could_overlap(instance, var, p, q)
            ]
    return terms


def _could_overlap(instance: Instance, var: Variables, p: Part, q: Part) -> bool:
    return any(a == b or _spans_meet(instance, var, a, b) for a in p.slots for b in q.slots)


def _spans_meet(instance: Instance, var: Variables, a: int, b: int) -> bool:
    one, other = instance.slots[a], instance.slots[b]
    over = var.candidates.overtime
    return one.start < other.end + over[b] and other.start < one.end + over[a]


def _overlap(model: CpModel, instance: Instance, p: Part, q: Part) -> Expr:
    name = f"[{p.i},{q.i},{min(p.slots)},{min(q.slots)}]"
    most = min(instance.planned[p.i], instance.planned[q.i])
    overlap = model.new_int_var(0, most, f"overlap{name}")
    lengths = (p.end - q.start, q.end - p.start, p.length, q.length)
    shortest = [model.new_bool_var(f"shortest{name}[{n}]") for n in range(len(lengths))]
    for literal, length in zip(shortest, lengths, strict=True):
        model.add(overlap >= length).only_enforce_if(literal)
    model.add_bool_or(~p.held, ~q.held, *shortest)
    return overlap
