"""
The best other places of a session: what each would cost, and who else would have to move.

All places are looked at quickly (``places``). Those that are free are priced by the verifier, and
so are the most promising of those that a few other sessions block, once these have made way
(``yielding``). What is told is verified in full; nothing is carried out. No solver: with every
other session fixed, its model takes longer to build than all of this takes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from scheduler.insight.costs import Difference, charged, difference, new_violations
from scheduler.insight.displacement import make_way
from scheduler.insight.occupancy import Board, board_of
from scheduler.insight.places import Place, moved, places
from scheduler.insight.precomputed import frame_of
from scheduler.insight.reasons import tally_of
from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable

PRICED = 150
"""Free places priced in full, the fewest clashes first; 5 ms each for 120 sessions."""
FOLLOWED = 8
"""Blocked places for which others make way; 0.1 s each."""
FOLLOWERS = 2
"""Sessions that make way, at most."""
CHECKED = 150
"""Places verified in full, at most; 6 ms each."""


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
        Places there are besides the present one, and those that no rule of the quick look forbids.
    reason
        If there is none: what stands in the way, slot by slot.
    """

    session: str
    found: tuple[Suggestion, ...]
    looked_at: int
    free: int
    reason: str | None = None


def suggest(problem: Problem, timetable: Timetable, session: str, *, top: int = 5) -> Suggestions:
    """The ``top`` best places other than the present one, the cheapest of each slot."""
    frame = frame_of(problem)
    board = board_of(frame, timetable)
    others = [p for p in places(board, frame.sessions[session]) if not _is_present(board, p)]
    free = [place for place in others if not place.obstacles]
    found = sorted([*_free(board, free), *_followed(board, others)], key=lambda s: s.rank)
    best = tuple(islice(_one_a_slot(board, found), top))
    told = tuple(_with_rooms(board, suggestion, found) for suggestion in best)
    reason = None if told or not others else _reason(board, session)
    return Suggestions(session, told, len(others), len(free), reason)


def _reason(board: Board, session: str) -> str:
    tally = tally_of(board, board.frame.sessions[session], but=board.slots_of(session))
    return tally.sentence(board.frame)


def _is_present(board: Board, place: Place) -> bool:
    now = [(t.start, t.end, t.room) for t in board.taken if t.session == place.session]
    return now == [(*span, place.room) for span in place.spans]


def _free(board: Board, free: Iterable[Place]) -> Iterator[Suggestion]:
    paid = charged(board.frame.problem, board.timetable)
    for place in _best_starts(free)[:PRICED]:
        yield _priced(board, place, moved(board, place), (), paid)


def _priced(
    board: Board,
    place: Place,
    after: Timetable,
    followers: tuple[str, ...],
    paid: tuple[Charge, ...],
) -> Suggestion:
    problem = board.frame.problem
    return Suggestion(place, after, followers, difference(problem, paid, charged(problem, after)))


def _followed(board: Board, others: Iterable[Place]) -> Iterator[Suggestion]:
    """Places that become free when those in the way move: the most promising one of a slot."""
    paid = charged(board.frame.problem, board.timetable)
    blocked = (p for p in others if p.obstacles and not p.for_good and p.movers <= FOLLOWERS)
    slots: dict[str, Place] = {}
    for place in _best_starts(blocked):
        slots.setdefault(place.slot, place)
    for place in islice(slots.values(), FOLLOWED):
        found = make_way(board, place, FOLLOWERS)
        if found is not None:
            yield _priced(board, place, *found, paid)


def _best_starts(found: Iterable[Place]) -> list[Place]:
    """Of each slot and room the start with the fewest movers and clashes, the best ones first."""
    best: dict[tuple[str, str], Place] = {}
    for place in sorted(found, key=lambda p: (p.movers, p.clashes, p.start, p.room)):
        best.setdefault((place.slot, place.room), place)
    return list(best.values())


def _one_a_slot(board: Board, ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The best of each slot that the verifier accepts, in order of rank."""
    told: set[str] = set()
    for suggestion in islice(ranked, CHECKED):
        if suggestion.place.slot not in told and not new_violations(board, suggestion.timetable):
            told.add(suggestion.place.slot)
            yield suggestion


def _with_rooms(board: Board, best: Suggestion, found: Iterable[Suggestion]) -> Suggestion:
    """Told with the other rooms of the slot that would be as good."""
    alike = (s for s in found if s is not best and _is_alike(best, s))
    also = (s.place.room for s in alike if not new_violations(board, s.timetable))
    return replace(best, also=tuple(also))


def _is_alike(a: Suggestion, b: Suggestion) -> bool:
    return (
        (a.place.slot, a.place.start) == (b.place.slot, b.place.start)
        and a.difference.by_tier == b.difference.by_tier
        and a.followers == b.followers
    )
