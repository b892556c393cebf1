"""
Why a session has no place: what stands in the way of every place it could have, slot by slot.

    no place in 16 slots: every suitable room is taken in 14, wgtu-chair is away in 2

Everything else stays where it is. A slot counts under the obstacle that most of its places share;
places that look free are put to the verifier, whose words are given if it objects.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import attrgetter

from scheduler.insight.costs import charged, difference, new_violations
from scheduler.insight.occupancy import Obstacle, Occupancy
from scheduler.insight.places import CandidatePlace, move, places
from scheduler.insight.precomputed import precompute
from scheduler.problem import Problem, Session
from scheduler.timetable import Charge, Timetable
from scheduler.timetable.wording import wording_of
from scheduler.verifier import Violation

Key = tuple[str, str]
"""A rule, and whom it is about where that matters."""
VERIFIED = 200
"""Places that look free, put to the verifier, for all sessions together; 6 ms each."""
TRIED = 3
"""The places tried in one slot: the best one, the earliest, the latest."""
NAMED = 3
"""Obstacles of a session that a sentence names."""

WORDS: Mapping[str, str] = {
    "room_clash": "every suitable room is taken",
    "window": "its own time limits exclude it",
    "office_holder": "its chair is vacant and nobody acts",
    "placement": "it is too long",
    "split": "no allowed split works",
    "conflict": "a session that it must not overlap with is held then",
    "concurrency": "the limit of parallel sittings is reached",
    "side_event": "its own group meets then",
    "nothing_after": "it would end too late in the day",
    "documents": "its documents are not yet out and read",
    "quorum": "there is no quorum yet",
}

ORDERS = ("precedence", "opening", "closing")
"""Rules about two sessions, of which the other one is named."""


@dataclass(frozen=True, slots=True)
class Care:
    """
    How far to look.

    ``most``: places that look free, put to the verifier. ``until``: by the clock of
    ``time.monotonic``; slots that are not looked into by then are counted.
    """

    most: int = VERIFIED
    until: float = inf

    @property
    def over(self) -> bool:
        return time.monotonic() > self.until


def reasons(problem: Problem, timetable: Timetable, seconds: float = inf) -> dict[str, str]:
    """
    One sentence, without a full stop, for each session that is unplaced.

    ``seconds``: after which what is known by then is said, each session having an equal part.
    """
    lost = tuple(u.session for u in timetable.unplaced)
    if not lost:
        return {}
    until = time.monotonic() + seconds
    occupancy, paid = Occupancy(precompute(problem), timetable), charged(problem, timetable)
    sessions, most = occupancy.precomputed.sessions, max(TRIED, VERIFIED // len(lost))
    found = {}
    for n, id in enumerate(lost):
        now = time.monotonic()
        care = Care(most, now + (until - now) / (len(lost) - n))
        if id in sessions:
            found[id] = reason(occupancy, sessions[id], paid, care)
    return found


def reason(
    occupancy: Occupancy, session: Session, paid: Sequence[Charge], care: Care = Care()
) -> str:
    """What stands in the way of one session; ``paid``: what the timetable costs as it is."""
    i = occupancy.instance.index.get(session.id)
    if i is None or not occupancy.precomputed.suitable_rooms(i):
        return "no room is suitable"
    tally = tally_of(occupancy, session, care=care)
    if tally.open:
        return _price(occupancy, tally.open, paid, care)
    return tally.sentence(occupancy.problem)


@dataclass(frozen=True)
class Tally:
    """
    What stands in the way of a session, slot by slot, everything else being as it is.

    Attributes
    ----------
    open
        A place in each slot that has one which breaks no rule.
    blocked
        Of the other slots, how many have which obstacle; those that its own times rule out are
        left out, unless there are no others.
    refused
        What the verifier says of obstacles that only it knows.
    unverified
        Slots with places that look free, and that nobody put to the verifier.
    cut
        Whether time was up before every slot was looked into.
    """

    open: tuple[CandidatePlace, ...]
    blocked: Mapping[Key, int]
    refused: Mapping[Key, str]
    unverified: int = 0
    cut: bool = False

    def obstacles(self, problem: Problem) -> str:
        """The sentence; empty where no slot is blocked."""
        return self.sentence(problem) if self.blocked else ""

    def sentence(self, problem: Problem) -> str:
        """``no place in 16 slots: every suitable room is taken in 14, ...``"""
        slots = sum(self.blocked.values())
        if slots == 0:
            known = not self.cut and not self.unverified
            return "no slot is left for it" if known else "the time ran out before it was checked"
        ranked = sorted(self.blocked, key=lambda key: (-self.blocked[key], key))
        if len(ranked) == 1 and self.unverified == 0 and not self.cut:
            many = "the only slot" if slots == 1 else f"any of {slots} slots"
            return f"no place in {many}: {_sentence(problem, ranked[0], self.refused)}"
        parts = [
            f"{_sentence(problem, key, self.refused)} in {self.blocked[key]}"
            for key in ranked[:NAMED]
        ]
        rest = sum(self.blocked[key] for key in ranked[NAMED:])
        parts += [f"other reasons in {rest}"] if rest > 0 else []
        parts += [f"{self.unverified} more were not checked"] if self.unverified else []
        parts += ["the time ran out before the others were checked"] if self.cut else []
        return f"no place in {slots} slots: {', '.join(parts)}"


def tally_of(
    occupancy: Occupancy,
    session: Session,
    *,
    but: frozenset[str] = frozenset(),
    care: Care = Care(),
) -> Tally:
    """Slot by slot, ``but`` not these; ``care`` says how far to look."""
    open: list[CandidatePlace] = []
    blocked: Counter[Key] = Counter()
    refused: dict[Key, str] = {}
    left, outside, unverified, cut = care.most, 0, 0, False
    for slot, in_slot in groupby(places(occupancy, session), attrgetter("slot")):
        if cut := care.over:
            break
        candidates = list(in_slot)
        free = _promising(candidates)[:left]
        if slot in but:
            continue
        if all(Obstacle("window") in place.obstacles for place in candidates):
            outside += 1
        elif free:
            left -= len(free)
            accepted, broken = _verify(occupancy, free)
            if accepted is not None:
                open.append(accepted)
            else:
                refused.setdefault((broken[0].rule, ""), broken[0].message.rstrip("."))
                blocked[broken[0].rule, ""] += 1
        elif any(not place.obstacles for place in candidates):
            unverified += 1
        else:
            blocked[_obstacle(candidates)] += 1
    if outside and not open and not blocked:
        blocked["window", ""] = outside
    return Tally(tuple(open), dict(blocked), refused, unverified, cut)


def tally_elsewhere(occupancy: Occupancy, session: str) -> Tally:
    """The same of the slots in which the session does not sit."""
    sessions = occupancy.precomputed.sessions
    return tally_of(occupancy, sessions[session], but=occupancy.slots_of(session))


def _verify(
    occupancy: Occupancy, free: Sequence[CandidatePlace]
) -> tuple[CandidatePlace | None, tuple[Violation, ...]]:
    """The first place that the verifier accepts, or what it says of the best one."""
    of_the_best: tuple[Violation, ...] = ()
    for place in free:
        broken = new_violations(occupancy, move(occupancy, place))
        if not broken:
            return place, ()
        of_the_best = of_the_best or broken
    return None, of_the_best


def _promising(candidates: Sequence[CandidatePlace]) -> list[CandidatePlace]:
    """The best, the earliest and the latest place of a slot with nothing in their way."""
    free = [place for place in candidates if not place.obstacles]
    if not free:
        return []
    best = min(free, key=lambda p: (p.likely_cost, p.start, p.room))
    ends = min(free, key=lambda p: p.start), max(free, key=lambda p: p.start)
    return [best, *(place for place in dict.fromkeys(ends) if place.start != best.start)]


def _obstacle(candidates: Sequence[CandidatePlace]) -> Key:
    """What most places of a slot share; what no other session could clear comes first."""
    shared: Counter[Key] = Counter()
    for place in candidates:
        shared.update({_key(o) for o in place.obstacles})
    cleared = {_key(o) for place in candidates for o in place.obstacles if o.sessions}
    return min(shared, key=lambda key: (-shared[key], key in cleared, key))


def _key(obstacle: Obstacle) -> Key:
    if obstacle.rule in ORDERS:
        return obstacle.rule, " and ".join(obstacle.sessions[:2])
    about = obstacle.rule in ("availability", "person_clash")
    return obstacle.rule, obstacle.who if about else ""


def _sentence(problem: Problem, key: Key, refused: Mapping[Key, str]) -> str:
    rule, who = key
    if key in refused:
        return f"{rule} forbids it ({wording_of(problem).word(refused[key])})"
    if rule == "availability":
        away = "is away" if any(p.id == who for p in problem.people) else "is not available"
        return f"{wording_of(problem).of(who)} {away}"
    if rule == "person_clash":
        return f"{wording_of(problem).of(who)} presides elsewhere"
    if rule in ORDERS:
        who = " and ".join(map(wording_of(problem).of, who.split(" and ")))
        return f"{rule} with {who} forbids it"
    return WORDS.get(rule, f"{rule} forbids it")


def _price(
    occupancy: Occupancy, open: Sequence[CandidatePlace], paid: Sequence[Charge], care: Care
) -> str:
    """Places are free: the price of the cheapest kept the session out, or the search ended."""
    problem = occupancy.problem
    priced = [
        (difference(problem, paid, charged(problem, move(occupancy, p))), p)
        for n, p in enumerate(open)
        if n == 0 or not care.over
    ]
    change, place = min(priced, key=lambda pair: (pair[0].by_tier, pair[1].start))
    dearer = [f"{row.rule} {row.more:+,}" for row in change.changed if row.tier != "unplaced"]
    wording = wording_of(problem)
    where = f"{wording.word(place.slot)} in {wording.of(place.room)} is free"
    return f"{where}, at a price: {', '.join(dearer)}" if dearer else f"{where}: the search ended"
