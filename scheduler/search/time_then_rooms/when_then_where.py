"""
First when, then where.

The time model has no rooms, only counts of them (``room_counts``): a fraction of the variables, and
no symmetry of rooms that are alike. Then the exact model of what is left chooses rooms for its
starts. What the time model proves bounds the whole. If that leaves a gap, a model of the whole goes
on from there; it is not built before.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import Interrupted, ModelTooLarge, NoTimetable
from scheduler.instance import conflicts
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.instance.records import overlaps
from scheduler.problem import Conflict, Sitting
from scheduler.search import decomposed
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import Found, ModelTier
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.exact import thorough
from scheduler.search.proofs import Answer, Reason, claim, claim_nothing, claim_of, join
from scheduler.search.time_then_rooms import (
    bounding,
    count_bound,
    framed,
    overlap_bound,
    pinned_starts,
    relaxation,
    room_counts,
)
from scheduler.search.time_then_rooms.count_bound import CountBound
from scheduler.timetable import Timetable

NAME = "time, then rooms"
SOON = 0.3
"""Share of the time left that each half of a first timetable may use."""
SHARE = 0.85
"""Share of the time left after that which the time model may use."""
PROVING = 0.15
"""Share of that which its exact search may use before neighbourhoods are searched."""
BOUNDING = 0.15
"""
Share of the time that is kept for a bound of what sessions at once cost: of 120 sessions that
thirty delegations follow, sets of sessions give 0 in 5 s of CPU, and all that they can prove in 7;
of 100 meetings in five rooms, in 10.
"""
LARGE = 3_000
"""Size of the decisions, in slots, rooms and pairs, from which on this strategy is quicker."""
VAST = 20_000
"""
Pairs that share somebody beyond which a model of their overlaps takes too long to improve. So does
a model of small delegations, whatever its size: at each moment it must know who misses what.
"""
MOVING = 0.25
"""Share of the time that moves of single sessions may use before a model that is not vast."""
FRAMED = 0.5
"""The same where the cost of the frame is known: they stop there, and mostly get there."""
PAIR = 3
"""How much a pair of sessions that share somebody counts: its overlap needs variables."""


Start = tuple[str, datetime]
"""A session, and when it starts."""


def suits(instance: Instance) -> bool:
    """Whether there are many slots, rooms and pairs to decide on."""
    left = models.prune(instance)
    places = sum(
        len(slots) + len(frozenset().union(*(left.rooms[i, k] for k in slots)))
        for i, slots in enumerate(left.slots)
    )
    stated = sum(
        len(conflicts.conflicting(instance.problem, rule))
        for rule in instance.problem.rules
        if isinstance(rule, Conflict)
    )
    return places + PAIR * _sharing(instance) + stated > LARGE


def _sharing(instance: Instance) -> int:
    """How many pairs of sessions share somebody."""
    return sum(
        not own.isdisjoint(other)
        for i, own in enumerate(instance.people)
        for other in instance.people[:i]
    )


def solve(instance: Instance, limits: Limits) -> Answer | None:
    """
    The best found, or None where rooms cannot be left for later, or could not be found for the
    starts that came out: then nothing is known.
    """
    if not relaxation.applies(instance.problem) or not instance.levels.all_hard("window"):
        return None
    first = _first(instance, limits)
    kept = BOUNDING if overlap_bound.applies(instance) else 0.0
    framing = first is not None and count_bound.has_frame(instance)
    share = limits.share(BOUNDING, "")
    proof = bounding.counted(instance, first, share) if framing and first else None
    answer: Answer | None = None
    try:
        answer = _further(instance, first, proof, limits.share(1 - kept))
    except (Interrupted, ModelTooLarge):
        if first is None:
            raise
    answer = answer or first
    return None if answer is None else bounding.at_least(instance, answer, proof, limits)


def _further(
    instance: Instance, first: Answer | None, proof: CountBound | None, limits: Limits
) -> Answer | None:
    """The best from there on, if rooms are found for its starts."""
    alone = _sharing(instance) > VAST or bool(instance.problem.delegations)
    start, least = None, 0 if proof is None else proof.bound
    if first is not None:
        share = limits.share(SHARE if alone else MOVING, "times")
        wide = share if alone else limits.share(FRAMED, "times")
        start = None if proof is None else framed.times(instance, proof, wide)
        if start is None:
            start = decomposed.times(instance, first.timetable, share, least=least)
        moved = None if start is None or not alone else _moved(instance, start, share, limits)
        if moved is not None:
            return moved
    for wished in (False,) if instance.levels.all_hard("room_fit") else (True, False):
        when = _when(instance, start, least, limits, wished=wished)
        housed = None if when is None else _where(instance, when.timetable, limits)
        if when is not None and housed is not None:
            return _onward(instance, housed, () if wished else when.tiers, limits)
    return None


def _onward(
    instance: Instance, housed: Found, proved: Sequence[ModelTier], limits: Limits
) -> Answer:
    """Further by a model of the whole, where what was ``proved`` of times alone leaves a gap."""
    answer = _times_bound(housed, proved)
    if limits.left <= 0 or answer.proved:
        return answer
    try:
        with limits.bounded():
            model = models.build(instance)
    except ModelTooLarge:
        return answer
    start = thorough.held(model, housed.timetable, limits)
    better = None if start is None else thorough.search(model, limits, start=start)
    if not isinstance(better, Found):
        return answer
    return join(claim(better, Reason.EVERYTHING), _times_bound(better, proved))


def _times_bound(found: Found, proved: Sequence[ModelTier]) -> Answer:
    costs = {tier.name: tier.cost for tier in found.tiers}
    return claim_of(costs, found.timetable, proved, Reason.WITHOUT_ROOMS)


def _moved(instance: Instance, when: Timetable, share: Limits, limits: Limits) -> Answer | None:
    """
    The best with rooms after moves of single sessions.

    Where a session finds no room at its start, that start is barred, and the search goes on.
    """
    best: Answer | None = None
    barred: frozenset[Start] = frozenset()
    while True:
        housed = _housed(instance, when, limits.finishing(0.5, "rooms"))
        if housed is not None and (best is None or _cost(housed) < _cost(best)):
            best = housed
        homeless = _starts(when) - _starts(_at_home(instance, when))
        if (
            share.left <= 0
            or not homeless
            or (housed and _starts(housed.timetable) == _starts(when))
        ):
            break
        barred |= homeless
        further = decomposed.times(instance, when, share, barred=barred)
        if further is None:
            break
        when = further
    if best is None or _cost(best) == 0 or limits.left <= 0:
        return best
    return decomposed.onward(instance, best.timetable, limits) or best


def _starts(timetable: Timetable) -> frozenset[Start]:
    return frozenset((s.session, s.start) for s in timetable.sittings)


def _cost(answer: Answer) -> int:
    return answer.tiers[-1].cost


def _first(instance: Instance, limits: Limits) -> Answer | None:
    """A whole timetable soon, whatever it costs: something to show, and to fall back on."""
    with limits.building():
        relaxed = models.build(compile(relaxation.without_rooms(instance.problem)), soft=())
        room_counts.post(relaxed, instance, wished=False)
    times = pinned_starts.soon(relaxed, limits.share(SOON, ""))
    if times is None:
        return None
    housed = _housed(instance, timetable_of(relaxed, times), limits.share(SOON, ""))
    if housed is not None:
        limits.tell("preferences", housed.tiers[-1].cost, 0)
    return housed


def _housed(instance: Instance, when: Timetable, limits: Limits) -> Answer | None:
    """
    Any rooms for these starts, at the price that the verifier finds; nothing is proved.

    At no moment there are too few rooms, but there may be none that is free for all of a session.
    Then those that are left over when the rest have theirs may start at another time.
    """
    for starts in (when, _at_home(instance, when)):
        try:
            with limits.bounded():
                whole = models.build(compile(pinned_starts.timed(instance, starts)), soft=())
        except ModelTooLarge:
            return None
        if (solver := pinned_starts.soon(whole, limits)) is not None:
            break
    else:
        return None
    timetable = timetable_of(whole, solver)
    costs = verifier.tier_costs(instance.problem, timetable)
    return claim_nothing(costs, timetable)


def _at_home(instance: Instance, when: Timetable) -> Timetable:
    """One sitting after the other into the free room that fewest others could use, if any is."""
    wanted = Counter(r for i in range(len(instance.sessions)) for r in instance.fitting(i))
    taken: dict[int, int] = {}
    sittings: list[Sitting] = []
    for sitting in sorted(when.sittings, key=lambda s: (s.start, s.session)):
        i = instance.index[sitting.session]
        start, end = instance.grid.floor(sitting.start), instance.grid.floor(sitting.end)
        free = [
            r
            for r in instance.fitting(i)
            if taken.get(r, 0) <= start and not overlaps(instance.shut(i, r), start, end)
        ]
        if free:
            taken[min(free, key=lambda r: (wanted[r], r))] = end
            sittings.append(sitting)
    return Timetable.of(sittings)


def _when(
    instance: Instance, start: Timetable | None, least: int, limits: Limits, *, wished: bool
) -> Found | None:
    """
    A timetable of the relaxed problem; None if there is none, or none was found.

    ``least``: what preferences cost in each of them, as was proved elsewhere.
    """
    with limits.building():
        relaxed = models.build(compile(relaxation.without_rooms(instance.problem)))
        room_counts.post(relaxed, instance, wished=wished)
    share = limits.share(SHARE, "times")
    try:
        solver = None if start is None else thorough.held(relaxed, start, share)
        bounds = {"preferences": least}
        found = thorough.search(relaxed, share, start=solver, proving=PROVING, bounds=bounds)
    except (NoTimetable, Interrupted):
        return None
    return found if isinstance(found, Found) else None


def _where(instance: Instance, when: Timetable, limits: Limits) -> Found | None:
    """The whole timetable with these starts; None if there are no rooms for them."""
    share = limits.finishing(0.5, "rooms")
    try:
        with share.bounded():
            model = models.build(compile(pinned_starts.timed(instance, when)))
        for left in when.unplaced:
            model.cp.add(model.var.placed[instance.index[left.session]] == 0)
        found = lexicographic.solve(model, share, sure=False)
    except (NoTimetable, Interrupted):
        return None
    return found if isinstance(found, Found) else None
