"""The least size of a model, counted before it is built."""

from itertools import combinations

from scheduler.instance.instance import Instance
from scheduler.model.candidates import Candidates

SLOT, ROOM = 3, 1
"""Variables and constraints for each slot, and for each room, that a session may use."""
PAIR = 8
"""The same for each pair of sessions that somebody attends, where their overlap is priced."""


def least_size(instance: Instance, candidates: Candidates, *, priced: bool) -> int:
    """
    Variables and constraints that a model has at the least.

    ``priced``: whether overlaps of what people attend have a price in it. Sessions that may be
    split, rolling orders and delegations have more than is counted here.
    """
    count = 0
    for i, slots in enumerate(candidates.slots):
        rooms = frozenset().union(*(candidates.rooms[i, k] for k in slots))
        count += SLOT * len(slots) + ROOM * len(rooms)
    if priced and instance.problem.weights.attendee_clash:
        count += PAIR * _attended_together(instance, candidates)
    return count


def _attended_together(instance: Instance, candidates: Candidates) -> int:
    """Pairs of sessions that may be at once, of which somebody is to attend one or both."""
    attend = frozenset().union(*instance.attending)
    pairs = {
        pair
        for who, sessions in instance.involving.items()
        if who in attend
        for pair in combinations(sessions, 2)
    }
    return sum(not candidates.slots[i].isdisjoint(candidates.slots[j]) for i, j in pairs)
