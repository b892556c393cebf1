"""
A body keeps its room.

For each body (and day, if ``per: day``):

    max(0, number of rooms with a sitting of the body - 1)
"""

from collections.abc import Iterator

from scheduler.model.lines import (
    Line,
    any_of,
    days_of,
    excess,
    in_room,
    of_all,
    of_parts,
    on_day,
    rooms_of,
)
from scheduler.model.variables import Variables
from scheduler.problem import RoomStability


def lines(var: Variables, rule: RoomStability) -> Iterator[Line]:
    model, instance = var.model, var.instance
    for name, sessions in instance.bodies(rule):
        rooms = rooms_of(sessions, var)
        if rule.per == "meeting":
            used = [
                any_of(var, [in_room(var, i, r) for i in sessions], f"body[{name}]@room[{r}]")
                for r in rooms
            ]
            over = excess(model, sum(used), 1, len(used), f"rooms_of[{name}]")
            yield of_all(var, over, sessions)
            continue
        parts = [p for i in sessions for p in var.parts[i]]
        for day in days_of(sessions, var):
            today = [(p, on_day(var, p, day)) for p in parts]
            used = [
                any_of(
                    var,
                    [var.both(here, p.rooms[r]) for p, here in today if r in p.rooms],
                    f"body[{name}]@room[{r}]@day[{day}]",
                )
                for r in rooms
            ]
            over = excess(model, sum(used), 1, len(used), f"rooms_of[{name},{day}]")
            yield of_parts(over, [(p, here) for p, here in today if here is not var.false])
