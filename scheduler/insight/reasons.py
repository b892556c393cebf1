"""
Why a session has no place: what stands in the way of every place it could have, slot by slot.

    no place in 16 slots: every room that fits is taken in 14, wgtu-chair is away in 2

Everything else is left where it is. In a slot the obstacle that most of its places share is told;
places that look free are put to the verifier, whose words are told if it objects.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.insight.board import Board, board_of
from scheduler.insight.costs import charged, difference, new_violations
from scheduler.insight.frame import Frame, frame_of
from scheduler.insight.obstacles import Obstacle
from scheduler.insight.places import Place, moved, places, rooms_for
from scheduler.problem import Problem, Session
from scheduler.timetable import Charge, Timetable

Key = tuple[str, str]
"""A rule, and whom it is about where that matters."""
ASKED = 12
"""Places that look free, put to the verifier, one for each slot; 10 ms each."""
NAMED = 3
"""Obstacles told of a session."""

WORDS: Mapping[str, str] = {
    "room_clash": "every room that fits is taken",
    "window": "its own times rule it out",
    "office_holder": "its chair is vacant and nobody acts",
    "placement": "it is too long",
    "split": "it can be cut in no way that is allowed",
    "conflict": "what it must not run beside is held",
    "side_event": "its group sits itself",
    "unknown": "a rule that was not looked into forbids it",
}


def reasons(problem: Problem, timetable: Timetable) -> dict[str, str]:
    """One sentence, without a full stop, for each session that is unplaced."""
    lost = tuple(u.session for u in timetable.unplaced)
    if not lost:
        return {}
    frame = frame_of(problem)
    board, paid = board_of(frame, timetable), charged(problem, timetable)
    known = [frame.sessions[id] for id in lost if id in frame.sessions]
    return {session.id: reason(board, session, paid) for session in known}


def reason(board: Board, session: Session, paid: Sequence[Charge]) -> str:
    """What stands in the way of one session; ``paid``: what the timetable costs as it is."""
    if not rooms_for(board.frame, session):
        return "no room fits"
    tally = tally_of(board, session)
    if tally.open:
        return _price(board, tally.open[0], paid)
    if not tally.told:
        return "no slot is left for it"
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
    """

    open: tuple[Place, ...]
    told: Mapping[Key, int]
    refused: Mapping[Key, str]

    def sentence(self, frame: Frame) -> str:
        """``no place in 16 slots: every room that fits is taken in 14, ...``"""
        slots = sum(self.told.values())
        ranked = sorted(self.told, key=lambda key: (-self.told[key], key))
        words = [_words(frame, key, self.refused) for key in ranked]
        if len(ranked) == 1:
            many = "the only slot" if slots == 1 else f"any of {slots} slots"
            return f"no place in {many}: {words[0]}"
        counts = [self.told[key] for key in ranked]
        parts = [f"{w} in {n}" for w, n in zip(words[:NAMED], counts, strict=False)]
        rest = sum(counts[NAMED:])
        parts += [f"other reasons in {rest}"] if rest > 0 else []
        return f"no place in {slots} slots: {', '.join(parts)}"


def tally_of(board: Board, session: Session, *, but: frozenset[str] = frozenset()) -> Tally:
    """Slot by slot, ``but`` not these; at most ``ASKED`` places are put to the verifier."""
    open: list[Place] = []
    told: Counter[Key] = Counter()
    refused: dict[Key, str] = {}
    asked = strays = 0
    for slot, found in _by_slot(places(board, session)).items():
        if slot in but:
            continue
        free = _freest(found)
        if all(Obstacle("window") in place.obstacles for place in found):
            strays += 1
        elif free is None:
            told[_obstacle(found)] += 1
        elif asked == ASKED:
            told["unknown", ""] += 1
        else:
            asked += 1
            changed = moved(board, free)
            broken = new_violations(board.frame.problem, board.timetable, changed)
            if not broken:
                open.append(free)
                continue
            key = broken[0].rule, ""
            refused.setdefault(key, broken[0].message.rstrip("."))
            told[key] += 1
    if strays and not open and not told:
        told["window", ""] = strays
    return Tally(tuple(open), dict(told), refused)


def _by_slot(found: Iterable[Place]) -> dict[str, list[Place]]:
    grouped: dict[str, list[Place]] = {}
    for place in found:
        grouped.setdefault(place.slot, []).append(place)
    return grouped


def _freest(found: Sequence[Place]) -> Place | None:
    """The place of a slot with nothing in its way, if there is one."""
    free = [place for place in found if not place.obstacles]
    return min(free, key=lambda p: (p.clashes, p.start, p.room), default=None)


def _obstacle(found: Sequence[Place]) -> Key:
    """What most places of a slot share; what no other session could clear comes first."""
    shared: Counter[Key] = Counter()
    for place in found:
        shared.update({_key(o) for o in place.obstacles})
    cleared = {_key(o) for place in found for o in place.obstacles if o.sessions}
    return min(shared, key=lambda key: (-shared[key], key in cleared, key))


def _key(obstacle: Obstacle) -> Key:
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
    return WORDS.get(rule, f"{rule} forbids it")


def _price(board: Board, place: Place, paid: Sequence[Charge]) -> str:
    """A place is free: the price, or the end of the search, kept the session out."""
    problem = board.frame.problem
    change = difference(problem, paid, charged(problem, moved(board, place)))
    dearer = [f"{row.rule} {row.more:+,}" for row in change.changed if row.tier != "unplaced"]
    where = f"{place.slot} in {place.room} is free"
    return f"{where}, at a price: {', '.join(dearer)}" if dearer else f"{where}: the search ended"
