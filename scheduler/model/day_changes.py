"""
When a session can start if sessions change their day for no more than a given price.

A timetable is known that costs nothing in the tiers before ``days``, and D in that one. None that
costs less, or as much, has sessions that change their day for more than D. In a rolling order that
keeps its sequence nobody changes alone: whoever starts at tick T or later has pushed all those
behind past the ends of their published days who cannot start before T and the least minutes of
those between. So each session has a last start, which leaves a few slots of a long meeting.

Their first starts stay as they are: at which moments a session could have started is asked of
moments at which it would be too dear as well (``rolling``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.instance.instance import Instance
from scheduler.instance.records import Order
from scheduler.model import bounds, notice
from scheduler.model.candidates import Candidates

ROUNDS = 3
"""So often what one session leaves to the others is counted once more."""


def keep_days(instance: Instance, candidates: Candidates, most: int) -> None:
    """Narrow starts and slots to those of timetables that cost so much at the most in ``days``."""
    for _ in range(ROUNDS):
        days = _Days.of(instance, candidates)
        slack = most - days.unavoidable
        before = list(candidates.earliest), list(candidates.latest)
        if slack >= 0:
            _narrow(instance, candidates, days, slack)
        if before == (candidates.earliest, candidates.latest):
            return
        bounds.tighten(instance, candidates)


def _narrow(instance: Instance, candidates: Candidates, days: "_Days", slack: int) -> None:
    alone = {i for i, begun in enumerate(instance.begun) if not begun}
    for order in instance.orders:
        if order.free:
            continue
        chain = [i for i in order.sessions if not instance.begun[i]]
        alone.difference_update(chain)
        until = instance.horizon
        for n in reversed(range(len(chain))):
            i = chain[n]
            behind = _behind(instance, candidates, order, chain[n:])
            last = min(days.last(behind, slack), until - instance.least[i])
            _between(instance, candidates, i, (0, last, until))
            if candidates.is_sure(i, instance):
                until = min(until, candidates.latest[i] - order.changeover)
    for i in sorted(alone):
        first = 0 if i in instance.order_of else days.first(i, slack)
        _between(instance, candidates, i, (first, days.last([(i, 0)], slack), instance.horizon))


Leads = list[tuple[int, int]]
"""Sessions, with the least ticks between their start and that of another."""


def _behind(
    instance: Instance, candidates: Candidates, order: Order, chain: Sequence[int]
) -> Leads:
    """The first of a chain, and whoever surely follows it."""
    leads, lead = [], 0
    for n, f in enumerate(chain):
        if n == 0 or candidates.is_sure(f, instance):
            leads.append((f, lead))
            lead += instance.least[f] + order.changeover
    return leads


def _between(
    instance: Instance, candidates: Candidates, i: int, window: tuple[int, int, int]
) -> None:
    """Session i starts between two ticks, and is over by a third."""
    first, last, until = window
    candidates.earliest[i] = first = max(candidates.earliest[i], first)
    candidates.latest[i] = last = min(candidates.latest[i], last)
    candidates.ends[i] = min(candidates.ends[i], until)
    begins = min(last, until - 1) if instance.sessions[i].split is None else until - 1
    candidates.slots[i] = {
        k
        for k in candidates.slots[i]
        if instance.slots[k].start <= begins and instance.slots[k].end > first
    }


@dataclass(frozen=True, slots=True)
class _Days:
    """
    What it costs that sessions leave their published days.

    Attributes
    ----------
    own
        The first and the last tick of its published day at which a session may start, and the
        price of another day; of those who may stay on that day.
    unavoidable
        What every timetable pays.
    """

    own: dict[int, tuple[int, int, int]]
    unavoidable: int
    horizon: int

    @classmethod
    def of(cls, instance: Instance, candidates: Candidates) -> "_Days":
        own, unavoidable = dict[int, tuple[int, int, int]](), 0
        for i, published in instance.published.items():
            day = instance.slots[published.sittings[0][0]].day
            price = notice.of_session(instance, i)
            if instance.begun[i]:
                other = instance.slots[instance.begun[i][0].slot].day != day
                unavoidable += price * other
                continue
            here = [s for k in candidates.slots[i] if (s := instance.slots[k]).day == day]
            first = min((s.start for s in here), default=0)
            last = max((s.end for s in here), default=0) - 1
            if max(first, candidates.earliest[i]) <= min(last, candidates.latest[i]):
                own[i] = first, last, price
            elif candidates.is_sure(i, instance):
                unavoidable += price
        return cls(own, unavoidable, instance.horizon)

    def last(self, behind: Leads, slack: int) -> int:
        """The last start of one for which those behind change their day for no more than that."""
        those = ((*self.own[f], lead) for f, lead in behind if f in self.own)
        for last, price in sorted((last - lead, price) for _, last, price, lead in those):
            slack -= price
            if slack < 0:
                return last
        return self.horizon

    def first(self, i: int, slack: int) -> int:
        """The first start of one that follows nobody."""
        first, _, price = self.own.get(i, (0, 0, 0))
        return first if price > slack else 0
