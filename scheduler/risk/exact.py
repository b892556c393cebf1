"""
The chances of a chain, worked out: each start is a table of the end before it, each end a sum.

The chance of a position is convolved with the chances of the minutes that a session lasts; tables
lead from positions to minutes of the clock and on to the next start. Nothing is drawn, and nothing
is rounded but by the machine. Where sessions hang together (``same_chair``, ``same_body``) the sums
do not hold: then weeks are drawn.

What is planned for the last session, once it needs overtime, is kept beside the minute: it comes
forward only as far as ``Chain.replanned`` says, and so depends on more than the end before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scheduler.risk.chains import Chain
from scheduler.risk.distributions import Durations
from scheduler.risk.links import Link
from scheduler.risk.special_functions import Floats, Integers, distinct

NOTHING = 1e-18
"""A chance so small is none."""
Masses = dict[int, Floats]
"""Chances by minute, for each start planned for the last session (NEVER: without overtime)."""


@dataclass(frozen=True)
class Chances:
    """
    The chance of each minute at which a session may start, and end.

    What is missing to 1 are weeks in which somebody has to decide before, or (of ends) during it.
    """

    starts: Floats
    ends: Floats


def chances(chain: Chain, durations: tuple[Durations, ...] | None = None) -> tuple[Chances, ...]:
    """By session of the chain; ``durations``: others than its own."""
    spreads = durations or tuple(link.durations for link in chain.links)
    worked_out = []
    begun: Masses = _first(chain)
    for n, (link, spread) in enumerate(zip(chain.links, spreads, strict=True)):
        held = chain.held if n == 0 else 0
        ended = {
            planned: _ended(chain, link, mass, spread, held) for planned, mass in begun.items()
        }
        worked_out.append(Chances(_together(chain, begun), _together(chain, ended)))
        if n + 1 < len(chain.links):
            begun = _started(chain, n + 1, ended)
    return tuple(worked_out)


def _first(chain: Chain) -> Masses:
    mass = np.zeros(chain.never + 1)
    mass[chain.begins] = 1.0
    late = chain.links[-1].printed[0][0]
    return {late if late in chain.late_starts else chain.never: mass}


def _ended(chain: Chain, link: Link, mass: Floats, spread: Durations, held: int) -> Floats:
    """Chances of each minute at which it ends, by those of each at which it starts."""
    ends = np.zeros(chain.never + 1)
    starts = np.nonzero(mass > NOTHING)[0]
    if held:  # it began before now, and goes on from there
        end = link.ends(np.full(len(spread.chance), chain.now), _left(spread, held))
        np.add.at(ends, end, spread.chance)
        return _without_never(ends)
    for farthest in distinct(link.farthest[starts]):
        own = starts[link.farthest[starts] == farthest]
        low, high = int(link.positions[own[0]]), int(link.positions[own[-1]])
        at = np.bincount(link.positions[own] - low, weights=mass[own], minlength=high - low + 1)
        sums = np.convolve(at, spread.chance)
        first = low + spread.first
        kept = sums[: max(0, int(farthest) - first + 1)]
        ends += np.bincount(
            link.clock[first : first + len(kept)], weights=kept, minlength=len(ends)
        )
    return _without_never(ends)


def _left(spread: Durations, held: int) -> Integers:
    return spread.first + np.arange(len(spread.chance), dtype=np.int64) - held


def _started(chain: Chain, n: int, ended: Masses) -> Masses:
    """Chances of each start of the n-th session, by those of each end before it."""
    begun: Masses = {}
    link, minutes = chain.links[n], np.arange(chain.never + 1, dtype=np.int64)
    ready = chain.ready(minutes)
    last_ready = chain.planned_ready[n][ready]
    for planned, mass in ended.items():
        after = chain.replanned(np.full(len(minutes), planned), last_ready)
        start = link.begins(ready)
        if n == len(chain.links) - 1:
            start = np.where(after < chain.never, after, start)
        start = np.where(last_ready < chain.never, start, chain.never)
        for value, own in _by_value(after, mass):
            row = begun.setdefault(value, np.zeros(chain.never + 1))
            row += np.bincount(start[own], weights=mass[own], minlength=len(row))
    return {value: _without_never(row) for value, row in begun.items()}


def _by_value(after: Integers, mass: Floats) -> Iterator[tuple[int, Integers]]:
    some = np.nonzero(mass > NOTHING)[0]
    for value in distinct(after[some]):
        yield int(value), some[after[some] == value]


def _without_never(mass: Floats) -> Floats:
    mass[-1] = 0.0
    return mass


def _together(chain: Chain, masses: Masses) -> Floats:
    return np.sum(list(masses.values()), axis=0) if masses else np.zeros(chain.never + 1)
