"""A table in which each row says what is held when and where, as ``export csv`` writes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from scheduler.importing.placed_headings import columns_of
from scheduler.importing.tally import LeftOut
from scheduler.letter.breaks import is_break
from scheduler.letter.clock_hours import label_span, start_of
from scheduler.letter.weekdays import contradiction
from scheduler.letter.written_dates import dates_in, day_of
from scheduler.scenario.tables.cells import Cell, Table
from scheduler.scenario.tables.sessions import slug
from scheduler.vocabulary.durations import minutes_in

ABOVE = 10
"""Rows above the headings that may hold a title."""
DAY = 24 * 60
LONGEST = 7 * DAY


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A row: what is held when and where.

    ``start`` and ``minutes`` by the clock of the meeting; ``fields``: what else it says, as text.
    """

    row: int
    id: str
    title: str
    room: str
    start: datetime
    minutes: int
    fields: Mapping[str, str]

    def with_fields(self, fields: Mapping[str, str]) -> "Placed":
        return replace(self, fields=fields)


@dataclass(slots=True)
class PlacedRows:
    """
    All rows of a table.

    ``unplaced``: reasons, by session. ``left``: what was not read. ``ignored``: headings of
    columns that say nothing that a scenario has. ``remarks``: what was read otherwise than it
    stands there.
    """

    file: str
    rows: list[Placed] = field(default_factory=list)
    unplaced: dict[str, str] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)


def placed_rows(table: Table) -> PlacedRows | None:
    """The rows of a table whose columns say when; None if it has no such columns."""
    for index, heads in enumerate(table.rows[:ABOVE]):
        columns = columns_of(heads)
        if columns is not None:
            made = PlacedRows(table.file)
            made.ignored = tuple(c.text[:60] for at, c in heads.items() if at not in columns)
            day: date | None = None
            for cells in table.rows[index + 1 :]:
                day = _read(made, cells, columns, day)
            return made
    return None


def _read(
    made: PlacedRows, cells: Mapping[int, Cell], columns: Mapping[int, str], day: date | None
) -> date | None:
    """One row; returns the day of the next one, if that does not say its own."""
    row = min(cell.row for cell in cells.values())
    fields = {columns[at]: cell.text for at, cell in cells.items() if at in columns}
    title = fields.get("title", "") or fields.get("label", "") or fields.get("id", "")
    own = date_in(fields.get("date", "")) or date_in(fields.get("start", ""))
    if "unplaced" in fields and "start" not in fields:
        made.unplaced[fields.get("id", "")] = fields["unplaced"]
        return day
    if "date" in fields and own is None:
        made.left.append(LeftOut(f"row {row}", title, f"{fields['date'][:40]!r} is no date"))
        return None
    if own is None and not fields.keys() & {"start", "end"}:
        alone = [cell.text for cell in cells.values()]
        heading = date_in(alone[0]) if len(alone) == 1 else None  # a day above its rows
        if heading is None:
            # what stands in other columns is nobody's title, and may be somebody's address
            name = title or ", ".join(fields.values())
            made.left.append(LeftOut(f"row {row}", name, "it has no time"))
        if heading is not None:
            _check_weekday(made, row, {"date": alone[0]}, heading)
        return heading or day
    _check_weekday(made, row, fields, own)
    span = _span(fields, own or day)
    why = _fault(fields, own or day, span, title)
    if why is not None or span is None:
        made.left.append(LeftOut(f"row {row}", title, why or ""))
        return own or day
    assert (own or day) is not None
    begins = datetime.combine(own or day or date.min, time()) + timedelta(minutes=span[0])
    room = fields.get("room", "")
    id = fields.get("id", "") or slug(title)
    made.rows.append(Placed(row, id, title, room, begins, span[1], fields))
    return own or day


def _check_weekday(made: PlacedRows, row: int, fields: Mapping[str, str], day: date | None) -> None:
    """A remark where a weekday, in the cell of the date or in its own, is not that of the date."""
    if day is not None:
        told = (contradiction(fields.get(name, ""), day) for name in ("date", "start", "weekday"))
        made.remarks += [f"row {row}, {text}" for text in told if text is not None]


def _fault(
    fields: Mapping[str, str], day: date | None, span: tuple[int, int] | str | None, title: str
) -> str | None:
    if is_break(title):
        return "it is a break"
    if not title:
        return "it has no title"
    if day is None:
        return "it has no date"
    if span is None and clock_in(fields.get("start", "")) is not None and _has_no_end(fields):
        return f"it has a start, {fields['start'][:20]!r}, and no end"
    if span is None and _has_two_ends(fields):
        return f"it has two ends: {fields['start'][:20]!r} and {fields['end'][:20]!r}"
    if span is None:
        names = ("start", "end", *(("minutes",) if fields.get("minutes") else ()))
        told = ", ".join(f"{name} {fields.get(name, '')[:20]!r}" for name in names)
        return f"its hours cannot be read: {told}"
    return None


def _has_no_end(fields: Mapping[str, str]) -> bool:
    return not any(fields.get(name, "").strip() for name in ("end", "minutes"))


def _has_two_ends(fields: Mapping[str, str]) -> bool:
    """``10:00 – 13:00`` as the start, and another end beside it."""
    both, end = label_span([fields.get("start", "")]), clock_in(fields.get("end", ""))
    return both is not None and end is not None and (end - both[1]) % DAY != 0


def _span(fields: Mapping[str, str], day: date | None) -> tuple[int, int] | None:
    """Start in minutes from midnight, and minutes; ``day``: on which it starts."""
    text = fields.get("start", "")
    both = label_span([text])
    minutes = minutes_in(fields.get("minutes", "")) or clock_in(fields.get("minutes", ""))
    start = both[0] if both is not None else clock_in(text)
    if start is None or start >= DAY or _has_two_ends(fields):
        return None
    length = minutes
    if not minutes and both is not None:
        length = both[1] - both[0]
    elif not minutes:
        length = _until(fields.get("end", ""), start, day)
    return (start, length) if length and 0 < length <= LONGEST else None


def _until(text: str, start: int, day: date | None) -> int | None:
    """Minutes from a start to an end: of the day that it names, else of this day or the next."""
    end, last = clock_in(text), date_in(text)
    if end is None:
        return None
    if last is not None and day is not None:
        return (last - day).days * DAY + end - start
    return end - start if end == DAY else (end - start) % DAY


def clock_in(text: str) -> int | None:
    """
    Minutes from midnight: ``10:00``, ``3 p.m.``, ``2025-02-25 10:00``, ``24:00``, or the part of a
    day that Excel stores; None if it is no clock time.
    """
    bare = text.strip()
    if len(bare) > 10 and bare[4:5] == "-":
        bare = bare[11:]
    if bare == "24:00":
        return DAY
    clock = start_of(bare.removesuffix(":00") if bare.count(":") == 2 else bare)
    if clock is not None:
        return clock.hour * 60 + clock.minute
    part = bare.removeprefix("0.") if bare.startswith("0.") else ""
    if part.isascii() and part.isdecimal() and len(part) <= 20:
        return round(float(f"0.{part}") * DAY)
    return None


def date_in(text: str) -> date | None:
    """The day that a cell names with its year, in figures or words; None if it names none."""
    if not text or len(text) > 60:
        return None
    given = next(iter(dates_in(text[:10])), None) if text[4:5] == "-" else None
    if given is not None:
        return given
    words = day_of(text)
    if words is None or words.day is None or words.month is None or words.year is None:
        return None
    return date(words.year, words.month, words.day)


def sessions_of(placed: PlacedRows) -> Iterator[tuple[str, list[Placed]]]:
    """The rows of each session, its parts in order of time; the same title again is another."""
    parts: dict[str, list[Placed]] = {}
    taken: dict[str, int] = {}
    for row in placed.rows:
        id = row.id
        if "id" not in row.fields:
            taken[id] = taken.get(id, 0) + 1
            id = id if taken[id] == 1 else f"{id}-{taken[id]}"
        parts.setdefault(id, []).append(row)
    for id, rows in parts.items():
        yield id, sorted(rows, key=lambda row: row.start)
