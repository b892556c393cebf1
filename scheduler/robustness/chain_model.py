"""
The hours of a rolling order that cost least over drawn weeks: sample-average approximation.

One CP-SAT model: the hour of each session, which all weeks share, and of each week the start of
each session, which follows by a table from the start before it and is the hour at the least. Starts
are numbered in their order, so that "the later of both" is a maximum of two numbers. What a week
costs of a start, and which cells of the annex change by it, are tables as well. The last session,
once it needs overtime, comes forward no more than it must: what is agreed is kept beside.

A model has the very weeks that ``drawing`` draws (tests/robustness), to the minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, BoolVarT, CpModel, IntVar, LinearExpr

from scheduler.risk.chains import Chain
from scheduler.risk.special_functions import Integers
from scheduler.robustness.hours import Hours, Priced, may_be_planned, plan, sits_in
from scheduler.search.cpsat.running import Limits, run

Number = IntVar | int
"""The number of a start among those of a session; the last one is NEVER."""


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
            start = self._later(ready, self.hours[n + 1])
            self._price_idle(n + 1, ready, start)
            planned = start
            for m in range(n + 1, last):
                planned = self._next(m, planned, self.as_planned)
            agreed = self._if_late(planned, self._later(agreed, planned))
            if n + 1 == last:
                starts.append(self._later(agreed, start))
            else:
                starts.append(self._never_as_well(n + 1, start, planned))
        return starts

    def _next(self, n: int, start: Number, lengths: Integers) -> Number:
        """The number of the next start, if the n-th session lasts so long and nobody decides."""
        return self._later(self._ready(n, start, lengths), self.hours[n + 1])

    def _ready(self, n: int, start: Number, lengths: Integers) -> Number:
        """The same without the hour of the next session."""
        chain, link = self.priced.chain, self.priced.chain.links[n]
        minutes = np.array([chain.begins]) if n == 0 else self.minutes[n]
        ends = link.ends(minutes, np.full(len(minutes), lengths[n]))
        following = chain.links[n + 1].begins(chain.ready(ends))
        numbers = np.searchsorted(self.minutes[n + 1], following)
        return self._at(start, numbers)

    def _if_late(self, planned: Number, value: Number | None = None) -> Number:
        """A number (that which is planned) if what is planned needs overtime; else 0."""
        value = planned if value is None else value
        low, high = _range(planned)
        if high < self.first_late:
            return 0
        if low >= self.first_late:
            return value
        late = self._reaches(planned, self.first_late)
        made = self.cp.new_int_var(0, _range(value)[1], "")
        self.cp.add(made == value).only_enforce_if(late)
        self.cp.add(made == 0).only_enforce_if(~late)
        return made

    def _never_as_well(self, n: int, start: Number, planned: Number) -> Number:
        """Somebody has to decide before a session if the last one would find no place."""
        never, own = len(self.minutes[-1]) - 1, len(self.minutes[n]) - 1
        low, high = _range(planned)
        if high < never:
            return start
        if low == never:
            return own
        made = self.cp.new_int_var(_range(start)[0], own, "")
        self.cp.add_max_equality(made, [start, own * self._reaches(planned, never)])
        return made

    def _reaches(self, number: Number, least: int) -> BoolVarT:
        literal = self.cp.new_bool_var("")
        self.cp.add(number >= least).only_enforce_if(literal)
        self.cp.add(number < least).only_enforce_if(~literal)
        return literal

    def _at(self, index: Number, table: Integers) -> Number:
        """``table[index]``, a number of its own where that depends on the index."""
        if isinstance(index, int):
            return int(table[index])
        low, high = _range(index)
        own = [int(value) for value in table[low : high + 1]]
        if min(own) == max(own):
            return own[0]
        made = self.cp.new_int_var(min(own), max(own), "")
        self.cp.add_element(index - low, own, made)
        return made

    def _later(self, start: Number, hour: Number) -> Number:
        (low, high), (first, last) = _range(start), _range(hour)
        if last <= low:
            return start
        if high <= first:
            return hour
        made = self.cp.new_int_var(max(low, first), max(high, last), "")
        self.cp.add_max_equality(made, [start, hour])
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
            self.terms.append(self._at(starts[n], price))
            self._price_late(n, starts[n])
            for place in link.places:
                printed = self._printed(n, place.start, place.end)
                sits = sits_in(chain, place.start, place.end, minutes, ends, link.printed[-1][1])
                held = self._at(starts[n], sits.astype(np.int64))
                cells.setdefault(place.k, []).append(self._differ(held, printed))
        for own in cells.values():
            self.terms.append(weights.cell * self._any(own))

    def _price_late(self, n: int, start: Number) -> None:
        if n == 0 or not self.priced.weights.late:
            return
        elapsed, planned = self.priced.elapsed[self.minutes[n]].copy(), self.planned[n]
        if isinstance(planned, int):
            late = np.maximum(elapsed - elapsed[planned], 0)
            late[-1] = 0
            self.terms.append(self._at(start, self.priced.weights.late * late))
            return
        was = self._at(planned, elapsed)
        elapsed[-1] = 0
        late_minutes = self.cp.new_int_var(0, int(elapsed.max()), "")
        self.cp.add(late_minutes >= self._at(start, elapsed) - was)
        self.terms.append(self.priced.weights.late * late_minutes)

    def _price_idle(self, n: int, ready: Number, start: Number) -> None:
        """Minutes of the meeting in which the room waits for the hour of a session."""
        if start is ready or not self.priced.weights.idle:
            return
        elapsed = self.priced.elapsed[self.minutes[n]] * self.priced.weights.idle
        self.terms += [self._at(start, elapsed), -1 * self._at(ready, elapsed)]

    def _printed(self, n: int, opens: int, closes: int) -> Number:
        """Whether it is printed in a slot."""
        chain, link = self.priced.chain, self.priced.chain.links[n]
        minutes = np.array([chain.begins]) if n == 0 else self.minutes[n]
        ends = link.ends(minutes, np.full(len(minutes), link.planned))
        sits = sits_in(chain, opens, closes, minutes, ends, link.printed[-1][1])
        return self._at(self.planned[n], sits.astype(np.int64))

    def _differ(self, held: Number, printed: Number) -> Number:
        if isinstance(held, int) and isinstance(printed, int):
            return int(held != printed)
        made = self.cp.new_bool_var("")
        self.cp.add(made >= held - printed)
        self.cp.add(made >= printed - held)
        return made

    def _any(self, literals: Sequence[Number]) -> Number:
        """At least one; as it costs something, no more than that."""
        if any(one == 1 for one in literals if isinstance(one, int)):
            return 1
        open_ones = [one for one in literals if not isinstance(one, int)]
        if len(open_ones) < 2:
            return open_ones[0] if open_ones else 0
        made = self.cp.new_bool_var("")
        for one in open_ones:
            self.cp.add(made >= one)
        return made


def _range(number: Number) -> tuple[int, int]:
    if isinstance(number, int):
        return number, number
    domain = list(number.proto.domain)  # itself it knows no last one
    return domain[0], domain[-1]
