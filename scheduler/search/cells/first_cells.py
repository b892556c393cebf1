"""
First cells, whatever they cost: made by hand, and mended until they break no rule.

CP-SAT alone finds such cells from one seed in half a second, and none from another in thirty.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, CpModel, CpSolver

from scheduler.search.cells import greedy, statement_prices
from scheduler.search.cells.cell_neighbourhoods import Cells
from scheduler.search.cells.relaxed import CellModel, relaxed
from scheduler.search.cpsat import large_neighbourhoods
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.cpsat.solutions import ModelTier, Solved

SOON = 3.0
"""Seconds for whatever CP-SAT finds; twice as much each time again, from another seed."""
MENDING = 0.5
"""Share of the time left that mending the cells made by hand may take."""


def find(model: CellModel, limits: Limits) -> CpSolver | None:
    """As made by hand, if that is possible or can be mended; else whatever CP-SAT finds."""
    by_hand = greedy.placed(model.board)
    if by_hand is None:
        return _any(model.cp.clone(), limits)
    values = list(_values(model, by_hand))
    return (
        _held(model.cp, values, limits)
        or _mended(model, by_hand, limits.share(MENDING))
        or _any(_hinted(model.cp, values), limits)
    )


def find_apart(model: CellModel, limits: Limits) -> CpSolver | None:
    """
    Cells of which no body has two in one slot, if there are any and they are soon found.

    Their minutes are less likely to be impossible: who must not overlap is one after the other.
    """
    single = model.cp.clone()
    for b, k in model.cells:
        single.add(model.rooms([b], k) <= 1)
    short = limits.within(min(limits.left / 4, SOON))
    solver, status = run(single, short, "first", manner="plain")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _held(cp: CpModel, values: list[tuple[BoolVarT, bool]], limits: Limits) -> CpSolver | None:
    held = cp.clone()
    held.add_bool_and([literal if value else ~literal for literal, value in values])
    short = limits.within(min(limits.left / 2, SOON))
    solver, status = run(held, short, "first", manner="plain")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _mended(model: CellModel, by_hand: greedy.Placed, limits: Limits) -> CpSolver | None:
    """What breaks rules is moved, neighbourhood by neighbourhood, until nothing does."""
    counting = relaxed(model.board)
    counting.tiers = {statement_prices.BROKEN: [], **counting.tiers}
    statement_prices.price(counting)
    hinted = replace(counting, cp=_hinted(counting.cp, list(_values(counting, by_hand))))
    start, status = run(hinted.cp, replace(limits, report=None), "first", manner="plain")
    if status not in (OPTIMAL, FEASIBLE):
        return None
    name = statement_prices.BROKEN
    counting.tiers = {name: counting.tiers[name]}
    broken = Solved((ModelTier(name, sum(map(start.value, counting.tiers[name])), 0),), start)
    silent = replace(limits, report=None)  # how many rules are broken is no price
    mended = large_neighbourhoods.improve(counting, broken, Cells(counting), silent)
    if any(mended.costs):
        return None
    values = [
        (literal, bool(mended.solver.value(counting.sits[c]))) for c, literal in model.sits.items()
    ]
    values += [
        (literal, bool(mended.solver.value(counting.has[c]))) for c, literal in model.has.items()
    ]
    return _held(model.cp, values, limits)


def _any(hinted: CpModel, limits: Limits) -> CpSolver | None:
    for n in count():
        short = limits.within(min(limits.left / 2, SOON * 2**n))
        again = replace(short, seed=limits.seed + n)
        solver, status = run(hinted, again, "first")
        if status in (OPTIMAL, FEASIBLE):
            return solver
        if limits.left < SOON or status == INFEASIBLE:
            return None
    raise AssertionError("count() has no end")


def _hinted(cp: CpModel, values: list[tuple[BoolVarT, bool]]) -> CpModel:
    hinted = cp.clone()
    for literal, value in values:
        hinted.add_hint(literal, value)
    return hinted


def _values(model: CellModel, by_hand: greedy.Placed) -> Iterator[tuple[BoolVarT, bool]]:
    cells = {(model.board.body[i], *cell) for i, cell in by_hand.items()}
    yield from ((sits, by_hand[i][0] == k) for (i, k), sits in model.sits.items())
    yield from ((has, cell in cells) for cell, has in model.has.items())
