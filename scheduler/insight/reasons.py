"""
Why a session has no place: what stands in the way of every place it could have, slot by slot.

    no place in 16 slots: every room that fits is taken in 14, wgtu-chair is away in 2

Everything else is left where it is. In a slot the obstacle that most of its places share is told;
places that look free are put to the verifier, whose words are told if it objects.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.insight.costs import charged, difference, new_violations
from scheduler.insight.obstacles import Obstacle
from scheduler.insight.occupancy import Board, board_of
from scheduler.insight.places import Place, moved, places, rooms_for
from scheduler.insight.precomputed import Frame, frame_of
from scheduler.problem import Problem, Session
from scheduler.timetable import Charge, Timetable
from scheduler.verifier import Violation

Key = tuple[str, str]
"""A rule, and whom it is about where that matters."""
ASKED = 200
"""Places that look free, put to the verifier, for all sessions together; 6 ms each."""
TRIED = 3
"""Of these in one slot: the best one, the earliest, the latest."""
NAMED = 3
"""Obstacles told of a session."""

WORDS: Mapping[str, str] = {
    "room_clash": "every room that fits is taken",
    "window": "its own times rule it out",
    "office_holder": "its chair is vacant and nobody acts",
    "placement": "it is too long",
    "split": "it can be cut in no way that is allowed",
    "conflict": "what it must not run beside is held",
    "concurrency": "as many sittings as may be go on already",
    "side_event": "its group sits itself",
    "nothing_after": "it would go on too late in the day",
    "documents": "its documents are not out and read",
    "quorum": "there is no quorum yet",
}

ORDERS = ("precedence", "opening", "closing")
"""Rules about two sessions, of which the other one is named."""


def reasons(problem: Problem, timetable: Timetable) -> dict[str, str]:
    """One sentence, without a full stop, for each session that is unplaced."""
    lost = tuple(u.session for u in timetable.unplaced)
    if not lost:
        return {}
    frame = frame_of(problem)
    board, paid = board_of(frame, timetable), charged(problem, timetable)
    known = [frame.sessions[id] for id in lost if id in frame.sessions]
    most = max(TRIED, ASKED // len(lost))
    return {session.id: reason(board, session, paid, most) for session in known}


def reason(board: Board, session: Session, paid: Sequence[Charge], most: int = ASKED) -> str:
    """What stands in the way of one session; ``paid``: what the timetable costs as it is."""
    if not rooms_for(board.frame, session):
        return "no room fits"
    tally = tally_of(board, session, most=most)
    if tally.open:
        return _price(board, tally.open, paid)
    return tally.sentence(board.frame)


@dataclass(frozen=True)
class Tally:
    """
    What stands in the way of a session, slot by slot, everything else being as it is.

    Attributes
    ----------
    open
        A place in each slot that has one which breaks no rule.
    told
        Of the other slots, how many have which obstacle; those that its own times rule out are
        left out, unless there are no others.
    refused
        What the verifier says of obstacles that only it knows.
    unasked
        Slots with places that look free, and that nobody put to the verifier.
    """

    open: tuple[Place, ...]
    told: Mapping[Key, int]
    refused: Mapping[Key, str]
    unasked: int = 0

    def sentence(self, frame: Frame) -> str:
        """``no place in 16 slots: every room that fits is taken in 14, ...``"""
        slots = sum(self.told.values())
        if slots == 0:
            return "no slot is left for it"
        ranked = sorted(self.told, key=lambda key: (-self.told[key], key))
        words = [_words(frame, key, self.refused) for key in ranked]
        many = "the only slot" if slots == 1 else f"any of {slots} slots"
        if len(ranked) == 1 and self.unasked == 0:
            return f"no place in {many}: {words[0]}"
        counts = [self.told[key] for key in ranked]
        parts = [f"{w} in {n}" for w, n in zip(words[:NAMED], counts, strict=False)]
        rest = sum(counts[NAMED:])
        parts += [f"other reasons in {rest}"] if rest > 0 else []
        parts += [f"{self.unasked} more were not looked into"] if self.unasked else []
        return f"no place in {slots} slots: {', '.join(parts)}"


def tally_of(
    board: Board, session: Session, *, but: frozenset[str] = frozenset(), most: int = ASKED
) -> Tally:
    """Slot by slot, ``but`` not these; ``most`` places that look free are put to the verifier."""
    open: list[Place] = []
    told: Counter[Key] = Counter()
    refused: dict[Key, str] = {}
    left, strays, unasked = most, 0, 0
    for slot, found in _by_slot(places(board, session)).items():
        free = _likely(found)[:left]
        if slot in but:
            continue
        if all(Obstacle("window") in place.obstacles for place in found):
            strays += 1
        elif free:
            left -= len(free)
            accepted, broken = _asked(board, free)
            if accepted is not None:
                open.append(accepted)
            else:
                refused.setdefault((broken[0].rule, ""), broken[0].message.rstrip("."))
                told[broken[0].rule, ""] += 1
        elif any(not place.obstacles for place in found):
            unasked += 1
        else:
            told[_obstacle(found)] += 1
    if strays and not open and not told:
        told["window", ""] = strays
    return Tally(tuple(open), dict(told), refused, unasked)


def _asked(board: Board, free: Sequence[Place]) -> tuple[Place | None, tuple[Violation, ...]]:
    """The first place that the verifier accepts, or what it says of the best one."""
    words: tuple[Violation, ...] = ()
    for place in free:
        broken = new_violations(board, moved(board, place))
        if not broken:
            return place, ()
        words = words or broken
    return None, words


def _by_slot(found: Iterable[Place]) -> dict[str, list[Place]]:
    grouped: dict[str, list[Place]] = {}
    for place in found:
        grouped.setdefault(place.slot, []).append(place)
    return grouped


def _likely(found: Sequence[Place]) -> list[Place]:
    """Of the places of a slot with nothing in their way the best, the earliest, the latest."""
    free = [place for place in found if not place.obstacles]
    if not free:
        return []
    best = min(free, key=lambda p: (p.clashes, p.start, p.room))
    ends = min(free, key=lambda p: p.start), max(free, key=lambda p: p.start)
    return [best, *(place for place in dict.fromkeys(ends) if place.start != best.start)]


def _obstacle(found: Sequence[Place]) -> Key:
    """What most places of a slot share; what no other session could clear comes first."""
    shared: Counter[Key] = Counter()
    for place in found:
        shared.update({_key(o) for o in place.obstacles})
    cleared = {_key(o) for place in found for o in place.obstacles if o.sessions}
    return min(shared, key=lambda key: (-shared[key], key in cleared, key))


def _key(obstacle: Obstacle) -> Key:
    if obstacle.rule in ORDERS:
        return obstacle.rule, " and ".join(obstacle.sessions[:2])
    about = obstacle.rule in ("availability", "person_clash")
    return obstacle.rule, obstacle.who if about else ""


def _words(frame: Frame, key: Key, refused: Mapping[Key, str]) -> str:
    rule, who = key
    if key in refused:
        return f"{rule} forbids it ({refused[key]})"
    if rule == "availability":
        away = "is away" if any(p.id == who for p in frame.problem.people) else "is not available"
        return f"{who} {away}"
    if rule == "person_clash":
        return f"{who} presides elsewhere"
    if rule in ORDERS:
        return f"{rule} with {who} forbids it"
    return WORDS.get(rule, f"{rule} forbids it")


def _price(board: Board, open: Sequence[Place], paid: Sequence[Charge]) -> str:
    """Places are free: the price of the cheapest kept the session out, or the search ended."""
    problem = board.frame.problem
    priced = [(difference(problem, paid, charged(problem, moved(board, p))), p) for p in open]
    change, place = min(priced, key=lambda pair: (pair[0].by_tier, pair[1].start))
    dearer = [f"{row.rule} {row.more:+,}" for row in change.changed if row.tier != "unplaced"]
    where = f"{place.slot} in {place.room} is free"
    return f"{where}, at a price: {', '.join(dearer)}" if dearer else f"{where}: the search ended"
