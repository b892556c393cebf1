"""
No sitting goes on after an hour of the day.

For each sitting p in a slot of a day with the hour at tick c (of a slot over midnight, an hour
before noon and before its start is the next day's):

    e_p <= c                       (hard)
    max(0, e_p - c)       minutes
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, of_parts, rest_ends
from scheduler.model.variables import Variables
from scheduler.problem import NothingAfter


def obey(var: Variables, rule: NothingAfter) -> None:
    model, instance = var.model, var.instance
    for id in instance.problem.chosen(rule.of):
        for part in var.parts[instance.index[id]]:
            rest_ends(var, part, "nothing_after")
        for part in var.open_parts(instance.index[id]):
            for k, here in part.slots.items():
                hour = instance.no_later(k, rule.after)
                model.add(part.end <= hour).only_enforce_if(here)


def lines(var: Variables, rule: NothingAfter) -> Iterator[Line]:
    model, instance = var.model, var.instance
    for id in instance.problem.chosen(rule.of):
        for part in var.parts[instance.index[id]]:
            name = f"after_hours[{part.i},{min(part.slots)}]"
            late = model.new_int_var(0, instance.horizon, name)
            for k, here in part.slots.items():
                hour = instance.no_later(k, rule.after)
                model.add(late >= part.end - hour).only_enforce_if(here)
            yield of_parts(instance.minutes(1) * late, [(part, part.held)])
