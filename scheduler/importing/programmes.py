"""The programme of a conference, schedule.xml or schedule.json, as a scenario to begin with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from scheduler.importing import SOURCE
from scheduler.importing.programme import json_reader, xml_reader, zones
from scheduler.importing.programme.details import DetailReader
from scheduler.importing.programme.hours import Held, Hours, hours_of, midnights, overruns
from scheduler.importing.programme.sessions import (
    Talk,
    Whole,
    bodies,
    cut_at,
    documents,
    entry,
    marked,
    orders,
    pinned_at_starts,
    room_ids,
    told_apart,
    whole_sessions,
)
from scheduler.importing.programme.source import LARGEST, ProgrammeError, RawTalk, Source, tidy
from scheduler.importing.programme.times import When, ends, is_elsewhere, minutes_of, start_of
from scheduler.importing.round_trip import Remembered, remembered
from scheduler.importing.skeleton import Skeleton, skeleton
from scheduler.importing.tally import LeftOut, left_out
from scheduler.problem import Problem, Sitting
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.tables.sessions import slug
from scheduler.scenario.yaml.source import read_bytes

NAMED = 5
"""Talks that are named in a remark."""


@dataclass(frozen=True, slots=True)
class Programme:
    """
    A programme that was read.

    ``data``: the text of a scenario. ``sittings``: when and where it holds its sessions.
    ``remarks``: what was assumed; ``left``: the talks that are not in it.
    """

    data: bytes
    sittings: tuple[Sitting, ...]
    read: int
    left: tuple[LeftOut, ...]
    remarks: tuple[str, ...]

    @property
    def unplaced(self) -> Mapping[str, str]:
        """What has no place in a programme is not in it."""
        return {}


def read_xml(path: Path, timezone: str = "", *, pinned: bool = False) -> Programme:
    """
    A schedule.xml as a scenario to begin with, and its times.

    In one that ``export xml`` wrote, the time zone, slots, rolling orders and ids are found as they
    were, and the parts of a session are one again. Of others, slots are the hours between the first
    and the last talk of the days, and the time zone is marked as assumed if none is named and
    ``timezone`` is empty. People become office holders by number, for a scenario holds no names.
    ``pinned``: every session is kept at the start that it has.

    ProgrammeError if it is no XML, has a DOCTYPE, no talk that can be meant, or no time zone.
    """
    return _read(path, xml_reader.read, timezone, pinned=pinned)


def read_json(path: Path, timezone: str = "", *, pinned: bool = False) -> Programme:
    """The same of a schedule.json."""
    return _read(path, json_reader.read, timezone, pinned=pinned)


def _read(
    path: Path, reader: Callable[[bytes], Source], timezone: str, *, pinned: bool
) -> Programme:
    try:
        data = read_bytes(path, LARGEST, role=SOURCE)
    except RefusedError as refused:
        size = f"larger than {LARGEST:,} bytes, too large for a programme"
        message = size if refused.located.code == "S010" else refused.located.message
        raise ProgrammeError(f"{path}: {message}") from None
    try:
        return _programme(path, reader(data), timezone, pinned=pinned)
    except ProgrammeError as error:
        lines = str(error).splitlines()
        raise ProgrammeError("\n".join(f"{path}: {line}" for line in lines)) from None


def _programme(path: Path, source: Source, timezone: str, *, pinned: bool) -> Programme:
    ours = remembered(source.memory)
    readable, left = _readable(source)
    if not readable:
        what = "there is no talk in it" if not left else "no talk of it can be read"
        raise ProgrammeError("\n".join([*left_out(left), what]))
    zone, assumed, remarks = _zone(source, ours, timezone, [when for _, when, _ in readable])
    reader = DetailReader.of(source.talks, ours)
    talks = told_apart(
        [
            replace(_talk(raw, when, minutes, zone), details=reader.read(raw, ours))
            for raw, when, minutes in readable
        ]
    )
    remarks += [*_days_that_differ(readable), *_rooms_that_differ(raw for raw, _, _ in readable)]
    remarks += reader.remarks
    sessions = whole_sessions(talks, ours)
    if ours is None:
        sessions = cut_at(sessions, midnights(_held(sessions), zone))
    made = _skeleton(path, source, sessions, ours, zone)
    made = replace(made, timezone_assumed=assumed)
    if pinned:
        made = replace(made, sessions=pinned_at_starts(made.sessions, sessions, zone, made.grid))
    place = {room["name"]: room["id"] for room in made.rooms if not isinstance(room, str)}
    sittings = tuple(
        Sitting(
            session=session.id,
            part=number,
            parts=len(session.parts),
            room=place[part.room],
            start=part.start.astimezone(zone),
            end=ends(part.start, part.minutes).astimezone(zone),
        )
        for session in sessions
        for number, part in enumerate(session.parts, start=1)
    )
    data = skeleton(_with_overtime(made, sittings))
    return Programme(data, sittings, len(readable), tuple(left), tuple(remarks))


def _readable(source: Source) -> tuple[list[tuple[RawTalk, When, int]], list[LeftOut]]:
    """The talks of which start and length are known, and the others."""
    readable, left = [], []
    for raw in source.talks:
        when, minutes = start_of(raw), minutes_of(raw)
        if isinstance(when, When) and isinstance(minutes, int):
            readable.append((raw, when, minutes))
        else:
            why = " and ".join(reason for reason in (when, minutes) if isinstance(reason, str))
            left.append(LeftOut(raw.place, "", why))
    return readable, left


def _zone(
    source: Source, ours: Remembered | None, timezone: str, whens: Sequence[When]
) -> tuple[ZoneInfo, bool, list[str]]:
    """The time zone, whether it is assumed, and what is to be said of it."""
    remarks = []
    name = timezone or (ours.timezone if ours is not None else zones.named(source.zone))
    if source.zone.strip() and not name:
        remarks.append(f"no time zone is called {tidy(source.zone)[:60]!r}: that is passed over")
    assumed = not name
    lacking = sum(when.offset is None for when in whens)
    if assumed and lacking:
        every = "every talk" if lacking == len(whens) else f"{lacking} of {len(whens)} talks"
        raise ProgrammeError(
            f"{every} has a start without an offset from UTC, and there is no time zone: "
            "add --timezone, such as --timezone Europe/Zurich"
        )
    zone = ZoneInfo(name or zones.fitting(whens))
    if assumed:
        remarks.append(
            f"there is no time zone: {zone.key} fits the offsets from UTC of the talks; to "
            "use another one, add --timezone"
        )
    strays = zones.strays(whens, zone)
    if strays:
        remarks.append(
            f"{strays} of {len(whens)} talks have another offset from UTC than {zone.key} has "
            "then: their moments are taken, and shown by its clock"
        )
    if lacking:
        remarks.append(
            f"{lacking} of {len(whens)} talks have no date with an offset from UTC: read by the "
            f"clock of {zone.key}, before 04:00 in the night after the day that they stand under"
        )
    return zone, assumed, remarks


def _talk(raw: RawTalk, when: When, minutes: int, zone: ZoneInfo) -> Talk:
    kind = slug(raw.fields["type"]) if raw.fields["type"].strip() else ""
    moment = when.moment(zone).replace(second=0, microsecond=0)
    return Talk(
        id=slug(raw.fields["slug"] or raw.id or f"talk-{raw.number}") or f"talk-{raw.number}",
        number=raw.id,
        title=tidy(raw.fields["title"]),
        track=tidy(raw.fields["track"]),
        kind=kind or "session",
        room=tidy(raw.around) or tidy(raw.fields["room"]) or "room",
        start=moment,
        page=when.day,
        minutes=minutes,
        people=tuple(dict.fromkeys(tidy(name) for name in raw.people if tidy(name))),
    )


def _days_that_differ(talks: Sequence[tuple[RawTalk, When, int]]) -> list[str]:
    strays = [raw.place for raw, when, _ in talks if is_elsewhere(raw, when)]
    if not strays:
        return []
    more = ", ..." if len(strays) > NAMED else ""
    return [
        f"{len(strays)} of {len(talks)} talks have another date than the day that they stand "
        f"under: the date is taken ({', '.join(strays[:NAMED])}{more})"
    ]


def _rooms_that_differ(talks: Iterable[RawTalk]) -> list[str]:
    pairs = [(tidy(raw.around), tidy(raw.fields["room"])) for raw in talks]
    count = sum(bool(around and own and around != own) for around, own in pairs)
    if not count:
        return []
    return [
        (
            f"{count} of {len(pairs)} talks have another room than the one that they are "
            "listed in; their own room is used"
        )
    ]


def _skeleton(
    path: Path,
    source: Source,
    sessions: Sequence[Whole],
    ours: Remembered | None,
    zone: ZoneInfo,
) -> Skeleton:
    parts = [part for session in sessions for part in session.parts]
    names = dict.fromkeys(name for part in parts for name in part.people)
    office = {name: f"person-{number}" for number, name in enumerate(names, start=1)}
    rooms = list(dict.fromkeys(part.room for part in parts))
    place = room_ids(rooms) if ours is None else {n: ours.rooms.get(n, slug(n)) for n in rooms}
    hours = hours_of(_held(sessions), zone) if ours is None else _our_hours(ours, source)
    return Skeleton(
        file=path.name,
        id=ours.meeting if ours else slug(source.acronym),
        title=tidy(source.title),
        timezone=zone.key,
        grid=hours.grid,
        days=hours.days,
        slots=hours.slots,
        rooms=[{"id": place[name], "name": name} for name in rooms],
        people=list(office.values()),
        groups=bodies(sessions, ours),
        sessions=[*marked((entry(s, office, place) for s in sessions), ours)],
        documents=documents(sessions, ours),
        rolling=orders(sessions, ours, {*place.values()}),
    )


def _held(sessions: Iterable[Whole]) -> list[Held]:
    parts = (part for session in sessions for part in session.parts)
    return [Held(p.start, ends(p.start, p.minutes), p.page, p.kind) for p in parts]


def _our_hours(ours: Remembered, source: Source) -> Hours:
    """Also the days on which nothing is held."""
    slots = (s.model_dump(mode="json", by_alias=True, exclude_defaults=True) for s in ours.slots)
    days = sorted({day[:10] for day in source.days if ours.days is None or day[:10] in ours.days})
    return Hours(ours.grid, tuple(days), tuple(slots))


def _with_overtime(made: Skeleton, sittings: Sequence[Sitting]) -> Skeleton:
    """What was held past the end of a slot needs overtime; what it costs is not said."""
    fields = {"id": made.id or "m", "title": "", "timezone": made.timezone, "grid": made.grid}
    listed = {"days": made.days, "slots": made.slots, "rooms": made.rooms}
    try:
        problem = Problem.model_validate({"meeting": fields, "sessions": made.sessions} | listed)
    except ValidationError:
        return made  # what is wrong with it is told when it is checked
    over, last = overruns(problem, sittings)
    slots = [
        {**slot, "overtime": {"minutes": over[slot["id"]]}} if slot["id"] in over else slot
        for slot in made.slots
    ]
    return replace(made, slots=slots, last_close={"minutes": last} if last else {})
