"""
A sitting is in a room that seats it, has what it asks for, and is one of its rooms.

    in_room_pr = 0   unless seats_r >= attendance_i, features_i within features_r, r is one of the
                     session's rooms, r is the pinned room, and r is the room of its rolling order
                     (or a substitute, where that room is not available throughout the slot)
    weight * in_room_pr                              where r does not suit i       (soft, warn)

A pure filter where it is hard: the literals that would break the rule are never made. Only
sittings that have begun escape it. The room of a rolling order has no level.
"""

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.model import nominal
from scheduler.model.candidates import Candidates
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables


def prune(instance: Instance, candidates: Candidates) -> None:
    for i, k in candidates.rooms:
        candidates.rooms[i, k] = set(nominal.rooms_for(instance, i, k))
        if not candidates.rooms[i, k]:
            candidates.slots[i].discard(k)


def post(var: Variables) -> None:
    """Room choices of uncut sessions span several slots: forbid the pairs (r, k) that misfit."""
    for i, parts in enumerate(var.parts):
        for part in (p for p in parts if len(p.slots) > 1):  # of what has begun it is one
            for k, in_slot in part.slots.items():
                for r, in_room in part.rooms.items():
                    if r not in var.candidates.rooms[i, k]:
                        var.model.add_bool_or(~in_slot, ~in_room)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for i, parts in enumerate(var.parts):
        for part in parts:
            for r, in_room in part.rooms.items():
                strictness = instance.room_strictness(i, r)
                if strictness.level == level and not instance.suits(i, r):
                    yield strictness.weight * in_room
