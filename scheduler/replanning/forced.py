"""
Which changes no timetable avoids.

A change is *forced* when no timetable within the policy avoids it at equal higher tiers: one more
solve tells. Changes of one tier are asked about together: "could at least one of them be
avoided?" If not, all are forced. If so, those that were are a choice among equals, and the
rest are asked again.
"""

from collections.abc import Sequence
from datetime import datetime

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, LinearExpr

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.model import Model
from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.search.cpsat.running import Limits, interruptible, run
from scheduler.search.repair import neighbourhood
from scheduler.search.repair.neighbourhood import Part
from scheduler.search.solve import Outcome
from scheduler.timetable import Change, Tier

Key = tuple[str, str]
"""A change: the session and the kind."""


def find_forced(outcome: Outcome, changes: Sequence[Change], seconds: float) -> frozenset[Key]:
    """Changes that are forced; one that could not be decided in time is not."""
    by_tier: dict[str, list[Change]] = {}
    rolling = {id for order in outcome.problem.rolling for id in order.order}
    for change in changes:
        tier = _tier(outcome.problem, change, rolling=change.session in rolling)
        by_tier.setdefault(tier, []).append(change)
    must = {_key(change) for change in changes if change.kind in ("cancelled", "new")}
    if seconds <= 0 or all(_key(change) in must for change in changes):
        return frozenset(must)
    questions = _Questions(outcome, Limits(seconds, outcome.seed, outcome.workers))
    with interruptible(questions.limits.stop):
        for reached in outcome.tiers:
            group = [c for c in by_tier.get(reached.name, ()) if _key(c) not in must]
            must |= questions.cannot_stay(group) if group else set()
            questions.hold(reached)
    return frozenset(must)


class _Questions:
    """
    Questions about the timetables that cost no more than the one found, in the tiers so far.

    Where a repair found it, only those are free that were free then, and whoever they push away.
    """

    def __init__(self, outcome: Outcome, limits: Limits) -> None:
        self.limits = limits
        self._instance = compile(outcome.problem)
        self._free = outcome.free
        self._may_drop = bool(outcome.timetable.unplaced)
        self._reached: list[Tier] = []
        self._part = self._build()

    def hold(self, tier: Tier) -> None:
        """From now on, nothing that costs more in this tier."""
        self._reached.append(tier)
        _hold(self._part.model, tier)

    def cannot_stay(self, changes: Sequence[Change]) -> set[Key]:
        """Those that nothing lets stay, as far as the limits allow to tell."""
        left, step = {_key(change): change for change in changes}, 0
        while left and self.limits.left > 0:
            status, stay, away = self._ask(list(left.values()))
            if status == INFEASIBLE:
                return set(left)
            if status not in (OPTIMAL, FEASIBLE):
                return set()
            if away:
                assert self._free is not None
                self._free = neighbourhood.grow(self._instance, self._free, away, step)
                self._part, step = self._build(), step + 1
            else:
                left = {key: change for key, change in left.items() if key not in stay}
        return set()

    def _ask(self, changes: Sequence[Change]) -> tuple[object, set[Key], frozenset[str]]:
        """Could one of them stay? The answer, those that do, and who leaves."""
        part, model = self._part, self._part.model
        index = model.instance.index
        stays = {_key(c): _stays(model, index[c.session], c) for c in changes if c.session in index}
        question = model.cp.new_bool_var("could one of them stay?")
        model.cp.add_bool_or(stays.values()).only_enforce_if(question)
        model.cp.clear_assumptions()
        model.cp.add_assumption(question)
        if part.may_leave:
            model.cp.minimize(LinearExpr.sum([1 - model.var.placed[i] for i in part.may_leave]))
        solver, status = run(model.cp, self.limits, "forced", manner="bound")
        if status not in (OPTIMAL, FEASIBLE):
            return status, set(), frozenset()
        return status, {k for k, here in stays.items() if solver.value(here)}, part.left(solver)

    def _build(self) -> Part:
        if self._free is None:
            part = Part(models.build(self._instance, may_drop=self._may_drop), ())
        else:
            part = neighbourhood.build_part(self._instance, self._free, may_drop=self._may_drop)
        for tier in self._reached:
            _hold(part.model, tier)
        return part


def _hold(model: Model, tier: Tier) -> None:
    if tier.name in model.tiers:
        model.cp.add(LinearExpr.sum(model.tiers[tier.name]) <= tier.cost)


def _key(change: Change) -> Key:
    return change.session, change.kind


def _tier(problem: Problem, change: Change, *, rolling: bool) -> str:
    """The first tier in which a change of this kind counts."""
    before, after = change.before, change.after
    if not before or not after:
        return "unplaced"
    if change.kind in ("shortened", "lengthened"):
        return "minutes"
    if problem.in_force == "stay" and not rolling and _begins(before) != _begins(after):
        return "moves"
    if before[0].start.date() != after[0].start.date():
        return "days"
    if change.kind == "room" or len(before) != len(after):
        return "cells"
    return "shifts" if rolling else "moves"


def _begins(sittings: Sequence[Sitting]) -> tuple[str, datetime]:
    return sittings[0].room, sittings[0].start


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
        rooms = {r for _, r, _ in published.sittings}
        for part in var.parts[i]:
            for r, here in part.rooms.items():
                if r not in rooms:
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
