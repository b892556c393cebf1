"""
A first board, made by hand: the largest bodies first, each into the cells that it fills best.

Any solution is good enough to start from, and CP-SAT can take half a minute to find one where rooms
are scarce. Sessions that must not meet are kept in different slots as long as that leaves a cell
for everybody; what still breaks a rule can be mended.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from scheduler.instance import conflicts
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.problem import Conflict
from scheduler.search.cells.room_slots import Board, Cell, sessions_led

Placed = dict[int, Cell]
"""The cell of each session."""
Rivals = Mapping[int, frozenset[int]]
"""By session: those that must not be held at the same time."""


def placed(board: Board) -> Placed | None:
    """A cell for each session; None if the last bodies find none any more."""
    rivals = rivals_of(board)
    return _placed(board, rivals) or (_placed(board, {}) if rivals else None)


def rivals_of(board: Board) -> Rivals:
    """Who must not meet by a hard conflict, or because somebody presides over both."""
    instance = board.instance
    pairs = [
        pair
        for rule in hard_statements(instance.problem, Conflict)
        for pair in conflicts.pairs(instance, rule)
    ]
    pairs += [pair for own in sessions_led(instance).values() for pair in combinations(own, 2)]
    rivals: defaultdict[int, set[int]] = defaultdict(set)
    for i, j in pairs:
        rivals[i].add(j)
        rivals[j].add(i)
    return {i: frozenset(others) for i, others in rivals.items()}


def _placed(board: Board, rivals: Rivals) -> Placed | None:
    cells: Placed = {}
    taken: set[Cell] = set()
    barred: defaultdict[int, set[int]] = defaultdict(set)  # by slot: who must not join those there
    for own in sorted(board.bodies, key=lambda own: -sum(board.sizes[i] for i in own)):
        waiting = sorted(own, key=lambda i: (-board.sizes[i], i))
        while waiting:
            best = _fullest(board, waiting, taken, barred) or _fullest(board, waiting, taken, {})
            if best is None:
                return None
            cell, chosen = best
            taken.add(cell)
            cells |= dict.fromkeys(chosen, cell)
            barred[cell[0]].update(*(rivals.get(i, ()) for i in chosen))
            waiting = [i for i in waiting if i not in cells]
    return cells


def _fullest(
    board: Board, waiting: list[int], taken: set[Cell], barred: Mapping[int, set[int]]
) -> tuple[Cell, list[int]] | None:
    """A free cell, and those of the waiting that fill it best; the rarest first where equal."""
    best: tuple[int, Cell, list[int]] | None = None
    slots = range(len(board.lengths))
    open_to = {(k, r) for i in waiting for k in slots for r in board.rooms.get((i, k), ())}
    for cell in sorted(open_to - taken):
        may = [i for i in waiting if i not in barred.get(cell[0], ())]
        chosen = _filling(board, may, cell)
        idle = board.lengths[cell[0]] - sum(board.sizes[i] for i in chosen)
        if chosen and (best is None or idle < best[0]):
            best = (idle, cell, chosen)
    return None if best is None else (best[1], best[2])


def _filling(board: Board, waiting: list[int], cell: Cell) -> list[int]:
    """First fit, the longest first."""
    k, r = cell
    left, chosen = board.lengths[k], []
    for i in waiting:
        if board.sizes[i] <= left and r in board.rooms.get((i, k), ()):
            chosen.append(i)
            left -= board.sizes[i]
    return chosen
