"""The rows of a table as sittings of a scenario that is there: what is published, by its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import did_you_mean
from scheduler.importing.placed_scenario import rooms_by_name
from scheduler.importing.placed_table import Placed, PlacedRows, sessions_of
from scheduler.importing.tally import LeftOut
from scheduler.letter.folding import plain
from scheduler.problem import Problem, Session, Sitting


@dataclass(frozen=True, slots=True)
class Published:
    """Sittings in the zone of the meeting; reasons of what has none, by session; what was left."""

    sittings: tuple[Sitting, ...]
    unplaced: Mapping[str, str]
    left: tuple[LeftOut, ...]


def published(placed: PlacedRows, problem: Problem) -> Published:
    """
    What the table says of the sessions of a scenario.

    A session is known by its id, or by a title or label that no other has; a room by its id or
    name. What the scenario does not have is left out, and so is an hour that the clocks skip.
    """
    sessions, rooms = _sessions_by_name(problem), rooms_by_name(problem)
    sittings: list[Sitting] = []
    left = list(placed.left)
    for id, parts in sessions_of(placed):
        session = sessions.get(plain(id)) or sessions.get(plain(parts[0].title))
        made: list[Sitting] = []
        for number, row in enumerate(parts, start=1):
            why, sitting = _sitting(row, session, rooms, problem.zone, (number, len(parts)))
            if sitting is None:
                left.append(LeftOut(f"row {row.row}", row.title, why))
            else:
                made.append(sitting)
        sittings += made
    unplaced = {}
    for name, reason in placed.unplaced.items():
        session = sessions.get(plain(name))
        if session is None:
            left.append(LeftOut("a row without a place", name, "no such session"))
        else:
            unplaced[session.id] = reason
    return Published(tuple(sittings), unplaced, tuple(left))


def _sessions_by_name(problem: Problem) -> dict[str, Session]:
    by_name: dict[str, Session | None] = {}
    for session in problem.sessions:
        for name in {plain(session.title), plain(session.label or "")} - {""}:
            by_name[name] = None if name in by_name else session
    found = {name: session for name, session in by_name.items() if session is not None}
    return found | {plain(session.id): session for session in problem.sessions}


def _sitting(
    row: Placed,
    session: Session | None,
    rooms: Mapping[str, str],
    zone: ZoneInfo,
    part: tuple[int, int],
) -> tuple[str, Sitting | None]:
    """A row as a sitting, or why it is none."""
    room = rooms.get(row.room.casefold()) if row.room else _only(session, rooms)
    if session is None:
        return "the scenario has no session of this name", None
    if room is None:
        near = did_you_mean(row.room, rooms)
        return (
            f"the scenario has no room {row.room[:40]!r}{near}" if row.room else "it has no room",
            None,
        )
    start = _aware(row, zone)
    if start is None:
        return f"the clocks skip {row.start:%H:%M} on that day", None
    fields = row.fields
    number, of = (
        _number(fields.get(name, ""), part[i]) for i, name in enumerate(("part", "parts"))
    )
    said = tuple(name.strip() for name in fields.get("chairs", "").split(";") if name.strip())
    chairs = said if said and said != session.chairs else ()
    end = (start.astimezone(_UTC) + timedelta(minutes=row.minutes)).astimezone(zone)
    return "", Sitting(
        session=session.id,
        part=number,
        parts=max(of, number),
        room=room,
        start=start,
        end=end,
        chairs=chairs,
        team=fields.get("team") or None,
    )


_UTC = ZoneInfo("UTC")


def _only(session: Session | None, rooms: Mapping[str, str]) -> str | None:
    """Where a row names no room: the only one that there is, or that the session may use."""
    every = tuple(dict.fromkeys(rooms.values()))
    own = session.rooms if session is not None and session.rooms is not None else every
    return own[0] if len(own) == 1 else None


def _number(text: str, otherwise: int) -> int:
    plain_number = text.isascii() and text.isdecimal() and 0 < len(text) < 5
    return max(int(text), 1) if plain_number else otherwise


def _aware(row: Placed, zone: ZoneInfo) -> datetime | None:
    """Of an hour that the clocks show twice, the pass after which the end is as printed."""
    passes = [row.start.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    there = [
        p for p in passes if p.astimezone(_UTC).astimezone(zone).replace(tzinfo=None) == row.start
    ]
    ends = row.fields.get("end", "")[-5:].replace("24:00", "00:00")
    told = (p for p in there if f"{_end(p, row, zone):%H:%M}" == ends)
    return next(told, next(iter(there), None))


def _end(start: datetime, row: Placed, zone: ZoneInfo) -> datetime:
    return (start.astimezone(_UTC) + timedelta(minutes=row.minutes)).astimezone(zone)
