"""The minutes of a timetable of which the cells are known."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from ortools.sat.python.cp_model import CpSolver

from scheduler import model as models
from scheduler.errors import Interrupted, NoTimetable
from scheduler.instance.compile import compile
from scheduler.problem import Preference, Problem
from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.running import Limits
from scheduler.search.cpsat.solutions import Found

LEAST = 3.0
"""Seconds that the minutes get if they need them, even after Ctrl-C: else the cells are lost."""


def timed(model: CellModel, cells: CpSolver, limits: Limits) -> Found | None:
    """
    The best timetable in which sessions keep their slots, and bodies their cells.

    If there is none, the best in which bodies keep their cells. None if there is none either.
    """
    for loose in (False, True):
        whole = models.build(compile(restricted(model, cells, loose=loose)))
        last = limits.finishing(1.0, "minutes")
        with suppress(NoTimetable, Interrupted):
            last.seconds = max(last.seconds, last.elapsed + LEAST)
            found = lexicographic.solve(whole, last, sure=False)
            if isinstance(found, Found):
                return found
    return None


def restricted(model: CellModel, cells: CpSolver, *, loose: bool) -> Problem:
    """Each session has only its slot (if loose: those of its body), in the rooms of its body."""
    instance = model.board.instance
    has: defaultdict[int, dict[int, list[str]]] = defaultdict(dict)
    for (b, k, r), literal in model.has.items():
        if cells.value(literal):
            has[b].setdefault(k, []).append(instance.rooms[r])
    own = {i: k for (i, k), literal in model.sits.items() if cells.value(literal)}
    sessions = list(instance.sessions)
    for i, k in own.items():
        cell = has[model.board.body[i]]
        slots = sorted(cell) if loose else [k]
        rooms = sorted({room for m in slots for room in cell[m]})
        if (wanted := sessions[i].rooms) is not None:
            rooms = [room for room in rooms if room in wanted]
        names = tuple(instance.slots[m].id for m in slots)
        sessions[i] = sessions[i].model_copy(update={"slots": names, "rooms": tuple(rooms)})
    rules = instance.problem.rules
    if loose:
        rules = (*rules, *_only(model, has))
    return instance.problem.model_copy(update={"sessions": tuple(sessions), "rules": rules})


def _only(model: CellModel, has: dict[int, dict[int, list[str]]]) -> Iterator[Preference]:
    """Of all its rooms, a body uses in a slot those that it has then."""
    instance = model.board.instance
    for b, cells in sorted(has.items()):
        names = tuple(f"session:{instance.sessions[i].id}" for i in model.board.bodies[b])
        every = {room for rooms in cells.values() for room in rooms}
        for k, rooms in sorted(cells.items()):
            if others := tuple(sorted(every - set(rooms))):
                slot = instance.slots[k].id
                yield Preference(rule="avoid", level="hard", of=names, slots=(slot,), rooms=others)
