"""How many minutes each cell of the annex offers: what the picture of utilisation is drawn of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.problem import Problem
from scheduler.render.layout.shape import Cell, TableLayout
from scheduler.timetable.utilisation import offered, regular_slots


def with_minutes_offered(problem: Problem, tables: Iterable[TableLayout]) -> Iterator[TableLayout]:
    """The same cells with the minutes of their slots in which their rooms are available."""
    slots = {(slot.day, slot.template.id): slot for slot in regular_slots(problem)}

    def with_minutes(room: str, cell: Cell) -> Cell:
        slot = slots.get((cell.day, cell.slot or ""))
        return cell if slot is None else replace(cell, offered=offered(problem, room, [slot]))

    for table in tables:
        rows = (
            replace(row, cells=tuple(with_minutes(table.room, cell) for cell in row.cells))
            for row in table.rows
        )
        yield replace(table, rows=tuple(rows))
