"""
What differs between two timetables, by session and by annex cell.

Sittings are promises to those who chair and attend; cells are what the annex prints. The same
shift of thirty minutes may change every sitting and no cell, so both are told.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.timetable.record import Change
from scheduler.timetable.timetable import Timetable

Kind = Literal["new", "moved", "cancelled", "room", "shortened", "lengthened"]
Cell = tuple[str, str]
"""A room and a day slot (``2025-02-25/morning``)."""
Sittings = tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """The sessions that the annex prints for a room in a day slot, before and after."""

    room: str
    slot: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def gained(self) -> tuple[str, ...]:
        return tuple(session for session in self.after if session not in self.before)

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(session for session in self.before if session not in self.after)


def cells(problem: Problem, timetable: Timetable) -> dict[Cell, tuple[str, ...]]:
    """
    Every cell that holds something, each session named once, in order of start.

    A sitting belongs to the latest day slot for its kind that began by its start, so overtime
    is printed where it began; before the first slot it is in no cell.
    """
    sessions: defaultdict[Cell, dict[str, None]] = defaultdict(dict)
    in_order = sorted(timetable.sittings, key=lambda s: (utc(s.start), s.session))
    for slot, sitting in in_slots(problem, in_order):
        sessions[sitting.room, slot.id][sitting.session] = None
    return {cell: tuple(names) for cell, names in sorted(sessions.items())}


def in_slots(problem: Problem, sittings: Iterable[Sitting]) -> Iterator[tuple[DaySlot, Sitting]]:
    """Each sitting with the latest slot for its kind that began by its start, if one did."""
    kinds = {session.id: session.kind for session in problem.sessions}
    slots = day_slots(problem)
    serving = {
        kind: [slot for slot in slots if slot.template.serves(kind)]
        for kind in {"session", *kinds.values()}
    }
    starts = {kind: [slot.start for slot in own] for kind, own in serving.items()}
    for sitting in sittings:
        kind = kinds.get(sitting.session, "session")
        k = bisect_right(starts[kind], utc(sitting.start))
        if k > 0:
            yield serving[kind][k - 1], sitting


def cell_changes(problem: Problem, before: Timetable, after: Timetable) -> tuple[CellChange, ...]:
    """The cells whose list of sessions differs, in order of day slot and room."""
    old, new = cells(problem, before), cells(problem, after)
    order = {slot.id: index for index, slot in enumerate(day_slots(problem))}
    touched = sorted(old.keys() | new.keys(), key=lambda cell: (order[cell[1]], cell[0]))
    pairs = ((cell, old.get(cell, ()), new.get(cell, ())) for cell in touched)
    return tuple(CellChange(*cell, was, now) for cell, was, now in pairs if was != now)


def changes(problem: Problem | None, before: Timetable, after: Timetable) -> tuple[Change, ...]:
    """
    What became of each session, in order of where it sat first; a session may have several.

    ``new`` and ``cancelled``: it has sittings on one side only (a session that lost its place
    counts as cancelled). ``moved``: a part starts at another time, or the same minutes lie
    elsewhere. ``room``: a part, or one more of them, is in another room. ``shortened`` and
    ``lengthened``: other minutes in all. People are the chairs and attendees that ``problem``
    knows; without a problem nobody is.
    """
    old, new = _by_session(before), _by_session(after)
    people = {
        session.id: tuple(dict.fromkeys((*session.chairs, *session.attendees)))
        for session in (problem.sessions if problem is not None else ())
    }

    def place(id: str) -> tuple[datetime, str]:
        return utc((old.get(id) or new[id])[0].start), id

    return tuple(
        Change(
            session=id,
            kind=kind,
            before=old.get(id, ()),
            after=new.get(id, ()),
            people=people.get(id, ()),
        )
        for id in sorted(old.keys() | new.keys(), key=place)
        for kind in _kinds(old.get(id, ()), new.get(id, ()))
    )


def minutes(sittings: Iterable[Sitting]) -> int:
    """Elapsed minutes in all, whole ones."""
    return sum((utc(s.end) - utc(s.start)) // MINUTE for s in sittings)


def _by_session(timetable: Timetable) -> Mapping[str, Sittings]:
    by_session: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sorted(timetable.sittings, key=lambda s: (utc(s.start), s.room)):
        by_session[sitting.session].append(sitting)
    return {session: tuple(sittings) for session, sittings in by_session.items()}


def _kinds(old: Sittings, new: Sittings) -> Iterator[Kind]:
    if not old or not new:
        yield "cancelled" if old else "new"
        return
    pairs = list(zip(old, new, strict=False))
    longer = minutes(new) - minutes(old)
    if any(utc(a.start) != utc(b.start) for a, b in pairs) or (
        longer == 0 and _spans(old) != _spans(new)
    ):
        yield "moved"
    if any(a.room != b.room for a, b in pairs) or rooms_of(old) != rooms_of(new):
        yield "room"
    if longer != 0:
        yield "lengthened" if longer > 0 else "shortened"


def _spans(sittings: Sittings) -> list[tuple[datetime, datetime]]:
    return [(utc(s.start), utc(s.end)) for s in sittings]


def rooms_of(sittings: Iterable[Sitting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.room for s in sittings))


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
