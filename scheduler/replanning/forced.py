"""
Which changes no timetable avoids.

A change is *forced* when no timetable within the policy avoids it at equal higher tiers: one more
solve tells. Changes of one tier are asked about together: "could at least one of these sessions
stay as published?" If not, all are forced. If so, those that stayed are a choice among equals,
and the rest are asked again.
"""

from collections.abc import Sequence

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, LinearExpr

from scheduler import model as models
from scheduler.grid import MINUTE
from scheduler.instance import compile
from scheduler.model import Model
from scheduler.planning import Outcome
from scheduler.problem import Sitting
from scheduler.search.running import Limits, run
from scheduler.timetable import Change


def forced(outcome: Outcome, changes: Sequence[Change], seconds: float) -> frozenset[str]:
    """Sessions whose change is forced; one that could not be decided in time is not."""
    by_tier: dict[str, set[str]] = {}
    for change in changes:
        by_tier.setdefault(_tier(change), set()).add(change.session)
    must = {change.session for change in changes if change.kind in ("cancelled", "new")}
    asked = set().union(*by_tier.values()) - must
    if not asked:
        return frozenset(must)
    limits = Limits(seconds, outcome.seed, outcome.workers)
    model = models.build(compile(outcome.problem), may_drop=bool(outcome.timetable.unplaced))
    index = {session.id: i for i, session in enumerate(model.instance.sessions)}
    stays = {s: _stays(model, index[s]) for s in sorted(asked) if s in index}
    for reached in outcome.tiers:
        group = {s: stays[s] for s in by_tier.get(reached.name, ()) if s in stays}
        must |= _cannot_stay(model, group, limits) if group else set()
        model.cp.add(LinearExpr.sum(model.tiers[reached.name]) <= reached.cost)
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


def _cannot_stay(model: Model, stays: dict[str, BoolVarT], limits: Limits) -> set[str]:
    """Those that nothing lets stay, as far as the limits allow to tell."""
    left = dict(stays)
    while left:
        question = model.cp.new_bool_var("could one of them stay?")
        model.cp.add_bool_or(left.values()).only_enforce_if(question)
        model.cp.clear_assumptions()
        model.cp.add_assumption(question)
        solver, status = run(model.cp, limits, "forced")
        if status == INFEASIBLE:
            return set(left)
        if status not in (OPTIMAL, FEASIBLE):
            return set()
        left = {s: literal for s, literal in left.items() if not solver.value(literal)}
    return set()


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
