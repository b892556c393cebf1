"""
A deputy who presides over a session costs a price.

    price_in * panel_in           if i has a sitting that has not begun
    price_b                       else, for those who preside over the last one that has
"""

from collections.abc import Iterator

from scheduler.instance import presiding
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "preferences"


def price(var: Variables) -> Iterator[Expr]:
    instance = var.instance
    for i, panels in enumerate(instance.panels):
        to_come = var.to_come(i)
        for literal, panel in zip(var.panel[i], panels, strict=True):
            if panel.price > 0 and to_come is not var.false:
                yield panel.price * var.both(literal, to_come)
        for last in instance.begun[i][-1:]:
            session = instance.sessions[i]
            cost = presiding.price_of(instance.problem, session, last.chairs)
            if cost > 0:
                yield cost * (1 - to_come)
