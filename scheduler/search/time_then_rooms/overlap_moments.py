"""
Which sessions may be on at a moment, what that costs, and for how long: see ``overlap_bound``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

from scheduler import model as models
from scheduler.instance import conflicts
from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.instance.records import After, overlaps
from scheduler.problem import Concurrency, Conflict
from scheduler.timetable import Timetable

UNIT = 1_000
"""Prices are whole thousandths."""
CLASSES = 12
"""Classes of slots, at the most; those that differ least become one."""
Set = frozenset[int]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Delegation:
    """
    A delegation that can follow only so many of these sessions at once; each more has a price.
    """

    follows: Set
    people: int
    price: int
    name: str = ""


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
    soft_conflicts
        (sessions, price of each pair of them that is on, in thousandths).
    hard_conflicts
        Pairs that may not be.
    most
        (sessions, how many of them may be on at once): rooms, and what is allowed at once.
    """

    needs: tuple[int, ...]
    classes: tuple[tuple[Set, int], ...]
    soft_conflicts: tuple[tuple[Set, int], ...]
    delegations: tuple[Delegation, ...]
    hard_conflicts: frozenset[Pair]
    most: tuple[tuple[Set, int], ...]

    def cost(self, on: Set) -> int:
        """Of this set for a moment."""
        pairs = (price * comb(len(on & those), 2) for those, price in self.soft_conflicts)
        torn = (d.price * max(0, len(on & d.follows) - d.people) for d in self.delegations)
        return sum(pairs) + sum(torn)


def moments_of(instance: Instance) -> Moments:
    """The problem as sets of sessions that are on at once."""
    by_slot = all(slot.aligned for slot in instance.slots)
    hard = frozenset(_hard_conflicts(instance))
    return Moments(
        needs=tuple(1 for _ in instance.planned) if by_slot else instance.planned,
        classes=tuple(_classes(instance, by_slot=by_slot)),
        soft_conflicts=tuple(
            sorted(_soft_conflicts(instance, hard, by_slot=by_slot), key=lambda f: sorted(f[0]))
        ),
        delegations=tuple(_delegations(instance, by_slot=by_slot)),
        hard_conflicts=hard,
        most=tuple(_most(instance)),
    )


def _soft_conflicts(
    instance: Instance, hard: frozenset[Pair], *, by_slot: bool
) -> Iterator[tuple[Set, int]]:
    """Sets of which no two should be on: of a statement, and of everybody who is in several."""
    prices: Counter[Set] = Counter()
    for pairs, once, each in _unwanted(instance):
        if not pairs:
            continue
        those = frozenset(i for pair in pairs for i in pair)
        whole = all(p in pairs or p in hard for p in combinations(sorted(those), 2))
        for rivals in (those,) if whole else map(frozenset, pairs):
            lengths = [instance.planned[i] for i in rivals]
            each_slot, each_tick = once + each * min(lengths), UNIT * once // max(lengths)
            prices[rivals] += UNIT * each_slot if by_slot else UNIT * each + each_tick
    yield from ((rivals, price) for rivals, price in prices.items() if price)


def _unwanted(instance: Instance) -> Iterator[tuple[set[Pair], int, int]]:
    """Pairs that should not meet, with what that costs once, and each tick."""
    for rule in instance.problem.rules:
        soft = rule.level_in_force == "soft"
        if isinstance(rule, Conflict) and soft and rule.count != "slots":
            pairs = {_pair(i, j) for i, j in conflicts.pairs(instance, rule)}
            once = rule.count == "pairs"
            yield pairs, rule.weight * once, rule.weight * instance.minutes(1) * (not once)
    each = instance.problem.weights.attendee_clash * instance.minutes(1)
    for who, sessions in instance.involving.items() if each else ():
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
    times: dict[Set, int] = defaultdict(int)
    for k, slot in enumerate(instance.slots):
        those = frozenset(i for i, slots in enumerate(open_to) if k in slots)
        times[those] += 1 if by_slot else slot.end - slot.start
    while len(times) > CLASSES:
        one, other = min(combinations(sorted(times, key=sorted), 2), key=lambda p: len(p[0] ^ p[1]))
        moments = times.pop(one) + times.pop(other)
        times[one | other] = times.get(one | other, 0) + moments
    yield from ((those, moments) for those, moments in times.items() if those)


Starts = list[dict[int, int]]
"""By session: the slot of each tick at which it may start."""


def _slots(instance: Instance) -> list[set[int]]:
    """The slots in which each session may start, once those before and after it are heeded."""
    return [set(own.values()) for own in narrowed(instance, starts_of(instance), instance.afters)]


def starts_of(instance: Instance) -> Starts:
    """Where each session may start by its own hours, rooms and people, if it were alone."""
    left, lengths = models.prune(instance), instance.planned
    return [
        {
            t: k
            for k in left.slots[i]
            for t in _free_starts(instance, i, k, left.rooms[i, k])
            if left.earliest[i] <= t <= left.latest[i]
        }
        for i in range(len(lengths))
    ]


def _free_starts(instance: Instance, i: int, k: int, rooms: Iterable[int]) -> Iterator[int]:
    """Starts in a slot from which some room has a session until it is over."""
    length, end = instance.planned[i], instance.slots[k].end
    ways = {instance.forbidden(i, k, r) for r in rooms}
    for t in instance.starts(i, k):
        if t + length <= end and any(not overlaps(spans, t, t + length) for spans in ways):
            yield t


def narrowed(instance: Instance, starts: Starts, afters: Iterable[After]) -> Starts:
    """The starts that those before and after allow; nothing anywhere if nothing is possible."""
    lengths, starts, afters = instance.planned, [*starts], tuple(afters)
    changed = True
    while changed and all(starts):
        changed = False
        for after in afters:
            a, b = starts[after.a], starts[after.b]
            if not (a and b):
                break
            soonest, latest = after.release(min(a) + lengths[after.a]), max(b)
            late = {t for t in a if after.release(t + lengths[after.a]) > latest}
            soon = {t for t in b if t < soonest}
            changed = changed or bool(late or soon)
            starts[after.a] = {t: k for t, k in a.items() if t not in late}
            starts[after.b] = {t: k for t, k in b.items() if t not in soon}
    return starts if all(starts) else [{} for _ in starts]


def _delegations(instance: Instance, *, by_slot: bool) -> Iterator[Delegation]:
    for delegation in instance.problem.delegations:
        strictness = instance.levels.of("small_delegation", people=(delegation.id,))
        follows = frozenset(instance.chosen(delegation.follows))
        if strictness.level == "soft" and len(follows) > delegation.people:
            ticks = min(instance.planned[i] for i in follows) if by_slot else 1
            price = UNIT * strictness.weight * instance.minutes(ticks)
            yield Delegation(follows, delegation.people, price, delegation.id)


def _hard_conflicts(instance: Instance) -> Iterator[Pair]:
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
    for rule in hard_statements(instance.problem, Concurrency):
        yield frozenset(instance.chosen(rule.of)), rule.most


def sets_of(instance: Instance, moments: Moments, start: Timetable) -> Iterator[tuple[int, Set]]:
    """The sets of sessions that are on at some moment of a timetable, in each of their classes."""
    grid = instance.grid
    spans = [
        (grid.floor(s.start), grid.floor(s.end), instance.index[s.session]) for s in start.sittings
    ]
    for t in {start for start, _, _ in spans}:
        on = frozenset(i for start, end, i in spans if start <= t < end)
        yield from ((c, on) for c, (those, _) in enumerate(moments.classes) if on <= those)
