"""
Large meetings, without a model of the whole.

First the rooms: a relaxation says which body needs which kinds of rooms, and what that costs at the
least (``rooming``). Then time: the longest sessions first, where they waste least. A session
without a place throws out the session that has been thrown out least often (``placing``). The rest
goes where it costs least (``moving``). All of it works on bit ``masks``: 10,000 sessions take
seconds.

Several shares of slack in the rooms are tried, for a plan without slack may not work out in time.
"""

import random
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import count

from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.problem import RoomStability
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import ModelTier
from scheduler.search.decomposed import (
    improving,
    moving,
    placing,
    room_loads,
    rooming,
    scope,
    start_prices,
    tabu,
)
from scheduler.search.decomposed.masks import Frame, frame_of
from scheduler.search.decomposed.partial_timetable import Board, Wastes
from scheduler.search.proofs import Answer, Reason, claim_of
from scheduler.timetable import Timetable

NAME = "decomposed"
MEDIUM, LARGE, HUGE = 50, 150, 2_000
"""Sessions from which parts are tried before a model of the whole, instead of it, at all costs."""
BEFORE = 0.15
"""Share of the time that is left to the parts of a medium meeting."""
PATIENCE = 0.3
"""Share of the time that may pass before a first timetable is found."""
SLACKS = (0.0, 0.01, 0.02, 0.005, 0.03, 0.05, 0.1)
"""Shares of the rooms that a plan leaves free, in the order in which they are tried."""


def first(instance: Instance, limits: Limits) -> Answer | None:
    """
    What comes of it where it is worth trying before, or instead of, a model of the whole.

    Where no body asks for its room, time alone is to be found: others are better at that, as long
    as a model of the whole can be built.
    """
    n = len(instance.sessions)
    of_rooms = any(isinstance(rule, RoomStability) for rule in instance.problem.rules)
    if n < MEDIUM or (n < HUGE and not of_rooms):
        return None
    if n < LARGE:
        limits = limits.share(BEFORE)
    return solve(instance, limits, patience=1.0 if n >= HUGE else PATIENCE)


def solve(instance: Instance, limits: Limits, *, patience: float = 1.0) -> Answer | None:
    """
    The best found; None where a rule is not treated exactly, or a session finds no place.

    ``patience``: the share of the time after which it gives up, if nothing is found by then.
    """
    if not scope.applies(instance):
        return None
    frame = frame_of(instance)
    relaxed = rooming.relax(room_loads.loads_of(frame), limits)
    if relaxed is None or not all(frame.starts):
        return None
    best: Board | None = None
    for board in _boards(frame, relaxed, limits.share(patience), limits.share(SHARE)):
        if best is None or board.cost() < best.cost():
            best = board
            limits.tell("preferences", best.cost(), relaxed.bound)
        if best.cost() <= relaxed.bound:
            break
    if best is None:
        return None
    improving.improve(best, relaxed.bound, limits)
    return _answer(best, relaxed.bound)


def onward(instance: Instance, timetable: Timetable, limits: Limits) -> Answer | None:
    """
    Further from a timetable in which everything is placed, for all the time that is left.

    None where a rule is not treated exactly. Nothing is proved.
    """
    if timetable.unplaced or not scope.applies(instance):
        return None
    board = Board(frame_of(instance))
    for sitting in timetable.sittings:
        room = instance.room_index[sitting.room]
        board.place(instance.index[sitting.session], room, instance.grid.floor(sitting.start))
    moving.descend(board, Wastes(board.frame.lengths), limits)
    limits.tell("preferences", board.cost(), 0)
    improving.improve(board, 0, limits)
    return _answer(board, 0)


def times(
    instance: Instance,
    timetable: Timetable,
    limits: Limits,
    *,
    barred: Collection[tuple[str, datetime]] = (),
    least: int = 0,
) -> Timetable | None:
    """
    Better starts than those of a timetable, whatever the rooms; rooms are only counted.

    ``barred``: starts of sessions that may not be. ``least``: a cost that nothing is below. None
    where a rule is not treated exactly, or rooms have a price.
    """
    prices = _prices(instance, timetable)
    if prices is None:
        return None
    start_prices.bar(
        prices, [(instance.index[id], instance.grid.floor(start)) for id, start in barred]
    )
    tabu.search(prices, limits, least=least)
    return _decoded(instance, prices)


def times_in_steps(
    instance: Instance, timetable: Timetable, limits: Limits, *, least: int, steps: int
) -> tuple[int, Timetable] | None:
    """The same after at most so many moves, with its cost."""
    prices = _prices(instance, timetable)
    if prices is None:
        return None
    cost = tabu.search(prices, limits, least=least, steps=steps)
    return cost, _decoded(instance, prices)


def _prices(instance: Instance, timetable: Timetable) -> start_prices.Times | None:
    if timetable.unplaced or not scope.applies_to_times(instance):
        return None
    frame = frame_of(instance)
    if frame.bodies or any(frame.wishes) or not start_prices.anywhere(frame):
        return None
    starts = {s.session: instance.grid.floor(s.start) for s in timetable.sittings}
    return start_prices.times_of(frame, [starts[session.id] for session in instance.sessions])


def _decoded(instance: Instance, prices: start_prices.Times) -> Timetable:
    lengths = prices.frame.lengths
    rows = [(i, 0, start, start + lengths[i]) for i, start in enumerate(prices.starts)]
    return decode(instance, rows, [])


SHARE = 0.6
"""Share of the time that may be spent on timetables made from nothing."""


def _boards(
    frame: Frame, relaxed: rooming.Relaxed, first: Limits, share: Limits
) -> Iterator[Board]:
    """
    Timetables with all sessions placed, one for each share of slack that comes out.

    ``first``: limits until there is one; ``share``: from then on.
    """
    wastes, succeeded = Wastes(frame.lengths), False
    for n in count():
        if (share if succeeded else first).left <= 0 or (succeeded and n >= len(SLACKS)):
            return
        slack, steps = SLACKS[n % len(SLACKS)], STEPS * 4 ** (n // len(SLACKS))
        draw = random.Random(f"{share.seed} {n}")
        plan = relaxed.plan(share if succeeded else first, slack=slack)
        if plan is None and slack == 0:
            return
        if plan is None:
            continue
        board = Board(frame)
        homes = placing.homes(board, plan)
        pool = placing.Pool(board, placing.fill(board, homes, wastes), wastes, draw)
        pool.work_off(homes, share if succeeded else first, steps=steps)
        if not moving.finish(board, pool.waiting, wastes, share if succeeded else first):
            moving.descend(board, wastes, share)
            succeeded = True
            yield board


STEPS = 500
"""Steps of the pool before the rest is placed at a price; more in the next round of slacks."""


def _answer(board: Board, bound: int) -> Answer:
    instance = board.frame.instance
    sittings = [
        (i, r, t, t + board.frame.lengths[i])
        for i, (r, t) in enumerate(board.places())
        if r is not None and t is not None
    ]
    costs = {"unplaced": 0, "preferences": board.cost()}
    least = (ModelTier("unplaced", 0, 0), ModelTier("preferences", costs["preferences"], bound))
    return claim_of(costs, decode(instance, sittings, []), least, Reason.ROOM_KINDS)
