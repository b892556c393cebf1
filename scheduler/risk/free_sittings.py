"""
Sessions in no rolling order: they start as printed, and end when they are done.

Where one takes longer than there is time before what comes next, somebody has to decide: whoever
shares its room or its people would have to make way.
"""

from collections.abc import Iterator

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.risk.chains import Chain, holds_up
from scheduler.risk.links import Link, Place, build_link
from scheduler.risk.stand import Stand


def free_chains(stand: Stand) -> tuple[Chain, ...]:
    """A chain of its own for each session of no rolling order that is placed, and not over."""
    instance = stand.instance
    return tuple(
        _alone(stand, i)
        for i in range(len(instance.sessions))
        if i not in instance.order_of
        and i in instance.published
        and not stand.is_over(instance.sessions[i].id)
    )


def _alone(stand: Stand, i: int) -> Chain:
    instance, id = stand.instance, stand.instance.sessions[i].id
    never = instance.horizon + 1
    link = build_link(instance, i, _printed_places(instance, i), stand.durations[id], never)
    begins, ends = link.printed[0][0], link.printed[-1][1]
    # it may go on in the slot of its last part, until somebody else needs the room or the people
    until = min([_closes(link), *_next_needs(stand, i, ends)])
    position = int(link.positions[min(until, never)])
    link.farthest[:] = np.maximum(position, link.positions[begins] + link.planned)
    return Chain(
        room=instance.rooms[instance.published[i].sittings[0][1]],
        links=(link,),
        changeover=0,
        begins=begins,
        now=stand.now,
        held=stand.held.get(id, 0),
        rolls=False,
    )


def _printed_places(instance: Instance, i: int) -> tuple[Place, ...]:
    """The slots of its published parts."""
    slots = dict.fromkeys(k for k, _, _ in instance.published[i].sittings)
    return tuple(
        Place(k, s.day, s.start, s.end, s.allowed, s.starts)
        for k in slots
        if (s := instance.slots[k])
    )


def _closes(link: Link) -> int:
    last = link.places[-1]
    return max(last.end + last.allowed, link.printed[-1][1])


def _next_needs(stand: Stand, i: int, end: int) -> Iterator[int]:
    """From when on others need its room or its people, or wait for it, at or after ``end``."""
    instance = stand.instance
    last_room = instance.published[i].sittings[-1][1]
    for j, published in instance.published.items():
        if j == i or not holds_up(instance, i, last_room, j):
            continue
        shared = bool(instance.chairs[i] & instance.chairs[j])
        for _, room, start in published.sittings:
            walk = instance.travel.get((last_room, room), 0) if shared else 0
            if start >= end:
                yield start - walk
    for after in instance.afters:
        if after.a == i and after.b in instance.published:
            yield instance.published[after.b].sittings[0][2] - after.lag
