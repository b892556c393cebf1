"""
Who makes way for a session, and where they go: one after the other, each to its nearest place.

A search without branches: good for the one to three sessions that a place usually takes, and
without an answer where it needs more. Its answers are verified; for others, ``why_not`` asks a
solver.
"""

from collections import Counter
from collections.abc import Collection
from itertools import islice

from scheduler.insight.costs import new_violations
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, move, place, places
from scheduler.problem import Session
from scheduler.timetable import Timetable

TRIED = 10
"""Places of one that makes way, one a slot, that are put to the verifier; 6 ms each."""
FEW = 3
"""A rule broken by so few sessions is mended by moving one; of more, others may have to move."""


def make_way(
    occupancy: Occupancy, wanted: CandidatePlace, most: int
) -> tuple[Timetable, tuple[str, ...]] | None:
    """The timetable with the session there, and who moved for it: ``most`` others at the most."""
    precomputed = occupancy.precomputed
    i = occupancy.instance.index[wanted.session]
    k, r = precomputed.slot_index[wanted.slot], precomputed.room_index[wanted.room]
    after, movers = move(occupancy, wanted), list[str]()
    while True:
        now = Occupancy(precomputed, after)
        here = place(now, i, k, r, wanted.start)
        after = move(now, here)
        named = _named(occupancy, here, after)
        if not named:
            return after, tuple(movers)
        stay = frozenset((wanted.session, *movers))
        mover = _who(occupancy, named, stay)
        if mover is None or len(movers) == most or here.for_good:
            return None
        gone = _elsewhere(occupancy, Occupancy(precomputed, after), mover, stay)
        if gone is None:
            return None
        after = gone
        movers.append(mover.id)


def _named(occupancy: Occupancy, here: CandidatePlace, after: Timetable) -> Counter[str]:
    """How often each session is in the way: as the quick look has it, else as the verifier says."""
    if here.obstacles:
        return Counter(id for obstacle in here.obstacles for id in obstacle.sessions)
    return Counter(id for broken in new_violations(occupancy, after) for id in broken.sessions)


def _who(occupancy: Occupancy, named: Counter[str], stay: Collection[str]) -> Session | None:
    """The session that is in the way most often, the shortest of these."""
    sessions = [occupancy.precomputed.sessions[id] for id in named if id not in stay]
    free = [session for session in sessions if _is_movable(occupancy, session)]
    return min(free, key=lambda s: (-named[s.id], s.minutes.likely, s.id), default=None)


def _is_movable(occupancy: Occupancy, session: Session) -> bool:
    """Not begun, not pinned, and not one of a rolling order, in which all would move."""
    pinned = session.pin is not None and session.pin.exact is not None
    in_order = occupancy.instance.index.get(session.id) in occupancy.instance.order_of
    return not pinned and session.id not in occupancy.begun and not in_order


def _elsewhere(
    occupancy: Occupancy, now: Occupancy, mover: Session, stay: frozenset[str]
) -> Timetable | None:
    """The mover at the nearest of the places that break the fewest rules; None if none will do."""
    home = min((s for s in occupancy.sittings if s.session == mover.id), key=lambda s: s.start)
    slots = occupancy.instance.slots
    day = next((s.day for s in slots if s.start <= home.start < s.end), None)
    days = {slot.id: slot.day for slot in slots}

    def distance(there: CandidatePlace) -> tuple[bool, int, int, bool, str]:
        far = abs(there.start - home.start)
        return days[there.slot] != day, there.likely_cost, far, there.room != home.room, there.room

    nearest: dict[str, CandidatePlace] = {}
    for there in sorted((p for p in places(now, mover) if not p.obstacles), key=distance):
        nearest.setdefault(there.slot, there)
    tried = [move(now, there) for there in islice(nearest.values(), TRIED)]
    broken = [_broken(occupancy, after, mover.id, stay) for after in tried]
    ranked = [(many, n) for n, many in enumerate(broken) if many is not None]
    return tried[min(ranked)[1]] if ranked else None


def _broken(occupancy: Occupancy, after: Timetable, mover: str, stay: frozenset[str]) -> int | None:
    """How many rules are still broken; None if one is by the mover and those who stay."""
    left = new_violations(occupancy, after)
    for violation in left:
        alone = set(violation.sessions) - stay == {mover}
        if alone and len(violation.sessions) <= FEW:
            return None
    return len(left)
