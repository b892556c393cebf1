"""
First the room slots, then the minutes in them: for conferences, where a cell is one body's.

Of a conference of papers nearly all that costs is decided by slots and rooms: which body has which
cell, what is in parallel, what is avoided. A model of the cells alone (``relaxed``) has
a tenth of the variables of the whole: no room for each session, no clock. Its neighbourhoods are
searched, and in turn with them the minutes are found within its cells, by the exact model of what
is left: the first time at once, so that there is a whole timetable. What is proved of the cells
bounds the whole.
"""

from dataclasses import replace

from scheduler.instance.instance import Instance
from scheduler.search import proofs
from scheduler.search.cells import first_cells, statement_prices
from scheduler.search.cells.in_turn import InTurn, priced
from scheduler.search.cells.relaxed import relaxed
from scheduler.search.cells.room_slots import board_of
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.running import Limits
from scheduler.search.cpsat.solutions import NoSolution, Solved
from scheduler.search.time_then_rooms import relaxation

NAME = "cells, then minutes"
LARGE = 3_000
"""Sessions times cells from which on the whole is not searched at once."""
PROVING = 0.2
"""Of the time, after a first solution, what is kept for bounds."""


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
    with limits.building():
        model = relaxed(board)
        statement_prices.price(model)
    first = first_cells.find(model, replace(limits, phase="cells"))
    if first is None:
        return None
    search = InTurn(model, priced(model, first))
    search.begin(limits)
    search.improve(limits.share(1 - PROVING))
    proved = _proved(search, limits)
    search.finish(limits)
    if search.whole is None:
        return None
    whole = search.whole
    return proofs.claim_of(whole.prices, whole.timetable, proved.tiers, proofs.Reason.CELLS)


def _proved(search: InTurn, limits: Limits) -> Solved:
    """What cells cost at the least; if better ones come out, they are kept."""
    kept = 0.0 if search.as_good else search.reserve
    proving = replace(limits, seconds=limits.seconds - kept, phase="cells")
    copy = replace(search.model, cp=search.model.cp.clone())
    proved = lexicographic.minimise(copy, proving, sure=False, start=search.cells.solver)
    if isinstance(proved, NoSolution):
        return search.cells
    if proved.costs < search.cells.costs:
        search.cells = proved
    return proved
