"""
A session left without a place is the worst that a replan can do.

    w_i * importance_i * (1 - placed_i)             unless it is elsewhere

A ranked session may be left out of a first timetable too: rank 1 of 5 counts five times, rank 5
once, and a session without rank more than all of them together.
"""

from collections.abc import Iterator

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "unplaced"


def price(var: Variables) -> list[Expr]:
    return [
        notice.of_session(var.instance, i) * var.instance.importance(i) * left_out
        for i, left_out in _may_be_left_out(var)
    ]


def _may_be_left_out(var: Variables) -> Iterator[tuple[int, Expr]]:
    for i, placed in enumerate(var.placed):
        if i not in var.candidates.may_leave:
            if placed is not var.true:
                yield i, 1 - placed
        elif var.droppable(i):
            yield i, 1 - placed - var.elsewhere(i)
