"""
The entries of a calendar over all issues of a timetable, and whose sittings they are.

A part of a session is one entry, for ever: ``uid`` depends on meeting, session and part alone. Its
sequence goes up by one whenever its time or its place changes, when it is cancelled, and when it
comes back; never for another title, another chair, or another part. What has left the timetable
stays in the calendar as cancelled, at its last place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduler.problem import Problem, Sitting
from scheduler.problem.spoken_names import spoken_bodies, spoken_people, unknown

Key = tuple[str, int]
"""Session and part."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a session as a calendar has it; ``start`` and ``end`` are in UTC."""

    session: str
    part: int
    room: str
    start: datetime
    end: datetime
    sequence: int = 0
    cancelled: bool = False

    @property
    def key(self) -> Key:
        return self.session, self.part

    @property
    def place(self) -> tuple[datetime, datetime, str, bool]:
        """What a sequence counts changes of."""
        return self.start, self.end, self.room, self.cancelled


Calendar = Mapping[Key, Entry]


def next_calendar(
    earlier: Calendar, sittings: Iterable[Sitting], *, first: int = 0
) -> dict[Key, Entry]:
    """
    A calendar after these sittings were published over it.

    Parameters
    ----------
    first
        The sequence of entries that are new: 0, or more where earlier issues are not known.
    """
    now = {
        (s.session, s.part): Entry(
            s.session, s.part, s.room, s.start.astimezone(UTC), s.end.astimezone(UTC), first
        )
        for s in sittings
    }
    return {
        key: _follow(earlier.get(key), now.get(key))
        for key in sorted({*earlier.keys(), *now.keys()})
    }


def _follow(old: Entry | None, new: Entry | None) -> Entry:
    if old is None:
        assert new is not None
        return new
    then = new if new is not None else replace(old, cancelled=True)
    return replace(then, sequence=old.sequence + (then.place != old.place))


def carry_over(
    revisions: Sequence[Iterable[Sitting]], *, earlier: Calendar | None = None, first: int = 0
) -> dict[Key, Entry]:
    """
    The calendar after all these revisions, oldest first, each published over the one before.

    With ``earlier``, the calendar of an earlier issue, these are the revisions since. ``first`` is
    the number of the oldest revision: no entry of it can have changed more often than that.
    """
    calendar: dict[Key, Entry] = dict(earlier or {})
    for sittings in revisions:
        calendar = next_calendar(calendar, sittings, first=first)
    return calendar


Concerns = Callable[[Sitting], bool]


class NobodyError(LookupError):
    """No group and no office is called so, or both are."""


def concerns(problem: Problem, name: str) -> Concerns:
    """
    Whether a sitting concerns the group or person of that name.

    ``group:WGETI`` and ``person:chair`` say which, where both are called the same. A person is
    concerned by what it presides over, acting or as a deputy too, and by what it attends.

    Raises
    ------
    NobodyError
        Nobody is called so; the message names who comes near.
    """
    groups = {group for session in problem.sessions for group in session.groups}
    people = {person.id for person in problem.people}
    kind, colon, rest = name.partition(":")
    id = rest if colon and kind in ("group", "person") else name
    is_group = id in groups and not (colon and kind == "person")
    is_person = id in people and not (colon and kind == "group")
    if is_group and is_person:
        raise NobodyError(f"{id!r} is a group and a person: say group:{id} or person:{id}")
    if is_group:
        sessions = {session.id for session in problem.sessions if id in session.groups}
        return lambda sitting: sitting.session in sessions
    if is_person:
        return _of_person(problem, id)
    spoken = {**spoken_people(problem), **spoken_bodies(problem)}
    raise NobodyError(unknown("no person and no body", id, spoken))


def _of_person(problem: Problem, person: str) -> Concerns:
    acts = {p.id: p.acting for p in problem.people if p.state == "vacant" and p.acting is not None}
    presides = {s.id: {acts.get(chair, chair) for chair in s.chairs} for s in problem.sessions}
    attends = {s.id for s in problem.sessions if person in {acts.get(a, a) for a in s.attendees}}

    def wanted(sitting: Sitting) -> bool:
        chairs = sitting.chairs or presides.get(sitting.session, ())
        return person in chairs or sitting.session in attends

    return wanted
