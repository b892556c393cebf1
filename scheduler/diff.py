"""
What differs between two timetables, by session and by annex cell, and how a planner says it.

Sittings are promises to those who chair and attend; cells are what the annex prints. The same
shift of thirty minutes may change every sitting and no cell, so both are told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from scheduler.grid import day_slots
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Change, Timetable

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTE = timedelta(minutes=1)
SHORT = 20
"""Letters of a title that a sentence still carries; longer ones are told by the session's id."""
ACRONYM = 6
"""An id of so few lower-case letters stands for a body, which is written in capitals."""

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
    slots = [(slot.start, slot.id, slot.template) for slot in day_slots(problem)]
    kinds = {session.id: session.kind for session in problem.sessions}
    found: defaultdict[Cell, dict[str, None]] = defaultdict(dict)
    for sitting in sorted(timetable.sittings, key=lambda s: (_utc(s.start), s.session)):
        kind = kinds.get(sitting.session, "session")
        begun = [
            id for start, id, slot in slots if start <= _utc(sitting.start) and slot.serves(kind)
        ]
        if begun:
            found[sitting.room, begun[-1]][sitting.session] = None
    return {cell: tuple(sessions) for cell, sessions in sorted(found.items())}


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
        return _utc((old.get(id) or new[id])[0].start), id

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
    return sum((_utc(s.end) - _utc(s.start)) // MINUTE for s in sittings)


def _by_session(timetable: Timetable) -> Mapping[str, Sittings]:
    found: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sorted(timetable.sittings, key=lambda s: (_utc(s.start), s.room)):
        found[sitting.session].append(sitting)
    return {session: tuple(sittings) for session, sittings in found.items()}


def _kinds(old: Sittings, new: Sittings) -> Iterator[Kind]:
    if not old or not new:
        yield "cancelled" if old else "new"
        return
    pairs = list(zip(old, new, strict=False))
    longer = minutes(new) - minutes(old)
    if any(_utc(a.start) != _utc(b.start) for a, b in pairs) or (
        longer == 0 and _spans(old) != _spans(new)
    ):
        yield "moved"
    if any(a.room != b.room for a, b in pairs) or _rooms(old) != _rooms(new):
        yield "room"
    if longer != 0:
        yield "lengthened" if longer > 0 else "shortened"


def _spans(sittings: Sittings) -> list[tuple[datetime, datetime]]:
    return [(_utc(s.start), _utc(s.end)) for s in sittings]


def _rooms(sittings: Iterable[Sitting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.room for s in sittings))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Voice:
    """
    How moments, sessions and rooms are called in sentences.

    Attributes
    ----------
    zone
        Of the meeting; all clock times are local to it.
    dated
        Whether a weekday needs its date, for it comes twice.
    sessions, rooms
        Names by id; an id without a name is its own.
    """

    zone: ZoneInfo
    dated: bool
    sessions: Mapping[str, str]
    rooms: Mapping[str, str]

    def session(self, id: str) -> str:
        return self.sessions.get(id, _acronym(id))

    def room(self, id: str) -> str:
        return self.rooms.get(id, id)

    def day(self, day: date) -> str:
        return f"{DAYS[day.weekday()]} {day}" if self.dated else DAYS[day.weekday()]

    def moment(self, moment: datetime, beside: datetime | None = None) -> str:
        """``Thursday 12:00``; only the clock time if ``beside`` is on the same day."""
        local = _utc(moment).astimezone(self.zone)
        same = beside is not None and _utc(beside).astimezone(self.zone).date() == local.date()
        return f"{local:%H:%M}" if same else f"{self.day(local.date())} {local:%H:%M}"


def voice(zone: ZoneInfo, *timetables: Timetable, problem: Problem | None = None) -> Voice:
    """The names that sentences about these timetables use."""
    days = {
        _utc(moment).astimezone(zone).date()
        for timetable in timetables
        for sitting in timetable.sittings
        for moment in (sitting.start, sitting.end)
    }
    sessions, rooms = ((), ()) if problem is None else (problem.sessions, problem.rooms)
    return Voice(
        zone=zone,
        dated=len({day.weekday() for day in days}) < len(days),
        sessions={s.id: s.printed if len(s.printed) <= SHORT else _acronym(s.id) for s in sessions},
        rooms={room.id: room.name or room.id for room in rooms},
    )


def _acronym(id: str) -> str:
    return id.upper() if len(id) <= ACRONYM and id.isalpha() and id.islower() else id


def sentence(change: Change, voice: Voice) -> str:
    """
    One change as a planner tells it, without the full stop.

    ``WGTU starts Thursday 12:00 instead of 11:30 and ends Friday 10:30 instead of Thursday
    18:00``
    """
    name, old, new = voice.session(change.session), change.before, change.after
    match change.kind:
        case "new":
            return f"{name} is new: {_from_to(new, voice)} in {_in(new, voice)}"
        case "cancelled":
            return f"{name} is no longer in the timetable ({_from_to(old, voice)})"
        case "moved":
            return f"{name} {_moved(old, new, voice)}"
        case "room":
            return f"{name} sits in {_in(new, voice)} instead of {_in(old, voice)}"
        case "shortened" | "lengthened":
            lasts = f"lasts {minutes(new)} minutes instead of {minutes(old)}"
            ends = _instead("ends", old[-1].end, new[-1].end, voice)
            return f"{name} {' and '.join((lasts, *ends))}"


def _moved(old: Sittings, new: Sittings, voice: Voice) -> str:
    said = [
        *_instead("starts", old[0].start, new[0].start, voice),
        *_instead("ends", old[-1].end, new[-1].end, voice),
    ]
    return " and ".join(said) or f"sits {_hours(new, voice)} instead of {_hours(old, voice)}"


def _instead(verb: str, old: datetime, new: datetime, voice: Voice) -> Iterator[str]:
    if _utc(old) != _utc(new):
        yield f"{verb} {voice.moment(new)} instead of {voice.moment(old, beside=new)}"


def _from_to(sittings: Sittings, voice: Voice) -> str:
    start, end = sittings[0].start, sittings[-1].end
    return f"{voice.moment(start)} to {voice.moment(end, beside=start)}"


def _hours(sittings: Sittings, voice: Voice) -> str:
    """Every part: the first start and the last end are the same, what is between is not."""
    return ", ".join(_from_to((sitting,), voice) for sitting in sittings)


def _in(sittings: Sittings, voice: Voice) -> str:
    return ", then ".join(voice.room(room) for room in _rooms(sittings))


def cell_sentence(change: CellChange, voice: Voice, *, room: bool = False) -> str:
    """``Wednesday morning gains ENIP``; with ``room`` also where, if there are several."""
    day, _, slot = change.slot.partition("/")
    where = f" in {voice.room(change.room)}" if room else ""
    said = [
        f"{verb} {', '.join(map(voice.session, sessions))}"
        for verb, sessions in (("gains", change.gained), ("loses", change.lost))
        if sessions
    ]
    order = f"has another order: {', '.join(map(voice.session, change.after))}"
    return f"{voice.day(date.fromisoformat(day))} {slot}{where} {' and '.join(said) or order}"
