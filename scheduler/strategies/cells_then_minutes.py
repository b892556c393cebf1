"""
First the room slot of each session, then the minutes in it.

Of a conference of papers nearly all that costs is decided by slots and rooms: which body has which
cell, what is in parallel, what is avoided. The cell model has no clock; what is in a slot of a body
has to fit into the rooms that the body has then (``packing``):

    sum_i f(least_i) * in_slot_ik  <=  f(length of slot k) * sum_r h_Brk

with h_Brk true if body B has room r in slot k (``exclusive``); where bodies may share a room slot,
each room slot has its own.

Its cells are then fixed in the model of the whole, where only the order within them is left. What
depends on minutes is not asked for in the cell model, so what it proves bounds the whole.
"""

from contextlib import suppress
from dataclasses import replace

from ortools.sat.python.cp_model import BoolVarT, CpSolver, LinearExpr

from scheduler import model as models
from scheduler.compiling import compile
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.model import Model, exclusive
from scheduler.model.lines import in_slot
from scheduler.model.presence import in_cell
from scheduler.model.variables import Expr
from scheduler.problem import Minutes, Problem, Session
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
from scheduler.strategies import packing, relaxing, thorough
from scheduler.strategies.thorough import onward

NAME = "cells, then minutes"
SHARE = 0.7
"""Of the time that is left, what the cell model may use."""
OF_MINUTES = (Precedence, Opening, Closing, Adjacency, Concurrency, NothingAfter, Position)
CLASHES = ("room_clash", "person_clash", "attendee_clash", "side_event")


def solve(whole: Model, problem: Problem, limits: Limits) -> Result | None:
    """The best found, or None where the strategy does not apply or comes to nothing."""
    if not relaxing.is_free(problem):
        return None
    with limits.stop.building():
        coarse = models.build(compile(without_minutes(problem)))
        _allow(coarse, whole)
        _fill(coarse, whole.instance)
    cells = _cells(coarse, limits)
    found = None if cells is None else _minutes(whole, coarse, cells, limits)
    if cells is None or found is None:
        return None
    return onward(whole, found, {tier.name: tier.bound for tier in cells.tiers}, limits)


def _cells(coarse: Model, limits: Limits) -> Result | None:
    share = limits.share(SHARE, "cells")
    try:
        return thorough.search(coarse, share)
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
    """No room slot is fuller than it is long; a body has no more in a slot than rooms for it."""
    bodies = exclusive.sharing(coarse.instance, coarse.var)
    for k, slot in enumerate(instance.slots):
        length = slot.end + slot.allowed - slot.start
        for own in bodies:
            here = {i: in_slot(coarse.instance, coarse.var, i, k) for i in own}
            _pack(coarse, instance, here, length, sum(_rooms(coarse, own, k).values()))
        for r in range(len(instance.rooms)) if not bodies else ():
            members = {i: coarse.var.member(i, r, k) for i in range(len(instance.sessions))}
            _pack(coarse, instance, members, length, 1)


def _pack(
    coarse: Model, instance: Instance, held: dict[int, BoolVarT], length: int, rooms: Expr
) -> None:
    """What is held fits into so many room slots of this length."""
    sizes = {i: instance.least[i] for i, m in held.items() if m is not coarse.var.false}
    for i, size in sizes.items():
        if size > length:
            coarse.cp.add(held[i] == 0)
    for weights, holds in packing.cuts(sizes.values(), length):
        weighed = [weights.get(size, 0) * held[i] for i, size in sizes.items()]
        coarse.cp.add(LinearExpr.sum(weighed) <= holds * rooms)


def _rooms(coarse: Model, own: list[int], k: int) -> dict[int, BoolVarT]:
    """By room: whether a body has it in a slot."""
    found = {r: in_cell(coarse.var, own, r, k) for r in range(len(coarse.instance.rooms))}
    return {r: here for r, here in found.items() if here is not coarse.var.false}


def _minutes(whole: Model, coarse: Model, cells: Result, limits: Limits) -> Result | None:
    """
    The whole timetable with these cells, or at least with these cells for each body.

    None if neither can be, or is not found in time.
    """
    for loose in (False, True):
        fixed = replace(whole, cp=whole.cp.clone())
        _hold(fixed, coarse, cells.solver, loose=loose)
        share = limits.finishing(0.5, "minutes")
        with suppress(Infeasible, NoTimetable, Interrupted):
            return lexicographic.solve(fixed, share, sure=False)
    return None


def _hold(fixed: Model, coarse: Model, cells: CpSolver, *, loose: bool) -> None:
    """Sessions stay in their slots, and in the room slots of their bodies; only this if loose."""
    own = {i: group for group in exclusive.sharing(coarse.instance, coarse.var) for i in group}
    for i, parts in enumerate(coarse.var.parts):
        fixed.cp.add(fixed.var.placed[i] == cells.value(coarse.var.placed[i]))
        for p, part in zip(fixed.var.parts[i], parts, strict=True):
            for k, here in p.slots.items():
                rooms = _rooms(coarse, own[i], k) if i in own else part.rooms
                if not loose and not cells.value(part.slots[k]):
                    fixed.cp.add(here == 0)
                for r, in_room in p.rooms.items():
                    if r not in rooms or not cells.value(rooms[r]):
                        fixed.cp.add_bool_or(~here, ~in_room)
