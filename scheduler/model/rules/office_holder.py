"""
Somebody presides: the office holder, who acts for a vacant office, or a deputy.

    sum_n panel_in = 1                               for every session i with a choice
    placed_i = 0   unless i has begun                if all its panels have a vacant seat (hard)
    panel_in = 0                                     if panel n has one, and others do not

Without a situation every session without a rank must be placed, so a meeting with a vacant chair
is infeasible, and says so.
"""

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

RULE = "office_holder"


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i, panels in enumerate(instance.panels):
        if len(panels) > 1:
            model.add_exactly_one(var.panel[i])
            if instance.begun[i]:  # nobody is chosen for nothing
                model.add_implication(~var.to_come(i), var.panel[i][0])
        if not instance.strictness(RULE, i, people=_vacant(instance, i)).hard:
            continue
        nobody = all(panel.vacant for panel in panels)
        for literal, panel in zip(var.panel[i], panels, strict=True):
            if panel.vacant and (nobody or instance.begun[i]):
                for part in var.open_parts(i):
                    model.add_bool_or(~part.held, ~literal)
            elif panel.vacant:
                model.add(literal == 0)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for i, panels in enumerate(instance.panels):
        strictness = instance.strictness(RULE, i, people=_vacant(instance, i))
        if strictness.level != level:
            continue
        if any(who in instance.vacant for b in instance.begun[i] for who in b.chairs):
            yield strictness.weight * var.true
            continue
        for literal, panel in zip(var.panel[i], panels, strict=True):
            if panel.vacant:
                yield strictness.weight * var.both(literal, var.to_come(i))


def _vacant(instance: Instance, i: int) -> tuple[str, ...]:
    return tuple(sorted(c for c in instance.chairs[i] if c in instance.vacant))
