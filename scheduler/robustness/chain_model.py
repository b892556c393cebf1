"""
The hours of a rolling order that cost least over drawn weeks: sample-average approximation.

One CP-SAT model has the hour of each session, which all weeks share, and for each week the start of
each session: it follows by a table from the start before it, and is not before the hour. Starts are
numbered in their order, so that "the later of both" is a maximum of two numbers. The cost of a
start in a week, and the cells of the annex that change by it, are tables as well. The last session,
once it needs overtime, comes forward no more than it must: agreed overtime is kept beside.

A model has the very weeks that ``drawing`` draws (tests/robustness), to the minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, CpModel, IntVar, LinearExpr

from scheduler.risk.chains import Chain
from scheduler.risk.links import Place
from scheduler.risk.special_functions import Integers
from scheduler.robustness.hours import Hours, Priced, may_be_planned, plan, sits_in
from scheduler.robustness.numbers import (
    Number,
    any_of,
    differ,
    later,
    number_at,
    one_of,
    range_of,
    reaches,
)
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run


@dataclass(frozen=True)
class Best:
    """Hours that were found, and whether no others of the model cost less."""

    hours: Hours
    proved: bool


def candidates(chain: Chain) -> tuple[tuple[int, ...], ...]:
    """
    By session: the hours that it may have, 0 (none) first.

    From the first start at which it can be ready in any week, to the last one at which all that
    follow still find their places as planned.
    """
    durations = [link.durations for link in chain.links]
    shortest = np.array([[d.first] for d in durations])
    starts = _earliest(chain, shortest)
    choices: list[tuple[int, ...]] = [(0,)]
    for n in range(1, len(chain.links)):
        none = (0,) * len(chain.links)
        minutes = _starts_of(chain, n)
        own = [int(m) for m in minutes if m > starts[n]]
        allowed = [m for m in own if may_be_planned(chain, (*none[:n], m, *none[n + 1 :]))]
        choices.append((0, *allowed))
    return tuple(choices)


def _earliest(chain: Chain, shortest: Integers) -> list[int]:
    begins = [chain.begins]
    for n, link in enumerate(chain.links[:-1]):
        end = link.ends(np.array([begins[-1]]), shortest[n])
        begins.append(int(chain.links[n + 1].begins(chain.ready(end))[0]))
    return begins


def _starts_of(chain: Chain, n: int) -> Integers:
    """The minutes at which a session may start, whenever it is ready, in order."""
    starts = np.unique(chain.links[n].begins(np.arange(chain.never, dtype=np.int64)))
    return starts[starts < chain.never]


def best_hours(
    priced: Priced, choices: Sequence[Sequence[int]], start: Hours, limits: Limits
) -> Best:
    """The cheapest hours of the model that were found in time, from ``start`` on."""
    made = _Model(priced, choices)
    made.cp.minimize(LinearExpr.sum(made.terms))
    fixed = made.cp.clone()
    for n, hour in enumerate(start):
        number = made.hours[n]
        if isinstance(number, IntVar):
            fixed.add(fixed.get_int_var_from_proto_index(number.index) == made.number_of(n, hour))
    solver, status = run(fixed, limits, "robust")
    if status not in (OPTIMAL, FEASIBLE):
        return Best(start, proved=False)
    for index, value in enumerate(solver.response_proto.solution):
        made.cp.add_hint(made.cp.get_int_var_from_proto_index(index), value)
    solver, status = run(made.cp, limits, "robust")
    if status not in (OPTIMAL, FEASIBLE):
        return Best(start, proved=False)
    hours = tuple(
        made.hour_of(n, solver.value(number)) if n else 0 for n, number in enumerate(made.hours)
    )
    allowed = may_be_planned(priced.chain, hours)
    return Best(hours if allowed else start, proved=allowed and status == OPTIMAL)


class _Model:
    """``terms``: what all weeks cost together; ``hours``: the number of each session's hour."""

    def __init__(self, priced: Priced, choices: Sequence[Sequence[int]]) -> None:
        self.cp, self.priced, self.terms = CpModel(), priced, list[LinearExpr | int]()
        chain = priced.chain
        self.minutes = [
            np.append(_starts_of(chain, n), chain.never) for n in range(len(chain.links))
        ]
        self.choices = choices
        self.hours: list[Number] = [0]
        for n in range(1, len(chain.links)):
            last = self.number_of(n, max(choices[n]))
            self.hours.append(self.cp.new_int_var(0, last, f"hour[{n}]") if last else 0)
        self.first_late = self._first_late(chain.links[-1].starts[self.minutes[-1][:-1]])
        self.as_planned = np.array([link.planned for link in chain.links])
        self.planned: list[Number] = [0]
        for n in range(len(chain.links) - 1):
            self.planned.append(self._next(n, self.planned[n], self.as_planned))
        self.printed: dict[tuple[int, int], tuple[Number, Number]] = {}
        self._plan_as_well()
        for w in range(priced.lengths.shape[1]):
            lengths = priced.lengths[:, w]
            self._price(lengths, self._starts(lengths))

    def number_of(self, n: int, hour: int) -> int:
        return int(np.searchsorted(self.minutes[n], hour))

    def hour_of(self, n: int, number: int) -> int:
        """0 where no week starts earlier than that anyway."""
        hour = int(self.minutes[n][number])
        return hour if hour >= min(self.choices[n][1:], default=hour + 1) else 0

    def _plan_as_well(self) -> None:
        """As planned, everybody begins where the rest still finds its place."""
        chain = self.priced.chain
        for n in range(1, len(chain.links)):
            most = max(self.choices[n]) or int(plan(chain).starts[n, 0])
            start = self.planned[n]
            if isinstance(start, IntVar):
                self.cp.add(start <= self.number_of(n, most))

    def _first_late(self, nominal: Integers) -> int:
        """The number of the first start of the last session that needs overtime."""
        return int(np.count_nonzero(nominal < self.priced.chain.never))

    def _starts(self, lengths: Integers) -> list[Number]:
        """By session the number of its start in a week; of the first, which is fixed, 0."""
        starts, agreed = list[Number]([0]), self._if_late(self.planned[-1])
        last = len(self.hours) - 1
        for n in range(last):
            ready = self._ready(n, starts[n], lengths)
            start = later(self.cp, ready, self.hours[n + 1])
            self._price_idle(n + 1, ready, start)
            planned = start
            for m in range(n + 1, last):
                planned = self._next(m, planned, self.as_planned)
            agreed = self._if_late(planned, later(self.cp, agreed, planned))
            if n + 1 == last:
                starts.append(later(self.cp, agreed, start))
            else:
                starts.append(self._never_as_well(n + 1, start, planned))
        return starts

    def _next(self, n: int, start: Number, lengths: Integers) -> Number:
        """The number of the next start, if the n-th session lasts so long and nobody decides."""
        return later(self.cp, self._ready(n, start, lengths), self.hours[n + 1])

    def _ready(self, n: int, start: Number, lengths: Integers) -> Number:
        """The same without the hour of the next session."""
        chain, link = self.priced.chain, self.priced.chain.links[n]
        minutes = np.array([chain.begins]) if n == 0 else self.minutes[n]
        ends = link.ends(minutes, np.full(len(minutes), lengths[n]))
        following = chain.links[n + 1].begins(chain.ready(ends))
        numbers = np.searchsorted(self.minutes[n + 1], following)
        return number_at(self.cp, start, numbers)

    def _if_late(self, planned: Number, value: Number | None = None) -> Number:
        """A number (that which is planned) if what is planned needs overtime; else 0."""
        value = planned if value is None else value
        low, high = range_of(planned)
        if high < self.first_late:
            return 0
        if low >= self.first_late:
            return value
        late = reaches(self.cp, planned, self.first_late)
        made = self.cp.new_int_var(0, range_of(value)[1], "")
        self.cp.add(made == value).only_enforce_if(late)
        self.cp.add(made == 0).only_enforce_if(~late)
        return made

    def _never_as_well(self, n: int, start: Number, planned: Number) -> Number:
        """Somebody has to decide before a session if the last one would find no place."""
        never, own = len(self.minutes[-1]) - 1, len(self.minutes[n]) - 1
        low, high = range_of(planned)
        if high < never:
            return start
        if low == never:
            return own
        made = self.cp.new_int_var(range_of(start)[0], own, "")
        self.cp.add_max_equality(made, [start, own * reaches(self.cp, planned, never)])
        return made

    def _price(self, lengths: Integers, starts: Sequence[Number]) -> None:
        """What one week costs."""
        chain, weights = self.priced.chain, self.priced.weights
        never, cells = chain.never, dict[int, list[Number]]()
        for n, link in enumerate(chain.links):
            minutes = np.array([chain.begins]) if n == 0 else self.minutes[n]
            ends = link.ends(minutes, np.full(len(minutes), lengths[n]))
            close = link.places[-1].end
            price = weights.overtime * np.where(ends < never, np.maximum(ends - close, 0), 0)
            if n + 1 == len(chain.links):
                price = price + weights.undecided * (ends == never)
            self.terms.append(number_at(self.cp, starts[n], price))
            self._price_late(n, starts[n])
            for place in link.places:
                printed, goes_on = self._as_printed(n, place)
                # where nobody knows when it ends: until it is printed to end, under these hours
                least, most = (
                    sits_in(chain, place.start, place.end, minutes, ends, until).astype(np.int64)
                    for until in (0, never)
                )
                held = one_of(self.cp, starts[n], least, most, goes_on)
                cells.setdefault(place.k, []).append(differ(self.cp, held, printed))
        for own in cells.values():
            self.terms.append(weights.cell * any_of(self.cp, own))

    def _price_late(self, n: int, start: Number) -> None:
        if n == 0 or not self.priced.weights.late:
            return
        elapsed, planned = self.priced.elapsed[self.minutes[n]].copy(), self.planned[n]
        if isinstance(planned, int):
            late = np.maximum(elapsed - elapsed[planned], 0)
            late[-1] = 0
            self.terms.append(number_at(self.cp, start, self.priced.weights.late * late))
            return
        was = number_at(self.cp, planned, elapsed)
        elapsed[-1] = 0
        late_minutes = self.cp.new_int_var(0, int(elapsed.max()), "")
        self.cp.add(late_minutes >= number_at(self.cp, start, elapsed) - was)
        self.terms.append(self.priced.weights.late * late_minutes)

    def _price_idle(self, n: int, ready: Number, start: Number) -> None:
        """Minutes of the meeting in which the room waits for the hour of a session."""
        if start is ready or not self.priced.weights.idle:
            return
        elapsed = self.priced.elapsed[self.minutes[n]] * self.priced.weights.idle
        self.terms += [number_at(self.cp, start, elapsed), -1 * number_at(self.cp, ready, elapsed)]

    def _as_printed(self, n: int, place: Place) -> tuple[Number, Number]:
        """Whether it is printed in a slot, and whether its printed end lies past the opening."""
        if (n, place.k) not in self.printed:
            chain, link = self.priced.chain, self.priced.chain.links[n]
            minutes = np.array([chain.begins]) if n == 0 else self.minutes[n]
            ends = link.ends(minutes, np.full(len(minutes), link.planned))
            sits = sits_in(chain, place.start, place.end, minutes, ends, 0)
            tables = sits.astype(np.int64), (ends > place.start).astype(np.int64)
            printed, goes_on = (number_at(self.cp, self.planned[n], table) for table in tables)
            self.printed[n, place.k] = printed, goes_on
        return self.printed[n, place.k]
