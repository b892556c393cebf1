"""
Neighbourhoods of a timetable, each searched by an exact model of the few sessions set free.

A neighbourhood starts from something that costs: two sessions at once, a body in several rooms, an
unwelcome place. The sessions concerned are set free, with their bodies and whoever is in their
rooms about then. How many are set free is adapted: more where such models are searched to the end.
Each worker has a model of its own; its result is taken if it is still cheaper by then.
"""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from scheduler.search.cpsat.cpu_watch import CpuWatch
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import new_solver
from scheduler.search.decomposed.few_sessions import Few, Places
from scheduler.search.decomposed.partial_timetable import Board

SECONDS = 1.0
"""CPU of one neighbourhood."""
ROOMS = 6
"""Rooms among which a free session may choose."""
FEW, MANY = 6, 60


@dataclass(slots=True)
class _Search:
    board: Board
    limits: Limits
    bound: int
    cost: int
    costly: list[list[int]]
    size: float = 16.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    watch: CpuWatch = field(default_factory=CpuWatch)

    @property
    def over(self) -> bool:
        return self.limits.left <= 0 or self.cost <= self.bound


def improve(board: Board, bound: int, limits: Limits) -> None:
    """Make the timetable cheaper for all the time that is left."""
    search = _Search(board, limits, bound, board.cost(), charged(board))
    workers = max(1, limits.workers)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        draws = [random.Random(f"{limits.seed} {n}") for n in range(workers)]
        search.watch.wait([pool.submit(_work, search, draw) for draw in draws])


def charged(board: Board) -> list[list[int]]:
    """The sessions of each thing that costs something."""
    bodies = zip(board.frame.bodies, board.used, strict=True)
    return [
        *([i, j] for i, j, _ in board.meetings()),
        *(list(body.sessions) for body, used in bodies if len(used) > 1),
        *([i] for i in board.unwelcome()),
    ]


def _work(search: _Search, draw: random.Random) -> None:
    while not search.over:
        with search.lock:
            if not search.costly:
                return
            free = _neighbourhood(search, draw)
            before = _lift(search.board, free)
            now = sum(price for *_, price in before)
            rooms = _rooms(search.board, before, draw)
            few = Few(search.board, free, rooms)
            _put_back(search.board, before)
        places = {i: (r, t) for i, r, t, _ in before}
        solver = new_solver(search.limits.most, draw.randrange(2**30))
        with search.watch.within(solver, SECONDS):
            better = few.solve(places, solver, below=now)
        with search.lock:
            search.size *= 1.03 if few.finished else 0.95
            search.size = min(MANY, max(FEW, search.size))
            if better is not None:
                _take(search, better)


def _take(search: _Search, places: Places) -> None:
    """Accept places if nobody is in the way by now and they are cheaper than what there is."""
    board = search.board
    before = _lift(board, list(places))
    cost, placed = 0, []
    for i, (r, t) in places.items():
        if not board.free_in(i, r, board.free(i, gently=False), gently=False) >> t & 1:
            break
        cost += board.price(i, r, t)
        board.place(i, r, t)
        placed.append(i)
    saved = sum(price for *_, price in before) - cost
    if len(placed) == len(places) and saved > 0:
        search.cost -= saved
        search.costly = charged(board)
        search.limits.tell("preferences", search.cost, search.bound)
        return
    for i in placed:
        board.lift(i)
    _put_back(board, before)


Lifted = list[tuple[int, int, int, int]]
"""(session, room, start, what it cost given those that were still there)"""


def _lift(board: Board, free: list[int]) -> Lifted:
    lifted = []
    for i in free:
        r, t = board.room[i], board.start[i]
        assert r is not None
        assert t is not None
        board.lift(i)
        lifted.append((i, r, t, board.price(i, r, t)))
    return lifted


def _put_back(board: Board, lifted: Lifted) -> None:
    for i, r, t, _ in lifted:
        board.place(i, r, t)


def _neighbourhood(search: _Search, draw: random.Random) -> list[int]:
    """Sessions to set free, beginning with what costs something."""
    board, size = search.board, round(search.size)
    seed = draw.choice(search.costly)
    free = dict.fromkeys(seed if len(seed) <= size else draw.sample(seed, size))
    grow = [_of_bodies, _in_the_rooms, _in_the_rooms, _of_those_it_clashes_with]
    for _ in range(4 * size):
        if len(free) >= size:
            break
        one = draw.choice(list(free))
        more = [j for j in draw.choice(grow)(board, one, draw) if j not in free]
        for j in more[: max(1, min(6, size - len(free)))]:
            free[j] = None
    return list(free)


def _of_bodies(board: Board, i: int, draw: random.Random) -> list[int]:
    own = [j for b in board.frame.bodies_of[i] for j in board.frame.bodies[b].sessions]
    return draw.sample(own, len(own))


def _in_the_rooms(board: Board, i: int, draw: random.Random) -> list[int]:
    """The sessions at about that time in a room that the session or its body has."""
    used = {r for b in board.frame.bodies_of[i] for r in board.used[b]} | {board.room[i]}
    suited = [r for r in sorted(r for r in used if r is not None) if r in board.frame.rooms[i]]
    if not suited:
        return []
    here = board.here[draw.choice(suited)]
    at = draw.choice([board.start[i] or 0, *here.values()])
    return sorted(here, key=lambda j: (abs(here[j] - at), j))


def _of_those_it_clashes_with(board: Board, i: int, draw: random.Random) -> list[int]:
    at = board.at[i]
    sessions = [j for j in board.frame.clashes[i] if board.at[j] & at]
    sessions += [j for c in board.frame.chairs[i] for j in board.frame.led[c]]
    return draw.sample(sessions, len(sessions))


def _rooms(board: Board, lifted: Lifted, draw: random.Random) -> dict[int, tuple[int, ...]]:
    """Where each free session may go: its own room first, those of its bodies, of the others."""
    others = list(dict.fromkeys(r for _, r, _, _ in lifted))
    choices = {}
    for i, own, _, _ in lifted:
        bodies = [r for b in board.frame.bodies_of[i] for r in board.used[b]]
        more = draw.sample(others, len(others))
        suited = [r for r in dict.fromkeys([own, *bodies, *more]) if r in board.frame.rooms[i]]
        choices[i] = tuple(suited[:ROOMS])
    return choices
