"""
Cells made of the patterns that column generation has found: one pattern for each body.

They are near the least that bodies pay for themselves; costs between bodies are counted afterwards.
"""

from collections import defaultdict

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, BoolVarT, CpModel, CpSolver, LinearExpr

from scheduler.search.cells.pattern_bound import Patterns
from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cells.room_slots import Cell
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run

CHOOSING = 0.4
"""Share of the time for choosing the patterns; the rest is for the slots of sessions."""


def dive(model: CellModel, patterns: Patterns, limits: Limits) -> CpSolver | None:
    """The best cells found of such patterns, with all that the model charges; None if none are."""
    chosen = _chosen(patterns, limits.share(CHOOSING))
    if chosen is None:
        return None
    held = model.cp.clone()
    owner = {cell: b for b, cells in chosen.items() for cell in cells}
    # cells that nobody has chosen are free for whoever does not fit into its own
    for (b, k, r), has in model.has.items():
        held.add_hint(has, owner.get((k, r)) == b)
        if owner.get((k, r), b) != b:
            held.add_bool_and([~has])
    held.minimize(LinearExpr.sum(model.tiers["preferences"]))
    solver, status = run(held, limits, "preferences")
    return solver if status in (OPTIMAL, FEASIBLE) else None


def _chosen(patterns: Patterns, limits: Limits) -> dict[int, frozenset[Cell]] | None:
    """By body: the cells of one pattern, at the least cost found; no cell is in two of them."""
    cp = CpModel()
    here: defaultdict[Cell, list[BoolVarT]] = defaultdict(list)
    own: defaultdict[int, list[BoolVarT]] = defaultdict(list)
    columns: list[tuple[int, frozenset[Cell], BoolVarT]] = []
    for b, cells in patterns.columns:
        literal = cp.new_bool_var(f"pattern[{len(columns)}]")
        columns.append((b, cells, literal))
        own[b].append(literal)
        for cell in cells:
            here[cell].append(literal)
    none = [cp.new_bool_var(f"none[{b}]") for b in sorted(own)]
    for without, b in zip(none, sorted(own), strict=True):
        cp.add_exactly_one(without, *own[b])
    for literals in here.values():
        cp.add_at_most_one(literals)
    costs = list(patterns.columns.values())
    costs += [1 + sum(sorted(costs)[-len(none) :])] * len(none)  # only where there is no other way
    cp.minimize(LinearExpr.weighted_sum([*(literal for _, _, literal in columns), *none], costs))
    solver, status = run(cp, limits, "patterns")
    if status not in (OPTIMAL, FEASIBLE):
        return None
    return {b: cells for b, cells, literal in columns if solver.value(literal)}
