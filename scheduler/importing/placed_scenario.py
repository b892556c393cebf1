"""What a table says of times and places as a scenario: sessions with pins, rooms, slots, papers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from scheduler.errors import ImportedError, did_you_mean
from scheduler.importing.placed_details import (
    Entry,
    bodies,
    described,
    documents,
    speakers,
    tidy,
)
from scheduler.importing.placed_slots import LONGEST_SLOT, minute_of, slots_of
from scheduler.importing.placed_table import Placed, PlacedRows, sessions_of
from scheduler.importing.skeleton import Skeleton, skeleton
from scheduler.importing.tally import LeftOut, left_out
from scheduler.importing.yaml_text import document, listed
from scheduler.problem import Problem
from scheduler.scenario.tables.sessions import slug

GRIDS = (15, 10, 5, 1)
LEAST_PART = 30
NO_ROW = "no row can be read"
OVER = "it is longer than 18 hours, and no slot is"


def as_scenario(
    placed: PlacedRows, days: Iterable[date] = (), zone: str = "", title: str = ""
) -> bytes:
    """
    The text of a scenario with every session pinned where the table has it, by the clock of a zone.

    Rows that no slot may hold go to ``placed.left``. ImportedError if no row is left.
    """
    _leave_longest(placed)
    if not placed.rows:
        raise ImportedError("\n".join([*left_out(placed.left), f"{placed.file}: {NO_ROW}"]))
    tidy(placed)
    slots = slots_of(placed.rows)
    rooms = {room_id(row): row for row in placed.rows if row.room}
    chairs = speakers(placed.rows)
    sessions = [_with_speakers(s, rows, chairs) for s, rows in _sessions(placed, slots.of)]
    return skeleton(
        Skeleton(
            file=placed.file,
            title=title,
            timezone=zone,
            sessions=sessions,
            grid=_grid(placed.rows),
            days=tuple(map(date.isoformat, sorted({*days, *slots.days}))),
            slots=slots.entries,
            rooms=[_room(id, row) for id, row in rooms.items()],
            groups=bodies(placed),
            people=tuple(dict.fromkeys(name for s in sessions for name in s.get("chairs", ()))),
            documents=tuple(documents(placed)),
        )
    )


def as_part(placed: PlacedRows, problem: Problem | None) -> bytes:
    """
    The sessions, pinned, for a scenario to include.

    What the ``problem`` has already, and rooms and days that it has not, go to ``placed.left``.
    """
    rooms = rooms_by_name(problem) if problem is not None else {}
    if problem is not None:
        _leave_strangers(placed, problem, rooms)
    tidy(placed)
    if any("speakers" in row.fields for row in placed.rows):
        placed.remarks.append("names of persons are not read")
    known = [group.id for group in problem.groups] if problem is not None else []
    return document(
        [f"# From {placed.file}; a scenario reads it with 'include: [this file]'."],
        listed("groups", bodies(placed, known)),
        listed("sessions", [made for made, _ in _sessions(placed, {}, rooms)]),
        listed("documents", [*documents(placed)]),
    )


def rooms_by_name(problem: Problem) -> dict[str, str]:
    """The id of each room by its id and its name, in small letters."""
    names = {room.name.casefold(): room.id for room in problem.rooms if room.name}
    return names | {room.id.casefold(): room.id for room in problem.rooms}


def room_id(row: Placed) -> str:
    """As an id may be written."""
    return row.room if "room_name" in row.fields else slug(row.room)


def _room(id: str, row: Placed) -> Entry:
    name = row.fields.get("room_name", "" if row.room == id else row.room)
    return {"id": id, "name": name} if name else {"id": id}


def _leave_longest(placed: PlacedRows) -> None:
    kept = []
    for row in placed.rows:
        if row.minutes <= LONGEST_SLOT:
            kept.append(row)
        else:
            placed.left.append(LeftOut(f"row {row.row}", row.title, OVER))
    placed.rows = kept


def _leave_strangers(placed: PlacedRows, problem: Problem, rooms: Mapping[str, str]) -> None:
    there = {session.id for session in problem.sessions}
    why: dict[int, str] = {}
    for id, parts in sessions_of(placed):
        for row in parts:
            if id in there:
                why[row.row] = "it is in the scenario already: --timetable FILE takes its times"
            elif row.room and row.room.casefold() not in rooms:
                near = did_you_mean(row.room, rooms)
                why[row.row] = f"the scenario has no room {row.room[:40]!r}{near}"
            elif row.start.date() not in problem.days:
                why[row.row] = f"{row.start.date()} is not a day of the meeting"
    placed.left += (
        LeftOut(f"row {r.row}", r.title, why[r.row]) for r in placed.rows if r.row in why
    )
    placed.rows = [row for row in placed.rows if row.row not in why]


def _sessions(
    placed: PlacedRows, slots: Mapping[int, str], rooms: Mapping[str, str] | None = None
) -> Iterator[tuple[Entry, Sequence[Placed]]]:
    """Each session with its rows."""
    for id, parts in sessions_of(placed):
        first = parts[0]
        made: Entry = {"id": id} | ({"title": first.title} if first.title != first.id else {})
        made |= {name: value for name, value in described(first).items() if value is not False}
        made["minutes"] = sum(part.minutes for part in parts)
        if len(parts) > 1:
            made["split"] = {"least_part": min(LEAST_PART, *(part.minutes for part in parts))}
        places = dict.fromkeys(
            (rooms or {}).get(part.room.casefold(), room_id(part)) for part in parts if part.room
        )
        if places:
            made["rooms"] = list(places)
        within = dict.fromkeys(slots[part.row] for part in parts if part.row in slots)
        if within:
            made["slots"] = list(within)
        pin = {"exact": f"{first.start:%Y-%m-%d %H:%M}"}
        made["pin"] = pin | ({"room": next(iter(places))} if places else {})
        yield made, parts


def _with_speakers(
    made: Entry, rows: Sequence[Placed], chairs: Mapping[int, Sequence[str]]
) -> Entry:
    named = dict.fromkeys(id for row in rows for id in chairs[row.row])
    both = dict.fromkeys([*made.get("chairs", ()), *named])
    return made | ({"chairs": list(both)} if both else {})


def _grid(rows: Sequence[Placed]) -> int:
    minutes = [m for row in rows for m in (minute_of(row.start), row.minutes)]
    return next(g for g in GRIDS if all(m % g == 0 for m in minutes))
