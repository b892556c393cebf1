"""
Which changes no timetable avoids.

A change is *forced* when no timetable within the policy avoids it at equal higher tiers: one more
solve tells. Changes of one tier are asked about together: "could at least one of them be
avoided?" If not, all are forced. If so, those that were are a choice among equals, and the
rest are asked again.
"""

from collections.abc import Sequence

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, LinearExpr

from scheduler import model as models
from scheduler.compiling import compile
from scheduler.grid import MINUTE
from scheduler.model import Model
from scheduler.planning import Outcome
from scheduler.search.running import Limits, interruptible, run
from scheduler.timetable import Change

Key = tuple[str, str]
"""A change: the session and the kind."""


def forced(outcome: Outcome, changes: Sequence[Change], seconds: float) -> frozenset[Key]:
    """Changes that are forced; one that could not be decided in time is not."""
    by_tier: dict[str, list[Change]] = {}
    for change in changes:
        by_tier.setdefault(_tier(change), []).append(change)
    must = {_key(change) for change in changes if change.kind in ("cancelled", "new")}
    asked = [change for change in changes if _key(change) not in must]
    if not asked:
        return frozenset(must)
    limits = Limits(seconds, outcome.seed, outcome.workers)
    model = models.build(compile(outcome.problem), may_drop=bool(outcome.timetable.unplaced))
    index = {session.id: i for i, session in enumerate(model.instance.sessions)}
    stays = {_key(c): _stays(model, index[c.session], c) for c in asked if c.session in index}
    with interruptible(limits.stop):
        for reached in outcome.tiers:
            keys = [_key(change) for change in by_tier.get(reached.name, ())]
            group = {key: stays[key] for key in keys if key in stays}
            must |= _cannot_stay(model, group, limits) if group else set()
            model.cp.add(LinearExpr.sum(model.tiers[reached.name]) <= reached.cost)
    return frozenset(must)


def _key(change: Change) -> Key:
    return change.session, change.kind


def _tier(change: Change) -> str:
    """The first tier in which a change of this kind counts."""
    before, after = change.before, change.after
    if not before or not after:
        return "unplaced"
    if change.kind in ("shortened", "lengthened"):
        return "minutes"
    if before[0].start.date() != after[0].start.date():
        return "days"
    if change.kind == "room" or len(before) != len(after):
        return "cells"
    return "shifts"


def _cannot_stay(model: Model, stays: dict[Key, BoolVarT], limits: Limits) -> set[Key]:
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
        left = {key: literal for key, literal in left.items() if not solver.value(literal)}
    return set()


def _stays(model: Model, i: int, change: Change) -> BoolVarT:
    """True only if session i keeps what the change takes: its minutes, its rooms or its starts."""
    var, cp = model.var, model.cp
    published = model.instance.published.get(i)
    stays = cp.new_bool_var(f"stays[{i},{change.kind}]")
    if published is None:
        cp.add(stays == 0)
        return stays
    cp.add_implication(stays, var.placed[i])
    if change.kind in ("shortened", "lengthened"):
        minutes = sum(int((s.end - s.start) // MINUTE) for s in change.before)
        cp.add(var.minutes[i] * model.instance.grid.tick == minutes).only_enforce_if(stays)
    elif change.kind == "room":
        known = {r for _, r, _ in published.sittings}
        for part in var.parts[i]:
            for r, here in part.rooms.items():
                if r not in known:
                    cp.add_implication(stays, ~here)
    else:
        _keep_starts(model, i, published.sittings, stays)
    return stays


def _keep_starts(
    model: Model, i: int, sittings: tuple[tuple[int, int, int], ...], stays: BoolVarT
) -> None:
    var, cp = model.var, model.cp
    for k, _, t in sittings:
        for part in var.parts[i]:
            if k in part.slots:
                cp.add_implication(stays, part.slots[k])
                cp.add(part.start == t).only_enforce_if(stays)
        if not any(k in part.slots for part in var.parts[i]):
            cp.add(stays == 0)
    slots = {k for k, _, _ in sittings}
    for part in var.parts[i]:
        if not slots & part.slots.keys():
            cp.add_implication(stays, ~part.held)
