"""
A deputy who presides over a session costs a price.

    price_in * panel_in           if placed_i
"""

from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "preferences"


def price(var: Variables) -> list[Expr]:
    return [
        panel.price * var.both(literal, var.placed[i])
        for i, panels in enumerate(var.instance.panels)
        for literal, panel in zip(var.panel[i], panels, strict=True)
        if panel.price > 0
    ]
