"""
A session is the n-th of some, in order of start.

    off       unless |{j : s_j < s_i}| = at - 1                    if placed_i
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, of_first
from scheduler.model.variables import Variables
from scheduler.problem import Position


def lines(var: Variables, rule: Position) -> Iterator[Line]:
    model, instance = var.model, var.instance
    if rule.session not in instance.index:
        return
    i = instance.index[rule.session]
    before = []
    for j in instance.chosen(rule.of):
        if j != i:
            sooner = model.new_bool_var(f"before[{j},{i}]")
            both = (var.placed[i], var.placed[j])
            model.add(var.start[j] < var.start[i]).only_enforce_if(sooner, *both)
            model.add(var.start[j] >= var.start[i]).only_enforce_if(~sooner, *both)
            model.add_implication(sooner, var.placed[j])
            before.append(sooner)
    off = model.new_bool_var(f"off_position[{i},{rule.at}]")
    model.add(sum(before) == rule.at - 1).only_enforce_if(var.placed[i], ~off)
    yield of_first(var, off, [i])
