"""Where to start looking: a timetable that is known, as values of a model's variables."""

from ortools.sat.python.cp_model import CpModel, IntVar

from scheduler.model import Model
from scheduler.model.variables import Part
from scheduler.problem import Sitting
from scheduler.timetable import Timetable


def hint(model: Model, timetable: Timetable) -> None:
    """Hint at who sits when and where; the solver works out what follows from it."""
    instance, var = model.instance, model.var
    model.cp.clear_hints()  # type: ignore[no-untyped-call]  # untyped there
    for i, session in enumerate(instance.sessions):
        sittings = timetable.of_session(session.id)
        _put(model.cp, var.placed[i], bool(sittings))
        for part in var.parts[i]:
            here = [s for s in sittings if len(var.parts[i]) == 1 or _within(model, part, s)]
            _put(model.cp, part.held, bool(here))
            if here:
                _sit(model, part, here[0])


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
