"""
Where a meeting stands at a moment: what runs, what is next, and how far that is from published.

Nothing here decides anything: the *expected* timetable is the published one, or what follows from
it and the facts told since.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable.diff import minutes
from scheduler.timetable.standing import standing
from scheduler.timetable.timetable import Timetable

State = Literal["before", "running", "pause", "over"]


@dataclass(frozen=True, slots=True)
class ExpectedSitting:
    """
    A sitting as it is expected, beside how it is published.

    Attributes
    ----------
    part, parts
        Of the session, as expected.
    was_start, was_end
        Published start and end of that part, None if it is not published; of the last part, and of
        one that is not published, the published end of the session.
    """

    session: str
    room: str
    part: int
    parts: int
    start: datetime
    end: datetime
    was_start: datetime | None
    was_end: datetime | None


@dataclass(frozen=True, slots=True)
class RoomNow:
    """
    One room at the moment.

    Attributes
    ----------
    running
        The sittings that are on: one, unless clashes are waived.
    last
        What ended there last, if nothing runs.
    next
        The next sitting of another session, or the next part after a pause.
    """

    room: str
    running: tuple[ExpectedSitting, ...]
    last: ExpectedSitting | None
    next: ExpectedSitting | None


@dataclass(frozen=True, slots=True)
class MeetingState:
    """
    The meeting at the moment ``at``.

    Attributes
    ----------
    opens, closes
        First start and last end as expected; None if nothing is held.
    rooms
        Those in which something is held, in the scenario's order.
    held, planned
        Minutes of regular and other sittings over by now, and in all.
    unplaced
        Sessions without a place.
    """

    at: datetime
    state: State
    opens: datetime | None
    closes: datetime | None
    rooms: tuple[RoomNow, ...]
    held: int
    planned: int
    unplaced: tuple[str, ...]


def observe(
    problem: Problem, published: Timetable, expected: Timetable, at: datetime
) -> MeetingState:
    """Read a timetable at a moment (aware)."""
    at = at.astimezone(UTC)
    places = [_place(published, s) for s in expected.sittings]
    used = {place.room for place in places}
    rooms = tuple(_room(r.id, places, at) for r in problem.rooms if r.id in used)
    opens = min((p.start for p in places), default=None)
    closes = max((p.end for p in places), default=None)
    return MeetingState(
        at=at,
        state=_state(rooms, opens, closes, at),
        opens=opens,
        closes=closes,
        rooms=rooms,
        held=minutes(list(_until(expected.sittings, at))),
        planned=minutes(expected.sittings),
        unplaced=tuple(u.session for u in expected.unplaced),
    )


def minutes_late(place: ExpectedSitting, *, end: bool = False) -> int | None:
    """Minutes behind what is published (before it: less than 0); None if that is not known."""
    was, now = (place.was_end, place.end) if end else (place.was_start, place.start)
    return None if was is None else int((now - was) // MINUTE)


def _place(published: Timetable, sitting: Sitting) -> ExpectedSitting:
    was = sorted(published.of_session(sitting.session), key=lambda s: s.start)
    same = [s for s in was if s.part == sitting.part]
    last = sitting.part == sitting.parts
    return ExpectedSitting(
        session=sitting.session,
        room=sitting.room,
        part=sitting.part,
        parts=sitting.parts,
        start=sitting.start.astimezone(UTC),
        end=sitting.end.astimezone(UTC),
        was_start=same[0].start.astimezone(UTC) if same else None,
        was_end=(was[-1] if last or not same else same[0]).end.astimezone(UTC) if was else None,
    )


def _room(room: str, places: Sequence[ExpectedSitting], at: datetime) -> RoomNow:
    here = sorted((p for p in places if p.room == room), key=lambda p: (p.start, p.end))
    running = tuple(p for p in here if standing(p, at) == "running")
    over = [p for p in here if standing(p, at) == "over"]
    return RoomNow(
        room=room,
        running=running,
        last=None if running or not over else max(over, key=lambda p: p.end),
        next=next((p for p in here if standing(p, at) == "to come"), None),
    )


def _state(
    rooms: Sequence[RoomNow], opens: datetime | None, closes: datetime | None, at: datetime
) -> State:
    if any(room.running for room in rooms):
        return "running"
    if opens is None or closes is None or at <= opens:
        return "before"
    return "over" if at >= closes else "pause"


def _until(sittings: Sequence[Sitting], at: datetime) -> Iterator[Sitting]:
    """What is over, and the part that is over of what runs."""
    for s in sittings:
        if standing(s, at) != "to come":
            yield s.model_copy(update={"end": min(s.end.astimezone(UTC), at)})
