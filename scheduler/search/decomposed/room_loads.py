"""How many ticks each body needs in each kind of room, and how many can be filled."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.search.decomposed.masks import Frame, need, runs
from scheduler.search.decomposed.partial_timetable import Wastes

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Loads:
    """
    Attributes
    ----------
    kinds
        The rooms of each kind c.
    fillable
        Ticks that sessions can fill in all rooms of kind c.
    suits
        Whether kind c suits need q; shape (needs, kinds).
    ticks
        What body b needs at the least of each need; shape (bodies, needs). A session of several
        bodies counts for the first; one of none is a body of its own, of no weight.
    there
        Whether body b has a session of that need; shape (bodies, needs).
    weights
        Of body b, for each further room.
    need_of, body_of
        Of session i.
    """

    kinds: tuple[tuple[int, ...], ...]
    fillable: Numbers
    suits: Truths
    ticks: Numbers
    there: Truths
    weights: Numbers
    need_of: tuple[int, ...]
    body_of: tuple[int, ...]


def loads_of(frame: Frame) -> Loads:
    kinds, fillable = _kinds(frame)
    needs: dict[tuple[object, ...], int] = {}
    need_of = tuple(
        needs.setdefault(need(frame.instance, i), len(needs)) for i in range(len(frame.lengths))
    )
    suits = np.zeros((len(needs), len(kinds)), dtype=bool)
    for i, q in enumerate(need_of):
        suits[q] = [rooms[0] in frame.rooms[i] for rooms in kinds]
    weights = [body.weight for body in frame.bodies]
    body_of = []
    for own in frame.bodies_of:
        body_of.append(own[0] if own else len(weights))
        weights += [] if own else [0]
    ticks = np.zeros((len(weights), len(needs)), dtype=np.int64)
    there = np.zeros((len(weights), len(needs)), dtype=bool)
    for i, b in enumerate(body_of):
        ticks[b, need_of[i]] += frame.instance.least[i]
        there[[b, *frame.bodies_of[i]], need_of[i]] = True
    return Loads(
        kinds, fillable, suits, ticks, there, np.array(weights, dtype=np.int64),
        need_of, tuple(body_of),
    )  # fmt: skip


def _kinds(frame: Frame) -> tuple[tuple[tuple[int, ...], ...], Numbers]:
    suited: list[set[tuple[int, ...]]] = [set() for _ in frame.open]
    for own in sorted(set(frame.rooms)):
        for r in own:
            suited[r].add(own)
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for r, mask in enumerate(frame.open):
        if suited[r]:
            groups[frozenset(suited[r]), mask].append(r)
    wastes = Wastes(frame.instance.least)
    rooms = tuple(map(tuple, groups.values()))
    most = [len(own) * fillable(frame.open[own[0]], wastes) for own in rooms]
    return rooms, np.array(most, dtype=np.int64)


def fillable(mask: int, wastes: Wastes) -> int:
    """Ticks of a mask that sessions can fill, unbroken stretch by stretch."""
    return sum(wastes.filled(end - start) for start, end in runs(mask))
