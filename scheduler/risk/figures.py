"""The risk of sessions in figures: chances with their intervals, percentiles, minutes."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from scheduler.risk.chains import Chain
from scheduler.risk.drawn import Booleans, Drawn
from scheduler.risk.exact import Chances
from scheduler.risk.special_functions import Floats, Integers
from scheduler.risk.stand import Stand

LEVELS = (0.1, 0.5, 0.9)
NORMAL = 1.959963984540054
"""The half width of a 95 % interval, in standard errors."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance, and the 95 % interval of it; ``low`` and ``high`` are equal where it is exact."""

    value: float
    low: float
    high: float

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, and the half width of its 95 % interval; 0 where it is exact."""

    value: float
    margin: float = 0.0


Percentiles = tuple[datetime | None, datetime | None, datetime | None]
"""The moments that are not passed in 10, 50 and 90 of 100 weeks; None: somebody has to decide."""


@dataclass(frozen=True)
class SessionRisk:
    """
    How late one session may be.

    Attributes
    ----------
    printed_start, printed_end
        As the annex and the timetable have it; local.
    starts, ends
        Percentiles.
    starts_later, starts_earlier, ends_later
        Chances; a session that has no place in a week starts and ends later.
    late
        Minutes of the meeting (nights and lunches apart) by which it starts later, on average over
        the weeks in which it starts.
    undecided
        The chance that somebody has to decide before it has ended.
    is_on
        Whether it has begun, and is not over.
    """

    session: str
    room: str
    printed_start: datetime
    printed_end: datetime
    starts: Percentiles
    ends: Percentiles
    starts_later: Chance
    starts_earlier: Chance
    ends_later: Chance
    late: Mean
    undecided: Chance
    is_on: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """The minute at which something happens: chances by minute, or weeks drawn."""

    never: int
    exact: Floats | None
    drawn: Integers | None

    def later_than(self, minute: int) -> Chance:
        if self.exact is not None:
            return _certain(1.0 - float(self.exact[: minute + 1].sum()))
        assert self.drawn is not None
        return share(self.drawn > minute)

    def earlier_than(self, minute: int) -> Chance:
        if self.exact is not None:
            return _certain(float(self.exact[:minute].sum()))
        assert self.drawn is not None
        return share(self.drawn < minute)

    def reached(self, level: float) -> int | None:
        """The first minute at which the chance is reached; None if it never is."""
        if self.exact is not None:
            sums = np.cumsum(self.exact)
            minute = int(np.searchsorted(sums, level - 1e-12))
        else:
            assert self.drawn is not None
            minute = int(np.quantile(self.drawn, level, method="inverted_cdf"))
        return minute if minute < self.never else None

    def mean_late(self, printed: int, elapsed: Integers) -> Mean:
        """Minutes of the meeting after ``printed``, on average, where it happens at all."""
        after = np.maximum(elapsed - elapsed[printed], 0)
        if self.exact is not None:
            late = after[:-1]
            total = float(self.exact[:-1].sum())
            return Mean(float(late @ self.exact[:-1]) / total if total > 0 else 0.0)
        assert self.drawn is not None
        some = self.drawn[self.drawn < self.never]
        return mean(after[some])


def share(yes: Booleans) -> Chance:
    """The share of weeks, with the interval of Wilson (1927)."""
    n, k = len(yes), int(np.count_nonzero(yes))
    if n == 0:
        return Chance(0.0, 0.0, 1.0)
    p, z = k / n, NORMAL * NORMAL / n
    middle, half = p + z / 2.0, NORMAL * math.sqrt(p * (1.0 - p) / n + z / (4.0 * n))
    return Chance(p, max(0.0, (middle - half) / (1.0 + z)), min(1.0, (middle + half) / (1.0 + z)))


def mean(values: Integers | Floats) -> Mean:
    """The mean with its margin."""
    n = len(values)
    if n == 0:
        return Mean(0.0)
    spread = float(np.std(values, ddof=1)) if n > 1 else 0.0
    return Mean(float(np.mean(values)), NORMAL * spread / math.sqrt(n))


def _certain(value: float) -> Chance:
    value = min(1.0, max(0.0, value))
    value = 0.0 if value < 1e-12 else value
    return Chance(value, value, value)


def session_risks(
    stand: Stand,
    chains: Sequence[Chain],
    worked_out: Mapping[str, Chances],
    drawn: Drawn,
) -> Iterator[SessionRisk]:
    """The risk of every session that is not over, in the order in which they are printed."""
    rooms = {link.session: chain.room for chain in chains for link in chain.links}
    first: dict[str, tuple[datetime, datetime, str]] = {}
    for s in stand.printed.sittings:
        start, _, room = first.get(s.session, (s.start, s.end, s.room))
        first[s.session] = (start, s.end, room)
    for id, (start, end, room) in first.items():
        if id not in drawn.starts or stand.is_over(id):
            continue
        exact = worked_out.get(id)
        starts = Arrival(drawn.never, exact.starts if exact else None, drawn.starts[id])
        ends = Arrival(drawn.never, exact.ends if exact else None, drawn.ends[id])
        was, until = stand.minute(start), stand.minute(end)
        yield SessionRisk(
            session=id,
            room=rooms.get(id, room),
            printed_start=start,
            printed_end=end,
            starts=_percentiles(stand, starts),
            ends=_percentiles(stand, ends),
            starts_later=starts.later_than(was),
            starts_earlier=starts.earlier_than(was),
            ends_later=ends.later_than(until),
            late=starts.mean_late(was, stand.meeting_minutes),
            undecided=ends.later_than(drawn.never - 1),
            is_on=id in stand.held,
        )


def _percentiles(stand: Stand, arrival: Arrival) -> Percentiles:
    low, middle, high = (arrival.reached(level) for level in LEVELS)
    return (_clock(stand, low), _clock(stand, middle), _clock(stand, high))


def _clock(stand: Stand, minute: int | None) -> datetime | None:
    return None if minute is None else stand.clock(minute)
