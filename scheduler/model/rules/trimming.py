"""
Minutes below the planned ones cost, per minute.

    trim * (planned_i - d_i)          if placed_i
"""

from collections.abc import Iterator

from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "minutes"


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    weight = instance.problem.weights.trim * instance.minutes(1)
    for i, minutes in enumerate(var.minutes):
        if isinstance(minutes, int):
            continue
        trimmed = model.new_int_var(0, instance.planned[i] - instance.least[i], f"trimmed[{i}]")
        model.add(trimmed >= instance.planned[i] - minutes).only_enforce_if(var.placed[i])
        yield weight * trimmed
