"""What follows for a meeting if a session of a rolling order ends at another time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Problem, RollingOrder, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.held import slot_of
from scheduler.search.outcome import Outcome
from scheduler.timetable import Record, Timetable
from scheduler.timetable.diff import CellChange, cell_changes, minutes, utc
from scheduler.timetable.utilisation import closes, overtime

Named = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Consequence:
    """
    What follows if the session ends at ``end``; all moments are aware.

    Attributes
    ----------
    offset
        Minutes more (or less) than published.
    goes_on
        Starts of further parts of the session, after its last published sitting.
    next, at_once, starts, resumes
        Who follows it in its rolling order, whether as soon as may be, when, and when its
        further parts start; nobody (None) if it is the last, or the rest found no place.
    cells
        What the annex prints otherwise than published.
    runs_over
        Whether its last published sitting now ends past the end of the slot.
    overtime
        (day slot, minutes past its end) where that is more than published.
    trimmed
        (session, minutes less than are in force).
    unplaced, rooms, swapped
        Sessions that lose their place; those that sit in other rooms; those of the order that
        start in another order than published.
    close
        When the last session of the meeting ends.
    printed
        Whether the annex stays as it is, with nothing lost and the next start as published.
    """

    offset: int
    end: datetime
    goes_on: tuple[datetime, ...]
    next: str | None
    at_once: bool
    starts: datetime | None
    resumes: tuple[datetime, ...]
    cells: tuple[CellChange, ...]
    runs_over: bool
    overtime: tuple[Named, ...]
    trimmed: tuple[Named, ...]
    unplaced: tuple[str, ...]
    rooms: tuple[str, ...]
    swapped: tuple[str, ...]
    close: datetime | None
    printed: bool


def consequence_of(
    published: Record, outcome: Outcome, order: RollingOrder, session: str, offset: int
) -> Consequence:
    """Read what follows off the new timetable."""
    problem, before, after = outcome.problem, published.timetable, outcome.timetable
    last, end = before.of_session(session)[-1], after.of_session(session)[-1].end
    slot, next = slot_of(problem, last), next_after(after, order, session)
    ready = end + order.changeover * MINUTE
    grid = problem.meeting.grid * MINUTE
    at_once = bool(next) and ready <= next[0].start < ready + grid
    close = closes(problem, after)
    cells = cell_changes(problem, before, after)
    over, trimmed = _overtime(problem, before, after), _trimmed(problem, after)
    gone = {u.session for u in after.unplaced} - {u.session for u in before.unplaced}
    rooms = tuple(_in_other_rooms(before, after))
    printed = next_after(before, order, session)
    same_start = [s.start for s in next[:1]] == [s.start for s in printed[:1]]
    return Consequence(
        offset=offset,
        end=end,
        goes_on=tuple(s.start for s in after.of_session(session) if s.start > last.start),
        next=next[0].session if next else None,
        at_once=at_once,
        starts=next[0].start if next else None,
        resumes=tuple(s.start for s in next[1:]),
        cells=cells,
        runs_over=slot is not None and any(id == slot.id for id, _ in over),
        overtime=over,
        trimmed=trimmed,
        unplaced=tuple(sorted(gone)),
        rooms=rooms,
        swapped=_swapped(before, after, order),
        close=None if close is None else close.astimezone(end.tzinfo),
        printed=(same_start or at_once) and not (cells or over or trimmed or gone or rooms),
    )


def stuck(consequence: Consequence | None) -> bool:
    """Whether somebody has to choose: the policy leaves no timetable, or loses a session."""
    return consequence is None or bool(consequence.unplaced)


def held_sessions(timetable: Timetable, order: RollingOrder) -> list[str]:
    """The sessions of an order that have a place, in the order in which they are held."""
    starts = {s.session: s.start for s in reversed(timetable.sittings)}
    return sorted((id for id in order.order if id in starts), key=lambda id: utc(starts[id]))


def next_after(timetable: Timetable, order: RollingOrder, session: str) -> tuple[Sitting, ...]:
    """
    The session of an order that begins first once another is over; sessions that begin before its
    rest do not count.
    """
    end = utc(timetable.of_session(session)[-1].end)
    for other in held_sessions(timetable, order):
        sittings = timetable.of_session(other)
        if other != session and utc(sittings[0].start) >= end:
            return sittings
    return ()


def same(group: Sequence[Consequence | None], one: Consequence | None) -> bool:
    """Whether an outcome can share a row with all those of a group."""
    first = group[0]
    if first is None or one is None or stuck(first) or stuck(one):
        return stuck(first) and stuck(one)
    if _alike(first) != _alike(one):
        return False
    every = [*(c for c in group if c is not None), one]
    moments = {None if c.starts is None else utc(c.starts) for c in every}
    return len(moments) == 1 or all(c.at_once for c in every)


def _alike(c: Consequence) -> tuple[object, ...]:
    """
    What must be equal for two ends to share a row, apart from the start of the next session.

    Which later slot runs over, or who is trimmed, is often a choice among equals: that it happens
    is told apart, and by how much at most.
    """
    sessions = (c.next, c.resumes, c.goes_on, c.rooms, c.swapped)
    return (*sessions, c.cells, c.runs_over, bool(c.overtime), bool(c.trimmed), c.printed)


def _in_other_rooms(before: Timetable, after: Timetable) -> Iterator[str]:
    """Sessions that sit in a room in which no part of them was published."""
    for id in dict.fromkeys(s.session for s in before.sittings):
        published = {s.room for s in before.of_session(id)}
        if not {s.room for s in after.of_session(id)} <= published:
            yield id


def _overtime(problem: Problem, before: Timetable, after: Timetable) -> tuple[Named, ...]:
    """Slots that run over by more than was agreed, which is agreed for the slot in every room."""
    agreed: dict[str, int] = defaultdict(int)
    for (slot, _), over in overtime(problem, before).items():
        agreed[slot] = max(agreed[slot], over)
    return tuple(
        (slot, over)
        for (slot, _), over in sorted(overtime(problem, after).items())
        if over > agreed[slot]
    )


def _trimmed(problem: Problem, after: Timetable) -> tuple[Named, ...]:
    planned = problem.situation.minutes if problem.situation is not None else {}
    lost = (
        (s.id, planned.get(s.id, s.minutes.likely) - minutes(after.of_session(s.id)))
        for s in problem.held
        if after.of_session(s.id)
    )
    return tuple((id, over) for id, over in lost if over > 0)


def _swapped(before: Timetable, after: Timetable, order: RollingOrder) -> tuple[str, ...]:
    now = held_sessions(after, order)
    was = [id for id in held_sessions(before, order) if id in now]
    now = [id for id in now if id in was]
    return tuple(id for id, other in zip(now, was, strict=True) if id != other)
