"""
The best other places of a session: what each would cost, and who else would have to move.

All places are looked at quickly (``places``). The verifier prices those that are free, and the most
promising of those that a few other sessions block, once these have made way (``displacement``).
Whatever is shown is verified in full; nothing is carried out. There is no solver: with every other
session fixed, its model takes longer to build than all of this takes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from scheduler.insight.accepted import Accepted, accept
from scheduler.insight.costs import Difference
from scheduler.insight.displacement import make_way
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, places
from scheduler.insight.precomputed import precompute
from scheduler.insight.seatings import MOST, Seated, seatings
from scheduler.insight.why_unplaced import tally_elsewhere
from scheduler.problem import Problem
from scheduler.timetable import Timetable

TRIED = 150
"""Places put to the verifier among so many sittings as ``SESSIONS``, the fewest clashes first."""
SESSIONS = 120
WAYS = 300
"""Timetables of such places put to the verifier, among so many sittings."""
FOLLOWED = 8
"""Blocked places for which others make way; 0.1 s each."""
FOLLOWERS = 2
"""Sessions that make way, at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    Another place, and the timetable in which the session has it, as the verifier accepted it.

    Attributes
    ----------
    accepted
        The timetable, with what it costs.
    followers
        Other sessions that move.
    also
        Other rooms of the slot in which nothing else is different.
    """

    place: CandidatePlace
    accepted: Accepted
    followers: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def timetable(self) -> Timetable:
        return self.accepted.timetable

    @property
    def difference(self) -> Difference:
        return self.accepted.difference

    @property
    def rank(self) -> tuple[tuple[int, ...], int, int, str]:
        return self.difference.by_tier, len(self.followers), self.place.start, self.place.room


@dataclass(frozen=True, slots=True)
class Suggestions:
    """
    The best places of a session, the cheapest first: ``found``.

    Attributes
    ----------
    places
        Places there are besides the present one: each start in each slot and room that suits it.
    tried, free
        Of these, those known to be free or not with all else as it is, and the free ones.
    reason
        If there is none: what stands in the way, slot by slot.
    """

    session: str
    found: tuple[Suggestion, ...]
    places: int
    tried: int
    free: int
    reason: str | None = None


def suggest(problem: Problem, timetable: Timetable, session: str, *, top: int = 5) -> Suggestions:
    """The ``top`` best places other than the present one, the cheapest of each slot."""
    return best_places(Occupancy(precompute(problem), timetable), session, top=top)


def best_places(occupancy: Occupancy, session: str, *, top: int) -> Suggestions:
    """The same of a timetable that is laid out already."""
    every = places(occupancy, occupancy.precomputed.sessions[session])
    others = [place for place in every if not _is_present(occupancy, place)]
    tried = _to_try(occupancy, others)
    seated = _seated(occupancy, tried)
    free = [
        s for place, there in seated.items() for s in [_cheapest(place, there)] if s is not None
    ]
    ranked = sorted((*free, *_followed(occupancy, others)), key=lambda s: s.rank)
    best = islice(_one_a_slot(ranked), top)
    suggestions = tuple(_with_rooms(suggestion, ranked) for suggestion in best)
    reason = None
    if others and not suggestions:
        reason = tally_elsewhere(occupancy, session).sentence(occupancy.problem)
    known = sum(there.whole or bool(there.accepted) for there in seated.values())
    return Suggestions(session, suggestions, len(others), known, len(free), reason)


def _seated(occupancy: Occupancy, tried: Sequence[CandidatePlace]) -> dict[CandidatePlace, Seated]:
    """The session at these places, the most promising first, in as many ways as there is time."""
    left = max(len(tried), WAYS * SESSIONS // max(1, len(occupancy.timetable.sittings)))
    seated = {}
    for n, place in enumerate(tried):
        fair = left // (len(tried) - n)
        seated[place] = seatings(occupancy, place, min(MOST, fair))
        left -= seated[place].judged
    return seated


def _cheapest(place: CandidatePlace, seated: Seated) -> Suggestion | None:
    """The place with nobody else moving, as it is cheapest."""
    free = (Suggestion(place, good, ()) for good in seated.accepted)
    return min(free, key=lambda suggestion: suggestion.rank, default=None)


def _to_try(occupancy: Occupancy, others: Sequence[CandidatePlace]) -> list[CandidatePlace]:
    """
    Every place where there are few; else the most promising one of each slot and room.

    Few: as many as the verifier judges in the time of ``TRIED`` of 120 sessions.
    """
    most = TRIED * SESSIONS // max(1, len(occupancy.timetable.sittings))
    if len(others) <= most:
        return list(others)
    free = [place for place in others if not place.obstacles]
    return _best_starts(free)[:TRIED]


def _is_present(occupancy: Occupancy, place: CandidatePlace) -> bool:
    now = [(s.start, s.room) for s in occupancy.sittings if s.session == place.session]
    return (place.start, place.room) in now[:1]


def _followed(occupancy: Occupancy, others: Iterable[CandidatePlace]) -> Iterator[Suggestion]:
    """Places that become free when those in the way move: the most promising one of a slot."""
    blocked = (p for p in others if p.obstacles and not p.for_good and p.movers <= FOLLOWERS)
    slots: dict[str, CandidatePlace] = {}
    for place in _best_starts(blocked):
        slots.setdefault(place.slot, place)
    for place in islice(slots.values(), FOLLOWED):
        way = make_way(occupancy, place, FOLLOWERS)
        good = accept(occupancy, way[0]) if way is not None else None
        if way is not None and good is not None:
            yield Suggestion(place, good, way[1])


def _best_starts(candidates: Iterable[CandidatePlace]) -> list[CandidatePlace]:
    """For each slot and room the start with the fewest movers and clashes, the best ones first."""
    best: dict[tuple[str, str], CandidatePlace] = {}
    for place in sorted(candidates, key=lambda p: (p.movers, p.likely_cost, p.start, p.room)):
        best.setdefault((place.slot, place.room), place)
    return list(best.values())


def _one_a_slot(ranked: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The best of each slot, in order of rank."""
    slots: set[str] = set()
    for suggestion in ranked:
        if suggestion.place.slot not in slots:
            slots.add(suggestion.place.slot)
            yield suggestion


def _with_rooms(best: Suggestion, ranked: Iterable[Suggestion]) -> Suggestion:
    """With the other rooms of the slot that would be as good."""
    alike = (s for s in ranked if s.place.room != best.place.room and _is_alike(best, s))
    return replace(best, also=tuple(dict.fromkeys(s.place.room for s in alike)))


def _is_alike(a: Suggestion, b: Suggestion) -> bool:
    """Whether the same costs the same, but for the room."""
    one, other = map(_but_room, (a, b))
    return one is not None and one == other and a.difference.by_tier == b.difference.by_tier


def _but_room(suggestion: Suggestion) -> Timetable | None:
    """The timetable without the room of the session; None if it sits in several."""
    session, room = suggestion.place.session, suggestion.place.room
    own = suggestion.timetable.of_session(session)
    others = [s for s in suggestion.timetable.sittings if s.session != session]
    if any(s.room != room for s in own):
        return None
    return Timetable.of([*others, *(s.model_copy(update={"room": ""}) for s in own)])
