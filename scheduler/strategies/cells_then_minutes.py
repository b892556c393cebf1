"""
First the room slot of each session, then the minutes in it.

Of a conference of papers nearly all that costs is decided by slots and rooms: which body has which
cell, what is in parallel, what is avoided. The cell model has one literal for each session, slot
and room, no clock, and a knapsack for each room slot:

    sum_i least_i * member_irk  <=  length of slot k, overtime included

Its cells are then fixed in the model of the whole, where only the order within them is left. What
depends on minutes is not asked for in the cell model, so what it proves bounds the whole.
"""

from dataclasses import replace

from scheduler import model as models
from scheduler.compiling import compile
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.model import Model
from scheduler.problem import Minutes, Problem, Session, Sitting
from scheduler.rules import (
    Adjacency,
    Closing,
    Concurrency,
    Conflict,
    NothingAfter,
    Opening,
    Position,
    Precedence,
    Preference,
    Statement,
    Waiver,
)
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result
from scheduler.search.running import Limits
from scheduler.strategies import relaxing
from scheduler.strategies.continuing import onward
from scheduler.timetable import Timetable

NAME = "cells, then minutes"
SHARE = 0.7
"""Of the time that is left, what the cell model may use."""
OF_MINUTES = (Precedence, Opening, Closing, Adjacency, Concurrency, NothingAfter, Position)
CLASHES = ("room_clash", "person_clash", "attendee_clash", "side_event")


def solve(whole: Model, problem: Problem, limits: Limits) -> Result | None:
    """The best found, or None where the strategy does not apply or comes to nothing."""
    if not relaxing.is_free(problem):
        return None
    cells = _cells(whole, problem, limits)
    found = None if cells is None else _minutes(whole, cells.timetable, limits)
    if cells is None or found is None:
        return None
    return onward(whole, found, {tier.name: tier.bound for tier in cells.tiers}, limits)


def _cells(whole: Model, problem: Problem, limits: Limits) -> Result | None:
    coarse = models.build(compile(without_minutes(problem)))
    _allow(coarse, whole)
    _fill(coarse, whole.instance)
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    try:
        return lexicographic.solve(coarse, share, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def without_minutes(problem: Problem) -> Problem:
    """Sessions of no length that all start with their slot: only cells are left."""
    waived = tuple(Waiver(rule=rule, reason="minutes come later") for rule in CLASHES)
    slots = tuple(slot.model_copy(update={"aligned": True}) for slot in problem.slots)
    people = tuple(
        person.model_copy(update={"available": (), "unavailable": (), "remote": False})
        for person in problem.people
    )
    groups = tuple(
        g.model_copy(update={"available": (), "unavailable": ()}) for g in problem.groups
    )
    return problem.model_copy(
        update={
            "slots": slots,
            "people": people,
            "groups": groups,
            "rooms": tuple(
                room.model_copy(update={"available": (), "unavailable": ()})
                for room in problem.rooms
            ),
            "sessions": tuple(
                _instant(session, problem.meeting.grid) for session in problem.sessions
            ),
            "rules": tuple(rule for rule in problem.rules if not _is_of_minutes(rule)),
            "waive": (*problem.waive, *waived),
            "travel": problem.travel.model_copy(update={"minutes": 0, "between": ()}),
            "delegations": (),
            "documents": (),
            "quorum": None,
            "last_close": None,
        }
    )


def _instant(session: Session, grid: int) -> Session:
    return session.model_copy(
        update={
            "minutes": Minutes(least=grid, likely=grid, most=grid),
            "after": None,
            "deadline": None,
            "pin": None,
            "days": None,
            "slots": None,
        }
    )


def _is_of_minutes(rule: Statement) -> bool:
    return (
        isinstance(rule, OF_MINUTES)
        or (isinstance(rule, Conflict) and rule.count != "slots")
        or (isinstance(rule, Preference) and rule.hours is not None)
    )


def _allow(coarse: Model, whole: Model) -> None:
    """Only cells that the whole model allows."""
    for own, parts in zip(coarse.var.parts, whole.var.parts, strict=True):
        slots = {k for part in parts for k in part.slots}
        rooms = {r for part in parts for r in part.rooms}
        for part in own:
            for k, here in part.slots.items():
                if k not in slots:
                    coarse.cp.add(here == 0)
            for r, here in part.rooms.items():
                if r not in rooms:
                    coarse.cp.add(here == 0)


def _fill(coarse: Model, instance: Instance) -> None:
    """No room slot is fuller than it is long, nor used by what is too long for it."""
    for k, slot in enumerate(instance.slots):
        length = slot.end + slot.allowed - slot.start
        for r in range(len(instance.rooms)):
            held = []
            for i in range(len(instance.sessions)):
                member = coarse.var.member(i, r, k)
                if member is not coarse.var.false:
                    held.append(instance.least[i] * member)
            if held:
                coarse.cp.add(sum(held) <= length)


def _minutes(whole: Model, cells: Timetable, limits: Limits) -> Result | None:
    """The whole timetable with these cells; None if they leave no order in them."""
    fixed = replace(whole, cp=whole.cp.clone())
    of = {sitting.session: sitting for sitting in cells.sittings}
    for i, session in enumerate(whole.instance.sessions):
        fixed.cp.add(whole.var.placed[i] == (session.id in of))
        if session.id in of:
            _hold(fixed, i, of[session.id])
    share = replace(limits, seconds=limits.elapsed + limits.left / 2)
    try:
        return lexicographic.solve(fixed, share, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _hold(fixed: Model, i: int, sitting: Sitting) -> None:
    instance = fixed.instance
    tick = instance.grid.floor(sitting.start)
    for part in fixed.var.parts[i]:
        for r, here in part.rooms.items():
            fixed.cp.add(here == (instance.rooms[r] == sitting.room))
        for k, here in part.slots.items():
            fixed.cp.add(here == (instance.slots[k].start <= tick < instance.slots[k].end))
