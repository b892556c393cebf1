"""
What a timetable costs, whom it treats how, and how full it is.

Counts and minutes only; ``render`` puts two of them side by side.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler import verifier
from scheduler.insight.costs import charged
from scheduler.insight.minutes import SlotMinutes, Span, merged, moment
from scheduler.insight.occupancy import Board, Taken, board_of
from scheduler.insight.places import planned
from scheduler.insight.precomputed import Frame, frame_of
from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.timetable.utilisation import regular_kinds

EVENING = 18
"""A slot that starts at this hour or later is one in the evening."""


@dataclass(frozen=True, slots=True)
class Share:
    """
    How a group or a region fares.

    Attributes
    ----------
    sittings, minutes
        Held, and for how long in all.
    lost
        Minutes planned and not held: trimmed, or of sessions without a place.
    last
        Sittings in the last slot of the last day.
    evening
        Sittings in slots that start at 18:00 or later.
    """

    name: str
    sessions: int
    sittings: int
    minutes: int
    lost: int
    last: int
    evening: int


@dataclass(frozen=True, slots=True)
class Use:
    """Minutes of regular sessions in a room or on a day, of those that its slots offer."""

    name: str
    used: int
    offered: int


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes over which a person presides, and those of the longest day."""

    name: str
    sittings: int
    minutes: int
    longest: int


@dataclass(frozen=True, slots=True)
class Score:
    """
    One timetable in figures.

    Attributes
    ----------
    tiers, rules, sessions
        (name, amount): what the tiers cost in their order, the rules and the sessions that cost
        anything, the dearest first. A charge counts for each session that takes part in it.
    charges
        Every line, the dearest first.
    """

    violations: int
    tiers: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    sessions: tuple[tuple[str, int], ...]
    charges: tuple[Charge, ...]
    groups: tuple[Share, ...]
    regions: tuple[Share, ...]
    rooms: tuple[Use, ...]
    days: tuple[Use, ...]
    people: tuple[Load, ...]


def score(problem: Problem, timetable: Timetable) -> Score:
    """All figures of a timetable, whether it holds or not."""
    board = board_of(frame_of(problem), timetable)
    charges = charged(problem, timetable)
    return Score(
        violations=len(verifier.violations(problem, timetable)),
        tiers=tuple(
            (t, _sum(c for c in charges if c.tier == t)) for t in verifier.tiers_of(problem)
        ),
        rules=_ranked(charges, lambda charge: (charge.rule,)),
        sessions=_ranked(charges, lambda charge: charge.sessions),
        charges=tuple(sorted(charges, key=lambda c: -c.amount)),
        groups=_groups(board),
        regions=_regions(board),
        rooms=_rooms(board),
        days=_days(board),
        people=_people(board),
    )


def _sum(charges: Iterable[Charge]) -> int:
    return sum(charge.amount for charge in charges)


def _ranked(
    charges: Iterable[Charge], names: Callable[[Charge], tuple[str, ...]]
) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for charge in charges:
        for name in dict.fromkeys(names(charge)):
            found[name] += charge.amount
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _groups(board: Board) -> tuple[Share, ...]:
    found: dict[str, list[str]] = {}
    for session in board.frame.problem.held:
        for group in session.groups:
            found.setdefault(group, []).append(session.id)
    return tuple(_share(board, name, frozenset(ids)) for name, ids in found.items())


def _regions(board: Board) -> tuple[Share, ...]:
    """The sum over the groups of a region; a session that two of them hold counts twice."""
    region = {g.id: g.region for g in board.frame.problem.groups if g.region is not None}
    found: dict[str, list[Share]] = {}
    for share in _groups(board):
        if share.name in region:
            found.setdefault(region[share.name], []).append(share)
    return tuple(
        Share(
            name,
            *(
                sum(getattr(share, field) for share in shares)
                for field in ("sessions", "sittings", "minutes", "lost", "last", "evening")
            ),
        )
        for name, shares in found.items()
    )


def _share(board: Board, name: str, sessions: frozenset[str]) -> Share:
    own = [taken for taken in board.taken if taken.session in sessions]
    slots = [_slot_of(board.frame, taken) for taken in own]
    last = _last(board.frame)
    wanted = sum(planned(board, board.frame.sessions[id])[0] for id in sessions)
    held = sum(taken.end - taken.start for taken in own)
    return Share(
        name=name,
        sessions=len(sessions),
        sittings=len(own),
        minutes=held,
        lost=max(0, wanted - held),
        last=sum(slot is not None and slot == last for slot in slots),
        evening=sum(slot is not None and slot.template.start.hour >= EVENING for slot in slots),
    )


def _slot_of(frame: Frame, taken: Taken) -> SlotMinutes | None:
    session = frame.sessions.get(taken.session)
    slots = frame.slots_for(session) if session is not None else frame.slots
    return next((slot for slot in slots if slot.start <= taken.start < slot.end), None)


def _last(frame: Frame) -> SlotMinutes | None:
    regular = _regular_slots(frame)
    return max(regular, key=lambda slot: (slot.end, slot.start), default=None)


def _regular_slots(frame: Frame) -> tuple[SlotMinutes, ...]:
    kinds = regular_kinds(frame.problem)
    return tuple(s for s in frame.slots if any(s.template.serves(kind) for kind in kinds))


def _regular(board: Board) -> tuple[Taken, ...]:
    kinds = regular_kinds(board.frame.problem)
    known = {id for id, session in board.frame.sessions.items() if session.kind in kinds}
    return tuple(taken for taken in board.taken if taken.session in known)


def offered(frame: Frame, room: str, slots: Iterable[SlotMinutes]) -> int:
    """Minutes of these slots, without overtime, in which the room is there."""
    closed = frame.closed.get(("room", room), ())
    open = merged((slot.start, slot.end) for slot in slots)
    return sum(end - start - overlap((start, end), closed) for start, end in open)


def overlap(span: Span, others: Iterable[Span]) -> int:
    return sum(max(0, min(span[1], b) - max(span[0], a)) for a, b in others)


def _rooms(board: Board) -> tuple[Use, ...]:
    frame, slots = board.frame, _regular_slots(board.frame)
    used: Counter[str] = Counter()
    for taken in _regular(board):
        used[taken.room] += taken.end - taken.start
    return tuple(Use(r.id, used[r.id], offered(frame, r.id, slots)) for r in frame.problem.rooms)


def _days(board: Board) -> tuple[Use, ...]:
    """Rooms that combine others are not counted once more in what is offered."""
    frame, used = board.frame, Counter[date]()
    single = [room.id for room in frame.problem.rooms if not room.combines]
    for taken in _regular(board):
        room = next((r for r in frame.problem.rooms if r.id == taken.room), None)
        parts = max(1, len(room.combines)) if room is not None else 1
        used[_day(board, taken)] += (taken.end - taken.start) * parts
    slots: Mapping[date, list[SlotMinutes]] = defaultdict(list)
    for slot in _regular_slots(frame):
        slots[slot.day].append(slot)
    return tuple(
        Use(f"{day}", used[day], sum(offered(frame, room, slots[day]) for room in single))
        for day in sorted(slots)
    )


def _day(board: Board, taken: Taken) -> date:
    slot = _slot_of(board.frame, taken)
    return slot.day if slot is not None else moment(taken.start, board.frame.zone).date()


def _people(board: Board) -> tuple[Load, ...]:
    """Who presides, the heaviest load first."""
    days: dict[str, Counter[date]] = defaultdict(Counter)
    sittings: Counter[str] = Counter()
    for taken in board.taken:
        for person in board.presiding.get(taken.session, ()):
            days[person][_day(board, taken)] += taken.end - taken.start
            sittings[person] += 1
    loads = [
        Load(name, sittings[name], sum(minutes.values()), max(minutes.values()))
        for name, minutes in days.items()
    ]
    return tuple(sorted(loads, key=lambda load: (-load.minutes, load.name)))
