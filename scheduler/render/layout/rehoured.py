"""Cells that keep their sessions and print other hours: marked, and counted in no tier."""

from collections.abc import Iterator, Mapping

from scheduler.problem import Problem
from scheduler.problem.day_slots import day_slots
from scheduler.render.layout.placements import regular, side_events
from scheduler.render.layout.promises import Promise, promised, promised_side_events
from scheduler.timetable import Timetable
from scheduler.timetable.diff import cell_changes, in_slots

Cell = tuple[str, str]
"""A room and a day slot (``2025-02-25/morning``)."""


def rehoured(problem: Problem, before: Timetable, after: Timetable) -> tuple[Cell, ...]:
    """Those cells, in order of day slot and room."""
    counted = {(change.room, change.slot) for change in cell_changes(problem, before, after)}
    was, now = (dict(_hours(problem, timetable)) for timetable in (before, after))
    order = {slot.id: index for index, slot in enumerate(day_slots(problem))}
    cells = (c for c, hours in was.items() if c not in counted and now.get(c, hours) != hours)
    return tuple(sorted(cells, key=lambda cell: (order[cell[1]], cell[0])))


def _hours(problem: Problem, timetable: Timetable) -> Iterator[tuple[Cell, Mapping[str, object]]]:
    """Each cell with the hours that are printed of its sessions, beside those of its slot."""
    placed: dict[Cell, dict[str, list[Promise]]] = {}
    for (room, day, slot), there in promised(problem, regular(problem, timetable.sittings)).items():
        cell = placed.setdefault((room, f"{day}/{slot}"), {})
        for one in there:
            cell.setdefault(one.session, []).append(one.promise)
    side = promised_side_events(problem, side_events(problem, timetable.sittings))
    promises = {one.sitting: one.promise for there in side.values() for one in there}
    for held, sitting in in_slots(problem, promises):
        cell = placed.setdefault((sitting.room, held.id), {})
        cell.setdefault(sitting.session, []).append(promises[sitting])
    yield from placed.items()
