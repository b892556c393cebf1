"""The CP-SAT model: candidates, variables, then one small module per rule family."""

from collections.abc import Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model import (
    attendee_clash,
    availability,
    cells,
    days,
    freeze,
    history,
    office_holder,
    order,
    overtime,
    person_clash,
    placement,
    precedence,
    rolling,
    room_clash,
    room_fit,
    rooms,
    shifts,
    side_event,
    split,
    trimming,
    unplaced,
    window,
)
from scheduler.model.candidates import candidates
from scheduler.model.variables import Expr, Variables

HARD = (
    placement,
    overtime,
    window,
    room_fit,
    split,
    room_clash,
    person_clash,
    availability,
    office_holder,
    rolling,
    precedence,
    side_event,
    history,
)
"""Families that are obeyed. A family that prunes relies only on the families before it."""

SOFT = (
    unplaced,
    freeze,
    days,
    cells,
    order,
    rooms,
    overtime,
    trimming,
    shifts,
    attendee_clash,
)
"""Families that are priced, in the order of their tiers."""

TIERS = ("unplaced", "preferences")
REPLAN_TIERS = (
    "unplaced",
    "freeze",
    "days",
    "cells",
    "order",
    "rooms",
    "minutes",
    "shifts",
    "preferences",
)


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
) -> Model:
    """
    Post the given families, all of them by default, on a fresh model.

    ``may_drop``: sessions may stay unplaced, at the price of the first tier.
    """
    cp = CpModel()
    left = candidates(instance, whole=set(hard) == set(HARD), may_drop=may_drop)
    for family in hard:
        _call(family, "prune", instance, left)
    var = Variables(cp, instance, left)
    for family in hard:
        _call(family, "post", cp, instance, var)
    names = REPLAN_TIERS if instance.replanning else TIERS
    tiers: dict[str, list[Expr]] = {tier: [] for tier in names}
    for family in soft:
        tier = family.TIER if family.TIER in tiers else "preferences"
        if instance.replanning or family.TIER in ("minutes", "preferences", "unplaced"):
            tiers[tier] += family.price(cp, instance, var)
    return Model(instance, cp, var, tiers)


def _call(family: ModuleType, step: str, *arguments: Any) -> None:
    function = getattr(family, step, None)
    if function is not None:
        function(*arguments)
