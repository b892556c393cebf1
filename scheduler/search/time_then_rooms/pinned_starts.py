"""The same meeting with settled starts, and any timetable of it at all."""

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpSolver

from scheduler.instance.instance import Instance
from scheduler.model import Model
from scheduler.problem import Pin, Problem, Session, Sitting
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import Manner, run
from scheduler.timetable import Timetable


def timed(instance: Instance, when: Timetable) -> Problem:
    """The same meeting with the starts of a timetable, whatever the rooms."""
    of = {sitting.session: sitting for sitting in when.sittings}
    sessions = tuple(
        _pinned(instance, i, of[session.id]) if session.id in of else session
        for i, session in enumerate(instance.sessions)
    )
    return instance.problem.model_copy(update={"sessions": sessions})


def _pinned(instance: Instance, i: int, sitting: Sitting) -> Session:
    session, tick = instance.sessions[i], instance.grid.floor(sitting.start)
    room = session.pin.room if session.pin is not None else None
    slots = [
        instance.slots[k].id
        for k in instance.serving[i]
        if instance.slots[k].start <= tick < instance.slots[k].end and instance.open_for(i, k)
    ]
    pin = Pin(exact=sitting.start.replace(tzinfo=None), room=room)
    return session.model_copy(update={"pin": pin, "slots": tuple(slots)})


def soon(model: Model, limits: Limits) -> CpSolver | None:
    """Any solution, as soon as there is one."""
    # where sessions start with their slots there are no intervals to be put one after the other
    aligned = all(slot.aligned for slot in model.instance.slots)
    manner: Manner = "plain" if aligned else "fixed"
    solver, status = run(model.cp, limits, "any", manner=manner)
    return solver if status in (OPTIMAL, FEASIBLE) else None
