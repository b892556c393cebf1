"""
Who makes way for a session, and where they go: one after the other, each to its nearest place.

A search without branches: good for the one to three sessions that a place usually takes, silent
where it needs more. What it finds is verified; what it does not find, ``forcing`` asks a solver.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from scheduler.insight.board import Board, board_of
from scheduler.insight.costs import new_violations
from scheduler.insight.places import Place, moved, place, places
from scheduler.problem import Session
from scheduler.timetable import Timetable

TRIED = 5
"""Places of one that makes way that are put to the verifier; 6 ms each for 120 sessions."""


def make_way(board: Board, wanted: Place, most: int) -> tuple[Timetable, tuple[str, ...]] | None:
    """The timetable with the session there, and who moved for it: ``most`` others at the most."""
    frame = board.frame
    slot = next(s for s in frame.slots if s.id == wanted.slot)
    after, movers = moved(board, wanted), list[str]()
    while True:
        now = board_of(frame, after)
        here = place(now, frame.sessions[wanted.session], slot, wanted.room, wanted.start)
        if not here.obstacles:
            after = moved(now, here)
            return None if new_violations(board, after) else (after, tuple(movers))
        mover = _who(board, here, movers)
        if mover is None or len(movers) == most:
            return None
        gone = _elsewhere(board, now, mover)
        if gone is None:
            return None
        after = gone
        movers.append(mover.id)


def _who(board: Board, here: Place, moved_before: Iterable[str]) -> Session | None:
    """The session that is in the way most often, the shortest of these."""
    if here.for_good:
        return None
    named = Counter(id for obstacle in here.obstacles for id in obstacle.sessions)
    free = [board.frame.sessions[id] for id in named if is_movable(board, id)]
    left = [session for session in free if session.id not in moved_before]
    return min(left, key=lambda s: (-named[s.id], s.minutes.likely, s.id), default=None)


def is_movable(board: Board, session: str) -> bool:
    """Not begun, not pinned, and not one of a rolling order, in which all would move."""
    pin = board.frame.sessions[session].pin
    pinned = pin is not None and pin.exact is not None
    return not pinned and session not in board.begun and session not in board.frame.orders


def _elsewhere(board: Board, now: Board, mover: Session) -> Timetable | None:
    """The mover at the nearest place that breaks nothing more; None if there is none."""
    home = min((t for t in board.taken if t.session == mover.id), key=lambda t: t.start)
    day = next((s.day for s in board.frame.slots if s.start <= home.start < s.end), None)
    days = {slot.id: slot.day for slot in board.frame.slots}

    def distance(place: Place) -> tuple[bool, int, int, bool, str]:
        far = abs(place.start - home.start)
        return days[place.slot] != day, place.clashes, far, place.room != home.room, place.room

    free = sorted((p for p in places(now, mover) if not p.obstacles), key=distance)
    tried = (moved(now, place) for place in islice(free, TRIED))
    return next((after for after in tried if not new_violations(now, after)), None)
