"""A schedule.xml of a conference as a scenario to begin with."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zoneinfo import ZoneInfo

from scheduler.errors import ImportedError
from scheduler.importing import SOURCE
from scheduler.importing.round_trip import Remembered, parse
from scheduler.importing.skeleton import Skeleton, skeleton
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.tables.sessions import slug
from scheduler.scenario.yaml.source import CONTROL, read_bytes
from scheduler.vocabulary.calendar import YEARS

MOST = 50
TALK_CAP = 5_000
LEAST_PART = 30
"""Minutes of the least part of a session that had several: nobody says how short it may be."""
GRIDS = (30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1)


class ProgrammeError(ImportedError):
    """A schedule.xml that cannot be read, or is none: every complaint."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a programme says of one talk; ``parts``: minutes of each, if there are several."""

    id: str
    number: str
    title: str
    track: str
    kind: str
    room: str
    rooms: tuple[str, ...]
    start: datetime
    minutes: int
    people: tuple[str, ...]
    parts: tuple[int, ...] = ()


def as_scenario(path: Path, timezone: str = "") -> bytes:
    """
    The text of a scenario with the days, rooms and sessions of a schedule.xml.

    In one that ``export xml`` wrote, the time zone, slots, rolling orders and ids are found as they
    were, and the parts of a session are one again. Of others, slots are the hours between the first
    and the last talk of the days, and the time zone is marked as assumed if none is named and
    ``timezone`` is empty. People become office holders by number, for a scenario holds no names.

    ProgrammeError if it is no XML, has a DOCTYPE, or talks that cannot be meant: all of these.
    """
    root, ours = _root(path)
    talks = _talks(path, root)
    if ours is not None:
        talks = _whole(talks, ours)
    first = min(talks, key=lambda talk: talk.start)
    named = timezone or (ours.timezone if ours is not None else _named_zone(root))
    zone = ZoneInfo(named or _offset_zone(first))
    closes = _close(talks, zone)
    opens = min(talk.start.astimezone(zone).time() for talk in talks)
    people = list(dict.fromkeys(name for talk in talks for name in talk.people))
    office = {name: f"person-{number}" for number, name in enumerate(people, start=1)}
    rooms = list(dict.fromkeys(room for talk in talks for room in talk.rooms))
    place = _places(rooms) if ours is None else {n: ours.rooms.get(n, slug(n)) for n in rooms}
    minutes = [t.hour * 60 + t.minute for t in (talk.start.astimezone(zone) for talk in talks)]
    grid = next(g for g in GRIDS if all(minute % g == 0 for minute in minutes))
    return skeleton(
        Skeleton(
            file=path.name,
            id=ours.meeting if ours else slug(root.findtext("conference/acronym") or ""),
            title=_line(root.findtext("conference/title") or ""),
            timezone=zone.key,
            timezone_assumed=not named,
            grid=ours.grid if ours is not None else grid,
            days=sorted(_days(root, ours, talks, zone)),
            slots=_slots(ours) or [{"id": "day", "start": f"{opens:%H:%M}", "end": closes}],
            rooms=[{"id": place[name], "name": name} for name in rooms],
            people=[office[name] for name in people],
            sessions=[_session(talk, office, place) for talk in talks],
            rolling=_orders(talks, ours, {*place.values()}),
        )
    )


def _days(
    root: Element, ours: Remembered | None, talks: Iterable[Talk], zone: ZoneInfo
) -> set[str]:
    """In a file of ours also those on which nothing is held."""
    if ours is not None:
        return {day.get("date", "")[:10] for day in root.findall("day")}
    return {f"{talk.start.astimezone(zone):%Y-%m-%d}" for talk in talks}


def _places(rooms: Sequence[str]) -> dict[str, str]:
    """An id for each name; numbers, where two would have the same."""
    place = {name: slug(name) for name in rooms}
    twice = {id for id, times in Counter(place.values()).items() if times > 1}
    return {
        name: f"room-{i}" if id in twice else id
        for i, (name, id) in enumerate(place.items(), start=1)
    }


def _slots(ours: Remembered | None) -> list[dict[str, Any]]:
    if ours is None:
        return []
    return [s.model_dump(mode="json", by_alias=True, exclude_defaults=True) for s in ours.slots]


def _orders(
    talks: Iterable[Talk], ours: Remembered | None, rooms: set[str]
) -> list[dict[str, Any]]:
    """The rolling orders, of the sessions and in the rooms that are there."""
    there = {talk.id for talk in talks}
    made = []
    for order in ours.rolling if ours is not None else ():
        order_present = [id for id in order.order if id in there]
        others = [room for room in order.substitutes if room in rooms]
        if order_present and order.room in rooms:
            fields: dict[str, Any] = {"room": order.room, "order": order_present}
            fields |= {"changeover": order.changeover} if order.changeover else {}
            made.append(fields | ({"substitutes": others} if others else {}))
    return made


def _whole(talks: Iterable[Talk], ours: Remembered) -> tuple[Talk, ...]:
    """Sessions, each with the minutes of all its parts, in order of their first ones."""
    of: dict[str, list[Talk]] = {}
    for talk in talks:
        of.setdefault(ours.sessions.get(talk.number, talk.id), []).append(talk)
    return tuple(
        replace(
            parts[0],
            id=id,
            title=parts[0].title.removesuffix(" (cont'd)"),
            minutes=sum(part.minutes for part in parts),
            people=tuple(dict.fromkeys(name for part in parts for name in part.people)),
            rooms=tuple(dict.fromkeys(part.room for part in parts)),
            parts=tuple(part.minutes for part in parts),
        )
        for id, parts in of.items()
    )


def _root(path: Path) -> tuple[Element, Remembered | None]:
    try:
        data = read_bytes(path, role=SOURCE)
        text = data.decode("utf-8-sig")
    except RefusedError as refused:
        raise ProgrammeError(f"{path}: {refused.located.message}") from None
    except UnicodeDecodeError:
        raise ProgrammeError(f"{path}: is not UTF-8 text") from None
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise ProgrammeError(f"{path}: has a DOCTYPE, which a programme does not need; not read")
    try:
        root, ours = parse(text)
    except (ParseError, ValueError) as error:
        raise ProgrammeError(f"{path}: is no XML: {error}") from None
    if root.tag != "schedule":
        raise ProgrammeError(f"{path}: is no schedule.xml: the root is {root.tag[:40]!r}")
    return root, ours


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
    room = _line(talk.findtext("room") or "") or "room"
    return Talk(
        id=slug(talk.findtext("slug") or talk.get("id") or f"talk-{number}"),
        number=talk.get("id") or "",
        title=_line(talk.findtext("title") or ""),
        track=_line(talk.findtext("track") or ""),
        kind=slug(talk.findtext("type") or "") if talk.findtext("type") else "session",
        room=room,
        rooms=(room,),
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
        made.append(replace(talk, id=id))
    return made


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", CONTROL.sub("", text)).strip()[:2_000]


def _start(talk: Element) -> datetime | None:
    try:
        moment = datetime.fromisoformat((talk.findtext("date") or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment.year in YEARS else None


def _minutes(text: str) -> int | None:
    """``01:30``, or with days before or seconds after, as some programs write it."""
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(p.isascii() and p.isdecimal() for p in parts):
        return None
    minutes = int(parts[0]) * 60 + int(parts[1])
    return minutes if 0 < minutes <= 10_000 else None


def _named_zone(root: Element) -> str:
    """The one that is named, if it is one; else nothing."""
    try:
        return ZoneInfo((root.findtext("conference/time_zone_name") or "").strip()).key
    except (ValueError, OSError, LookupError):
        return ""


def _offset_zone(first: Talk) -> str:
    """The UTC offset of the first talk as a zone; it knows no summer."""
    offset = first.start.utcoffset() or timedelta()
    hours = int(offset.total_seconds() // 3600)
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


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
    if len(talk.parts) > 1:
        made["split"] = {"least_part": min(LEAST_PART, *talk.parts)}
    if talk.people:
        made["chairs"] = list(dict.fromkeys(office[name] for name in talk.people))
    made["rooms"] = [place[room] for room in talk.rooms]
    return made
