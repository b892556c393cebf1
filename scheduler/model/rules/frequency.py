"""
A body does not meet too often within a span of days.

For each body B and day d of the meeting, with n_Bd sittings of B on the calendar days
d, ..., d + days - 1:

    max(0, n_Bd - most)

Windows in which too few sittings can lie to break it are left out.
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, days_of, excess, of_parts, on_day
from scheduler.model.variables import Variables
from scheduler.problem import Frequency


def lines(var: Variables, rule: Frequency) -> Iterator[Line]:
    model, instance = var.model, var.instance
    dates = sorted(set(instance.problem.days))
    for name, sessions in instance.bodies(rule):
        possible = days_of(sessions, var)
        for first in [(date - instance.problem.days[0]).days for date in dates]:
            window = [day for day in possible if first <= day < first + rule.days]
            parts = [part for i in sessions for part in var.parts[i]]
            inside = [(p, on_day(var, p, day)) for p in parts for day in window]
            inside = [(p, literal) for p, literal in inside if literal is not var.false]
            if len(inside) <= rule.most:
                continue
            count = sum(literal for _, literal in inside)
            name_of_line = f"frequency[{name},{first},{rule.days}]"
            over = excess(model, count, rule.most, len(parts), name_of_line)
            yield of_parts(over, inside)
