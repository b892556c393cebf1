"""
Hours that are promised of a sitting, beyond those of the slot that it is printed in.

On a rolling basis the order is the promise, and minutes inside a slot are nobody's. A session of a
rolling order has hours of its own only where those of its slot would be wrong. A session in no
rolling order is held at its hours, and they are printed unless they are those of its slot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, at
from scheduler.render.layout.details import numbered
from scheduler.render.layout.placements import Places, SidePlaces
from scheduler.timetable import Expected

Span = tuple[datetime, datetime]
Place = tuple[str, date, str]
"""Room, day and slot."""


@dataclass(frozen=True, slots=True)
class Promise:
    """
    The hours that are printed beside the name of a sitting; clock times are those of the meeting.

    Attributes
    ----------
    exact
        Start and end; None if the slot says them, or nobody can.
    not_before
        A rolling session that waits although its room is free starts no earlier than this.
    until
        The end, where it is after that of the slot and ``exact`` does not say it.
    """

    exact: tuple[time, time] | None = None
    not_before: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A sitting where it is printed.

    ``on``: when it may be under way, as far as that is promised: of rolling sessions that follow
    one another in a slot, from the first start to the last end. Local times of the meeting.
    ``rolls``: it is in a rolling order. ``number``: of the meeting of its body; None if these are
    not counted. ``earliest``: it is not expected before this; None if that is not asked, or its
    slot and ``promise`` say it. That binds nobody, and is no change if it becomes another one.
    """

    sitting: Sitting
    promise: Promise
    on: Span
    rolls: bool = False
    number: int | None = None
    earliest: datetime | None = None

    @property
    def session(self) -> str:
        return self.sitting.session

    @property
    def room(self) -> str:
        return self.sitting.room

    @property
    def shown(self) -> tuple[str, Promise]:
        """What a reader of its cell sees of it."""
        return self.session, self.promise


PlacedSittings = Mapping[Place, tuple[Placed, ...]]
PlacedSideEvents = Mapping[date, tuple[Placed, ...]]


def promised(problem: Problem, places: Places, expected: Iterable[Expected] = ()) -> PlacedSittings:
    """Every regular sitting in its room slot, with the hours that are promised of it."""
    earliest = {one.session: one.start.astimezone(problem.zone) for one in expected}
    free: dict[str, datetime] = {}
    numbers = numbered(problem, (sitting for there in places.values() for sitting in there))
    placed: dict[Place, tuple[Placed, ...]] = {}
    for place in sorted(places, key=lambda place: places[place][0].start):
        room = place[0]
        placed[place] = tuple(
            replace(
                _awaited(problem, place, there, earliest),
                number=numbers.get((there.session, there.sitting.part)),
            )
            for there in _promises(problem, place, places[place], free.get(room))
        )
        end = max(sitting.end for sitting in places[place])
        free[room] = max(end, free.get(room, end))
    return placed


def _awaited(
    problem: Problem, place: Place, placed: Placed, earliest: Mapping[str, datetime]
) -> Placed:
    """With the moment before which it is not expected, unless that is said already."""
    moment = earliest.get(placed.session)
    if moment is None or not placed.rolls or placed.sitting.part > 1:
        return placed
    opens, waits = _slot_span(problem, place)[0], placed.promise.not_before
    if moment == opens or (waits == moment.time() and moment.date() == place[1]):
        return placed
    return replace(placed, earliest=moment)


def promised_side_events(problem: Problem, places: SidePlaces) -> PlacedSideEvents:
    """Side events are always promised with their hours."""
    return {
        day: tuple(_exact(problem.zone, sitting) for sitting in there)
        for day, there in places.items()
    }


def _exact(zone: ZoneInfo, sitting: Sitting) -> Placed:
    start, end = _local(zone, sitting)
    return Placed(sitting, Promise(exact=(start.time(), end.time())), (start, end))


def _promises(
    problem: Problem, place: Place, sittings: Sequence[Sitting], free: datetime | None
) -> Iterator[Placed]:
    """``free``: when what the room held before the slot ended; None if it held nothing."""
    opens, closes = _slot_span(problem, place)
    rolling = {session: o.changeover for o in problem.rolling for session in o.order}
    after = opens if free is None else max(opens, free)
    block: list[Placed] = []
    for sitting in sittings:
        if sitting.session not in rolling:
            placed = _exact(problem.zone, sitting)
            own = sitting.start == opens and sitting.end == closes
            yield from _joined(block)
            block = []
            yield replace(placed, promise=Promise()) if own else placed
        else:
            follows = after > opens or free == opens  # else there is nothing to change over from
            pause = rolling[sitting.session] * MINUTE if follows else timedelta(0)
            idle = sitting.start - after - pause
            waits = idle >= problem.meeting.grid * MINUTE
            if waits:
                yield from _joined(block)
                block = []
            block.append(_rolling(problem.zone, sitting, closes, waits=waits))
        after = max(after, sitting.end)
    yield from _joined(block)


def _rolling(zone: ZoneInfo, sitting: Sitting, closes: datetime, *, waits: bool) -> Placed:
    start, end = _local(zone, sitting)
    promise = Promise(
        not_before=start.time() if waits else None,
        until=end.time() if sitting.end > closes else None,
    )
    return Placed(sitting, promise, (start, end), rolls=True)


def _joined(block: Sequence[Placed]) -> Iterator[Placed]:
    """Nobody can say which of them is on: each may be, from the first start to the last end."""
    if block:
        whole = (block[0].on[0], max(placed.on[1] for placed in block))
        yield from (replace(placed, on=whole) for placed in block)


def _slot_span(problem: Problem, place: Place) -> Span:
    _, day, id = place
    slot = next(slot for slot in problem.slots if slot.id == id)
    closes = slot.closes(day)
    return at(day, slot.start, problem.zone), at(closes.date(), closes.time(), problem.zone)


def _local(zone: ZoneInfo, sitting: Sitting) -> Span:
    return sitting.start.astimezone(zone), sitting.end.astimezone(zone)
