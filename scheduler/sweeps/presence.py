"""Windows loosened: an absence that is an hour shorter, a room that is open for a morning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from scheduler.explanation.claim import Change, changed
from scheduler.problem import Person, Problem, Room, Window
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots, spans
from scheduler.problem.provisions import Group
from scheduler.vocabulary.locations import Loc

HOURS = (60, 120, 180)
"""Minutes that somebody who is away is there all the same."""
Span = tuple[datetime, datetime]
"""Two moments in UTC."""


@dataclass(frozen=True, eq=False)
class Step:
    """What to concede, with ids, and the problem with it."""

    says: str
    change: Change


@dataclass(frozen=True, eq=False)
class Presence:
    """One absence in one slot: ``steps`` in which it could be shorter, the smallest first."""

    loc: Loc
    about: frozenset[str]
    steps: Sequence[Step]


def presences(problem: Problem) -> Iterator[Presence]:
    """Absences of people and bodies by the hour, of rooms by the slot."""
    slots = [slot for slot in day_slots(problem) if slot.template.serves("session")]
    for i, person in enumerate(problem.people):
        about = frozenset(s.id for s in problem.sessions if person.id in s.chairs)
        if about:
            yield from _hours(problem, slots, ("people", i), person, about)
    for i, group in enumerate(problem.groups):
        about = frozenset(s.id for s in problem.sessions if group.id in s.groups)
        if about:
            yield from _hours(problem, slots, ("groups", i), group, about)
    for i, room in enumerate(problem.rooms):
        yield from _slots_open(problem, slots, ("rooms", i), room)


def _hours(
    problem: Problem,
    slots: Sequence[DaySlot],
    loc: Loc,
    owner: Person | Group,
    about: frozenset[str],
) -> Iterator[Presence]:
    """In each slot of an absence: there for its first hours, or for its last ones."""
    for j, window in enumerate(owner.unavailable):
        for start, end in _overlaps(problem, slots, owner, window):
            long = (end - start) // MINUTE
            early = [(start, start + m * MINUTE) for m in HOURS if m < long] + [(start, end)]
            late = [(end - m * MINUTE, end) for m in HOURS if m < long]
            for offers in (early, late):
                steps = [_there(problem, loc, owner, j, span) for span in offers]
                if steps:
                    yield Presence((*loc, "unavailable", j), about, steps)


def _slots_open(
    problem: Problem, slots: Sequence[DaySlot], loc: Loc, room: Room
) -> Iterator[Presence]:
    for j, window in enumerate(room.unavailable):
        for span in _overlaps(problem, slots, room, window):
            step = _there(problem, loc, room, j, span)
            yield Presence((*loc, "unavailable", j), frozenset(), [step])


def _overlaps(
    problem: Problem, slots: Sequence[DaySlot], owner: Person | Group | Room, window: Window
) -> Iterator[Span]:
    """What a window takes of each slot; hours that come back every day are no single statement."""
    if window.daily is not None:
        return
    [(start, end)] = spans([window], _zone(problem, owner, window), problem.days)
    for slot in slots:
        if start < slot.end and slot.start < end:
            yield max(start, slot.start), min(end, slot.end)


def _zone(problem: Problem, owner: Person | Group | Room, window: Window) -> ZoneInfo:
    """In which a window is read: its own, else the person's, else the meeting's."""
    own = owner.timezone if isinstance(owner, Person) else None
    return ZoneInfo(window.timezone or own or problem.meeting.timezone)


def _there(problem: Problem, loc: Loc, owner: Person | Group | Room, j: int, span: Span) -> Step:
    """There in this span, away before and after it as it is stated."""
    start, end = (moment.astimezone(problem.zone) for moment in span)
    when = f"on {start:%Y-%m-%d} {start:%H:%M} to {end:%H:%M}"
    says = (
        f"have {owner.id} {when}" if isinstance(owner, Room) else f"let {owner.id} be there {when}"
    )
    window = owner.unavailable[j]
    left = _without(window, span, _zone(problem, owner, window))
    return Step(says, partial(_changed_window, str(loc[0]), owner.id, window, left))


def _without(window: Window, span: Span, zone: ZoneInfo) -> tuple[Window, ...]:
    """What is left of a window, in its own zone."""
    assert window.start is not None
    assert window.end is not None
    a, b = (moment.astimezone(zone).replace(tzinfo=None) for moment in span)
    pieces = ((window.start, a), (b, window.end))
    return tuple(
        window.model_copy(update={"start": start, "end": end})
        for start, end in pieces
        if start < end
    )


def _changed_window(
    collection: str, id: str, window: Window, left: Sequence[Window], problem: Problem
) -> Problem:
    owner = next(one for one in getattr(problem, collection) if one.id == id)
    windows = [piece for one in owner.unavailable for piece in (left if one is window else (one,))]
    return changed(collection, id, unavailable=tuple(windows))(problem)


def closed(problem: Problem, room: str, slot: DaySlot) -> Problem:
    """The problem without a room in one slot, overtime and all."""
    over = timedelta(minutes=slot.limit)
    start, end = (
        moment.astimezone(UTC).astimezone(problem.zone).replace(tzinfo=None, second=0)
        for moment in (slot.start, slot.end + over)
    )
    window = Window.model_validate({"from": start, "to": end})
    owner = next(one for one in problem.rooms if one.id == room)
    return changed("rooms", room, unavailable=(*owner.unavailable, window))(problem)
