"""
Who makes way for a session, and where they go: one after the other, each to its nearest place.

A search without branches: good for the one to three sessions that a place usually takes, silent
where it needs more. What it finds is verified; what it does not find, ``forcing`` asks a solver.
"""

from collections import Counter
from collections.abc import Collection
from itertools import islice

from scheduler.insight.costs import new_violations
from scheduler.insight.occupancy import Board, board_of
from scheduler.insight.places import Place, moved, place, places
from scheduler.problem import Session
from scheduler.timetable import Timetable

TRIED = 10
"""Places of one that makes way, one a slot, that are put to the verifier; 6 ms each."""
FEW = 3
"""A rule broken by so few sessions is mended by moving one; of more, others may have to move."""


def make_way(board: Board, wanted: Place, most: int) -> tuple[Timetable, tuple[str, ...]] | None:
    """The timetable with the session there, and who moved for it: ``most`` others at the most."""
    frame = board.frame
    slot = next(s for s in frame.slots if s.id == wanted.slot)
    after, movers = moved(board, wanted), list[str]()
    while True:
        now = board_of(frame, after)
        here = place(now, frame.sessions[wanted.session], slot, wanted.room, wanted.start)
        after = moved(now, here)
        named = _named(board, here, after)
        if not named:
            return after, tuple(movers)
        stay = frozenset((wanted.session, *movers))
        mover = _who(board, named, stay)
        if mover is None or len(movers) == most or here.for_good:
            return None
        gone = _elsewhere(board, board_of(frame, after), mover, stay)
        if gone is None:
            return None
        after = gone
        movers.append(mover.id)


def _named(board: Board, here: Place, after: Timetable) -> Counter[str]:
    """How often each session is in the way: as the quick look has it, else as the verifier says."""
    if here.obstacles:
        return Counter(id for obstacle in here.obstacles for id in obstacle.sessions)
    return Counter(id for broken in new_violations(board, after) for id in broken.sessions)


def _who(board: Board, named: Counter[str], stay: Collection[str]) -> Session | None:
    """The session that is in the way most often, the shortest of these."""
    free = [board.frame.sessions[id] for id in named if id not in stay and is_movable(board, id)]
    return min(free, key=lambda s: (-named[s.id], s.minutes.likely, s.id), default=None)


def is_movable(board: Board, session: str) -> bool:
    """Not begun, not pinned, and not one of a rolling order, in which all would move."""
    pin = board.frame.sessions[session].pin
    pinned = pin is not None and pin.exact is not None
    return not pinned and session not in board.begun and session not in board.frame.orders


def _elsewhere(board: Board, now: Board, mover: Session, stay: frozenset[str]) -> Timetable | None:
    """The mover at the nearest of the places that break the fewest rules; None if none will do."""
    home = min((t for t in board.taken if t.session == mover.id), key=lambda t: t.start)
    day = next((s.day for s in board.frame.slots if s.start <= home.start < s.end), None)
    days = {slot.id: slot.day for slot in board.frame.slots}

    def distance(there: Place) -> tuple[bool, int, int, bool, str]:
        far = abs(there.start - home.start)
        return days[there.slot] != day, there.clashes, far, there.room != home.room, there.room

    nearest: dict[str, Place] = {}
    for there in sorted((p for p in places(now, mover) if not p.obstacles), key=distance):
        nearest.setdefault(there.slot, there)
    tried = [moved(now, there) for there in islice(nearest.values(), TRIED)]
    broken = [_broken(board, after, mover.id, stay) for after in tried]
    ranked = [(many, n) for n, many in enumerate(broken) if many is not None]
    return tried[min(ranked)[1]] if ranked else None


def _broken(board: Board, after: Timetable, mover: str, stay: frozenset[str]) -> int | None:
    """How many rules are still broken; None if one is by the mover and those who stay."""
    left = new_violations(board, after)
    for violation in left:
        alone = set(violation.sessions) - stay == {mover}
        if alone and len(violation.sessions) <= FEW:
            return None
    return len(left)
