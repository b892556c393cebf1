"""
A first timetable, row by row.

Rolling orders come first, their sessions in order of time: of all orders, whoever can start first
does, so nobody could have started sooner. Then the other sessions, those with the least choice
first, each where it starts earliest. A session that finds no place comes earlier in the next try.

Nothing is proved except of what costs nothing, and the verifier judges: rules that are unknown here
may be broken. The result comes within a fraction of a second, or not at all.
"""

import random
from collections.abc import Sequence

from scheduler import verifier
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.search.by_hand.following import in_orders
from scheduler.search.by_hand.rows import Layout, Rows
from scheduler.search.cpsat.limits import Limits
from scheduler.search.proofs import Answer, claim_nothing

NAME = "row by row"
SHARE = 0.05
"""Share of the time that it may use."""
TRIES = 60
"""Timetables that are tried at the most."""
VALID = 5
"""Whole timetables that are judged at the most."""


def suits(instance: Instance) -> bool:
    """Whether some are split, in orders or in combined rooms, and nothing is published yet."""
    split = any(session.split is not None for session in instance.sessions)
    combined = any(room.combines for room in instance.problem.rooms)
    if any(session.rank is not None for session in instance.sessions) or instance.replanning:
        return False
    return split or combined or bool(instance.orders)


def solve(instance: Instance, limits: Limits) -> Answer | None:
    """The cheapest of a few; None if none came out whole that the verifier accepts."""
    if not suits(instance):
        return None
    limits = limits.share(SHARE)
    draw = random.Random(limits.seed)
    urgency = [0.0] * len(instance.sessions)
    best: Answer | None = None
    judged = 0
    for _ in range(TRIES):
        if limits.left <= 0 or judged == VALID:
            break
        layouts = _try(instance, urgency, draw)
        if layouts is None:
            continue
        judged += 1
        answer = _judged(instance, layouts)
        if answer is not None and (best is None or answer.costs < best.costs):
            best = answer
        if best is not None and not any(best.costs):
            break
    return best


def _judged(instance: Instance, layouts: Sequence[Layout]) -> Answer | None:
    sittings = [(own.i, own.r, start, end) for own in layouts for _, start, end in own.legs]
    timetable = decode(instance, sittings, ())
    if any(True for _ in verifier.violations(instance.problem, timetable)):
        return None
    return claim_nothing(verifier.tier_costs(instance.problem, timetable), timetable)


def _try(instance: Instance, urgency: list[float], draw: random.Random) -> list[Layout] | None:
    """A layout for each session; None if somebody has none, who is more urgent from then on."""
    rows = Rows(instance)
    layouts, nowhere = in_orders(rows, lambda i: (-urgency[i], draw.random()))
    if nowhere is not None:
        urgency[nowhere] += 1
        return None
    free = [i for i in range(len(instance.sessions)) if i not in instance.order_of]
    for i in _in_turn(instance, free, urgency, draw):
        layout = _first(rows, i)
        if layout is None:
            urgency[i] += 1 + draw.random()
            return None
        rows.put(layout)
        layouts.append(layout)
    return layouts


def _in_turn(
    instance: Instance, free: Sequence[int], urgency: Sequence[float], draw: random.Random
) -> list[int]:
    """The order of sessions: predecessors, pinned ones, those that failed, those of busy people."""
    load = {who: sum(instance.planned[i] for i in own) for who, own in instance.presided.items()}
    most = max(load.values(), default=1)
    depth = _depths(instance)

    def key(i: int) -> tuple[int, int, float]:
        busy = max((load.get(who, 0) for who in instance.panels[i][0].people), default=0) / most
        length = instance.planned[i] / max(instance.planned)
        return depth[i], instance.pinned(i) is None, -urgency[i] - busy - length * draw.random()

    return sorted(free, key=key)


def _depths(instance: Instance) -> list[int]:
    """How many sessions have to be over before each, one after the other."""
    depth = [0] * len(instance.sessions)
    for _ in instance.sessions:
        for after in instance.afters:
            depth[after.b] = min(len(depth), max(depth[after.b], depth[after.a] + 1))
    return depth


def _first(rows: Rows, i: int) -> Layout | None:
    """Its earliest free place, and among those the one that fewest others could have."""
    instance = rows.instance
    since, best = rows.ready.get(i, 0), None
    for r in instance.fitting(i):
        # with the first start of another room at hand, later ones are not looked at
        own = next(rows.layouts(i, r, since, None if best is None else best.start), None)
        if own is not None and (best is None or (own.start, own.end) < (best.start, best.end)):
            best = own
    return best
