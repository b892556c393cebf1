"""The hours of a table as slots: what is held without a break, a night with what follows in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.importing.placed_details import SIDE, Entry
from scheduler.importing.placed_table import DAY, Placed
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.tables.sessions import slug

LONGEST_SLOT = 18 * 60
Hours = tuple[int, int, bool]
"""Start and end in minutes of the day on which it starts; whether it is for side events."""


@dataclass(frozen=True, slots=True)
class Slots:
    """
    The hours between breaks, as entries of a scenario; and which of them a row is in.

    ``days``: on which they start.
    """

    entries: tuple[Entry, ...]
    of: Mapping[int, str]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    day: date
    hours: Hours
    rows: tuple[Placed, ...]


def slots_of(rows: Sequence[Placed]) -> Slots:
    """What is held without a break in all rooms together is a slot; side events have their own."""
    blocks = [
        block
        for side in (False, True)
        for block in _blocks([row for row in rows if is_side(row) == side], side=side)
    ]
    days = sorted({block.day for block in blocks})
    by_hours: dict[Hours, set[date]] = {}
    for block in blocks:
        by_hours.setdefault(block.hours, set()).add(block.day)
    ids = dict(_ids(by_hours))
    entries = []
    for hours in sorted(by_hours):
        entry: Entry = {"id": ids[hours], "start": _clock(hours[0]), "end": _clock(hours[1])}
        entry |= {"only": [SIDE]} if hours[2] else {}
        own = sorted(by_hours[hours])
        entry |= {"days": [day.isoformat() for day in own]} if own != days else {}
        entries.append(entry)
    of = {row.row: f"{block.day}/{ids[block.hours]}" for block in blocks for row in block.rows}
    return Slots(tuple(entries), of, tuple(days))


def is_side(row: Placed) -> bool:
    return slug(row.fields.get("kind", "")) == SIDE


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _blocks(rows: Iterable[Placed], *, side: bool) -> Iterator[_Block]:
    """Stretches without a gap; what begins while a night goes on belongs to it."""
    for stretch in _stretches(rows):
        block = _block(stretch, side)
        if block.hours[1] - block.hours[0] <= LONGEST_SLOT:
            yield block
            continue
        for day in sorted({row.start.date() for row in stretch}):  # no slot is as long
            of_day = (row for row in stretch if row.start.date() == day)
            yield from (_block(part, side) for part in _stretches(of_day))


def _stretches(rows: Iterable[Placed]) -> Iterator[list[Placed]]:
    inside: list[Placed] = []
    end = datetime.min
    for row in sorted(rows, key=lambda row: row.start):
        if inside and row.start > end:
            yield inside
            inside = []
        inside.append(row)
        end = max(end, row.start + timedelta(minutes=row.minutes))
    if inside:
        yield inside


def _block(rows: Sequence[Placed], side: bool) -> _Block:
    day = rows[0].start.date()
    midnight = datetime.combine(day, time())
    end = max(row.start + timedelta(minutes=row.minutes) for row in rows)
    return _Block(day, (minute_of(rows[0].start), (end - midnight) // MINUTE, side), tuple(rows))


def _ids(keys: Iterable[Hours]) -> Iterator[tuple[Hours, str]]:
    taken: dict[str, int] = {}
    for key in sorted(keys):
        part = "morning" if key[0] < 13 * 60 else "afternoon" if key[0] < 18 * 60 else "evening"
        name = "lunch" if key[2] else part
        taken[name] = taken.get(name, 0) + 1
        yield key, name if taken[name] == 1 else f"{name}-{taken[name]}"


def _clock(minutes: int) -> str:
    return "24:00" if minutes == DAY else f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
