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
    found: Placed = {}
    taken: set[Cell] = set()
    for b in sorted(range(len(board.bodies)), key=lambda b: (-_size(board, b), b)):
        waiting = sorted(board.bodies[b], key=lambda i: (-board.sizes[i], i))
        while waiting:
            best = _fullest(board, waiting, taken)
            if best is None:
                return None
            cell, chosen = best
            taken.add(cell)
            found |= dict.fromkeys(chosen, cell)
            waiting = [i for i in waiting if i not in found]
    return found


def _size(board: Board, b: int) -> int:
    return sum(board.sizes[i] for i in board.bodies[b])


def _fullest(board: Board, waiting: list[int], taken: set[Cell]) -> tuple[Cell, list[int]] | None:
    """A free cell, and those of the waiting that fill it best; the rarest first where equal."""
    best: tuple[int, Cell, list[int]] | None = None
    for cell in sorted({(k, r) for i in waiting for k, r in _cells(board, i)} - taken):
        chosen = _filling(board, waiting, cell)
        idle = board.lengths[cell[0]] - sum(board.sizes[i] for i in chosen)
        if chosen and (best is None or idle < best[0]):
            best = (idle, cell, chosen)
    return None if best is None else (best[1], best[2])


def _cells(board: Board, i: int) -> list[Cell]:
    return [(k, r) for k in range(len(board.lengths)) for r in board.rooms.get((i, k), ())]


def _filling(board: Board, waiting: list[int], cell: Cell) -> list[int]:
    """First fit, the longest first."""
    k, r = cell
    left, chosen = board.lengths[k], []
    for i in waiting:
        if board.sizes[i] <= left and r in board.rooms.get((i, k), ()):
            chosen.append(i)
            left -= board.sizes[i]
    return chosen
