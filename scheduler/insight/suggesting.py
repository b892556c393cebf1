"""
The best other places of a session: what each would cost, and who else would have to move.

All places are looked at quickly (``places``); those that are free, and those that one or two other
sessions block, are priced by the verifier, the best are verified in full. Nothing is carried out.

Sessions in the way go to their own best free place, one after the other: a search of depth one,
exact for one such session, and good enough for two. No solver: with every other session fixed, its
model takes longer to build than all of this takes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from scheduler.insight.board import Board, board_of
from scheduler.insight.costs import Difference, charged, difference, new_violations
from scheduler.insight.frame import Frame, frame_of
from scheduler.insight.places import Place, moved, places
from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable

PRICED = 60
"""Free places priced in full, the fewest clashes first; 5 ms each for 120 sessions."""
FOLLOWED = 10
"""Blocked places for which another place is sought for who is in the way; 0.1 s each."""
FOLLOWERS = 2
"""Sessions in the way, at most."""
CHECKED = 40
"""Places verified in full, at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    Another place, and the timetable in which the session has it.

    Attributes
    ----------
    followers
        Other sessions that move.
    also
        Other rooms of the slot in which nothing else is different.
    """

    place: Place
    timetable: Timetable
    followers: tuple[str, ...]
    difference: Difference
    also: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[tuple[int, ...], int, int, str]:
        return self.difference.by_tier, len(self.followers), self.place.start, self.place.room


@dataclass(frozen=True, slots=True)
class Suggestions:
    """
    The best places of a session, the cheapest first.

    Attributes
    ----------
    looked_at, free
        Places there are besides the present one, and those that no other session blocks.
    """

    session: str
    found: tuple[Suggestion, ...]
    looked_at: int
    free: int


def suggest(problem: Problem, timetable: Timetable, session: str, *, top: int = 5) -> Suggestions:
    """The best other places of a session that has not begun, placed or not."""
    frame = frame_of(problem)
    board = board_of(frame, timetable)
    others = [p for p in places(board, frame.sessions[session]) if not _is_present(board, p)]
    free = [place for place in others if not place.obstacles]
    before = charged(problem, timetable)
    candidates = [*_free(board, free, before), *_followed(board, others, before)]
    best = _one_a_slot(sorted(candidates, key=lambda s: s.rank))
    checked = (s for s in islice(best, CHECKED) if _holds(problem, timetable, s))
    return Suggestions(session, tuple(islice(checked, top)), len(others), len(free))


def _is_present(board: Board, place: Place) -> bool:
    now = [(t.start, t.end, t.room) for t in board.taken if t.session == place.session]
    return now == [(*span, place.room) for span in place.spans]


def _holds(problem: Problem, before: Timetable, suggestion: Suggestion) -> bool:
    return not new_violations(problem, before, suggestion.timetable)


def _best_starts(found: Iterable[Place]) -> list[Place]:
    """Of each slot and room the start with the fewest clashes, those with the fewest first."""
    best: dict[tuple[str, str], Place] = {}
    for place in sorted(found, key=_promise):
        best.setdefault((place.slot, place.room), place)
    return list(best.values())


def _promise(place: Place) -> tuple[int, int, int, str]:
    return len(place.in_the_way), place.clashes, place.start, place.room


def _free(board: Board, found: list[Place], before: tuple[Charge, ...]) -> Iterator[Suggestion]:
    for place in _best_starts(found)[:PRICED]:
        yield _priced(board.frame, place, moved(board, place), (), before)


def _priced(
    frame: Frame,
    place: Place,
    timetable: Timetable,
    followers: tuple[str, ...],
    before: tuple[Charge, ...],
) -> Suggestion:
    paid = difference(frame.problem, before, charged(frame.problem, timetable))
    return Suggestion(place, timetable, followers, paid)


def _followed(board: Board, found: list[Place], before: tuple[Charge, ...]) -> Iterator[Suggestion]:
    """Places that become free when those in the way move."""
    begun = _begun(board)
    blocked = [
        place
        for place in found
        if place.obstacles
        and not place.for_good
        and len(place.in_the_way) <= FOLLOWERS
        and begun.isdisjoint(place.in_the_way)
        and not any(id in board.frame.orders for id in place.in_the_way)
    ]
    spread = _one_start_a_slot(_best_starts(blocked))
    for place in spread[:FOLLOWED]:
        timetable = _making_way(board, place)
        if timetable is not None:
            yield _priced(board.frame, place, timetable, place.in_the_way, before)


def _one_start_a_slot(found: list[Place]) -> list[Place]:
    """The most promising place of each slot: ten rooms of one slot are one idea."""
    best: dict[str, Place] = {}
    for place in found:
        best.setdefault(place.slot, place)
    return list(best.values())


def _begun(board: Board) -> frozenset[str]:
    situation = board.frame.problem.situation
    if situation is None:
        return frozenset()
    return frozenset(s.session for s in (*situation.history, *situation.running))


def _making_way(board: Board, place: Place) -> Timetable | None:
    """Each session in the way at its best free place, the longest first; None if one has none."""
    frame = board.frame
    timetable = moved(board, place)
    waiting = sorted(place.in_the_way, key=lambda id: (-frame.sessions[id].minutes.likely, id))
    gone = frozenset(waiting)
    for id in waiting:
        # who is still to move is in nobody's way
        others = tuple(s for s in timetable.sittings if s.session not in gone)
        now = board_of(frame, timetable.model_copy(update={"sittings": others}))
        free = [p for p in places(now, frame.sessions[id]) if not p.obstacles]
        if not free:
            return None
        home = min(board.timetable.of_session(id), key=lambda s: s.start)
        best = min(free, key=lambda p: _disturbance(board, p, home.room, _minute_of(board, id)))
        timetable = moved(board_of(frame, timetable), best)
        gone -= {id}
    return timetable


def _minute_of(board: Board, session: str) -> int:
    return min(t.start for t in board.taken if t.session == session)


def _disturbance(
    board: Board, place: Place, room: str, start: int
) -> tuple[int, bool, int, bool, str]:
    """Clashes, then another day, then how far from where it was, then another room."""
    day = {slot.id: slot.day for slot in board.frame.slots}[place.slot]
    same_day = any(
        slot.day == day and slot.start <= start < slot.end + slot.limit
        for slot in board.frame.slots
    )
    return place.clashes, not same_day, abs(place.start - start), place.room != room, place.room


def _one_a_slot(ranked: list[Suggestion]) -> Iterator[Suggestion]:
    """The best of each slot, with the rooms in which it would be the same."""
    by_slot: dict[str, list[Suggestion]] = {}
    for suggestion in ranked:
        by_slot.setdefault(suggestion.place.slot, []).append(suggestion)
    for group in by_slot.values():
        best = group[0]
        also = tuple(s.place.room for s in group[1:] if _is_alike(best, s))
        yield Suggestion(best.place, best.timetable, best.followers, best.difference, also)


def _is_alike(a: Suggestion, b: Suggestion) -> bool:
    return (
        a.difference.by_tier == b.difference.by_tier
        and a.followers == b.followers
        and a.place.start == b.place.start
    )
