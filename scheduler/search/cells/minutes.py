"""The minutes of a timetable whose cells are known."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpSolver

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import Interrupted, ModelTooLarge, NoTimetable
from scheduler.instance.compile import compile
from scheduler.problem import Preference, Problem
from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.cpsat.solutions import Found, Solved
from scheduler.search.cpsat.timetables import hint_at, timetable_of
from scheduler.timetable import Timetable

STRICT = 0.5
"""Share of the time for better minutes in which sessions keep their slots."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A timetable that the verifier accepts, and its price by tier, in order."""

    timetable: Timetable
    prices: dict[str, int]

    @property
    def costs(self) -> list[int]:
        return list(self.prices.values())

    def reaches(self, cells: Solved) -> bool:
        """Whether it costs no more than these cells do, in the tiers that cells have."""
        return [self.prices[tier.name] for tier in cells.tiers] <= cells.costs


def first(model: CellModel, cells: CpSolver, limits: Limits) -> Whole | None:
    """
    Any timetable in which sessions keep their slots, and bodies their cells.

    If there is none, one in which bodies keep their cells. None if there is none either.
    """
    for loose in (False, True):
        try:
            with limits.bounded():
                held = models.build(compile(restricted(model, cells, loose=loose)), soft=())
        except ModelTooLarge:
            break
        solver, status = run(held.cp, limits, "any", manner="plain")
        if status in (OPTIMAL, FEASIBLE):
            return judged(model, timetable_of(held, solver))
        if status != INFEASIBLE:
            break
    return None


def better(model: CellModel, cells: Solved, start: Whole, limits: Limits) -> Whole:
    """
    The best timetable found with these cells, or ``start``: a hint, which may have other cells.

    What costs no more than the cells themselves is as good as they are, and not searched on.
    """
    best = start
    for loose in (False, True):
        if best.reaches(cells) or limits.left <= 0:
            break
        share = limits if loose else limits.share(STRICT)
        timetable = _minimised(model, cells, best, share, loose=loose)
        found = None if timetable is None else judged(model, timetable)
        if found is not None and found.costs < best.costs:
            best = found
    return best


def judged(model: CellModel, timetable: Timetable) -> Whole | None:
    """The timetable with its price; None if the verifier does not accept it."""
    problem = model.board.instance.problem
    if verifier.violations(problem, timetable):
        return None
    return Whole(timetable, verifier.tier_costs(problem, timetable))


def _minimised(
    model: CellModel, cells: Solved, start: Whole, limits: Limits, *, loose: bool
) -> Timetable | None:
    least = {tier.name: tier.cost for tier in cells.tiers}  # an aim: as a bound it is not told
    with suppress(NoTimetable, Interrupted):
        with limits.bounded():
            held = models.build(compile(restricted(model, cells.solver, loose=loose)))
        hint_at(held, start.timetable)
        found = lexicographic.solve(held, limits, sure=False, bounds=least)
        if isinstance(found, Found):
            return found.timetable
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
    """In each slot a body uses only those of its rooms that it has then."""
    instance = model.board.instance
    for b, cells in sorted(has.items()):
        names = tuple(f"session:{instance.sessions[i].id}" for i in model.board.bodies[b])
        every = {room for rooms in cells.values() for room in rooms}
        for k, rooms in sorted(cells.items()):
            if others := tuple(sorted(every - set(rooms))):
                slot = instance.slots[k].id
                yield Preference(rule="avoid", level="hard", of=names, slots=(slot,), rooms=others)
