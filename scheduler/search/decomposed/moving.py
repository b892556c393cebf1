"""Places at a price: for sessions that found none without, and for those that could do better."""

from collections.abc import Iterable

from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed.masks import Mask, ones, ticks_of, touching
from scheduler.search.decomposed.partial_timetable import Board, Wastes

Place = tuple[int, int, int]
"""(price, room, start)"""


def cheapest(board: Board, i: int, wastes: Wastes, *, below: int | None = None) -> Place | None:
    """
    The cheapest place of a session with nobody thrown out; None if there is none, or none below.

    Rooms are tried in order of what they cost; within one, starts at no cost first.
    """
    hard, best = board.free(i, gently=False), None
    if not hard:
        return None
    gentle = hard & board.free(i, gently=True)
    for moving, r in sorted((board.moving(i, r), r) for r in board.frame.rooms[i]):
        if (best is not None and moving >= best[0]) or (below is not None and moving >= below):
            break
        starts = board.free_in(i, r, gentle, gently=True)
        if starts:
            return moving, r, board.best_fit(i, r, starts, wastes)
        starts = board.free_in(i, r, hard, gently=False)
        if starts:
            price, t = _at_least_cost(board, i, r, starts)
            if best is None or price < best[0]:
                best = (price, r, t)
    return best if best is None or below is None or best[0] < below else None


def _at_least_cost(board: Board, i: int, r: int, starts: Mask) -> tuple[int, int]:
    """(price, start) of the cheapest of some starts, by one sweep of those it clashes with."""
    frame, length = board.frame, board.frame.lengths[i]
    price = dict.fromkeys(ticks_of(starts), board.moving(i, r))
    for j, (once, each) in frame.clashes[i].items():
        at = board.at[j]
        for t in ticks_of(touching(at, length) & starts) if at else ():
            both = (at & ones(t, t + length)).bit_count()
            price[t] += once + each * both
    for weight, unwanted in frame.wishes[i]:
        for t in ticks_of(unwanted[r] & starts):
            price[t] += weight
    return min((amount, t) for t, amount in price.items())


def finish(board: Board, waiting: Iterable[int], wastes: Wastes, limits: Limits) -> list[int]:
    """Place those that wait where it costs least; who cannot be placed at all is returned."""
    left = []
    for i in sorted(waiting, key=lambda i: (-board.frame.lengths[i], i)):
        place = None if limits.left <= 0 else cheapest(board, i, wastes)
        if place is None:
            left.append(i)
        else:
            board.place(i, place[1], place[2])
    return left


def descend(board: Board, wastes: Wastes, limits: Limits) -> None:
    """Move sessions and whole shares of bodies while that makes the timetable cheaper."""
    better = True
    while better and limits.left > 0:
        costly = {i for pair in board.meetings() for i in pair[:2]}.union(board.unwelcome())
        better = sum(_alone(board, i, wastes) for i in sorted(costly)) > 0
        for b in range(len(board.frame.bodies)):
            if limits.left <= 0:
                return
            better |= _gather(board, b, wastes)


def _alone(board: Board, i: int, wastes: Wastes) -> bool:
    """Move one session to where it costs less."""
    r, t = board.room[i], board.start[i]
    if r is None or t is None:
        return False
    board.lift(i)
    place = cheapest(board, i, wastes, below=board.price(i, r, t))
    if place is None:
        board.place(i, r, t)
        return False
    board.place(i, place[1], place[2])
    return True


def _gather(board: Board, b: int, wastes: Wastes) -> bool:
    """Give up one room of a body, if its sessions there find places that cost less."""
    for r, _ in sorted(board.used[b].items(), key=lambda pair: (pair[1], pair[0])):
        if len(board.used[b]) < 2:
            return False
        own = [i for i in board.frame.bodies[b].sessions if board.room[i] == r]
        if _give_up(board, own, r, wastes):
            return True
    return False


def _give_up(board: Board, own: list[int], r: int, wastes: Wastes) -> bool:
    before = [(i, r, t) for i in own if (t := board.start[i]) is not None]
    saved, placed = 0, []
    for i, _, t in before:
        board.lift(i)
        saved += board.price(i, r, t)
    for i, _, _ in sorted(before, key=lambda row: -board.frame.lengths[row[0]]):
        place = cheapest(board, i, wastes, below=saved)
        if place is None:
            break
        saved -= place[0]
        board.place(i, place[1], place[2])
        placed.append(i)
    if len(placed) == len(before) and saved > 0:
        return True
    for i in placed:
        board.lift(i)
    for i, _, t in before:
        board.place(i, r, t)
    return False
