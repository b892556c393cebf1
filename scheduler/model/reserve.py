"""
Rooms are kept free, to have somewhere to go.

For each slot k, over the rooms r counted, taken_rk if a sitting in k is in a room that shares a
part with r:

    max(0, rooms - (number of rooms counted - sum_r taken_rk))
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model.lines import Line, any_of, excess
from scheduler.model.variables import Variables
from scheduler.rules import Reserve


def lines(model: CpModel, instance: Instance, var: Variables, rule: Reserve) -> Iterator[Line]:
    counted = _counted(instance, rule)
    for k, slot in enumerate(instance.slots):
        template = slot.id.partition("/")[2]
        if rule.slots is None:
            wanted = instance.regular(k)
        else:
            wanted = template in rule.slots or slot.id in rule.slots
        if wanted:
            yield _line(model, instance, var, k, counted, rule.rooms)


def _line(
    model: CpModel, instance: Instance, var: Variables, k: int, counted: list[int], rooms: int
) -> Line:
    sitting = {
        (i, s): member
        for i in range(len(instance.sessions))
        for s in range(len(instance.rooms))
        if (member := var.member(i, s, k)) is not var.false
    }
    taken = []
    for r in counted:
        near = [m for (_, s), m in sitting.items() if s in instance.alike[r]]
        taken.append(any_of(var, near, f"taken[{r},{k}]"))
    over = excess(model, sum(taken), len(counted) - rooms, len(counted), f"reserve[{k},{rooms}]")
    return Line(over, tuple((i, m) for (i, _), m in sitting.items()))


def _counted(instance: Instance, rule: Reserve) -> list[int]:
    return [
        r
        for r, room in enumerate(instance.problem.rooms)
        if (room.id in rule.among if rule.among is not None else not room.combines)
    ]
