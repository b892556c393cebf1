"""
Which changes no timetable avoids.

A change is *forced* when no timetable within the policy avoids it at equal higher tiers: one more
solve tells. Changes of one tier are asked about together: "could at least one of these sessions
stay as published?" If not, all are forced. If so, those that stayed are a choice among equals,
and the rest are asked again.
"""

from collections.abc import Sequence

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, BoolVarT, LinearExpr

from scheduler import model as models
from scheduler.grid import MINUTE
from scheduler.instance import Instance, compile
from scheduler.model import Model
from scheduler.planning import Outcome
from scheduler.problem import Sitting
from scheduler.search.running import Limits, run
from scheduler.timetable import Change


def forced(outcome: Outcome, changes: Sequence[Change], seconds: float) -> frozenset[str]:
    """Sessions whose change is forced; one that could not be decided in time is not."""
    by_tier: dict[str, list[str]] = {}
    for change in changes:
        sessions = by_tier.setdefault(_tier(change), [])
        if change.session not in sessions:
            sessions.append(change.session)
    must = {change.session for change in changes if change.kind in ("cancelled", "new")}
    limits = Limits(seconds, outcome.seed, outcome.workers)
    instance = compile(outcome.problem) if changes else None
    for tier, sessions in by_tier.items():
        asked = [s for s in sessions if s not in must]
        if instance is not None and asked:
            must |= _cannot_stay(instance, outcome, tier, asked, limits)
    return frozenset(must)


def _tier(change: Change) -> str:
    """The first tier in which a change of this kind counts."""
    before, after = change.before, change.after
    if not before or not after:
        return "unplaced"
    if before[0].start.date() != after[0].start.date():
        return "days"
    if len(before) != len(after) or {s.room for s in before} != {s.room for s in after}:
        return "cells"
    if _minutes(before) != _minutes(after):
        return "minutes"
    return "shifts"


def _minutes(sittings: Sequence[Sitting]) -> int:
    return sum(int((s.end - s.start) // MINUTE) for s in sittings)


def _cannot_stay(
    instance: Instance, outcome: Outcome, tier: str, sessions: list[str], limits: Limits
) -> set[str]:
    model = models.build(instance, may_drop=bool(outcome.timetable.unplaced))
    for reached in outcome.tiers:
        if reached.name == tier:
            break
        model.cp.add(LinearExpr.sum(model.tiers[reached.name]) <= reached.cost)
    index = {session.id: i for i, session in enumerate(instance.sessions)}
    stays = {s: _stays(model, index[s]) for s in sessions if s in index}
    left = set(stays)
    while left:
        model.cp.add_bool_or(stays[s] for s in left)
        solver, status = run(model.cp, limits, "forced")
        if status not in (OPTIMAL, FEASIBLE):
            break
        free = {s for s in left if solver.value(stays[s])}
        left -= free
    return left


def _stays(model: Model, i: int) -> BoolVarT:
    """True only if session i keeps its published slots, rooms, starts and minutes."""
    instance, var, cp = model.instance, model.var, model.cp
    published = instance.published.get(i)
    stays = cp.new_bool_var(f"stays[{i}]")
    situation = instance.problem.situation
    if published is None or situation is None:
        cp.add(stays == 0)
        return stays
    id = instance.sessions[i].id
    minutes = _minutes([s for s in situation.published if s.session == id])
    cp.add(var.minutes[i] * instance.grid.tick == minutes).only_enforce_if(stays)
    cp.add_implication(stays, var.placed[i])
    for k, r, t in published.sittings:
        cp.add_implication(stays, var.member(i, r, k))
        for part in var.parts[i]:
            if k in part.slots:
                cp.add(part.start == t).only_enforce_if(stays)
    slots = {k for k, _, _ in published.sittings}
    for part in var.parts[i]:
        if not slots & part.slots.keys():
            cp.add_implication(stays, ~part.held)
    return stays
