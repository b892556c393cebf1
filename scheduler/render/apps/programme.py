"""A timetable as conference apps need it: days, rooms, and what is held there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.render.apps.talk_details import LANGUAGE, Link, TalkDetails
from scheduler.render.formats import Draft
from scheduler.render.languages.english import ENGLISH
from scheduler.render.layout.issues import called
from scheduler.render.words import ascii_only, printable
from scheduler.timetable import Record
from scheduler.timetable.diff import minutes
from scheduler.vocabulary.calendar_entries import uid

NIGHT = time(4)
"""What starts before is on the page of the day before, as all these apps have it."""
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Presiding:
    """An office holder: apps call it a person, and it is never one by name."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One sitting; number, guid and slug are the same in every issue."""

    number: int
    session: str
    guid: UUID
    slug: str
    title: str
    subtitle: str
    track: str
    kind: str
    language: str
    abstract: str
    description: str
    start: datetime
    duration: str
    room: str
    people: tuple[Presiding, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """A room of a day, with its talks in order; names are told apart."""

    name: str
    guid: UUID
    seats: int | None
    talks: tuple[Talk, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day from 04:00 to 03:59 of the next."""

    index: int
    day: date
    start: datetime
    end: datetime
    halls: tuple[Hall, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """
    A meeting for apps.

    Attributes
    ----------
    acronym
        Made of lower-case letters, digits and underscores.
    rooms
        Id of each room that is used, by the name that it has here.
    sessions
        Id of the session of each talk, by the number of the talk.
    """

    id: str
    acronym: str
    title: str
    version: str
    timezone: str
    grid: str
    days: tuple[Day, ...]
    rooms: Mapping[str, str]
    sessions: Mapping[str, str]


def programme(problem: Problem, record: Record, draft: Draft | None = None) -> Programme:
    """Everything apps are told, in a fixed order; ``draft``: that it is not published."""
    zone = problem.zone
    names = _room_names(problem, {s.room for s in record.sittings})
    talks = _talks(problem, record.sittings, zone, names)
    all_days = sorted({*problem.days, *(_day_of(talk.start) for talk in talks)})
    return Programme(
        id=problem.meeting.id,
        acronym=acronym(problem.meeting.id),
        title=printable(problem.meeting.title) or problem.meeting.id,
        version=called(ENGLISH, record.revision, draft) or "1",
        timezone=problem.meeting.timezone,
        grid=_clock(problem.meeting.grid),
        days=tuple(_day(problem, i + 1, day, talks, zone, names) for i, day in enumerate(all_days)),
        rooms={name: id for id, name in names.items() if any(t.room == name for t in talks)},
        sessions={str(talk.number): talk.session for talk in talks},
    )


def acronym(id: str) -> str:
    """``att_csp11_wg``: at least four of the characters that every app takes."""
    plain = re.sub(r"[^a-z0-9]+", "_", ascii_only(id).lower()).strip("_")
    return plain if len(plain) >= 4 else f"{plain}_meeting".strip("_")


def _room_names(problem: Problem, used: Iterable[str]) -> dict[str, str]:
    """Apps know rooms by name alone, so two of one name are told apart by id."""
    rooms = {room.id: printable(room.name) or room.id for room in problem.rooms}
    named = {**rooms, **{id: id for id in sorted(used) if id not in rooms}}
    several = [name for name in named.values() if [*named.values()].count(name) > 1]
    return {id: f"{name} ({id})" if name in several else name for id, name in named.items()}


def _day_of(start: datetime) -> date:
    return start.date() - timedelta(days=1) if start.time() < NIGHT else start.date()


def _day(
    problem: Problem,
    index: int,
    day: date,
    talks: Iterable[Talk],
    zone: ZoneInfo,
    names: Mapping[str, str],
) -> Day:
    here = [talk for talk in talks if _day_of(talk.start) == day]
    seats = {room.id: room.seats for room in problem.rooms}
    halls = (
        Hall(
            name,
            uuid5(NAMESPACE_URL, f"{problem.meeting.id}/rooms/{id}"),
            seats.get(id),
            tuple(talk for talk in here if talk.room == name),
        )
        for id, name in names.items()
    )
    return Day(
        index=index,
        day=day,
        start=datetime.combine(day, NIGHT, zone),
        end=datetime.combine(day + timedelta(days=1), NIGHT, zone) - MINUTE,
        halls=tuple(hall for hall in halls if hall.talks),
    )


def _talks(
    problem: Problem, sittings: Sequence[Sitting], zone: ZoneInfo, names: Mapping[str, str]
) -> list[Talk]:
    guids = {
        (s.session, s.part): uuid5(NAMESPACE_URL, uid(problem.meeting.id, s.session, s.part))
        for s in sittings
    }
    numbers, told = _numbers(guids.values()), TalkDetails.of(problem, sittings)
    sessions = {session.id: session for session in problem.sessions}
    made = []
    for sitting in sittings:
        guid = guids[sitting.session, sitting.part]
        session = sessions.get(sitting.session)
        made.append(
            Talk(
                number=numbers[guid],
                session=sitting.session,
                guid=guid,
                slug=f"{acronym(problem.meeting.id)}-{numbers[guid]}-{_slug(sitting)}",
                title=_title(sitting, session),
                subtitle=told.subtitle(sitting, session),
                track=printable(session.group or "") if session is not None else "",
                kind=session.kind if session is not None else "session",
                language=LANGUAGE,
                abstract=told.abstract(session),
                description=told.description(sitting, session),
                start=sitting.start.astimezone(zone),
                duration=_clock(minutes([sitting])),
                room=names[sitting.room],
                people=_people(problem, sitting, session),
                links=told.links(session),
            )
        )
    return sorted(made, key=lambda talk: (talk.start.isoformat(), talk.room, talk.number))


def _numbers(guids: Iterable[UUID]) -> dict[UUID, int]:
    """A number for each, from the guid alone but for the rare two that would have the same."""
    taken: dict[int, UUID] = {}
    for guid in sorted(guids):
        number = guid.int % LARGEST_NUMBER + 1
        while number in taken:
            number = number % LARGEST_NUMBER + 1
        taken[number] = guid
    return {guid: number for number, guid in taken.items()}


def _slug(sitting: Sitting) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", ascii_only(sitting.session).lower()).strip("_")
    return f"{plain[:40] or 'session'}_{sitting.part}"


def _title(sitting: Sitting, session: Session | None) -> str:
    name = (printable(session.printed) if session is not None else "") or sitting.session
    return name + (" (cont'd)" if sitting.part > 1 else "")


def _people(problem: Problem, sitting: Sitting, session: Session | None) -> tuple[Presiding, ...]:
    chairs = sitting.chairs or (session.chairs if session is not None else ())
    people = {p.id: (i + 1, printable(p.title) or p.id) for i, p in enumerate(problem.people)}
    return tuple(Presiding(*people.get(id, (len(people) + 1, id))) for id in chairs)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
