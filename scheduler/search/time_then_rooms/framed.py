"""
Times with the frame where the bound of counts has it: moves of single sessions do not find it.

That a working party opens one slot later moves all that comes after it, so whoever moves one
session at a time never does. The cheapest leaf of the bound says where the frame is best; all
others move.
"""

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.search import decomposed
from scheduler.search.cpsat.running import Limits
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.time_then_rooms import pinned_starts, relaxation, room_counts
from scheduler.search.time_then_rooms.count_bound import CountBound, frame_starts
from scheduler.search.time_then_rooms.overlap_moments import UNIT
from scheduler.timetable import Timetable

SOON = 0.3
"""Of the time that is left, what a first timetable with the frame in place may use."""


def times(instance: Instance, proof: CountBound, limits: Limits) -> Timetable | None:
    """Times for which there are rooms enough, by count; None if it comes to nothing."""
    leaf = proof.leaves[0]
    if not leaf.orders or leaf.prices is None or proof.bound > -(-leaf.prices.bound // UNIT):
        return None
    frame = [(i, 0, t, t + instance.planned[i]) for i, t in frame_starts(leaf, instance)]
    held = compile(pinned_starts.timed(instance, decode(instance, frame, [])))
    with limits.building():
        relaxed = models.build(compile(relaxation.without_rooms(held.problem)), soft=())
        room_counts.post(relaxed, held, wished=False)
    first = pinned_starts.soon(relaxed, limits.share(SOON, ""))
    if first is None:
        return None
    return decomposed.times(held, timetable_of(relaxed, first), limits, least=proof.bound)
