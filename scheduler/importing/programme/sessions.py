"""Talks, told apart and put together to sessions, as entries of a scenario."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.importing.new_ids import NewIds
from scheduler.importing.programme import zones
from scheduler.importing.programme.details import Details, papers
from scheduler.importing.round_trip import Remembered
from scheduler.scenario.tables.sessions import slug

LEAST_PART = 30
"""Minutes of the least part of a session that had several: nobody says how short it may be."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a programme says of one talk; ``start`` in UTC, ``page`` the day it is printed on."""

    id: str
    number: str
    title: str
    track: str
    kind: str
    room: str
    start: datetime
    page: date
    minutes: int
    people: tuple[str, ...]
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, slots=True)
class Whole:
    """A session with its parts, in order of time."""

    id: str
    parts: tuple[Talk, ...]

    @property
    def rooms(self) -> list[str]:
        return list(dict.fromkeys(part.room for part in self.parts))


def told_apart(talks: Iterable[Talk]) -> list[Talk]:
    """In order of time; ids are told apart by a number, where two are the same."""
    ids = NewIds(())
    in_order = sorted(talks, key=lambda t: (t.start, t.room, t.id))
    return [replace(talk, id=ids.new(talk.id, 70)) for talk in in_order]


def whole_sessions(talks: Iterable[Talk], ours: Remembered | None) -> list[Whole]:
    """Sessions, in order of their first parts; each talk is one, but in a file of ours."""
    of: dict[str, list[Talk]] = {}
    for talk in talks:
        of.setdefault(ours.sessions.get(talk.number, talk.id) if ours else talk.id, []).append(talk)
    return [Whole(id, tuple(parts)) for id, parts in of.items()]


def cut_at(sessions: Iterable[Whole], moments: Sequence[datetime]) -> list[Whole]:
    """The sessions with those parts in two that go on at one of the moments (in UTC)."""
    return [Whole(s.id, tuple(_cut(s.parts, moments))) for s in sessions]


def _cut(parts: Iterable[Talk], moments: Sequence[datetime]) -> Iterator[Talk]:
    for part in parts:
        end = part.start + timedelta(minutes=part.minutes)
        walls = [part.start, *(moment for moment in moments if part.start < moment < end), end]
        for start, until in pairwise(walls):
            yield replace(part, start=start, minutes=(until - start) // timedelta(minutes=1))


def room_ids(rooms: Sequence[str]) -> dict[str, str]:
    """An id for each name; numbers, where two would have the same, or one none."""
    place = {name: slug(name) for name in rooms}
    twice = {id for id, times in Counter(place.values()).items() if times > 1 or not id}
    return {
        name: f"room-{i}" if id in twice else id
        for i, (name, id) in enumerate(place.items(), start=1)
    }


def entry(session: Whole, office: dict[str, str], place: dict[str, str]) -> dict[str, Any]:
    first, minutes = session.parts[0], [part.minutes for part in session.parts]
    made: dict[str, Any] = {"id": session.id}
    if first.title:
        made["title"] = first.title.removesuffix(" (cont'd)") if minutes[1:] else first.title
    if first.track:
        made["group"] = first.track
    if first.kind != "session":
        made["kind"] = first.kind
    made["minutes"] = sum(minutes)
    if len(minutes) > 1:
        made["split"] = {"least_part": min(LEAST_PART, *minutes)}
    people = dict.fromkeys(name for part in session.parts for name in part.people)
    if people:
        made["chairs"] = [office[name] for name in people]
    made["rooms"] = [place[room] for room in session.rooms]
    about = next((p.details.description for p in session.parts if p.details.description), "")
    return made | ({"description": about} if about else {})


def marked(entries: Iterable[dict[str, Any]], ours: Remembered | None) -> Iterator[dict[str, Any]]:
    """With what is printed of them besides, as far as we remember it."""
    for made in entries:
        marks = ours.marks.get(made["id"]) if ours is not None else None
        told = marks.model_dump(mode="json", exclude_defaults=True) if marks is not None else {}
        yield {**made, **told}


def documents(sessions: Sequence[Whole], ours: Remembered | None) -> list[dict[str, Any]]:
    """The papers of the sessions: as we remember them, else the pages that talks name."""
    if ours is None:
        links = (
            (s.id, [link for part in s.parts for link in part.details.links]) for s in sessions
        )
        return papers(links)
    there = {session.id for session in sessions}
    told = (paper.model_dump(mode="json", exclude_defaults=True) for paper in ours.documents)
    held = ({**one, "sessions": [id for id in one["sessions"] if id in there]} for one in told)
    return [one for one in held if one["sessions"]]


def bodies(sessions: Iterable[Whole], ours: Remembered | None) -> list[dict[str, Any]]:
    """The bodies whose meetings are counted."""
    there = {part.track for session in sessions for part in session.parts}
    counted = ours.meetings.items() if ours is not None else ()
    return [{"id": id, "meetings": number} for id, number in counted if id in there]


def orders(
    sessions: Iterable[Whole], ours: Remembered | None, rooms: set[str]
) -> list[dict[str, Any]]:
    """The rolling orders, of the sessions and in the rooms that are there."""
    there = {session.id for session in sessions}
    made = []
    for order in ours.rolling if ours is not None else ():
        order_present = [id for id in order.order if id in there]
        others = [room for room in order.substitutes if room in rooms]
        if order_present and order.room in rooms:
            fields: dict[str, Any] = {"room": order.room, "order": order_present}
            fields |= {"changeover": order.changeover} if order.changeover else {}
            made.append(fields | ({"substitutes": others} if others else {}))
    return made


def pinned_at_starts(
    entries: Sequence[Any], sessions: Sequence[Whole], zone: ZoneInfo, grid: int
) -> list[dict[str, Any]]:
    """Every session at its start; what starts off the grid, as after an overrun, cannot be."""
    made = []
    for entry, session in zip(entries, sessions, strict=True):
        start = zones.shown(session.parts[0].start, zone)
        on_grid = (start.hour * 60 + start.minute) % grid == 0
        pin = {"pin": {"exact": f"{start:%Y-%m-%d %H:%M}"}} if on_grid else {}
        made.append({**entry, **pin})
    return made
