"""
The sessions of a rolling order follow one another, and nothing is idle without need.

Each that has not begun starts when all before it, and all that has begun, have ended and the
changeover has passed, never before now: its ready time. It starts late only if at no moment on the
grid in between could it have started, laid out from there as if no overtime existed; a true start
that a fact has told is such a moment too, off the grid or on it. What has begun neither waits nor
is idle; where one is added before what has begun, only the begun sittings of that have to be over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.problem import RollingOrder, Session
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clashes import Clashes, clashes_in
from scheduler.verifier.clock import EARLIEST, DaySlot, Stretch, grid_moments
from scheduler.verifier.continuation import Remainder, next_slot, rooms_for, rooms_ready
from scheduler.verifier.findings import Violation
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules.precedence import releases
from scheduler.verifier.rules.window import ill_started, strays, waits


@dataclass(frozen=True, slots=True)
class Procession:
    """One rolling order as it is held: who follows whom, among the sessions that are placed."""

    reading: Reading
    clashes: Clashes
    order: RollingOrder
    followers: tuple[Session, ...]
    among: frozenset[str]


def check(reading: Reading) -> Iterator[Violation]:
    clashes = clashes_in(reading)
    released = releases(reading)
    for order in reading.problem.rolling:
        followers = tuple(reading.sessions[id] for id in sequence(reading, order))
        among = frozenset(order.order)
        procession = Procession(reading, clashes, order, followers, among)
        yield from _follow(procession, released)


def sequence(reading: Reading, order: RollingOrder) -> tuple[str, ...]:
    """
    The placed sessions of an order, in the sequence in which they have to follow one another.

    That is the one in force: as listed, or as published if another one was. Under ``reorder`` it is
    the one in which they are held, what has begun in front.
    """
    placed = [id for id in _in_force(reading, order) if reading.placed(id)]
    if reading.problem.in_force != "reorder" or reading.problem.situation is None:
        return tuple(placed)

    def begins(id: str) -> tuple[bool, datetime]:
        first = reading.stays_of[id][0]
        return not first.begun, first.start

    return tuple(sorted(placed, key=begins))


def _in_force(reading: Reading, order: RollingOrder) -> tuple[str, ...]:
    situation = reading.problem.situation
    published = situation.sequence if situation is not None else ()
    place: dict[str, tuple[int, ...]] = {
        id: (n,) for n, id in enumerate(published) if id in order.order
    }
    before: tuple[int, ...] = (-1,)
    for n, id in enumerate(order.order):
        place.setdefault(id, (*before, n))  # right after the one before it in the list
        before = place[id]
    return tuple(sorted(order.order, key=place.__getitem__))


def _follow(procession: Procession, released: Mapping[str, datetime]) -> Iterator[Violation]:
    reading = procession.reading
    for n, session in enumerate(procession.followers):
        first = reading.stays_of[session.id][0]
        if first.begun:
            continue
        before, ready = _ready(procession, n)
        if first.start < ready:
            yield _too_early(reading, before, first, ready)
            continue
        earliest = max(ready, released.get(session.id, ready))
        could = _could_start(procession, session, earliest, first)
        if could is not None:
            yield _idle(reading, before, first, could)


def _ready(procession: Procession, n: int) -> tuple[Stay | None, datetime]:
    """
    From when the n-th session may start, and the sitting after which that is, if one decides.

    All sittings of the sessions before it have to be over, and the begun ones of all others.
    """
    reading, changeover = procession.reading, procession.order.changeover * MINUTE
    ready = reading.now if reading.now is not None else EARLIEST
    decides: Stay | None = None
    for k, other in enumerate(procession.followers):
        for stay in reading.stays_of[other.id]:
            counts = k < n or (k > n and stay.begun)
            if counts and (stay.end + changeover > ready):
                decides, ready = stay, stay.end + changeover
    return decides, ready


def _too_early(reading: Reading, before: Stay | None, first: Stay, ready: datetime) -> Violation:
    starts = f"{reading.say_stay(first)} starts before {reading.say(ready)}"
    if before is None:
        return Violation("rolling", (first.session,), f"{starts}, which is now.")
    change = "" if ready == before.end else f" ({before.session} ends {reading.say(before.end)})"
    message = f"{starts}, when it may follow {before.session}{change}."
    return Violation("rolling", (before.session, first.session), message)


def _idle(reading: Reading, before: Stay | None, first: Stay, could: datetime) -> Violation:
    sessions = (first.session,) if before is None else (before.session, first.session)
    after = "" if before is None else f", after {before.session}"
    start = f"{reading.say_stay(first)} could start at {reading.say(could)}{after}"
    return Violation("rolling", sessions, f"{start}: gaps are not allowed.")


def _could_start(
    procession: Procession, session: Session, ready: datetime, first: Stay
) -> datetime | None:
    """The first moment on the grid, from when it is ready, at which it could have started."""
    reading = procession.reading
    if reading.held_for(session.id) <= timedelta(0):
        return None
    grid = reading.problem.meeting.grid
    on_the_way = tuple(reading.slots_for(session.kind).during(ready, first.start))
    for slot in reversed(on_the_way):
        moments = set(grid_moments(slot.start, slot.end, reading.zone, grid))
        true_start = reading.true_start(session.id)
        if slot.template.aligned:
            moments &= {slot.start}
        if true_start is not None and slot.start <= true_start < slot.end:
            moments.add(true_start)
        for moment in sorted(moments):
            if ready <= moment < first.start and _could_start_at(procession, session, slot, moment):
                return moment
    return None


def _could_start_at(
    procession: Procession, session: Session, slot: DaySlot, moment: datetime
) -> bool:
    if ill_started(procession.reading, session, moment) is not None:
        return False
    legs = _layout(procession, session, slot, moment)
    return legs is not None and all(_free(procession, session, leg) for leg in legs)


def _layout(
    procession: Procession, session: Session, slot: DaySlot, start: datetime
) -> tuple[Stretch, ...] | None:
    """
    How the session would sit from then on, up to each wall, without overtime; None if it cannot.
    """
    reading = procession.reading
    rest = reading.held_for(session.id)
    leg = Stretch(slot, start, start + min(rest, slot.end - start))
    if next(waits(reading, session, start), None) is not None:
        return None
    if next(strays(reading, session, leg), None) is not None:
        return None
    if not _rooms(procession, session, leg):
        return None
    legs, days = [leg], frozenset({slot.day})
    rest -= leg.end - leg.start
    if rest > timedelta(0) and session.split is None:
        return None
    while rest > timedelta(0):
        room = procession.order.room
        onward = next_slot(reading, session, Remainder(rest, legs[-1].end, room, days), None)
        if onward is None:
            return None
        days |= {onward.day}
        legs.append(Stretch(onward, onward.start, onward.start + min(rest, onward.length)))
        rest -= legs[-1].end - legs[-1].start
    return tuple(legs) if _well_cut(reading, session, legs) else None


def _well_cut(reading: Reading, session: Session, legs: Sequence[Stretch]) -> bool:
    """Whether the parts of a layout are as few and as long as they must be."""
    if len(legs) == 1:
        return True
    split = session.split
    if split is None or (split.most_parts is not None and len(legs) > split.most_parts):
        return False
    shortest = min(leg.end - leg.start for leg in legs)
    binds = reading.bound_to_least_part(session.id)
    return not binds or shortest >= split.least_part * MINUTE


def _rooms(procession: Procession, session: Session, leg: Stretch) -> tuple[str, ...]:
    """The rooms that the order may use for this leg, suited and available, as all chairs are."""
    reading = procession.reading
    rooms = rooms_for(reading, session, leg.slot, procession.order.room)
    return rooms_ready(reading, session, rooms, leg.start, leg.end)


def _free(procession: Procession, session: Session, leg: Stretch) -> bool:
    """Whether nobody outside the order is in the way of this leg in some room."""
    clashes, among = procession.clashes, procession.among
    return any(
        not clashes.room_taken(session, room, leg.start, leg.end, among)
        and not clashes.people_taken(session, room, leg.start, leg.end, among)
        for room in _rooms(procession, session, leg)
    )
