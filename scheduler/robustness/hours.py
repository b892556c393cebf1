"""
A chain whose sessions have hours before which they do not begin, and the cost of its weeks.

An hour is a pin ``not_before``: the tables of a session lead from the minute at which it is ready
to its start, and with an hour that minute is at least the hour.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.problem import RiskWeights
from scheduler.risk.chains import Chain
from scheduler.risk.drawing import Weeks, draw_weeks
from scheduler.risk.special_functions import Floats, Integers

Hours = tuple[int, ...]
"""By session of a chain: the minute before which it does not begin; 0: none."""


@dataclass(frozen=True)
class Priced:
    """
    A chain with what its weeks cost.

    Attributes
    ----------
    elapsed
        By minute: minutes of the meeting that lie before.
    lengths
        Minutes that each session lasts, shape (sessions, weeks).
    """

    chain: Chain
    elapsed: Integers
    lengths: Integers
    weights: RiskWeights


def with_hours(chain: Chain, hours: Hours) -> Chain:
    """The chain once its sessions have these hours, as it is then planned."""
    never = chain.never
    minutes = np.arange(never + 1, dtype=np.int64)
    links = tuple(
        replace(
            link,
            starts=link.starts[np.maximum(minutes, min(hour, never))],
            late_starts=link.late_starts[np.maximum(minutes, min(hour, never))],
        )
        for link, hour in zip(chain.links, hours, strict=True)
    )
    made = replace(chain, links=links)
    weeks = plan(made)
    last = int(weeks.starts[-1, 0]), int(weeks.ends[-1, 0])
    return replace(made, links=(*links[:-1], replace(links[-1], printed=(last,))))


def plan(chain: Chain) -> Weeks:
    """The week in which all last as planned, with the starts that follow."""
    begins, starts, ends = chain.begins, list[Integers](), list[Integers]()
    for n, link in enumerate(chain.links):
        start = np.array([begins]) if n == 0 else link.begins(chain.ready(ends[-1]))
        starts.append(start)
        ends.append(link.ends(start, np.array([link.planned])))
    return Weeks(np.stack(starts), np.stack(ends))


def may_be_planned(chain: Chain, hours: Hours) -> bool:
    """Whether with these hours everybody has a place, and no more overtime than without."""
    with_them, without = plan(with_hours(chain, hours)), plan(chain)
    if int(with_them.ends[-1, 0]) >= chain.never:
        return False
    return int(overtime(chain, with_them)[0]) <= int(overtime(chain, without)[0])


def costs(priced: Priced, hours: Hours) -> Floats:
    """What each week costs under these hours, which may be planned."""
    chain, weights = with_hours(priced.chain, hours), priced.weights
    printed, weeks = plan(chain), draw_weeks(chain, list(priced.lengths))
    elapsed, never = priced.elapsed, chain.never
    late = np.maximum(elapsed[weeks.starts] - elapsed[printed.starts], 0)
    late = np.where(weeks.starts < never, late, 0).sum(axis=0)
    stopped = (weeks.ends == never).any(axis=0)
    total = weights.late * late + weights.overtime * overtime(chain, weeks)
    total = total + weights.idle * idle(priced.chain, chain, elapsed, weeks)
    total = total + weights.undecided * stopped + weights.cell * _changed(chain, printed, weeks)
    return np.asarray(total, dtype=np.float64)


def idle(plain: Chain, chain: Chain, elapsed: Integers, weeks: Weeks) -> Integers:
    """Minutes of the meeting in which the room waits for the hours of sessions."""
    total = np.zeros(weeks.ends.shape[1], dtype=np.int64)
    for n in range(1, len(chain.links)):
        ready = chain.ready(weeks.ends[n - 1])
        free, waits = plain.links[n].begins(ready), chain.links[n].begins(ready)
        some = (waits < chain.never) & (weeks.starts[n] < chain.never)
        total += np.where(some, elapsed[waits] - elapsed[free], 0)
    return total


def overtime(chain: Chain, weeks: Weeks) -> Integers:
    """Minutes past the end of the last slot of each session."""
    over = np.zeros(weeks.ends.shape[1], dtype=np.int64)
    for link, end in zip(chain.links, weeks.ends, strict=True):
        close = link.places[-1].end
        over = np.maximum(over, np.where((end < chain.never) & (end > close), end - close, 0))
    return over


def _changed(chain: Chain, printed: Weeks, weeks: Weeks) -> Integers:
    """Cells in which other sessions are held than printed."""
    changed: dict[int, Integers] = {}
    for n, link in enumerate(chain.links):
        end = int(printed.ends[n, 0])
        for place in link.places:
            sits = sits_in(chain, place.start, place.end, weeks.starts[n], weeks.ends[n], end)
            was = sits_in(chain, place.start, place.end, printed.starts[n], printed.ends[n], end)
            differs = (sits != was).astype(np.int64)
            changed[place.k] = np.maximum(changed.get(place.k, differs), differs)
    total: Integers = np.sum(list(changed.values()), axis=0)
    return total


def sits_in(
    chain: Chain, opens: int, closes: int, start: Integers, end: Integers, planned_end: int
) -> Integers:
    """Whether a session is held in a slot; if nobody knows when it ends, until when planned."""
    lasted = np.where(end < chain.never, end, planned_end)
    return np.asarray((start < closes) & (lasted > opens) & (start < chain.never))


WIDE, NEAR = 12, 3
"""Hours of a session that are tried over all of its choices, and on each side of the one it has."""


def descend(
    priced: Priced,
    hours: Hours,
    choices: Sequence[Sequence[int]],
    goes_on: Callable[[], bool] = lambda: True,
) -> Hours:
    """Hours that no other choice of one session, near by or far, improves on average."""
    best, cost = hours, float(costs(priced, hours).mean())
    while True:
        before = best
        for n, own in enumerate(choices):
            for hour in _tried(own, best[n]):
                tried = (*best[:n], hour, *best[n + 1 :])
                if goes_on() and tried != best and may_be_planned(priced.chain, tried):
                    mean = float(costs(priced, tried).mean())
                    if mean < cost - 1e-9:
                        best, cost = tried, mean
        if best == before:
            return best


def _tried(own: Sequence[int], hour: int) -> list[int]:
    at = bisect_left(own, hour)
    stride = -(-len(own) // WIDE)
    return sorted({*own[::stride], *own[max(0, at - NEAR) : at + NEAR + 1]})
