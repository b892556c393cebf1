"""The timetable that a solver has found, in the planner's words."""

from ortools.sat.python.cp_model import CpSolver

from scheduler.instance.decode import decode
from scheduler.model import Model
from scheduler.timetable import Timetable


def timetable_of(model: Model, solver: CpSolver) -> Timetable:
    """What the solver has found, in the planner's words."""
    var = model.var
    sittings = [
        (
            part.i,
            next(r for r, here in part.rooms.items() if solver.value(here)),
            solver.value(part.start),
            solver.value(part.end),
        )
        for parts in var.parts
        for part in parts
        if solver.value(part.held)
    ]
    unplaced = [i for i, placed in enumerate(var.placed) if not solver.value(placed)]
    chairs, teams = _chairs(model, solver), _teams(model, solver)
    return decode(model.instance, sittings, unplaced, chairs=chairs, teams=teams)


def _chairs(model: Model, solver: CpSolver) -> dict[int, tuple[str, ...]]:
    """Who presides over the sessions in which a deputy does."""
    found = {}
    for i, panels in enumerate(model.instance.panels):
        for literal, panel in zip(model.var.panel[i], panels, strict=True):
            if panel is not panels[0] and solver.value(literal):
                found[i] = panel.chairs
    return found


def _teams(model: Model, solver: CpSolver) -> dict[tuple[int, int], str]:
    """The team of each interpreted sitting, by session and start."""
    works = {(r, k): team for (team, r, k), here in model.var.teams.items() if solver.value(here)}
    found = {}
    for i, session in enumerate(model.instance.sessions):
        for part in model.var.parts[i] if session.languages else []:
            for k, in_slot in part.slots.items():
                for r, in_room in part.rooms.items():
                    sits = solver.value(part.held) and solver.value(in_slot)
                    if sits and solver.value(in_room) and (r, k) in works:
                        found[i, solver.value(part.start)] = works[r, k]
    return found
