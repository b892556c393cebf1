"""
Remote office holders are not asked to work at night.

For each remote person who presides over session i, over the parts p of i:

    minutes of [s_p, e_p) outside the comfortable hours, by the clock where the person is
"""

from collections.abc import Iterator

from scheduler.instance import closed_spans
from scheduler.model.lines import Line, forbid, of_parts, rest_ends
from scheduler.model.overlap import ticks_inside
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

RULE = "comfort"


def post(var: Variables) -> None:
    for _, line in _lines(var, "hard"):
        forbid(var, line)
    for parts in var.parts:
        for part in parts:
            rest_ends(var, part, RULE)


def measure(var: Variables, level: str) -> list[Expr]:
    return [weight * line.amount for weight, line in _lines(var, level)]


def _lines(var: Variables, level: str) -> Iterator[tuple[int, Line]]:
    instance = var.instance
    for person in (p for p in instance.problem.people if p.remote):
        nights = closed_spans.night(instance.problem, instance.grid, person)
        for i, chairs in enumerate(instance.chairs):
            strictness = instance.strictness(RULE, i, people=(person.id,))
            if person.id in chairs and strictness.level == level:
                for part in var.parts[i]:
                    presides = var.presides_in(part, person.id)
                    ticks = ticks_inside(var, part, nights, presides)
                    amount = instance.minutes(1) * sum(ticks)
                    here = var.both(part.held, presides)
                    yield strictness.weight, of_parts(amount, [(part, here)])
