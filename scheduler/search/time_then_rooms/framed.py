"""
A timetable with the frame where the bound of counts has it, which moves of single sessions miss.

If a working party opens one slot later, all that comes after it moves, so a search that moves one
session at a time never finds that. The cheapest leaf of the bound says where the frame is best; all
other sessions move.
"""

from dataclasses import replace
from itertools import count
from operator import itemgetter

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.search import decomposed
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.time_then_rooms import pinned_starts, relaxation, room_counts
from scheduler.search.time_then_rooms.count_bound import CountBound, Leaf, frame_starts
from scheduler.search.time_then_rooms.overlap_moments import UNIT
from scheduler.timetable import Timetable

SOON = 0.3
"""Share of the time left that a first timetable with the frame in place may use."""
STEPS = 1_000
"""
Moves of a round. Where a round ends is a matter of luck: study_group takes 0.4 to 7 s of CPU from
one start, and 2.0 to 2.5 s in rounds of a second with the frame in other places in turn.
"""
PLACES = 6
"""Places of the frame that take turns: cheapest leaves."""


def times(instance: Instance, proof: CountBound, limits: Limits) -> Timetable | None:
    """Times for which there are rooms enough, by count; None if none are found."""
    cheapest = [leaf for leaf in proof.leaves if leaf.orders and _is_cheapest(leaf, proof)]
    places = [_placed(instance, leaf, limits) for leaf in cheapest[:PLACES]]
    firsts = [place for place in places if place is not None]
    best: tuple[int, Timetable] | None = None
    for n in count():
        if not firsts or limits.left <= 0 or (best is not None and best[0] <= proof.bound):
            break
        held, first = firsts[n % len(firsts)]
        steps = STEPS << (n // len(firsts))
        share = replace(limits, seed=limits.seed + n)
        found = decomposed.times_in_steps(held, first, share, least=proof.bound, steps=steps)
        if found is None:
            break
        best = found if best is None else min(best, found, key=itemgetter(0))
    return None if best is None else best[1]


def _is_cheapest(leaf: Leaf, proof: CountBound) -> bool:
    return leaf.prices is not None and leaf.prices.bound <= proof.bound * UNIT


def _placed(instance: Instance, leaf: Leaf, limits: Limits) -> tuple[Instance, Timetable] | None:
    """The meeting with its frame in place, and any timetable of it, whatever the rooms."""
    frame = [(i, 0, t, t + instance.planned[i]) for i, t in frame_starts(leaf, instance)]
    held = compile(pinned_starts.timed(instance, decode(instance, frame, [])))
    with limits.building():
        relaxed = models.build(compile(relaxation.without_rooms(held.problem)), soft=())
        room_counts.post(relaxed, held, wished=False)
    first = pinned_starts.soon(relaxed, limits.share(SOON, ""))
    return None if first is None else (held, timetable_of(relaxed, first))
