"""
One session of a rolling order as tables over minutes: when it starts, and when it ends.

Minutes count from local midnight of the first day. Its *position* at a minute is how many minutes
of the slots that it may use lie before it; so a session that lasts d minutes from position p ends
where position p + d is reached. ``NEVER`` stands for what cannot be: it is the last index of every
table, and every table leads from there to itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.instance.instance import Instance
from scheduler.risk.distributions import Durations
from scheduler.risk.special_functions import Integers


@dataclass(frozen=True, slots=True)
class Place:
    """A slot that a session may use: [start, end), and how far overtime may go beyond it."""

    k: int
    day: int
    start: int
    end: int
    allowed: int
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """
    Session ``i`` of an instance in minutes.

    Attributes
    ----------
    planned
        Its minutes in force.
    printed
        (start, end) of each published sitting.
    starts, late_starts
        By the minute at which it is ready: when it then starts, if all of it fits without
        overtime; and if it has to use overtime.
    positions
        By minute: how many minutes of its slots lie before.
    clock, slots
        By position at which it ends: the minute, and the number of the slot among ``places``.
    farthest
        By the minute at which it starts: the position beyond which it cannot go on.
    """

    i: int
    session: str
    planned: int
    durations: Durations
    printed: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    starts: Integers
    late_starts: Integers
    positions: Integers
    clock: Integers
    slots: Integers
    farthest: Integers

    @property
    def never(self) -> int:
        return len(self.positions) - 1

    def begins(self, ready: Integers) -> Integers:
        """When it starts by the minute at which it is ready, late if need be."""
        start = self.starts[ready]
        return np.where(start < self.never, start, self.late_starts[ready])

    def ends(self, start: Integers, minutes: Integers) -> Integers:
        """When it ends; NEVER if it cannot go on for so long."""
        position = self.positions[start] + minutes
        fits = (position <= self.farthest[start]) & (start < self.never)
        return np.where(fits, self.clock[np.where(fits, position, 0)], self.never)


def build_link(
    instance: Instance,
    i: int,
    places: Sequence[Place],
    durations: Durations,
    never: int,
) -> Link:
    """The tables of session i, in the slots that it may use; ``never``: past every minute."""
    bounds = np.concatenate(([0], np.cumsum([p.end - p.start for p in places]))).astype(np.int64)
    clock, slots = _by_position(places, bounds, never)
    nowhere = np.full(never + 1, never, dtype=np.int64)
    link = Link(
        i=i,
        session=instance.sessions[i].id,
        planned=instance.planned[i],
        durations=durations,
        printed=_printed(instance, i),
        places=tuple(places),
        starts=nowhere,
        late_starts=nowhere,
        positions=_positions(places, never),
        clock=clock,
        slots=slots,
        farthest=_farthest(instance, i, places, bounds, never),
    )
    nominal, late = _valid_starts(instance, link, bounds)
    return replace(link, starts=_next_of(nominal, never), late_starts=_next_of(late, never))


def _by_position(
    places: Sequence[Place], bounds: Integers, never: int
) -> tuple[Integers, Integers]:
    """The minute, and the number of the place, by the position at which a session ends."""
    last = places[-1].allowed if places else 0
    clock = np.full(int(bounds[-1]) + last + 1, never, dtype=np.int64)
    slots = np.zeros(len(clock), dtype=np.int64)
    for n, place in enumerate(places):
        low, high = int(bounds[n]), int(bounds[n + 1]) + (last if n == len(places) - 1 else 0)
        clock[low + 1 : high + 1] = np.arange(place.start + 1, place.start + 1 + high - low)
        slots[low + 1 : high + 1] = n
    if places:
        clock[0] = places[0].start
    return clock, slots


def _farthest(
    instance: Instance, i: int, places: Sequence[Place], bounds: Integers, never: int
) -> Integers:
    """By start: the position beyond which the session cannot go on."""
    farthest = np.zeros(never + 1, dtype=np.int64)
    for n, place in enumerate(places):
        reach = _reach(instance, i, places, n)
        over = places[-1].allowed if reach == len(places) - 1 else 0
        farthest[place.start : place.end] = bounds[reach + 1] + over
    return farthest


def _positions(places: Sequence[Place], never: int) -> Integers:
    inside = np.zeros(never + 1, dtype=np.int64)
    for n, place in enumerate(places):
        end = place.end + (place.allowed if n == len(places) - 1 else 0)
        inside[place.start : min(end, never)] = 1
    return np.concatenate(([0], np.cumsum(inside[:-1])))


def _reach(instance: Instance, i: int, places: Sequence[Place], n: int) -> int:
    """The last of the places that a session that starts in the n-th one may go on to."""
    split = instance.sessions[i].split
    if split is None:
        return n
    farthest = len(places) - 1
    if split.most_parts is not None:
        farthest = min(farthest, n + split.most_parts - 1)
    if split.days == "same":
        while places[farthest].day != places[n].day:
            farthest -= 1
    return farthest


def _valid_starts(instance: Instance, link: Link, bounds: Integers) -> tuple[list[int], list[int]]:
    """Minutes at which it could start: without overtime, and with overtime alone."""
    nominal: list[int] = []
    late: list[int] = []
    pin = instance.pinned(link.i) or (0, link.never)
    first, latest = max(pin[0], instance.earliest(link.i)), pin[1]
    least_part, total = instance.least_part[link.i], int(bounds[-1])
    for n, place in enumerate(link.places):
        t = np.array([s for s in place.starts if first <= s <= latest], dtype=np.int64)
        end = link.positions[t] + link.planned
        possible = end <= link.farthest[t]
        at = link.slots[np.where(possible, end, 0)]
        cut = at > n
        first_part, tail = place.end - t, np.where(possible, end, 0) - bounds[at]
        fits = possible & (~cut | ((first_part >= least_part) & (tail >= least_part)))
        nominal += t[fits & (end <= total)].tolist()
        late += t[fits & (end > total)].tolist()
    return nominal, late


def _next_of(valid: Sequence[int], never: int) -> Integers:
    """By minute: the first of these from then on."""
    following = np.searchsorted(np.array(valid, dtype=np.int64), np.arange(never + 1), side="left")
    table = np.array([*valid, never], dtype=np.int64)[following]
    table[never] = never
    return table


def _printed(instance: Instance, i: int) -> tuple[tuple[int, int], ...]:
    session, situation = instance.sessions[i].id, instance.problem.situation
    assert situation is not None
    own = sorted((s for s in situation.published if s.session == session), key=lambda s: s.start)
    return tuple((instance.grid.floor(s.start), instance.grid.floor(s.end)) for s in own)
