"""
Slack for sessions in no rolling order: where they sit at the least expected cost.

They start as printed and end when they are done. So nothing matters but the time until somebody
else needs the room or the people, and until the slot closes. The average cost of that time is a
table, worked out from the chances of the minutes; no week is drawn. The model has every rule, held
at what the plain timetable costs in every tier.
"""

from collections.abc import Sequence

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, BoolVarT, IntVar, LinearExpr

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.model import Model
from scheduler.model.parts import Expr, Part
from scheduler.problem import Problem, RiskWeights
from scheduler.risk.chains import holds_up
from scheduler.risk.distributions import Durations
from scheduler.risk.stand import Stand
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import is_small, run
from scheduler.search.cpsat.timetables import hint_at, timetable_of
from scheduler.timetable import Tier, Timetable

SCALE = 1_000
"""Parts of one in which expected costs are counted."""
MOST = 120
"""The most sessions that are looked at in pairs."""


def uncertain(stand: Stand) -> tuple[int, ...]:
    """Sessions in no rolling order that are placed, and of which a spread is stated."""
    instance = stand.instance
    return tuple(
        i
        for i, session in enumerate(instance.sessions)
        if i not in instance.order_of
        and i in instance.published
        and len(stand.durations[session.id].chance) > 1
    )


def place_free(
    problem: Problem, stand: Stand, tiers: Sequence[Tier], limits: Limits
) -> tuple[Timetable, bool] | None:
    """
    The timetable with the best slack that was found, and whether that is proved.

    None if nothing is free, or nothing was found. ``problem``: without a situation.
    """
    free = uncertain(stand)
    if not free or len(stand.instance.sessions) > MOST:
        return None
    instance = compile(problem)
    with limits.building():
        model = models.build(instance)
        for tier in tiers:
            model.cp.add(LinearExpr.sum([*model.tiers[tier.name]]) <= tier.cost)
        weights = problem.risk.weights
        terms = [_cost(model, stand, i, stand.durations[_id(instance, i)], weights) for i in free]
        model.cp.minimize(LinearExpr.sum(terms))
        hint_at(model, stand.timetable)
    if is_small(model.cp):
        limits.workers = 1
    solver, status = run(model.cp, limits, "robust")
    if status not in (OPTIMAL, FEASIBLE):
        return None
    return timetable_of(model, solver), status == OPTIMAL


def _id(instance: Instance, i: int) -> str:
    return instance.sessions[i].id


def _cost(model: Model, stand: Stand, i: int, durations: Durations, weights: RiskWeights) -> Expr:
    """What the surprises of a session cost on average: deciding, and minutes past the slot."""
    var, tick = model.var, model.instance.minutes(1)
    planned = stand.instance.planned[i]
    more = durations.first + np.arange(len(durations.chance)) - planned
    longest = -(-max(0, int(more[-1])) // tick)
    slack = var.model.new_int_var(0, longest, f"slack[{i}]")
    _until_others(model, i, slack)
    deciding = [
        round(SCALE * weights.undecided * float(durations.chance[more > u * tick].sum()))
        for u in range(longest + 1)
    ]
    cost: Expr = _by_table(model, slack, 0, deciding)
    for k, here in _last_slots(model, i).items():
        slot = model.instance.slots[k]
        var.model.add(slack <= slot.end + slot.allowed - var.end[i]).only_enforce_if(here)
    if weights.overtime and any(s.allowed for s in model.instance.slots):
        cost = cost + _overtime(model, i, durations, planned, weights.overtime, longest)
    return cost


def _overtime(
    model: Model, i: int, durations: Durations, planned: int, price: int, longest: int
) -> Expr:
    """Minutes past the end of its slot, on average, by the time left in it."""
    var, tick, instance = model.var, model.instance.minutes(1), model.instance
    more = durations.first + np.arange(len(durations.chance)) - planned
    slots = _last_slots(model, i)
    low = -max((instance.slots[k].allowed for k in slots), default=0)
    left = var.model.new_int_var(low, longest, f"left[{i}]")
    for k, here in slots.items():
        var.model.add(left <= instance.slots[k].end - var.end[i]).only_enforce_if(here)
    table = [
        round(SCALE * price * float(np.maximum(more - v * tick, 0) @ durations.chance))
        for v in range(low, longest + 1)
    ]
    return _by_table(model, left, low, table)


def _by_table(model: Model, index: IntVar, first: int, table: Sequence[int]) -> IntVar:
    made = model.cp.new_int_var(min(table), max(table), "")
    model.cp.add_element(index - first, table, made)
    return made


def _last_slots(model: Model, i: int) -> dict[int, BoolVarT]:
    """By slot: true iff the last sitting of a session is in it."""
    slots = {k: here for part in model.var.parts[i] for k, here in part.slots.items()}
    return {k: model.var.last.get((i, k), here) for k, here in slots.items()}


def _until_others(model: Model, i: int, slack: IntVar) -> None:
    """At most the time from its end until others need its room or its people."""
    instance, var = model.instance, model.var
    rooms = {r for part in var.parts[i] for r in part.rooms}
    for j in range(len(instance.sessions)):
        if j == i or not any(holds_up(instance, i, r, j) for r in rooms):
            continue
        people = _share_people(instance, i, j)
        for part in var.parts[j]:
            after = model.cp.new_bool_var("")
            model.cp.add(part.start < var.end[i]).only_enforce_if(~after, part.held)
            gap = slack <= part.start - var.end[i]
            if people:
                model.cp.add(gap).only_enforce_if(after, part.held)
            else:
                _in_one_room(model, i, part, slack, after)
    for order in instance.afters:
        if order.a == i:
            model.cp.add(slack <= var.start[order.b] - order.lag - var.end[i])


def _in_one_room(model: Model, i: int, part: Part, slack: IntVar, after: BoolVarT) -> None:
    """The same where they share no more than the room that both may be in."""
    instance, var = model.instance, model.var
    for own in var.parts[i]:
        for r, here in own.rooms.items():
            for other, there in part.rooms.items():
                if other in instance.alike[r]:
                    gap = slack <= part.start - var.end[i]
                    literals = (after, own.held, here, part.held, there)
                    model.cp.add(gap).only_enforce_if(*literals)


def _share_people(instance: Instance, i: int, j: int) -> bool:
    return (
        bool(instance.chairs[i] & instance.chairs[j])
        or j in instance.conflicts[i]
        or (i, j) in instance.side_events
        or (j, i) in instance.side_events
    )
