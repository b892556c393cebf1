"""
A deputy who presides over a session costs a price.

    price_in * bench_in           if placed_i
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance.instance import Instance
from scheduler.model.variables import Expr, Variables

TIER = "preferences"


def price(model: CpModel, instance: Instance, var: Variables) -> list[Expr]:
    return [
        bench.price * var.both(literal, var.placed[i])
        for i, benches in enumerate(instance.benches)
        for literal, bench in zip(var.bench[i], benches, strict=True)
        if bench.price > 0
    ]
