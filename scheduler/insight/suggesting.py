"""
The best other places of a session: what each would cost, and who else would have to move.

All places are looked at quickly (``places``). Those that are free are priced by the verifier, and
so are the most promising of those that a few other sessions block, once these have made way
(``displacement``). What is told is verified in full; nothing is carried out. No solver: with every
other session fixed, its model takes longer to build than all of this takes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from scheduler.insight.costs import Difference, charged, difference, new_violations
from scheduler.insight.displacement import make_way
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, move, places
from scheduler.insight.precomputed import precompute
from scheduler.insight.why_unplaced import tally_elsewhere
from scheduler.problem import Problem
from scheduler.timetable import Timetable

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

    place: CandidatePlace
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
    The best places of a session, the cheapest first: ``found``.

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
    return best_places(Occupancy(precompute(problem), timetable), session, top=top)


def best_places(occupancy: Occupancy, session: str, *, top: int) -> Suggestions:
    """The same of a timetable that is laid out already."""
    every = places(occupancy, occupancy.precomputed.sessions[session])
    others = [place for place in every if not _is_present(occupancy, place)]
    free = [place for place in others if not place.obstacles]
    problem, paid = occupancy.problem, charged(occupancy.problem, occupancy.timetable)
    ways = (*_free(occupancy, free), *_followed(occupancy, others))
    priced = [
        Suggestion(place, after, followers, difference(problem, paid, charged(problem, after)))
        for place, after, followers in ways
    ]
    ranked = sorted(priced, key=lambda suggestion: suggestion.rank)
    best = islice(_one_a_slot(occupancy, ranked), top)
    suggestions = tuple(_with_rooms(occupancy, suggestion, ranked) for suggestion in best)
    reason = None
    if others and not suggestions:
        reason = tally_elsewhere(occupancy, session).sentence(occupancy.problem)
    return Suggestions(session, suggestions, len(others), len(free), reason)


def _is_present(occupancy: Occupancy, place: CandidatePlace) -> bool:
    now = [(s.start, s.end, s.room) for s in occupancy.sittings if s.session == place.session]
    return now == [(*span, place.room) for span in place.spans]


Way = tuple[CandidatePlace, Timetable, tuple[str, ...]]
"""A place, the timetable in which the session has it, and who moved for it."""


def _free(occupancy: Occupancy, free: Iterable[CandidatePlace]) -> Iterator[Way]:
    for place in _best_starts(free)[:PRICED]:
        yield place, move(occupancy, place), ()


def _followed(occupancy: Occupancy, others: Iterable[CandidatePlace]) -> Iterator[Way]:
    """Places that become free when those in the way move: the most promising one of a slot."""
    blocked = (p for p in others if p.obstacles and not p.for_good and p.movers <= FOLLOWERS)
    slots: dict[str, CandidatePlace] = {}
    for place in _best_starts(blocked):
        slots.setdefault(place.slot, place)
    for place in islice(slots.values(), FOLLOWED):
        way = make_way(occupancy, place, FOLLOWERS)
        if way is not None:
            yield place, *way


def _best_starts(candidates: Iterable[CandidatePlace]) -> list[CandidatePlace]:
    """Of each slot and room the start with the fewest movers and clashes, the best ones first."""
    best: dict[tuple[str, str], CandidatePlace] = {}
    for place in sorted(candidates, key=lambda p: (p.movers, p.likely_cost, p.start, p.room)):
        best.setdefault((place.slot, place.room), place)
    return list(best.values())


def _one_a_slot(occupancy: Occupancy, ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The best of each slot that the verifier accepts, in order of rank."""
    slots: set[str] = set()
    for suggestion in islice(ranked, CHECKED):
        slot = suggestion.place.slot
        if slot not in slots and not new_violations(occupancy, suggestion.timetable):
            slots.add(slot)
            yield suggestion


def _with_rooms(occupancy: Occupancy, best: Suggestion, ranked: Iterable[Suggestion]) -> Suggestion:
    """With the other rooms of the slot that would be as good."""
    alike = (s for s in ranked if s is not best and _is_alike(best, s))
    also = (s.place.room for s in alike if not new_violations(occupancy, s.timetable))
    return replace(best, also=tuple(also))


def _is_alike(a: Suggestion, b: Suggestion) -> bool:
    one, other = ((s.place.slot, s.place.start, s.difference.by_tier, s.followers) for s in (a, b))
    return one == other
