"""
A room slot holds sittings of one body alone.

For each room r, slot k and pair of sessions i, j that are each of some body but share none:

    member_irk and member_jrk
"""

from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.lines import Line, bodies
from scheduler.model.variables import Variables
from scheduler.rules import Exclusive


def lines(model: CpModel, instance: Instance, var: Variables, rule: Exclusive) -> Iterator[Line]:
    of: dict[int, set[str]] = {}
    for name, sessions in bodies(instance, rule):
        for i in sessions:
            of.setdefault(i, set()).add(name)
    strangers = [(i, j) for i, j in combinations(sorted(of), 2) if not of[i] & of[j]]
    for i, j in strangers:
        for k in sorted({k for p in var.parts[i] for k in p.slots}):
            for r in range(len(instance.rooms)):
                one, other = var.member(i, r, k), var.member(j, r, k)
                if one is not var.false and other is not var.false:
                    together = model.new_bool_var(f"strangers[{i},{j},{r},{k}]")
                    model.add_bool_or(~one, ~other, together)
                    yield Line(together, ((i, one), (j, other)))
