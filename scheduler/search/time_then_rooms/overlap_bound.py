"""
What is on at once: a bound of what overlaps cost, whatever else a timetable is like.

At each moment of the meeting a set S of sessions is going on. What it costs at that moment depends
on S alone: who should not meet does, people are wanted twice, a small delegation is torn. So each
timetable gives every possible set the time y_S for which it is on, and costs no less than

    minimise    sum_S cost(S) * y_S
    such that   sum over S that hold i of y_S     >=  d_i            for each session i
                sum over S of a class c of y_S    <=  time_c         for each class of slots c

S holds no two that may not meet, no more than there are rooms, and no more than are allowed at
once. Slots in which the same sessions may be held are of one class. With prices p_i >= 0 of a tick
of session i,

    sum_i p_i * d_i  -  sum_c time_c * max over S of c of (sum_{i in S} p_i - cost(S))

costs no more than any of them (Lagrange), whatever the prices: that is the bound. The prices come
from column generation: a linear program over the sets found so far, to which the best set of each
class at prices near the best so far is added (Wentges 1997). Where all sessions start with their
slots, a moment is a slot; else it is a tick, and what costs once costs its share of each tick.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import comb

from ortools.linear_solver import pywraplp
from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, BoolVarT, CpModel, LinearExpr

from scheduler import model as models
from scheduler.instance import conflicts
from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.model.lines import indices
from scheduler.problem import Concurrency, Conflict
from scheduler.search.cpsat.running import Limits, run
from scheduler.search.time_then_rooms import relaxation
from scheduler.timetable import Timetable

UNIT = 1_000
"""Prices are whole thousandths."""
CLASSES = 12
"""Classes of slots, at the most; those that differ least become one."""
SESSIONS, FOES = 400, 5_000
"""Sessions, and sets of them that cost something, up to which it is worth while."""
CENTRE = 0.6
"""How near the prices that are tried are to the best so far, from 0 to 1."""
CLOSE = 0.002
"""The gap, of the bound, between it and the linear program at which nothing more is to be found."""

Set = frozenset[int]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who can follow only so many of these sessions at once, at a price for each more."""

    follows: Set
    people: int
    price: int


@dataclass(frozen=True, slots=True)
class Moments:
    """
    What may be on at a moment, and what it costs; a moment is a slot, or a tick.

    Attributes
    ----------
    needs
        Moments that session i takes; shape (n,).
    classes
        (sessions that may be on, moments) of each class of slots.
    foes
        (sessions, price of each pair of them that is on, in thousandths).
    apart
        Pairs that may not be.
    most
        (sessions, how many of them may be on at once): rooms, and what is allowed at once.
    """

    needs: tuple[int, ...]
    classes: tuple[tuple[Set, int], ...]
    foes: tuple[tuple[Set, int], ...]
    delegations: tuple[Delegation, ...]
    apart: frozenset[Pair]
    most: tuple[tuple[Set, int], ...]

    def cost(self, on: Set) -> int:
        """Of this set for a moment."""
        pairs = (price * comb(len(on & those), 2) for those, price in self.foes)
        torn = (d.price * max(0, len(on & d.follows) - d.people) for d in self.delegations)
        return sum(pairs) + sum(torn)


def applies(instance: Instance) -> bool:
    """
    Whether sessions are whole and all held, at times that are free, and it is known who presides.

    With deputies, two sessions of one chair may be on at once.
    """
    problem = instance.problem
    return (
        relaxation.is_free(problem)
        and all(len(row) == 1 and not row[0].vacant for row in instance.panels)
        and not any(person.remote for person in problem.people)
        and len(instance.sessions) <= SESSIONS
        and all(session.rank is None for session in problem.held)
        and not problem.levels
        and not problem.waive
        and not instance.travel
        and instance.least == instance.planned
        and all(slot.allowed == 0 for slot in instance.slots)
    )


def bound(instance: Instance, known: Timetable, limits: Limits) -> int:
    """
    What overlaps cost in every timetable, at the least; 0 where nothing is known.

    ``known``: a timetable to begin with; what it costs is of no importance.
    """
    if not applies(instance) or limits.left <= 0:
        return 0
    moments = moments_of(instance)
    if not (moments.foes or moments.delegations) or len(moments.foes) > FOES:
        return 0
    search = _Search(moments, {(c, on) for c, on in _sets(instance, moments, known)})
    return search.run(replace(limits, report=None))  # prices of sets mean nothing to a planner


def moments_of(instance: Instance) -> Moments:
    """The problem as sets of sessions that are on at once."""
    by_slot = all(slot.aligned for slot in instance.slots)
    apart = frozenset(_apart(instance))
    return Moments(
        needs=tuple(1 for _ in instance.planned) if by_slot else instance.planned,
        classes=tuple(_classes(instance, by_slot=by_slot)),
        foes=tuple(sorted(_foes(instance, apart, by_slot=by_slot), key=lambda f: sorted(f[0]))),
        delegations=tuple(_delegations(instance, by_slot=by_slot)),
        apart=apart,
        most=tuple(_most(instance)),
    )


def _foes(
    instance: Instance, apart: frozenset[Pair], *, by_slot: bool
) -> Iterator[tuple[Set, int]]:
    """Sets of which no two should be on: of a statement, and of everybody who is in several."""
    found: Counter[Set] = Counter()
    for pairs, once, each in _unwanted(instance):
        if not pairs:
            continue
        those = frozenset(i for pair in pairs for i in pair)
        whole = all(p in pairs or p in apart for p in combinations(sorted(those), 2))
        for foes in (those,) if whole else map(frozenset, pairs):
            lengths = [instance.planned[i] for i in foes]
            each_slot, each_tick = once + each * min(lengths), UNIT * once // max(lengths)
            found[foes] += UNIT * each_slot if by_slot else UNIT * each + each_tick
    yield from ((foes, price) for foes, price in found.items() if price)


def _unwanted(instance: Instance) -> Iterator[tuple[set[Pair], int, int]]:
    """Pairs that should not meet, with what that costs once, and each tick."""
    for rule in instance.problem.rules:
        asked = of_statement(rule, rule.rule)
        if isinstance(rule, Conflict) and asked.level == "soft" and rule.count != "slots":
            named = conflicts.conflicting(instance.problem, rule)
            pairs = {_pair(instance.index[a], instance.index[b]) for a, b in named}
            once = rule.count == "pairs"
            yield pairs, asked.weight * once, asked.weight * instance.minutes(1) * (not once)
    each = instance.problem.weights.attendee_clash * instance.minutes(1)
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for i, people in enumerate(instance.people) if each else ():
        for who in people:
            wanted[who].append(i)
    for who, sessions in wanted.items():
        of_both = {
            _pair(i, j)
            for i, j in combinations(sessions, 2)
            if not (who in instance.chairs[i] and who in instance.chairs[j])
        }
        if any(who in instance.attending[i] for i in sessions):
            yield of_both, 0, each


def _pair(i: int, j: int) -> Pair:
    return min(i, j), max(i, j)


def _classes(instance: Instance, *, by_slot: bool) -> Iterator[tuple[Set, int]]:
    """Slots in which the same sessions may be, and how many moments they have together."""
    open_to = _slots(instance)
    found: dict[Set, int] = defaultdict(int)
    for k, slot in enumerate(instance.slots):
        those = frozenset(i for i, slots in enumerate(open_to) if k in slots)
        found[those] += 1 if by_slot else slot.end - slot.start
    while len(found) > CLASSES:
        one, other = min(combinations(sorted(found, key=sorted), 2), key=lambda p: len(p[0] ^ p[1]))
        moments = found.pop(one) + found.pop(other)
        found[one | other] = found.get(one | other, 0) + moments
    yield from ((those, moments) for those, moments in found.items() if those)


def _slots(instance: Instance) -> list[set[int]]:
    """The slots in which each session may start, once those before and after it are heeded."""
    left, lengths = models.prune(instance), instance.planned
    starts = [
        {
            t: k
            for k in left.slots[i]
            for t in instance.starts(i, k)
            if left.earliest[i] <= t <= left.latest[i] and t + lengths[i] <= instance.slots[k].end
        }
        for i in range(len(lengths))
    ]
    changed = True
    while changed and all(starts):
        changed = False
        for after in instance.afters:
            a, b = starts[after.a], starts[after.b]
            soonest, latest = after.release(min(a) + lengths[after.a]), max(b)
            late = {t for t in a if after.release(t + lengths[after.a]) > latest}
            soon = {t for t in b if t < soonest}
            changed = changed or bool(late or soon)
            starts[after.a] = {t: k for t, k in a.items() if t not in late}
            starts[after.b] = {t: k for t, k in b.items() if t not in soon}
    return [set(own.values()) for own in starts]


def _delegations(instance: Instance, *, by_slot: bool) -> Iterator[Delegation]:
    for delegation in instance.problem.delegations:
        asked = instance.levels.of("small_delegation", people=(delegation.id,))
        follows = frozenset(indices(instance, instance.problem.chosen(delegation.follows)))
        if asked.level == "soft" and len(follows) > delegation.people:
            ticks = min(instance.planned[i] for i in follows) if by_slot else 1
            price = UNIT * asked.weight * instance.minutes(ticks)
            yield Delegation(follows, delegation.people, price)


def _apart(instance: Instance) -> Iterator[Pair]:
    for i, chairs in enumerate(instance.chairs):
        for j in range(i):
            if chairs & instance.chairs[j] or j in instance.conflicts[i]:
                yield j, i


def _most(instance: Instance) -> Iterator[tuple[Set, int]]:
    """Rooms, by all sets of them that are all that some session may use; and ``concurrency``."""
    usable = [frozenset(instance.fitting(i)) for i in range(len(instance.sessions))]
    for rooms in sorted({*usable, frozenset(range(len(instance.rooms)))}, key=sorted):
        inside = frozenset(i for i, own in enumerate(usable) if own <= rooms)
        if len(inside) > len(rooms):
            yield inside, len(rooms)
    for rule in instance.problem.rules:
        if isinstance(rule, Concurrency) and of_statement(rule, rule.rule).hard:
            yield frozenset(indices(instance, instance.problem.chosen(rule.of))), rule.most


def _sets(instance: Instance, moments: Moments, known: Timetable) -> Iterator[tuple[int, Set]]:
    """What is on at some moment of a timetable, in each class to which it belongs."""
    grid = instance.grid
    spans = [
        (grid.floor(s.start), grid.floor(s.end), instance.index[s.session]) for s in known.sittings
    ]
    for t in {start for start, _, _ in spans}:
        on = frozenset(i for start, end, i in spans if start <= t < end)
        yield from ((c, on) for c, (those, _) in enumerate(moments.classes) if on <= those)


@dataclass
class _Search:
    """
    Column generation.

    Attributes
    ----------
    found
        (class, set): the columns.
    best
        The best bound so far, in thousandths, and the prices of sessions that gave it.
    """

    moments: Moments
    found: set[tuple[int, Set]]
    best: int = 0
    centre: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.centre = tuple(0 for _ in self.moments.needs)

    def run(self, limits: Limits) -> int:
        """The bound in whole prices; it is more than what is proved by less than one."""
        models = [_pricing(self.moments, those) for those, _ in self.moments.classes]
        while limits.left > 0:
            solved = self._linear()
            if solved is None:
                break
            value, prices = solved
            if value - self.best <= CLOSE * value:
                break
            near = [
                round(CENTRE * old + (1 - CENTRE) * new)
                for old, new in zip(self.centre, prices, strict=True)
            ]
            new = self._priced(models, near, limits)
            if not new and near != prices and limits.left > 0:
                new = self._priced(models, prices, limits)
            if not new:
                break
        return -(-self.best // UNIT)

    def _priced(self, models: list["_Pricing"], prices: list[int], limits: Limits) -> bool:
        """Whether any set is new at these prices; the bound that they give is kept."""
        total = sum(p * need for p, need in zip(prices, self.moments.needs, strict=True))
        before = len(self.found)
        for c, (model, (_, moments)) in enumerate(zip(models, self.moments.classes, strict=True)):
            most, on = model.best(prices, limits)
            if most is None:
                return len(self.found) > before
            total -= moments * most
            if on:
                self.found.add((c, on))
        if total > self.best:
            self.best, self.centre = total, tuple(prices)
        return len(self.found) > before

    def _linear(self) -> tuple[float, list[int]] | None:
        """The least cost with the sets found so far, in thousandths, and the prices of sessions."""
        moments = self.moments
        solver = pywraplp.Solver.CreateSolver("GLOP")
        infinity, objective = solver.infinity(), solver.Objective()
        objective.SetMinimization()
        held = [solver.Constraint(need, infinity) for need in moments.needs]
        time = [solver.Constraint(-infinity, moments) for _, moments in moments.classes]
        for c, on in sorted(self.found, key=lambda one: (one[0], sorted(one[1]))):
            y = solver.NumVar(0, infinity, "")
            objective.SetCoefficient(y, moments.cost(on))
            time[c].SetCoefficient(y, 1)
            for i in on:
                held[i].SetCoefficient(y, 1)
        dear = (
            10 * UNIT
            + sum(price for _, price in moments.foes)
            + sum(d.price for d in moments.delegations)
        )
        for row in held:
            missing = solver.NumVar(0, infinity, "")
            objective.SetCoefficient(missing, dear)
            row.SetCoefficient(missing, 1)
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return objective.Value(), [max(0, round(row.dual_value())) for row in held]


@dataclass
class _Pricing:
    """The best set of a class at prices of the sessions, less what it costs."""

    cp: CpModel
    on: Mapping[int, BoolVarT]
    cost: LinearExpr

    def best(self, prices: list[int], limits: Limits) -> tuple[int | None, Set | None]:
        """What it gains at the most, proved; None if that is not known in time. And the set."""
        self.cp.clear_objective()  # type: ignore[no-untyped-call]  # untyped there
        gain = LinearExpr.weighted_sum(list(self.on.values()), [prices[i] for i in self.on])
        self.cp.maximize(gain - self.cost)
        solver, status = run(self.cp, limits, "sets")
        if status not in (OPTIMAL, FEASIBLE):
            return (0 if status == INFEASIBLE else None), None
        on = frozenset(i for i, literal in self.on.items() if solver.value(literal))
        return max(0, round(solver.best_objective_bound)), on


def _pricing(moments: Moments, those: Set) -> _Pricing:
    cp = CpModel()
    on = {i: cp.new_bool_var(f"on[{i}]") for i in sorted(those)}
    terms = []
    for i, j in sorted(moments.apart):
        if i in on and j in on:
            cp.add_bool_or(~on[i], ~on[j])
    for inside, most in moments.most:
        here = [on[i] for i in sorted(inside & those)]
        if len(here) > most:
            cp.add(sum(here) <= most)
    together = min([len(on), *(most for inside, most in moments.most if those <= inside)])
    for n, (foes, price) in enumerate(moments.foes):
        here = [on[i] for i in sorted(foes & those)]
        for more in range(1, min(len(here), together)):  # n of them are n (n - 1) / 2 pairs
            over = cp.new_int_var(0, together - more, f"foes[{n},{more}]")
            cp.add(over >= sum(here) - more)
            terms.append(price * over)
    for d, delegation in enumerate(moments.delegations):
        here = [on[i] for i in sorted(delegation.follows & those)]
        if len(here) > delegation.people:
            torn = cp.new_int_var(0, len(here) - delegation.people, f"torn[{d}]")
            cp.add(torn >= sum(here) - delegation.people)
            terms.append(delegation.price * torn)
    return _Pricing(cp, on, LinearExpr.sum(terms))
