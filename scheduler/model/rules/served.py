"""
Who serves a sitting stays the same, where the sitting does: the chair, and the interpreters.

With t the team and B the people who preside over i, as published:

    w_i * (in_room_slot_irk and not y_trk)    for each published sitting of i in r and k
    w_i * (to_come_i and not panel_iB)        to_come_i: i has a sitting that has not begun
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "served"


def price(var: Variables) -> Iterator[Expr]:
    instance = var.instance
    for i, published in sorted(instance.published.items()):
        weight = notice.of_session(instance, i)
        for (k, r, _), team in zip(published.sittings, published.teams, strict=True):
            here = _fresh(var, i, r, k)
            if team is not None and here is not var.false:
                works = var.teams.get((team, r, k), var.false)
                gone = ~works if works is not var.false else var.true
                yield weight * var.both(here, gone)
        same = [
            literal
            for literal, panel in zip(var.panel[i], instance.panels[i], strict=True)
            if panel.chairs == published.chairs
        ]
        if not any(literal is var.true for literal in same):
            others = ~same[0] if same else var.true
            yield weight * var.both(var.to_come(i), others)


def _fresh(var: Variables, i: int, r: int, k: int) -> BoolVarT:
    """True iff session i has a sitting in room r and slot k that has not begun."""
    begun = {(b.slot, b.room) for b in var.instance.begun[i]}
    return var.false if (k, r) in begun else var.member(i, r, k)
