"""
Place all sessions by a plan of rooms: the longest first, where they waste least; then repair.

A session that finds no place goes into a pool. From there each session takes the place where the
sessions that it throws out have been thrown out least often (ejection, Nagata and Braysy 2009): the
difficult ones settle, and the easy ones move around them. Soft rules are kept as if they were hard
as long as that comes to an end; then the rest goes where it costs least.
"""

import random
from collections import defaultdict
from collections.abc import Iterable

from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed.masks import ticks_of, touching
from scheduler.search.decomposed.partial_timetable import Board, Wastes
from scheduler.search.decomposed.rooming import Plan

TRIES = 24
"""Places of a session that are tried when somebody has to go."""


def homes(board: Board, plan: Plan) -> list[tuple[int, ...]]:
    """
    The room that each session is planned for.

    Bodies take rooms of their kinds, the largest first, each the room with most time left.
    """
    loads, lengths = plan.loads, board.frame.lengths
    parts: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, b in enumerate(loads.body_of):
        parts[b, plan.kind[b, loads.need_of[i]]].append(i)
    left = {r: mask.bit_count() for r, mask in enumerate(board.frame.open)}
    planned: list[tuple[int, ...]] = [()] * len(lengths)
    sizes = {key: sum(lengths[i] for i in sessions) for key, sessions in parts.items()}
    for key in sorted(parts, key=lambda key: (-sizes[key], key)):
        rooms = loads.kinds[key[1]]
        r = max(rooms, key=lambda r: (left[r], -r))
        left[r] -= sizes[key]
        for i in parts[key]:
            planned[i] = (r,)
    return planned


def fill(board: Board, homes: list[tuple[int, ...]], wastes: Wastes) -> list[int]:
    """Place what can be placed at no cost in its own room; the rest is returned."""
    load: defaultdict[int, int] = defaultdict(int)
    for i, rooms in enumerate(homes):
        load[rooms[0]] += board.frame.lengths[i]
    fullness = {r: load[r] / max(1, board.frame.open[r].bit_count()) for r in load}
    order = sorted(
        range(len(homes)),
        key=lambda i: (-fullness[homes[i][0]], homes[i][0], -board.frame.lengths[i], i),
    )
    return [i for i in order if board.room[i] is None and not settle(board, i, homes[i], wastes)]


def settle(board: Board, i: int, rooms: Iterable[int], wastes: Wastes) -> bool:
    """Place a session in one of these rooms, if that costs nothing in time."""
    free = board.free(i, gently=True)
    if not free:
        return False
    for r in rooms:
        starts = board.free_in(i, r, free, gently=True)
        if starts:
            board.place(i, r, board.best_fit(i, r, starts, wastes))
            return True
    return False


class Pool:
    """Sessions without a place, and how often each has been thrown out."""

    def __init__(
        self, board: Board, waiting: Iterable[int], wastes: Wastes, draw: random.Random
    ) -> None:
        self.board, self.wastes, self.draw = board, wastes, draw
        self.waiting = list(waiting)
        self.thrown = [1] * len(board.frame.lengths)

    def work_off(self, homes: list[tuple[int, ...]], limits: Limits, *, steps: int) -> None:
        """Until nobody waits, or that many steps are done; whoever is left stays in the pool."""
        best = (len(self.waiting), self.board.places())
        for _ in range(steps):
            if not self.waiting or limits.left <= 0:
                break
            i = self.waiting.pop(self.draw.randrange(len(self.waiting)))
            self._insert(i, homes[i])
            if len(self.waiting) < best[0]:
                best = (len(self.waiting), self.board.places())
        if len(self.waiting) > best[0]:
            self.board.restore(best[1])
            self.waiting = [i for i, (r, _) in enumerate(best[1]) if r is None]

    def _insert(self, i: int, rooms: tuple[int, ...]) -> None:
        board = self.board
        if settle(board, i, rooms, self.wastes):
            return
        self.thrown[i] += 1
        options = [(r, t) for r in rooms for t in self._candidates(i, r)]
        if not options:
            self.waiting.append(i)
            return
        scored = []
        for r, t in options:
            out = board.in_the_way(i, r, t, gently=True)
            price = sum(self.thrown[j] for j in out)
            scored.append((price, self.draw.random(), r, t, out))
        _, _, r, t, out = min(scored, key=lambda row: row[:2])
        for j in sorted(out):
            board.lift(j)
            self.waiting.append(j)
        board.place(i, r, t)

    def _candidates(self, i: int, r: int) -> list[int]:
        """Starts to look at: those where nobody but the room is in the way, and others."""
        board, frame = self.board, self.board.frame
        allowed = frame.starts[i] & ~frame.bans.get((i, r), 0)
        allowed &= ~touching(frame.shut[r], frame.lengths[i])
        alone = ticks_of(board.free(i, gently=True) & allowed)
        starts = self.draw.sample(alone, min(len(alone), TRIES))
        if len(starts) < TRIES:
            every = ticks_of(allowed)
            starts += self.draw.sample(every, min(len(every), TRIES - len(starts)))
        return starts
