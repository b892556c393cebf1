"""
So many calendar days lie between the first sittings of two sessions.

    off       unless |day_i - day_j| is one of the differences allowed      if both are placed

Pairs of days that are not allowed are forbidden one by one; days are few.
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model.lines import Line, any_of, of_first
from scheduler.model.variables import Variables
from scheduler.problem import DaysApart


def lines(var: Variables, rule: DaysApart) -> Iterator[Line]:
    model, instance = var.model, var.instance
    if not set(rule.sessions) <= instance.index.keys():
        return
    i, j = (instance.index[id] for id in rule.sessions)
    off = model.new_bool_var(f"off_days[{i},{j}]")
    for a, one in _first_days(var, i).items():
        for b, other in _first_days(var, j).items():
            if not _allowed(rule, abs(a - b)):
                model.add_bool_or(~one, ~other, off)
    yield of_first(var, off, (i, j))


def _allowed(rule: DaysApart, days: int) -> bool:
    within = rule.least <= days and (rule.most is None or days <= rule.most)
    return within and days not in rule.never


def _first_days(var: Variables, i: int) -> dict[int, BoolVarT]:
    """Literals for the day on which session i begins."""
    instance = var.instance
    on_day: dict[int, list[BoolVarT]] = {}
    for k, first in var.first_slots(i).items():
        on_day.setdefault(instance.slots[k].day, []).append(first)
    if instance.begun[i]:
        return {instance.slots[instance.begun[i][0].slot].day: var.true}
    return {
        day: any_of(var, literals, f"begins[{i}]@day[{day}]") for day, literals in on_day.items()
    }
