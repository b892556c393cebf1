"""A schedule.xml of a conference as a scenario to begin with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring
from zoneinfo import ZoneInfo

from scheduler.errors import ImportedError
from scheduler.importing.skeleton import Skeleton, skeleton
from scheduler.scenario.findings import RefusedError
from scheduler.scenario.session_table import slug
from scheduler.scenario.source import CONTROL, read_bytes

DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)", re.ASCII)
MINUTE = timedelta(minutes=1)
MOST = 50
TALK_CAP = 5_000
GRIDS = (30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1)


class ProgrammeError(ImportedError):
    """A schedule.xml that cannot be read, or is none: every complaint."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a programme says of one talk."""

    id: str
    title: str
    track: str
    kind: str
    room: str
    start: datetime
    minutes: int
    people: tuple[str, ...]


def as_scenario(path: Path) -> bytes:
    """
    The text of a scenario with the days, rooms and sessions of a schedule.xml.

    Slots are the hours between the first and the last talk of the days. People become office
    holders by number, for a scenario holds no names; where and when a talk was is a comment.

    Raises
    ------
    ProgrammeError
        It is no XML, has a DOCTYPE, or talks that cannot be meant: all of these.
    """
    root = _root(path)
    found = _talks(path, root)
    first = min(found, key=lambda talk: talk.start)
    zone = _zone(root, first)
    days = sorted({talk.start.astimezone(zone).date() for talk in found})
    opens = min(talk.start.astimezone(zone).time() for talk in found)
    people = list(dict.fromkeys(name for talk in found for name in talk.people))
    office = {name: f"person-{number}" for number, name in enumerate(people, start=1)}
    rooms = list(dict.fromkeys(talk.room for talk in found))
    place = {name: f"{slug(name)}" for name in rooms}
    place = {
        n: id if [*place.values()].count(id) == 1 else f"room-{i}"
        for i, (n, id) in enumerate(place.items(), start=1)
    }
    grid = next(g for g in GRIDS if all(_on(talk.start.astimezone(zone), g) for talk in found))
    return skeleton(
        Skeleton(
            source=path.name,
            id=slug(root.findtext("conference/acronym") or ""),
            title=_line(root.findtext("conference/title") or ""),
            timezone=zone.key,
            grid=grid,
            days=[day.isoformat() for day in days],
            slots=[{"id": "day", "start": f"{opens:%H:%M}", "end": _close(found, zone)}],
            rooms=[{"id": place[name], "name": name} for name in rooms],
            people=[office[name] for name in people],
            sessions=[_session(talk, office, place) for talk in found],
        )
    )


def _root(path: Path) -> Element:
    try:
        data = read_bytes(path)
        text = data.decode("utf-8-sig")
    except RefusedError as refused:
        raise ProgrammeError(f"{path}: {refused.located.message}") from None
    except UnicodeDecodeError:
        raise ProgrammeError(f"{path}: is not UTF-8 text") from None
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise ProgrammeError(f"{path}: has a DOCTYPE, which a programme does not need; not read")
    try:
        root = fromstring(text)
    except (ParseError, ValueError) as error:
        raise ProgrammeError(f"{path}: is no XML: {error}") from None
    if root.tag != "schedule":
        raise ProgrammeError(f"{path}: is no schedule.xml: the root is {root.tag[:40]!r}")
    return root


def _talks(path: Path, root: Element) -> tuple[Talk, ...]:
    every = root.findall("day/room/event")
    made, complaints = [], []
    for number, talk in enumerate(every[:TALK_CAP], start=1):
        called = f"talk {number} (id {talk.get('id', '?')[:20]})"
        start, minutes = _start(talk), _minutes(talk.findtext("duration") or "")
        if start is None:
            complaints.append(f"{called}: 'date' is no moment with a UTC offset")
        if minutes is None:
            complaints.append(f"{called}: 'duration' is not hh:mm, or nothing")
        if start is not None and minutes is not None:
            made.append(_talk(talk, number, start, minutes))
    if len(every) > TALK_CAP:
        complaints.append(f"more than {TALK_CAP:,} talks")
    if not every:
        complaints.append("there is no talk in it (day/room/event)")
    if complaints:
        more = [f"{path}: and {len(complaints) - MOST} more complaints"][: len(complaints) > MOST]
        raise ProgrammeError("\n".join([*(f"{path}: {c}" for c in complaints[:MOST]), *more]))
    return tuple(sorted(_apart(made), key=lambda t: (t.start, t.room, t.id)))


def _talk(talk: Element, number: int, start: datetime, minutes: int) -> Talk:
    return Talk(
        id=slug(talk.findtext("slug") or talk.get("id") or f"talk-{number}"),
        title=_line(talk.findtext("title") or ""),
        track=_line(talk.findtext("track") or ""),
        kind=slug(talk.findtext("type") or "") if talk.findtext("type") else "session",
        room=_line(talk.findtext("room") or "") or "room",
        start=start,
        minutes=minutes,
        people=tuple(_line("".join(p.itertext())) for p in talk.findall("persons/person")),
    )


def _apart(talks: Iterable[Talk]) -> list[Talk]:
    """Ids are told apart by a number, where two are the same."""
    taken: set[str] = set()
    made = []
    for talk in talks:
        id, number = talk.id, 2
        while id in taken:
            id, number = f"{talk.id}-{number}", number + 1
        taken.add(id)
        made.append(Talk(id, *(getattr(talk, name) for name in Talk.__slots__[1:])))
    return made


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", CONTROL.sub("", text)).strip()[:2_000]


def _start(talk: Element) -> datetime | None:
    try:
        moment = datetime.fromisoformat((talk.findtext("date") or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 1970 <= moment.year < 2200 else None


def _minutes(text: str) -> int | None:
    """``01:30``, or with days before or seconds after, as some programs write it."""
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(p.isascii() and p.isdecimal() for p in parts):
        return None
    minutes = int(parts[0]) * 60 + int(parts[1])
    return minutes if 0 < minutes <= 10_000 else None


def _zone(root: Element, first: Talk) -> ZoneInfo:
    """The one that is named, if it is one; else the offset of the first talk as a zone."""
    try:
        return ZoneInfo((root.findtext("conference/time_zone_name") or "").strip())
    except (ValueError, OSError, LookupError):
        offset = first.start.utcoffset() or timedelta()
        hours = int(offset.total_seconds() // 3600)
        return ZoneInfo(f"Etc/GMT{-hours:+d}" if hours else "UTC")


def _on(moment: datetime, grid: int) -> bool:
    return (moment.hour * 60 + moment.minute) % grid == 0


def _close(talks: Iterable[Talk], zone: ZoneInfo) -> str:
    """When the last talk of any day is over; 23:59 if that is past midnight."""
    ends = []
    for talk in talks:
        start = talk.start.astimezone(zone)
        end = start + talk.minutes * MINUTE
        ends.append(f"{end:%H:%M}" if end.date() == start.date() else "23:59")
    return max(ends)


def _session(talk: Talk, office: dict[str, str], place: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": talk.id}
    if talk.title:
        made["title"] = talk.title
    if talk.track:
        made["group"] = talk.track
    if talk.kind != "session":
        made["kind"] = talk.kind
    made["minutes"] = talk.minutes
    if talk.people:
        made["chairs"] = list(dict.fromkeys(office[name] for name in talk.people))
    made["rooms"] = [place[talk.room]]
    return made
