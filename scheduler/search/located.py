"""The closest timetable in which a session sits where it is asked to, or the proof of none."""

from dataclasses import dataclass

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import Interrupted, NoTimetable
from scheduler.insight.location import Location
from scheduler.instance.compile import compile
from scheduler.model import Model
from scheduler.problem import Problem
from scheduler.search.budget import Budget
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits, interruptible
from scheduler.search.cpsat.running import is_small
from scheduler.search.cpsat.solutions import Found, NoSolution
from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Located:
    """
    Attributes
    ----------
    timetable
        The best found; None if none was.
    proved
        No other timetable with the session there is better, or there is none at all: of the whole
        problem, whoever else moves or, where that is allowed, is left out.
    """

    timetable: Timetable | None
    proved: bool


def locate(problem: Problem, location: Location, stay: frozenset[str], budget: Budget) -> Located:
    """Solve a problem with a session at ``location``; ``stay``: sessions that are not left out."""
    limits = Limits.of(budget, "located")
    instance = compile(problem)

    with interruptible(limits.stop):
        try:
            with limits.building():
                model = models.build(instance, may_drop=True)
            _put_there(model, location, stay)
            if is_small(model.cp):
                limits.workers = 1
            result = lexicographic.solve(model, limits, sure=True)
        except (NoTimetable, Interrupted):
            return Located(None, proved=False)
    if isinstance(result, NoSolution):
        return Located(None, proved=result.confirmed)
    return Located(result.timetable, _is_proved(problem, result))


def _is_proved(problem: Problem, result: Found) -> bool:
    """Every tier has its bound, at the verifier's price."""
    costs = verifier.tier_costs(problem, result.timetable)
    return all(tier.bound == costs[tier.name] for tier in result.tiers)


def _put_there(model: Model, location: Location, stay: frozenset[str]) -> None:
    instance, var = model.instance, model.var
    for id in (location.session, *sorted(stay)):
        model.cp.add(var.placed[instance.index[id]] == 1)
    i = instance.index[location.session]
    here = []
    for k, first in sorted(var.first_slots(i).items()):
        if instance.slots[k].id not in location.slots:
            continue
        if location.room is None:
            here.append(first)
        else:
            r = instance.room_index[location.room]
            rooms = [part.rooms[r] for part in var.parts[i] if k in part.slots and r in part.rooms]
            here += [var.both(first, room) for room in rooms]
    model.cp.add_bool_or(here)
