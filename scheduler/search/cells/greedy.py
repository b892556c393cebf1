"""
A first board, made by hand: the largest bodies first, each into the cells that it fills best.

Any solution is good enough to start from, and CP-SAT can take half a minute to find one where
rooms are scarce. What stands in the way (somebody who presides over two) is not looked at; if that
makes the board impossible, CP-SAT has it as a hint.
"""

from scheduler.search.cells.room_slots import Board, Cell

Placed = dict[int, Cell]
"""The cell of each session."""


def placed(board: Board) -> Placed | None:
    """A cell for each session; None if the last bodies find none any more."""
    cells: Placed = {}
    taken: set[Cell] = set()
    for own in sorted(board.bodies, key=lambda own: -sum(board.sizes[i] for i in own)):
        waiting = sorted(own, key=lambda i: (-board.sizes[i], i))
        while waiting:
            best = _fullest(board, waiting, taken)
            if best is None:
                return None
            cell, chosen = best
            taken.add(cell)
            cells |= dict.fromkeys(chosen, cell)
            waiting = [i for i in waiting if i not in cells]
    return cells


def _fullest(board: Board, waiting: list[int], taken: set[Cell]) -> tuple[Cell, list[int]] | None:
    """A free cell, and those of the waiting that fill it best; the rarest first where equal."""
    best: tuple[int, Cell, list[int]] | None = None
    slots = range(len(board.lengths))
    open_to = {(k, r) for i in waiting for k in slots for r in board.rooms.get((i, k), ())}
    for cell in sorted(open_to - taken):
        chosen = _filling(board, waiting, cell)
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
