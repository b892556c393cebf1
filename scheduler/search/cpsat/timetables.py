"""Read a timetable from a solver's values, and write one into a model as hints."""

from collections.abc import Sequence

from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

from scheduler.instance.decode import decode
from scheduler.model import Model
from scheduler.model.parts import Part
from scheduler.problem import Sitting
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
    """The people who preside over the sessions that have a deputy."""
    chairs = {}
    for i, panels in enumerate(model.instance.panels):
        for literal, panel in zip(model.var.panel[i], panels, strict=True):
            if panel is not panels[0] and solver.value(literal):
                chairs[i] = panel.chairs
    return chairs


def _teams(model: Model, solver: CpSolver) -> dict[tuple[int, int], str]:
    """The team of each interpreted sitting, by session and start."""
    works = {(r, k): team for (team, r, k), here in model.var.teams.items() if solver.value(here)}
    teams = {}
    for i, session in enumerate(model.instance.sessions):
        for part in model.var.parts[i] if session.languages else []:
            for k, in_slot in part.slots.items():
                for r, in_room in part.rooms.items():
                    sits = solver.value(part.held) and solver.value(in_slot)
                    if sits and solver.value(in_room) and (r, k) in works:
                        teams[i, solver.value(part.start)] = works[r, k]
    return teams


def hint_at(model: Model, timetable: Timetable) -> None:
    """Hint at who sits when and where; the solver works out what follows from it."""
    instance, var = model.instance, model.var
    model.cp.clear_hints()  # type: ignore[no-untyped-call]  # untyped there
    for i, session in enumerate(instance.sessions):
        sittings = timetable.of_session(session.id)
        _put(model.cp, var.placed[i], bool(sittings))
        for part in var.parts[i]:
            sitting = sitting_of(model, part, sittings)
            _put(model.cp, part.held, sitting is not None)
            if sitting is not None:
                _sit(model, part, sitting)


def sitting_of(model: Model, part: Part, sittings: Sequence[Sitting]) -> Sitting | None:
    """Which of the sittings of its session is this part; None if it is not held."""
    alone = len(model.var.parts[part.i]) == 1
    return next((s for s in sittings if alone or _within(model, part, s)), None)


def _sit(model: Model, part: Part, sitting: Sitting) -> None:
    grid, rooms = model.instance.grid, model.instance.rooms
    start, end = grid.floor(sitting.start), grid.floor(sitting.end)
    for name, value in ((part.start, start), (part.end, end), (part.length, end - start)):
        _put(model.cp, name, value)
    for k, in_slot in part.slots.items():
        _put(model.cp, in_slot, _starts_in(model, k, start))
    for r, in_room in part.rooms.items():
        _put(model.cp, in_room, rooms[r] == sitting.room)


def _within(model: Model, part: Part, sitting: Sitting) -> bool:
    start = model.instance.grid.floor(sitting.start)
    return any(_starts_in(model, k, start) for k in part.slots)


def _starts_in(model: Model, k: int, tick: int) -> bool:
    slot = model.instance.slots[k]
    return slot.start <= tick < slot.end


def _put(cp: CpModel, variable: object, value: int) -> None:
    """Constants need no hint; a literal may stand for several things, the first hint counts."""
    if isinstance(variable, IntVar) and variable.index not in cp.proto.solution_hint.vars:
        cp.add_hint(variable, value)
