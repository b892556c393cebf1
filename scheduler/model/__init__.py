"""The CP-SAT model: candidates, variables, then one small module per rule family."""

from collections.abc import Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ortools.sat.python.cp_model import CpModel

from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.model.candidates import Candidates, FreeSet, candidates, keep_near
from scheduler.model.lines import forbid
from scheduler.model.rules import (
    adjacency,
    attendee_clash,
    availability,
    cells,
    comfort,
    concurrency,
    conflict,
    contiguous,
    days,
    days_apart,
    deputies,
    documents,
    exclusive,
    fairness,
    freeze,
    history,
    interpretation,
    moves,
    nothing_after,
    office_holder,
    order,
    ordering,
    overtime,
    parallel,
    person_clash,
    placement,
    position,
    precedence,
    preference,
    quorum,
    reserve,
    rolling,
    room_clash,
    room_fit,
    room_stability,
    rooms,
    served,
    shifts,
    side_event,
    small_delegation,
    split,
    spread,
    together,
    trimming,
    unplaced,
    window,
)
from scheduler.model.variables import Expr, Variables
from scheduler.problem import Problem

STATED: dict[str, ModuleType] = {
    "precedence": ordering,
    "opening": ordering,
    "closing": ordering,
    "conflict": conflict,
    "adjacency": adjacency,
    "together": together,
    "spread": spread,
    "days_apart": days_apart,
    "room_stability": room_stability,
    "concurrency": concurrency,
    "nothing_after": nothing_after,
    "reserve": reserve,
    "fairness": fairness,
    "prefer": preference,
    "avoid": preference,
    "exclusive": exclusive,
    "contiguous": contiguous,
    "parallel": parallel,
    "position": position,
}
"""The family of each rule that a planner states: ``lines``, and ``post`` if hard is special."""

HARD = (
    placement,
    overtime,
    window,
    documents,
    quorum,
    room_fit,
    preference,
    nothing_after,
    split,
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    office_holder,
    rolling,
    precedence,
    ordering,
    conflict,
    concurrency,
    adjacency,
    together,
    spread,
    days_apart,
    room_stability,
    reserve,
    fairness,
    exclusive,
    contiguous,
    parallel,
    position,
    side_event,
    small_delegation,
    comfort,
    interpretation,
    history,
)
"""Families that are obeyed. A family that prunes relies only on the families before it."""

SOFT = (
    unplaced,
    freeze,
    days,
    cells,
    moves,
    order,
    rooms,
    overtime,
    interpretation,
    trimming,
    deputies,
    shifts,
    served,
)
"""Families that are priced, in the order of their tiers."""

LEVELED = (
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    room_fit,
    window,
    office_holder,
    side_event,
    documents,
    quorum,
    interpretation,
    small_delegation,
    comfort,
)
"""Families with levels that follow from the data: ``measure`` gives what is soft or warned."""

TIERS = ("unplaced", "preferences")
REPLAN_TIERS = (
    "unplaced",
    "freeze",
    "days",
    "cells",
    "moves",
    "order",
    "rooms",
    "minutes",
    "shifts",
    "served",
    "preferences",
)
DISTANCE = REPLAN_TIERS[: REPLAN_TIERS.index("served")]
"""Tiers in which a session that changes its place always costs something, the last one included."""
STAYING_TIERS = ("unplaced", "freeze", "moves", "days", "cells", *REPLAN_TIERS[5:])
"""Under ``stay`` the number of those that move counts before where to, and before the annex."""


def tier_names(problem: Problem) -> tuple[str, ...]:
    """The tiers in the order in which the policy wants them, but that of warnings."""
    if problem.situation is None:
        return TIERS
    return STAYING_TIERS if problem.means.fewest_moves_first else REPLAN_TIERS


def distance_tiers(problem: Problem) -> tuple[str, ...]:
    """Those of ``DISTANCE``, in that order."""
    return tuple(tier for tier in tier_names(problem) if tier in DISTANCE)


def name(family: ModuleType) -> str:
    """The code of a family: the last word of its module's name."""
    return family.__name__.rpartition(".")[2]


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
) -> Model:
    """
    Post the given families, all of them by default, on a fresh model.

    ``may_drop``: sessions may stay unplaced, at the price of the first tier. ``near``: only some
    of them are free.
    """
    cp = CpModel()
    found = left(instance, hard, may_drop=may_drop)
    if near is not None:
        keep_near(instance, found, near)
    var = Variables(cp, instance, found)
    for family in hard:
        if family in STATED.values():
            _obey(cp, instance, var, family)
        else:
            _call(family, "post", cp, instance, var)
    tiers: dict[str, list[Expr]] = {tier: [] for tier in tier_names(instance.problem)}
    if near is not None and near.may_leave:
        soft = [family for family in soft if family.TIER in DISTANCE]
    for family in soft:
        tier = family.TIER if family.TIER in tiers else "preferences"
        if instance.replanning or family.TIER in ("minutes", "preferences", "unplaced"):
            tiers[tier] += family.price(cp, instance, var)
    if near is not None and near.may_leave:
        return Model(
            instance, cp, var, {tier: tiers[tier] for tier in distance_tiers(instance.problem)}
        )
    if soft:
        tiers["preferences"] += _measured(cp, instance, var, "soft")
    if soft and _may_warn(instance):
        tiers["warnings"] = _measured(cp, instance, var, "warn")
    return Model(instance, cp, var, tiers)


def left(
    instance: Instance, hard: Collection[ModuleType] = HARD, *, may_drop: bool = False
) -> Candidates:
    """What is left to decide once the given families have pruned it."""
    found = candidates(instance, whole=set(hard) == set(HARD), may_drop=may_drop)
    for family in hard:
        _call(family, "prune", instance, found)
    return found


def _obey(cp: CpModel, instance: Instance, var: Variables, family: ModuleType) -> None:
    """The statements of one family at level hard."""
    for rule in instance.problem.rules:
        if STATED[rule.rule] is not family or not of_statement(rule, rule.rule).hard:
            continue
        if hasattr(family, "post"):
            family.post(cp, instance, var, rule)
        else:
            for line in family.lines(cp, instance, var, rule):
                forbid(cp, instance, line)


def _measured(cp: CpModel, instance: Instance, var: Variables, level: str) -> list[Expr]:
    """What all occurrences at a level amount to, weighted."""
    terms: list[Expr] = []
    for family in LEVELED:
        terms += family.measure(cp, instance, var, level)
    for rule in instance.problem.rules:
        asked = of_statement(rule, rule.rule)
        if asked.level == level:
            lines = STATED[rule.rule].lines(cp, instance, var, rule)
            terms += [asked.weight * line.amount for line in lines]
    return [term for term in terms if not (isinstance(term, int) and term == 0)]


def _may_warn(instance: Instance) -> bool:
    """Whether any occurrence can be at level warn: then there is a tier of warnings."""
    problem = instance.problem
    return (
        bool(problem.documents and instance.levels.may_be("documents", "warn"))
        or any(entry.level == "warn" for entry in problem.levels)
        or any(of_statement(rule, rule.rule).level == "warn" for rule in problem.rules)
    )


def _call(family: ModuleType, step: str, *arguments: Any) -> None:
    function = getattr(family, step, None)
    if function is not None:
        function(*arguments)
