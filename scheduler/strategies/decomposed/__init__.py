"""
Large meetings, without a model of the whole.

First the rooms: a relaxation says which body needs which kinds of rooms, and what that costs at
the least (``rooming``). Then time: the longest sessions first, where they waste least, and whoever
finds no place throws out whoever has been thrown out least (``placing``). What is left goes where
it costs least (``moving``). All of it on bit masks (``frame``, ``board``): 10,000 sessions take
seconds.

A few shares of slack in the rooms are tried, for a plan without any may not come out in time.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.instance import Instance
from scheduler.progress import Progress
from scheduler.search.running import Limits
from scheduler.strategies.decomposed import moving, placing, rooming, scope
from scheduler.strategies.decomposed.board import Board, Wastes
from scheduler.strategies.decomposed.frame import Frame, frame_of
from scheduler.timetable import Tier, Timetable

NAME = "decomposed"
LARGE = 150
"""Sessions from which a model of the whole is slower than its parts."""
SLACKS = (0.0, 0.01, 0.02, 0.005, 0.03, 0.05, 0.1)
"""Shares of the rooms that a plan leaves free, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A timetable with the cost and the bound of each tier."""

    timetable: Timetable
    tiers: tuple[Tier, ...]


def suits(instance: Instance) -> bool:
    """Whether the meeting is large."""
    return len(instance.sessions) >= LARGE


def solve(instance: Instance, limits: Limits) -> Answer | None:
    """The best found; None where a rule is not treated exactly, or a session finds no place."""
    if not scope.applies(instance):
        return None
    frame = frame_of(instance)
    relaxed = rooming.relax(rooming.loads_of(frame), limits)
    if relaxed is None:
        return None
    best: Board | None = None
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    for board in _boards(frame, relaxed, limits, share):
        if best is None or board.cost() < best.cost():
            best = board
            _tell(limits, best, relaxed.bound)
        if best.cost() <= relaxed.bound:
            break
    return None if best is None else _answer(best, relaxed.bound)


SHARE = 0.3
"""Of the time, what may be spent on timetables made from nothing."""


def _boards(
    frame: Frame, relaxed: rooming.Relaxed, limits: Limits, share: Limits
) -> Iterator[Board]:
    """Timetables with all sessions placed, one for each share of slack that comes out."""
    wastes, found = Wastes(frame.lengths), False
    for n, slack in enumerate(SLACKS):
        if (share if found else limits).left <= 0:
            return
        draw = random.Random(f"{limits.seed} {n}")
        plan = relaxed.plan(limits, slack=slack)
        if plan is None:
            return
        board = Board(frame)
        homes = placing.homes(board, plan, draw)
        pool = placing.Pool(board, placing.fill(board, homes, wastes), wastes, draw)
        pool.work_off(homes, limits, steps=STEPS)
        if not moving.finish(board, pool.waiting, wastes, limits):
            moving.descend(board, wastes, share)
            found = True
            yield board


STEPS = 500
"""Of the pool, before those that are left are placed at a price."""


def _tell(limits: Limits, board: Board, bound: int) -> None:
    if limits.report is not None:
        limits.report(Progress("preferences", board.cost(), bound, limits.elapsed))


def _answer(board: Board, bound: int) -> Answer:
    instance = board.frame.instance
    sittings = [
        (i, r, t, t + board.frame.lengths[i])
        for i, (r, t) in enumerate(board.places())
        if r is not None and t is not None
    ]
    cost = board.cost()
    tiers = (
        Tier(name="unplaced", cost=0, bound=0),
        Tier(name="preferences", cost=cost, bound=min(cost, bound)),
    )
    return Answer(instance.timetable(sittings, []), tiers)
