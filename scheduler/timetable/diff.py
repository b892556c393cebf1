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

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.timetable.record import Change, Kind
from scheduler.timetable.serving import Serving, serving
from scheduler.timetable.timetable import Timetable

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
    The changes of each session, in order of where it sat first; a session may have several.

    ``new`` and ``cancelled``: it has sittings on one side only (a session that lost its place
    counts as cancelled). The others as ``kinds``. People are those that ``problem`` knows to
    preside over, attend or interpret a sitting that differs; without a problem, whom it names.
    """
    old, new, served = _by_session(before), _by_session(after), serving(problem)
    attendees = {s.id: s.attendees for s in (problem.sessions if problem is not None else ())}

    def place(id: str) -> tuple[datetime, str]:
        return utc((old.get(id) or new[id])[0].start), id

    found = []
    for id in sorted(old.keys() | new.keys(), key=place):
        was, now = old.get(id, ()), new.get(id, ())
        people = _concerned(was, now, served, attendees.get(id, ()))
        found += [
            Change(session=id, kind=kind, before=was, after=now, people=people)
            for kind in kinds(was, now, served)
        ]
    return tuple(found)


def kinds(
    old: Sittings, new: Sittings, served: Serving, *, lasted: int | None = None
) -> list[Kind]:
    """
    The changes of one session, its sittings in order of start and compared by number.

    ``moved``: a part starts at another time, or the same minutes lie elsewhere. ``room``: a part
    is in another room, one more of them in a room that is none of the old. ``shortened`` and
    ``lengthened``: other minutes in all. ``chairs``: other people preside over a part (one more of
    them: than over the last). ``team``: another one interprets a part.

    ``lasted``: the minutes before, where the old sittings are not all as they were.
    """
    if not old or not new:
        return ["cancelled" if old else "new"] if old or new else []
    pairs = list(zip(old, new, strict=False))
    longer = minutes(new) - (minutes(old) if lasted is None else lasted)
    rooms = {s.room for s in old}
    there: dict[Kind, bool] = {
        "moved": any(utc(a.start) != utc(b.start) for a, b in pairs)
        or (longer == 0 and _spans(old) != _spans(new)),
        "room": any(a.room != b.room for a, b in pairs)
        or any(s.room not in rooms for s in new[len(old) :]),
        "lengthened": longer > 0,
        "shortened": longer < 0,
        "chairs": any(served.chairs(a) != served.chairs(b) for a, b in by_number(old, new)),
        "team": any(served.team(a) != served.team(b) for a, b in pairs),
    }
    return [kind for kind, is_there in there.items() if is_there]


def by_number(old: Sittings, new: Sittings) -> Iterator[tuple[Sitting, Sitting]]:
    """The parts of both, first with first; each part beyond the old ones with the last of them."""
    for n, sitting in enumerate(new):
        yield old[min(n, len(old) - 1)], sitting


def differing(old: Iterable[Sitting], new: Iterable[Sitting], served: Serving) -> list[Sitting]:
    """Sittings of which the other side has none with the same place, time, chairs and team."""

    def what(s: Sitting) -> tuple[object, ...]:
        return s.session, s.room, utc(s.start), utc(s.end), served.chairs(s), served.team(s)

    was, now = {what(s): s for s in old}, {what(s): s for s in new}
    return [
        *(s for key, s in was.items() if key not in now),
        *(s for key, s in now.items() if key not in was),
    ]


def _concerned(
    old: Sittings, new: Sittings, served: Serving, attendees: Iterable[str]
) -> tuple[str, ...]:
    """Who presides over what differs, before and after, who attends it, and the teams."""
    touched = differing(old, new, served)
    chairs = [who for sitting in touched for who in served.chairs(sitting)]
    teams = [team for team in map(served.team, touched) if team is not None]
    return tuple(dict.fromkeys((*chairs, *attendees, *teams)))


def minutes(sittings: Iterable[Sitting]) -> int:
    """Elapsed minutes in all, whole ones."""
    return sum((utc(s.end) - utc(s.start)) // MINUTE for s in sittings)


def _by_session(timetable: Timetable) -> Mapping[str, Sittings]:
    by_session: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sorted(timetable.sittings, key=lambda s: (utc(s.start), s.room)):
        by_session[sitting.session].append(sitting)
    return {session: tuple(sittings) for session, sittings in by_session.items()}


def _spans(sittings: Sittings) -> list[tuple[datetime, datetime]]:
    return [(utc(s.start), utc(s.end)) for s in sittings]


def rooms_of(sittings: Iterable[Sitting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.room for s in sittings))


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
