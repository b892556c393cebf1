"""Build the CP-SAT model of an instance: candidates, variables, constraints, prices."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ortools.sat.python.cp_model import CpModel, LinearExpr

from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.model.allowance import ask_before, new_model
from scheduler.model.candidates import Candidates, FreeSet, all_candidates, keep_near
from scheduler.model.day_changes import keep_days
from scheduler.model.lines import forbid
from scheduler.model.parts import Expr
from scheduler.model.rules import HARD, LEVELED, SOFT, STATED, name
from scheduler.model.size import least_size
from scheduler.model.tiers import DISTANCE, WARNINGS, distance_tiers, tier_names
from scheduler.model.variables import Variables
from scheduler.problem import Level


@dataclass(frozen=True, slots=True)
class Model:
    """A CP-SAT model with its variables, and the terms of each tier in order."""

    instance: Instance
    cp: CpModel
    var: Variables
    tiers: dict[str, list[Expr]]


def build(
    instance: Instance,
    hard: Collection[ModuleType] = HARD,
    soft: Collection[ModuleType] = SOFT,
    *,
    may_drop: bool = False,
    near: FreeSet | None = None,
    costs: Mapping[str, int] | None = None,
) -> Model:
    """
    Post the given families, all of them by default, on a fresh model.

    ``may_drop``: sessions may stay unplaced, at the price of the first tier. ``near``: only some
    of them are free. ``costs``: of a known timetable, up to the first tier that is not free of
    charge; what costs more there is not in the model, as far as that makes it smaller.
    """
    costs = costs or {}
    ask_before(len(instance.sessions) * len(instance.slots) * len(instance.rooms))
    candidates = prune(instance, hard, may_drop=may_drop)
    if near is not None:
        keep_near(instance, candidates, near)
    if "days" in costs and candidates.whole:
        keep_days(instance, candidates, costs["days"])
    cp = new_model(least_size(instance, candidates, priced=bool(soft)))
    var = Variables(cp, instance, candidates)
    for family in hard:
        _call(family, "post", var)
        if family in STATED.values():
            _obey(var, family)
    if near is not None and near.may_leave:
        soft = [family for family in soft if family.TIER in DISTANCE]
        priced = _priced(var, soft)
        tiers = {tier: priced[tier] for tier in distance_tiers(instance.problem)}
        return Model(instance, cp, var, tiers)
    tiers = _priced(var, soft)
    if soft:
        tiers["preferences"] += _measured(var, "soft")
    if soft and _may_warn(instance):
        tiers[WARNINGS] = _measured(var, "warn")
    for tier, cost in costs.items():
        cp.add(LinearExpr.sum(tiers[tier]) <= cost)
    return Model(instance, cp, var, tiers)


def prune(
    instance: Instance, hard: Collection[ModuleType] = HARD, *, may_drop: bool = False
) -> Candidates:
    """The choices that are left once the given families have pruned them."""
    candidates = all_candidates(instance, whole=set(hard) == set(HARD), may_drop=may_drop)
    for family in hard:
        _call(family, "prune", instance, candidates)
    return candidates


def _obey(var: Variables, family: ModuleType) -> None:
    """The statements of one family at level hard."""
    for rule in var.instance.problem.rules:
        if STATED[rule.rule] is not family or not of_statement(rule).hard:
            continue
        if hasattr(family, "obey"):
            family.obey(var, rule)
        else:
            for line in family.lines(var, rule):
                forbid(var, line)


def _priced(var: Variables, soft: Collection[ModuleType]) -> dict[str, list[Expr]]:
    """The terms of families with a price of their own; most are about what was published."""
    instance = var.instance
    tiers: dict[str, list[Expr]] = {tier: [] for tier in tier_names(instance.problem)}
    for family in soft:
        tier = family.TIER if family.TIER in tiers else "preferences"
        if instance.replanning or family.TIER in ("minutes", "preferences", "unplaced"):
            tiers[tier] += family.price(var)
    return tiers


def _measured(var: Variables, level: Level) -> list[Expr]:
    """The weighted amounts of all occurrences at a level."""
    terms: list[Expr] = []
    for family in LEVELED:
        if var.instance.levels.may_be(name(family), level):
            terms += family.measure(var, level)
    for rule in var.instance.problem.rules:
        strictness = of_statement(rule)
        if strictness.level == level:
            lines = STATED[rule.rule].lines(var, rule)
            terms += [strictness.weight * line.amount for line in lines]
    return [term for term in terms if not (isinstance(term, int) and term == 0)]


def _may_warn(instance: Instance) -> bool:
    """Whether any occurrence can be at level warn: then there is a tier of warnings."""
    problem = instance.problem
    return (
        bool(problem.documents and instance.levels.may_be("documents", "warn"))
        or any(entry.level == "warn" for entry in problem.levels)
        or any(of_statement(rule).level == "warn" for rule in problem.rules)
    )


def _call(family: ModuleType, step: str, *arguments: Any) -> None:
    function = getattr(family, step, None)
    if function is not None:
        function(*arguments)
