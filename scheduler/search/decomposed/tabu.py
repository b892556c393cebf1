"""
Starts of sessions by tabu search, with the exact price of every start known at any moment.

Where hundreds of sessions share people, a model of who overlaps whom has fifty thousand pairs, and
CP-SAT only begins to improve on it after a minute. Here the price of session i at start t,

    P_it = sum_j  once_ij [o_ij > 0] + each_ij o_ij,      o_ij = overlap(t, t + d_i, s_j, s_j + d_j)

is a row of an array, and a move of j changes the rows of those that j clashes with: one addition of
a matrix of (those) x (offsets), 60 microseconds for 250 of them. Who may not meet is counted in the
same way; the rooms are counted by sets (``room_counts``): starts at which one is full are closed.
What follows what, days, and small delegations have terms of their own (``terms``).
A session that has moved stays for some moves (tabu), so that the search leaves where it is stuck.
"""

import random

import numpy as np
from numpy.typing import NDArray

from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed.start_prices import CLOSED, Times

CHOICES = 6
"""Sessions that cost something of which the best move is made."""
TENURE = (4, 14)
"""Moves for which a session stays, drawn from this range."""
PATIENCE, KICK = 150, (2, 12)
"""Moves without anything better after which some sessions are moved by chance, and how many."""
EJECTED = 12
"""Sessions that may be thrown out for one."""


def search(
    times: Times,
    limits: Limits,
    *,
    tier: str = "preferences",
    least: int = 0,
    steps: int | None = None,
) -> int:
    """
    Lower the cost for all the time that is left, or to the least; the best starts are kept.

    ``least``: a cost that nothing is below. ``steps``: moves after which it stops in any case.
    Returns the cost.
    """
    draw = random.Random(f"{limits.seed} tabu")
    best, best_starts = times.cost, list(times.starts)
    cost, until, step, since = best, np.zeros(len(best_starts), dtype=np.int64), 0, 0
    limits.tell(tier, best, least)
    while best > least and limits.left > 0 and (steps is None or step < steps):
        step += 1
        if step - since > PATIENCE:
            _kick(times, best_starts, draw)
            cost, since = times.cost, step
        move = _step(times, until, step, draw)
        if move is None:
            continue
        i, start, gain = move
        times.move(i, start)
        until[i] = step + draw.randint(*TENURE)
        cost += gain
        if cost < best:
            best, best_starts, since = cost, list(times.starts), step
            limits.tell(tier, best, least)
    times.restore(best_starts)
    return best


def _kick(times: Times, starts: list[int], draw: random.Random) -> None:
    """
    Back to the best starts, but a few sessions go elsewhere.

    Half of the time one that costs something takes a place where it costs nothing, and those that
    have its room or its people then go where that is cheapest; else some go anywhere.
    """
    times.restore(starts)
    costly = np.flatnonzero(times.paid()).tolist()
    if costly and draw.random() < 0.5 and _throw_out(times, draw.choice(costly), draw):
        return
    for i in draw.sample(range(len(starts)), min(len(starts), draw.randint(*KICK))):
        open_to = np.flatnonzero(times.options(i) < CLOSED).tolist()
        if open_to:
            times.move(i, draw.choice(open_to))


def _throw_out(times: Times, i: int, draw: random.Random) -> bool:
    """False, with everything as it was, if somebody thrown out finds no place."""
    before = list(times.starts)
    free = np.flatnonzero(times.options(i, full=True) == 0)
    if not len(free):
        return False
    times.move(i, draw.choice(free.tolist()))
    for _ in range(EJECTED):
        j = times.too_many(i, draw)
        if j is None:
            return True
        options = times.options(j)
        options[times.starts[j]] = CLOSED
        least = int(options.min())
        if least >= CLOSED:
            break
        times.move(j, draw.choice(np.flatnonzero(options == least).tolist()))
    times.restore(before)
    return False


def _step(
    times: Times, until: NDArray[np.int64], step: int, draw: random.Random
) -> tuple[int, int, int] | None:
    """(session, start, what it adds to the cost) of the best move of a few that are not tabu."""
    costly = np.flatnonzero((times.paid() > 0) & (until < step)).tolist()
    best: tuple[int, float, int, int] | None = None
    for i in draw.sample(costly, min(CHOICES, len(costly))):
        now, options = times.starts[i], times.options(i)
        paid = int(options[now])
        options[now] = CLOSED
        least = int(options.min())
        if least >= CLOSED:
            continue
        start = draw.choice(np.flatnonzero(options == least).tolist())
        move = (least - paid, draw.random(), i, start)
        best = move if best is None else min(best, move)
    return None if best is None else (best[2], best[3], best[0])
