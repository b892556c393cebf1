"""
The sittings of a body are spread over the days.

For each body B and day d, with n_Bd sittings of B that day:

    max(0, n_Bd - most)
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, days_of, excess, of_parts, on_day
from scheduler.model.variables import Variables
from scheduler.problem import Spread


def lines(var: Variables, rule: Spread) -> Iterator[Line]:
    for name, sessions in var.instance.bodies(rule):
        for day in days_of(sessions, var):
            here = [(p, on_day(var, p, day)) for i in sessions for p in var.parts[i]]
            here = [(p, literal) for p, literal in here if literal is not var.false]
            count = sum(literal for _, literal in here)
            over = excess(var.model, count, rule.most, len(here), f"spread[{name},{day}]")
            yield of_parts(over, here)
