"""
Sessions are on one day, in one slot or in one room.

    max(0, number of days (slots, rooms) with a sitting of them - 1)
"""

from collections.abc import Iterator

from scheduler.model.lines import (
    Line,
    any_of,
    days_of,
    excess,
    in_room,
    in_slot,
    of_all,
    on_day,
    rooms_of,
    slots_of,
)
from scheduler.model.variables import Variables
from scheduler.problem import Together


def lines(var: Variables, rule: Together) -> Iterator[Line]:
    model, instance = var.model, var.instance
    sessions = instance.chosen(rule.of)
    label = "+".join(map(str, sessions))
    used = []
    match rule.same:
        case "day":
            for day in days_of(sessions, var):
                parts = [p for i in sessions for p in var.parts[i]]
                here = [on_day(var, p, day) for p in parts]
                used.append(any_of(var, here, f"some[{label}]@day[{day}]"))
        case "slot":
            for k in slots_of(sessions, var):
                here = [in_slot(var, i, k) for i in sessions]
                used.append(any_of(var, here, f"some[{label}]@slot[{k}]"))
        case "room":
            for r in rooms_of(sessions, var):
                here = [in_room(var, i, r) for i in sessions]
                used.append(any_of(var, here, f"some[{label}]@room[{r}]"))
    over = excess(model, sum(used), 1, len(used), f"together[{label},{rule.same}]")
    yield of_all(var, over, sessions)
