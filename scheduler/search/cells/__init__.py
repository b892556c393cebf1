"""
First the room slots, then the minutes in them: for conferences, where a cell is one body's.

Of a conference of papers nearly all that costs is decided by slots and rooms: which body has which
cell, what is in parallel, what is avoided. A model of the cells alone (``relaxed``) has
a tenth of the variables of the whole: no room for each session, no clock. It is solved, its
neighbourhoods are searched, and then the minutes are found within its cells, by the exact model of
what is left. What is proved of the cells bounds the whole.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    BoolVarT,
    CpSolver,
    LinearExpr,
)

from scheduler.instance.instance import Instance
from scheduler.search import proofs
from scheduler.search.cells import greedy, minutes, statement_prices
from scheduler.search.cells.cell_neighbourhoods import Cells
from scheduler.search.cells.relaxed import CellModel, relaxed
from scheduler.search.cells.room_slots import board_of
from scheduler.search.cpsat import large_neighbourhoods, lexicographic
from scheduler.search.cpsat.running import Limits, run
from scheduler.search.cpsat.solutions import ModelTier, NoSolution, Solved
from scheduler.search.time_then_rooms import relaxation

NAME = "cells, then minutes"
LARGE = 3_000
"""Sessions times cells from which on the whole is not searched at once."""
SHARE = 0.9
"""Of the time that is left, what the cells may use."""
SLOWER = 5
"""How much longer the minutes take than the model of the cells took to build, at the least."""
SOON = 3.0
"""
Seconds for a first solution; twice as much each time again, from another seed. Some find one in
half a second where others find none in thirty.
"""
PROVING = 0.2
"""Of that, after a first solution, what is kept for bounds."""


def suits(instance: Instance) -> bool:
    """Whether there are many cells to choose from."""
    return len(instance.sessions) * len(instance.slots) * len(instance.rooms) >= LARGE


def applies(instance: Instance) -> bool:
    """Whether cells decide: whole sessions, each cell one body's, and prices that are of cells."""
    return (
        relaxation.is_free(instance.problem)
        and statement_prices.applies(instance)
        and instance.levels.all_hard("window")
        and instance.levels.all_hard("room_fit")
    )


def solve(instance: Instance, limits: Limits) -> proofs.Answer | None:
    """The best found, or None where the strategy does not apply or comes to nothing."""
    board = board_of(instance) if applies(instance) else None
    if board is None:
        return None
    began = limits.elapsed
    with limits.building():
        model = relaxed(board)
        statement_prices.price(model)
    reserved = max((1 - SHARE) * limits.left, SLOWER * (limits.elapsed - began))
    cells = _cells(
        model, replace(limits, seconds=limits.elapsed + limits.left - reserved, phase="cells")
    )
    whole = None if cells is None else minutes.timed(model, cells.solver, limits)
    if cells is None or whole is None:
        return None
    costs = {tier.name: tier.cost for tier in whole.tiers}
    return proofs.claim_of(costs, whole.timetable, cells.tiers, proofs.Reason.CELLS)


def _cells(model: CellModel, limits: Limits) -> Solved | None:
    """The best cells found; bounds are looked for last, when there is little left to find."""
    first = _first(model, limits)
    if first is None:
        return None
    searching = limits.share(1 - PROVING)
    improved = large_neighbourhoods.improve(model, _unproved(model, first), Cells(model), searching)
    copy = replace(model, cp=model.cp.clone())  # the search holds tiers at what it has reached
    proved = lexicographic.minimise(copy, limits, sure=False, start=improved.solver)
    return improved if isinstance(proved, NoSolution) or improved.costs < proved.costs else proved


def _first(model: CellModel, limits: Limits) -> CpSolver | None:
    """As made by hand, if that is possible; else whatever CP-SAT finds, with that as a hint."""
    by_hand = greedy.placed(model.board)
    values = [] if by_hand is None else list(_values(model, by_hand))
    hinted = model.cp.clone()
    for literal, value in values:
        hinted.add_hint(literal, value)
    for n in count():
        tried = hinted
        if n == 0 and values:
            tried = hinted.clone()
            tried.add_bool_and([literal if value else ~literal for literal, value in values])
        seconds = limits.elapsed + min(limits.left / 2, SOON * 2**n)
        solver, status = run(tried, replace(limits, seconds=seconds, seed=limits.seed + n), "first")
        if status in (OPTIMAL, FEASIBLE):
            return solver
        if limits.left < SOON or (status == INFEASIBLE and tried is hinted):
            return None
    raise AssertionError("count() has no end")


def _values(model: CellModel, by_hand: greedy.Placed) -> Iterator[tuple[BoolVarT, bool]]:
    cells = {(model.board.body[i], *cell) for i, cell in by_hand.items()}
    yield from ((sits, by_hand[i][0] == k) for (i, k), sits in model.sits.items())
    yield from ((has, cell in cells) for cell, has in model.has.items())


def _unproved(model: CellModel, first: CpSolver) -> Solved:
    tiers = {name: LinearExpr.sum(terms) for name, terms in model.tiers.items()}
    costs = {name: round(first.value(cost)) for name, cost in tiers.items()}
    return Solved(tuple(ModelTier(n, cost, 0) for n, cost in costs.items()), first)
