"""Which slots of a meeting nobody uses: what a grid leaves out without a word."""

from collections.abc import Iterator, Sequence
from datetime import time

from scheduler.problem import Problem
from scheduler.render.layout.shape import Column, Layout, Row
from scheduler.render.words import day_of, weekday

MOST = 6
"""Slots that are named; more are counted."""
NOON = time(12)


def told_idle(problem: Problem, layout: Layout) -> str | None:
    """
    ``Nothing is held in: Thu p.m., Fri p.m.``; None if something is held in every slot.

    Of the days and rooms of the layout, and of slots that are open to every kind of session: one
    that is kept for some kind is no room that idles. Nothing is said of a meeting without sittings.
    """
    if not layout.entries:
        return None
    idle = [*_idle(problem, layout)]
    if not idle:
        return None
    if len(idle) > MOST:
        return f"Nothing is held in {len(idle)} slots."
    return f"Nothing is held in: {', '.join(idle)}"


def _idle(problem: Problem, layout: Layout) -> Iterator[str]:
    open_to_all = {slot.id for slot in problem.slots if not slot.only}
    for index, column in enumerate(layout.columns):
        rows = [*zip(*(table.rows for table in layout.tables), strict=True)]
        held = [row for row in rows if row[0].cells[index].slot in open_to_all]
        for row in held:
            if not any(room.cells[index].entries for room in row):
                yield _called(layout, column, row[0], [one for one, *_ in held])


def _called(layout: Layout, column: Column, row: Row, held: Sequence[Row]) -> str:
    """``Thu p.m.``; its hours where two slots of the day begin in that half of it."""
    half = [other for other in held if (other.start < NOON) is (row.start < NOON)]
    day = weekday(column.day)[:3] + (f" {day_of(column.day)}" if layout.dated else "")
    if len(half) > 1:
        return f"{day} {row.label}"
    return f"{day} {'a.m.' if row.start < NOON else 'p.m.'}"
