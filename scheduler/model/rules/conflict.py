"""
Sessions are not in parallel.

For each pair i, j that the statement names (joint sessions bring the conflicts of all their
groups), over their parts p, q:

    end_p <= start_q  or  end_q <= start_p                              (hard; minutes, pairs)
    sum of max(0, min(e_p, e_q) - max(s_p, s_q))                        (count: minutes)
    meet_ij       unless all p, q are apart                             (count: pairs)
    both_k        if two sessions of a pair sit in slot k in different rooms    (count: slots)

Sessions whose bodies may not share a room slot are in different rooms if they are in one slot at
all; and if that holds of each on one side and each on the other, the slots of both sides decide:

    both_k  or  not some of one side in k  or  not some of the other in k

Where both sessions start with their slot and last as planned, slots decide: a clause for each two
slots that would overlap.
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance import conflicts
from scheduler.instance.instance import Instance
from scheduler.model.lines import Line, in_slot, of_all, of_parts, parts_in_slot, some_in_slot
from scheduler.model.overlap import apart, overlap
from scheduler.model.parts import Part
from scheduler.model.rules import exclusive
from scheduler.model.rules.person_clash import pairs
from scheduler.model.variables import Variables
from scheduler.problem import Conflict


def obey(var: Variables, rule: Conflict) -> None:
    model, instance = var.model, var.instance
    if rule.count == "slots":
        _never_in_one_slot(var, rule)
        return
    for i, j in conflicts.pairs(instance, rule):
        for p, q in pairs(var, i, j):
            if slots_decide(var, p) and slots_decide(var, q):
                for one, other in _meetings(instance, p, q):
                    model.add_bool_or(~one, ~other)
            else:
                model.add_no_overlap([p.interval, q.interval])


def lines(var: Variables, rule: Conflict) -> Iterator[Line]:
    model, instance = var.model, var.instance
    if rule.count == "slots":
        yield from _by_slot(var, rule)
        return
    for i, j in conflicts.pairs(instance, rule):
        meetings = list(pairs(var, i, j))
        if not meetings:
            continue
        if rule.count == "pairs":
            meet = model.new_bool_var(f"meet[{i},{j}]")
            for p, q in meetings:
                _meet(var, p, q, meet)
            yield of_all(var, meet, (i, j))
        else:
            most = min(instance.planned[i], instance.planned[j])
            ticks = [overlap(model, (p, q), most=most, name="conflict") for p, q in meetings]
            yield of_all(var, instance.minutes(1) * sum(ticks), (i, j))


def slots_decide(var: Variables, part: Part) -> bool:
    """Whether the slot of a sitting says exactly when it is held."""
    instance = var.instance
    fixed = isinstance(var.minutes[part.i], int) and instance.sessions[part.i].split is None
    free = part.begun is None and instance.started[part.i] is None
    return fixed and free and all(instance.slots[k].aligned for k in part.slots)


def _meetings(instance: Instance, p: Part, q: Part) -> Iterator[tuple[BoolVarT, BoolVarT]]:
    for k, one in p.slots.items():
        for m, other in q.slots.items():
            a, b = instance.slots[k].start, instance.slots[m].start
            if a < b + instance.planned[q.i] and b < a + instance.planned[p.i]:
                yield one, other


def _meet(var: Variables, p: Part, q: Part, meet: BoolVarT) -> None:
    model, instance = var.model, var.instance
    if slots_decide(var, p) and slots_decide(var, q):
        for one, other in _meetings(instance, p, q):
            model.add_bool_or(~one, ~other, meet)
    else:
        apart(model, p, q, only_if=(~meet,), name="conflict_first")


def _never_in_one_slot(var: Variables, rule: Conflict) -> None:
    """The same by slot at level hard: of two that have both begun there, nothing is asked."""
    conflicting = conflicts.pairs(var.instance, rule)
    sides = None if any(var.instance.begun) else _sides(var, rule, conflicting)
    for k in range(len(var.instance.slots)):
        if sides is not None:
            one, other = (some_in_slot(var, side, k) for side in sides)
            var.model.add_bool_or(~one, ~other)
            continue
        for i, j in conflicting:
            here = (*parts_in_slot(var, i, k), *parts_in_slot(var, j, k))
            if any(part.begun is None for part, _ in here):
                _elsewhere(var, i, j, k, var.false)


def _by_slot(var: Variables, rule: Conflict) -> Iterator[Line]:
    model, instance = var.model, var.instance
    conflicting = conflicts.pairs(instance, rule)
    sides = _sides(var, rule, conflicting)
    for k in range(len(instance.slots)):
        both = model.new_bool_var(f"parallel_conflict[{k},{len(conflicting)}]")
        members: set[int] = set()
        for i, j in conflicting:
            here = in_slot(var, i, k), in_slot(var, j, k)
            if all(literal is not var.false for literal in here):
                members |= {i, j}
        if not members:
            continue
        if sides is not None:
            one, other = (some_in_slot(var, side, k) for side in sides)
            model.add_bool_or(~one, ~other, both)
        else:
            for i, j in conflicting:
                _elsewhere(var, i, j, k, both)
        yield of_parts(both, [pair for i in sorted(members) for pair in parts_in_slot(var, i, k)])


def _sides(
    var: Variables, rule: Conflict, conflicting: list[tuple[int, int]]
) -> tuple[list[int], list[int]] | None:
    """Both sides of the statement, if each of one and each of the other are strangers."""
    instance = var.instance
    one = set(instance.problem.chosen(rule.of))
    other = set(instance.problem.chosen(rule.against)) if rule.against is not None else one
    if one & other or len(conflicting) != len(one) * len(other):
        return None
    if not all(exclusive.strangers(var, i, j) for i, j in conflicting):
        return None
    first, second = ([instance.index[id] for id in sorted(side)] for side in (one, other))
    return first, second


def _elsewhere(var: Variables, i: int, j: int, k: int, both: BoolVarT) -> None:
    """``both``, if i and j sit in slot k in different rooms."""
    here = in_slot(var, j, k)
    if here is var.false or in_slot(var, i, k) is var.false:
        return
    if exclusive.strangers(var, i, j):
        var.model.add_bool_or(~in_slot(var, i, k), ~here, both)
        return
    for part in var.parts[i]:
        for r in part.rooms if k in part.slots else ():
            same = [q.rooms[r] for q in var.parts[j] if k in q.slots and r in q.rooms]
            var.model.add_bool_or(~part.slots[k], ~part.rooms[r], ~here, *same, both)
