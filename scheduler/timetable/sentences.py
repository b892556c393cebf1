"""A change in one sentence, as it is told to people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Session
from scheduler.timetable.diff import CellChange, Sittings, by_number, minutes, rooms_of, utc
from scheduler.timetable.record import Change
from scheduler.timetable.serving import Serving, serving
from scheduler.timetable.timetable import Timetable
from scheduler.vocabulary.calendar import MONTHS, end_clock

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = 20
"""Letters of a title from which on its acronym is told instead, where the id is one."""
ACRONYM = 6
"""An id of so few lower-case letters stands for a body, which is written in capitals."""
WORD = re.compile(r"\w+")


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
    sessions, rooms, people
        Names by id; an id without a name is its own.
    served
        Who presides, and interprets, where a sitting does not say so.
    """

    zone: ZoneInfo
    dated: bool
    sessions: Mapping[str, str]
    rooms: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    served: Serving = field(default_factory=Serving)

    def session(self, id: str) -> str:
        return self.sessions.get(id, _acronym(id))

    def room(self, id: str) -> str:
        return self.rooms.get(id, id)

    def person(self, id: str) -> str:
        return self.people.get(id, id)

    def day(self, day: date) -> str:
        weekday = DAYS[day.weekday()]
        return f"{weekday} {day.day} {MONTHS[day.month - 1].title()}" if self.dated else weekday

    def moment(self, moment: datetime, beside: datetime | None = None) -> str:
        """``Thursday 12:00``; only the clock time if ``beside`` is on the same day."""
        local = utc(moment).astimezone(self.zone)
        same = beside is not None and utc(beside).astimezone(self.zone).date() == local.date()
        return f"{local:%H:%M}" if same else f"{self.day(local.date())} {local:%H:%M}"

    def until(self, end: datetime, since: datetime) -> str:
        """When something ends that began then: at midnight at ``24:00`` of its own day."""
        local, began = (utc(moment).astimezone(self.zone) for moment in (end, since))
        midnight = end_clock(local) == "24:00" and local.date() - began.date() == timedelta(days=1)
        return end_clock(local) if midnight else self.moment(end, beside=since)


def voice(zone: ZoneInfo, *timetables: Timetable, problem: Problem | None = None) -> Voice:
    """The names that sentences about these timetables use."""
    days = {
        utc(moment).astimezone(zone).date()
        for timetable in timetables
        for sitting in timetable.sittings
        for moment in (sitting.start, sitting.end)
    }
    sessions, rooms = ((), ()) if problem is None else (problem.sessions, problem.rooms)
    people = () if problem is None else problem.people
    return Voice(
        zone=zone,
        dated=len({day.weekday() for day in days}) < len(days),
        sessions={s.id: called(s) for s in sessions},
        rooms={room.id: room.name or room.id for room in rooms},
        people={person.id: person.title or person.id for person in people},
        served=serving(problem),
    )


def called(session: Session) -> str:
    """What sentences call a session: its label or title, or ``ENIP`` where that stands for it."""
    return short_name(session, session.printed)


def short_name(session: Session, printed: str) -> str:
    """The same for what is printed of it in another language."""
    long = len(printed) > SHORT
    return _acronym(session.id) if long and _abbreviates(session.id, session) else printed


def _abbreviates(id: str, session: Session) -> bool:
    """Whether an id is an acronym whose letters begin words of the title, in order."""
    if not session.label and not session.title:
        return True
    initials = iter(word[0].lower() for word in WORD.findall(f"{session.title} {session.printed}"))
    return _acronym(id) != id and all(letter in initials for letter in id)


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
        case "chairs":
            return _presiding(name, old, new, voice)
        case "team":
            return _interpreting(name, old, new, voice)


def _presiding(name: str, old: Sittings, new: Sittings, voice: Voice) -> str:
    """``The vice-chair presides over WGTU instead of the chair``: those who differ."""
    chairs = voice.served.chairs
    pairs = ((chairs(a), chairs(b)) for a, b in by_number(old, new))
    was, now = next((p for p in pairs if p[0] != p[1]), (chairs(old[-1]), chairs(new[-1])))
    if len(was) == len(now):
        both = [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]]
        was, now = tuple(a for a, _ in both), tuple(b for _, b in both)
    before, after = (" and ".join(map(voice.person, names)) for names in (was, now))
    if not after:
        return f"{before} no longer {'presides' if len(was) == 1 else 'preside'} over {name}"
    verb = "presides" if len(now) == 1 else "preside"
    return f"{after} {verb} over {name}{f' instead of {before}' if before else ''}"


def _interpreting(name: str, old: Sittings, new: Sittings, voice: Voice) -> str:
    """``Team blue interprets WGTU instead of team red``"""
    team = voice.served.team
    pairs = ((team(a), team(b)) for a, b in zip(old, new, strict=False))
    was, now = next((p for p in pairs if p[0] != p[1]), (team(old[-1]), team(new[-1])))
    if now is None:
        return f"team {was} no longer interprets {name}"
    return f"team {now} interprets {name}{f' instead of team {was}' if was else ''}"


def _moved(old: Sittings, new: Sittings, voice: Voice) -> str:
    starts = _instead("starts", old[0].start, new[0].start, voice)
    ends = _instead("ends", old[-1].end, new[-1].end, voice)
    return (
        " and ".join([*starts, *ends])
        or f"sits {_hours(new, voice)} instead of {_hours(old, voice)}"
    )


def _instead(verb: str, old: datetime, new: datetime, voice: Voice) -> Iterator[str]:
    if utc(old) != utc(new):
        yield f"{verb} {voice.moment(new)} instead of {voice.moment(old, beside=new)}"


def _from_to(sittings: Sittings, voice: Voice) -> str:
    start, end = sittings[0].start, sittings[-1].end
    return f"{voice.moment(start)} to {voice.until(end, since=start)}"


def _hours(sittings: Sittings, voice: Voice) -> str:
    """Every part: the first start and the last end are the same, what is between is not."""
    return ", ".join(_from_to((sitting,), voice) for sitting in sittings)


def _in(sittings: Sittings, voice: Voice) -> str:
    return ", then ".join(voice.room(room) for room in rooms_of(sittings))


def cell_sentence(change: CellChange, voice: Voice, *, room: bool = False) -> str:
    """``Wednesday morning gains ENIP``; with ``room`` also where, if there are several."""
    day, _, slot = change.slot.partition("/")
    where = f" in {voice.room(change.room)}" if room else ""
    changes = [
        f"{verb} {', '.join(map(voice.session, sessions))}"
        for verb, sessions in (("gains", change.gained), ("loses", change.lost))
        if sessions
    ]
    order = f"has another order: {', '.join(map(voice.session, change.after))}"
    return f"{voice.day(date.fromisoformat(day))} {slot}{where} {' and '.join(changes) or order}"
