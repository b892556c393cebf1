"""
First the room slots, then the minutes in them: for conferences, where a cell has one body.

Nearly all that a conference of papers costs is decided by slots and rooms: which body has which
cell, what is in parallel, what is avoided. A model of the cells alone (``relaxed``) has a tenth of
the variables of the whole: no room for each session, no clock. Its neighbourhoods are searched. In
turn with them, the exact model of what is left finds the minutes within its cells: the first time
at once, so that there is a whole timetable. What is proved of the cells bounds the whole.
"""

from dataclasses import replace

from scheduler.instance.instance import Instance
from scheduler.search import proofs
from scheduler.search.cells import first_cells, pattern_bound, pattern_dive, statement_prices
from scheduler.search.cells.in_turn import InTurn, priced
from scheduler.search.cells.minutes import Whole
from scheduler.search.cells.relaxed import relaxed
from scheduler.search.cells.room_slots import board_of
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import ModelTier, NoSolution, Solved
from scheduler.search.time_then_rooms import relaxation
from scheduler.timetable import PatternCertificate

NAME = "cells, then minutes"
LARGE = 3_000
"""Sessions times cells from which on the whole is not searched at once."""
PATTERNS = 0.4
"""
Share of the time that whole patterns may use after a first solution, for a bound and for cells.
"""
WORTH, MOST = 6.0, 0.8
"""
Seconds that patterns have all the same, up to this share of the time: GECCO19 is at 44 after 7 s of
CPU where they came to their end, and at six million where they did not.
"""
BOUNDING = 0.5
"""Share of that, in seconds of CPU, that the bound may use: mostly it needs much less."""
DIVING = 0.4
"""Share of what is left of that for cells made of patterns."""
PROVING = 0.15
"""Share of the time left then that is kept to prove what the cells themselves cost at least."""


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
    of = max(PATTERNS, min(MOST, WORTH / max(WORTH, limits.left)))
    prices = _prices(search, limits.share(of))
    search.improve(limits.share(1 - PROVING))
    proved = None if search.cells.proved else _proved(search, limits)
    search.finish(limits)
    return None if search.whole is None else _claimed(search.whole, proved, prices)


def _claimed(
    whole: Whole, cells: Solved | None, prices: PatternCertificate | None
) -> proofs.Answer:
    """The timetable, with what was proved of cells and of patterns."""
    answer = proofs.claim_nothing(whole.prices, whole.timetable)
    if cells is not None:
        of_cells = proofs.Reason.CELLS
        claim = proofs.claim_of(whole.prices, whole.timetable, cells.tiers, of_cells)
        answer = proofs.join(answer, claim)
    if prices is not None:
        tiers = [
            ModelTier(name, cost, prices.bound if name == "preferences" else 0)
            for name, cost in whole.prices.items()
        ]
        of_patterns = proofs.Reason.PATTERNS
        claim = proofs.claim_of(whole.prices, whole.timetable, tiers, of_patterns)
        stored = (prices,) if prices.bound else ()
        answer = proofs.join(answer, replace(claim, certificates=stored))
    return answer


def _prices(search: InTurn, limits: Limits) -> PatternCertificate | None:
    """What the patterns of bodies cost at the least; cells made of them are taken over."""
    costs = search.cells.costs if search.whole is None else search.whole.costs
    patterns = pattern_bound.patterns_of(search.model.board, max(1, costs[1]))
    if patterns is None:
        return None
    patterns.run(replace(limits, report=None), BOUNDING * limits.left)
    if patterns.best is None:
        return None
    search.bound(patterns.best.bound)
    search.promising = patterns.promising()
    diving = replace(limits.share(DIVING), report=None)
    search.take(pattern_dive.dive(search.model, patterns, diving))
    search.time_cells(limits)
    return patterns.best.certificate(search.model.board, "preferences")


def _proved(search: InTurn, limits: Limits) -> Solved | None:
    """What cells cost at the least; if better ones come out, they are kept."""
    kept = 0.0 if search.as_good else search.reserve
    proving = limits.within(limits.left - kept, "cells")
    copy = replace(search.model, cp=search.model.cp.clone())
    proved = lexicographic.minimise(copy, proving, sure=False, start=search.cells.solver)
    if isinstance(proved, NoSolution):
        return None
    search.take(proved.solver)
    return proved
