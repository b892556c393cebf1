"""
The facts that a certificate of counts rests on: who must be held, where, and what two at once cost.

All of them are asked of the rules themselves (``verifier.rules``), by timetables that nobody would
hold. All sessions in one room at one time show which two exclude one another, and what the others
cost together; each session alone in a room at a start shows whether it may be there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Closing, Opening, Precedence, Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Timetable
from scheduler.verifier.clock import DaySlot, grid_moments
from scheduler.verifier.judgement import charges, violations
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading, read
from scheduler.verifier.rules import (
    attendee_clash,
    availability,
    conflict,
    nothing_after,
    office_holder,
    overtime,
    person_clash,
    precedence,
    preference,
    quorum,
    room_fit,
    side_event,
    window,
)

ALONE = (
    overtime,
    room_fit,
    window,
    availability,
    office_holder,
    preference,
    nothing_after,
    quorum,
)
"""Rules that one sitting alone may break."""
TOGETHER = (person_clash, conflict, side_event)
"""Rules by which two may never be on at once."""
Starts = dict[str, dict[datetime, str]]
"""By session: the moments at which it may start, each with its day slot."""


@dataclass(frozen=True)
class Ground:
    """
    Attributes
    ----------
    lengths
        Minutes that each session takes at the least.
    exclusive
        Two that may never be on at once.
    costs
        What two that are on together for as long as the shorter of them lasts cost.
    rooms
        The rooms that each session may have.
    """

    reading: Reading
    lengths: dict[str, int]
    exclusive: frozenset[frozenset[str]]
    costs: dict[frozenset[str], int]
    rooms: dict[str, frozenset[str]]
    starts: Starts


def doubt(problem: Problem) -> str | None:
    """Why nothing can be said of the problem by counts; None if something can."""
    people = {person.id: person for person in problem.people}
    if problem.situation is not None or problem.rolling:
        return "it is about a replan, or about rolling orders"
    if any(s.rank is not None or s.split is not None for s in problem.held):
        return "sessions may be left out or split"
    if any(people[who].deputies or people[who].state == "vacant" for who in _chairs(problem)):
        return "deputies may preside, or a chair is vacant"
    if any(room.combines for room in problem.rooms):
        return "rooms can be combined"
    if any(slot.overtime is not None and slot.overtime.minutes for slot in problem.slots):
        return "slots have overtime"
    if problem.last_close is not None and problem.last_close.minutes:
        return "slots have overtime"
    return None


def _chairs(problem: Problem) -> set[str]:
    return {who for session in problem.held for who in session.chairs}


def ground_of(problem: Problem) -> Ground:
    """For a problem of which there is no doubt."""
    reading = read(problem, Timetable.of([]))
    lengths = {s.id: min(s.minutes.least, s.minutes.likely) for s in problem.held}
    crowd = _all_at_once(problem, lengths)
    broken = violations(problem, crowd, TOGETHER)
    costs: defaultdict[frozenset[str], int] = defaultdict(int)
    for charge in charges(problem, crowd, (conflict, attendee_clash)):
        if charge.tier == "preferences" and len(charge.sessions) == 2:
            costs[frozenset(charge.sessions)] += charge.amount
    return Ground(
        reading=reading,
        lengths=lengths,
        exclusive=frozenset(frozenset(v.sessions) for v in broken if len(v.sessions) == 2),
        costs=dict(costs),
        rooms={s.id: frozenset(_rooms(reading, s)) for s in problem.held},
        starts=_starts(problem, reading, lengths),
    )


def one_sitting(session: str, room: str, start: datetime, length: int) -> Sitting:
    end = start + length * MINUTE
    return Sitting(session=session, part=1, parts=1, room=room, start=start, end=end)


def _all_at_once(problem: Problem, lengths: dict[str, int]) -> Timetable:
    """All in one room, so that nobody has to walk, from the first moment of the meeting on."""
    room = problem.rooms[0].id
    first = min(slot.start for slot in read(problem, Timetable.of([])).slots)
    return Timetable.of([one_sitting(id, room, first, length) for id, length in lengths.items()])


def _rooms(reading: Reading, session: Session) -> Iterator[str]:
    for room in reading.rooms:
        if not any(True for _ in room_fit.unsuited(reading, session, room)):
            yield room


def _starts(problem: Problem, reading: Reading, lengths: dict[str, int]) -> Starts:
    starts: Starts = {id: {} for id in lengths}
    zone, grid = reading.zone, problem.meeting.grid
    for slot in reading.slots:
        aligned = slot.template.aligned
        moments = (slot.start,) if aligned else grid_moments(slot.start, slot.end, zone, grid)
        here = {s.id for s in problem.held if slot.serves(s.kind)}
        for moment in moments:
            for id in _may_start(problem, slot, moment, {id: lengths[id] for id in here}):
                starts[id][moment] = slot.id
    return starts


def _may_start(
    problem: Problem, slot: DaySlot, moment: datetime, lengths: dict[str, int]
) -> Iterator[str]:
    """Those of some sessions that some room would have at a moment, if they were alone."""
    left = {id for id, length in lengths.items() if moment + length * MINUTE <= slot.end}
    for room in problem.rooms:
        if not left:
            return
        alone = Timetable.of([one_sitting(id, room.id, moment, lengths[id]) for id in sorted(left)])
        broken = {id for v in violations(problem, alone, ALONE) for id in v.sessions}
        yield from sorted(left - broken)
        left &= broken


def narrowed(ground: Ground, orders: Iterable[tuple[str, str]]) -> Starts | None:
    """Starts once all that come before and after are heeded; None if somebody has none."""
    starts = dict(ground.starts)
    stated: list[tuple[precedence.Ordered | None, str, str]] = [
        (rule, first, then)
        for rule in ground.reading.problem.rules
        if isinstance(rule, Precedence | Opening | Closing) and level_of_statement(rule).obeyed
        for first, then in precedence.pairs(ground.reading, rule)
    ]
    stated += [(None, first, then) for first, then in orders]
    changed = True
    while changed:
        changed = False
        for rule, first, then in stated:
            before, after = _in_order(ground, rule, starts, first, then)
            if not (before and after):
                return None
            changed |= len(before) < len(starts[first]) or len(after) < len(starts[then])
            starts[first], starts[then] = before, after
    return starts if all(starts.values()) else None


def _in_order(
    ground: Ground, rule: precedence.Ordered | None, starts: Starts, first: str, then: str
) -> tuple[dict[datetime, str], dict[datetime, str]]:
    """The starts of two that are left if one is over before the other begins, as a rule says."""
    length = ground.lengths[first] * MINUTE

    def release(over: datetime) -> datetime:
        return over if rule is None else precedence.released(ground.reading, rule, over, then)

    if not (starts[first] and starts[then]):
        return {}, {}
    latest, soonest = max(starts[then]), release(min(starts[first]) + length)
    before = {t: k for t, k in starts[first].items() if release(t + length) <= latest}
    return before, {t: k for t, k in starts[then].items() if t >= soonest}
