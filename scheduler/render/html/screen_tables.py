"""
A timetable as the HTML page shows it: what a script needs to know of each cell and line.

The texts are those of the layout. Beside them stand moments, for the reader's clock, and numbers
of rooms, bodies and people, for the filters. Without a script none of it is seen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Entry, Head, Line, Sheet

CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
HOURS = re.compile(f"{CLOCK} – {CLOCK}")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Words:
    """A text around its hours; ``at``: the spans that these are, one for each day meant."""

    before: str
    hours: str = ""
    after: str = ""
    at: str = ""

    @property
    def text(self) -> str:
        return f"{self.before}{self.hours}{self.after}"


def split_hours(text: str, spans: Sequence[Span]) -> Words:
    """The text with the hours at its beginning apart, if it is known when they are."""
    match = HOURS.match(text)
    if match is None or not spans:
        return Words(text)
    return Words("", match[0], text[match.end() :], iso_spans(spans))


def iso_spans(spans: Iterable[Span]) -> str:
    """``2025-02-25T10:00:00+01:00/2025-02-25T13:00:00+01:00``, as many as there are."""
    return " ".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in spans)


def spans_of(text: str, days: Iterable[date | None], zone: ZoneInfo) -> list[Span]:
    """The hours at the beginning of a text on these days; one that ends before it starts, later."""
    match = HOURS.match(text)
    if match is None:
        return []
    start, end = (time.fromisoformat(part) for part in match[0].split(" – "))
    later = timedelta(days=1 if end <= start else 0)
    return [
        (datetime.combine(day, start, zone), datetime.combine(day + later, end, zone))
        for day in days
        if day is not None
    ]


def row_spans(label: str, entry: Entry, zone: ZoneInfo) -> list[Span]:
    """The hours of a row of a list, which may have begun on the day before its sitting."""
    day = entry.start.date()
    spans = spans_of(label, (day, day - timedelta(days=1)), zone)
    return [span for span in spans if span[0] <= entry.start < span[1]][:1] or spans[:1]


def spans_of_line(
    line: Line, band: Band, columns: Sequence[Head], zone: ZoneInfo, *, flowing: bool
) -> list[Span]:
    """When the sitting of a line is, as far as it is printed; what overruns its slot is longer."""
    entry = line.entry
    if entry is None:
        return []
    if line.text.startswith(entry.hours):
        return [(entry.start, entry.end)]
    if flowing:
        slots = row_spans(band.label, entry, zone)
    else:
        each = (
            spans_of(c.name, [c.day], zone) or spans_of(band.label, [c.day], zone) for c in columns
        )
        slots = [*chain.from_iterable(each)]
    if not slots:
        return [(entry.start, entry.end)]
    *others, (start, end) = slots
    return [*others, (start, max(end, entry.end) if len(slots) == 1 else end)]


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """
    A line of a cell; ``counts``: it is a sitting, others are words beside one.

    ``room``, ``bodies``, ``people``: positions in the filters, as the script reads them.
    """

    words: Words
    italic: bool
    counts: bool
    at: str = ""
    room: str = ""
    bodies: str = ""
    people: str = ""


@dataclass(frozen=True, slots=True)
class ScreenCell:
    """A cell; ``order``: of its column; ``label``: what a narrow screen says before it."""

    box: Box
    order: int
    label: tuple[Words, ...]
    lines: tuple[ScreenLine, ...]

    @property
    def empty(self) -> bool:
        return not self.lines and not self.box.removed


@dataclass(frozen=True, slots=True)
class ScreenBand:
    label: Words
    cells: tuple[ScreenCell, ...]
    side: bool


@dataclass(frozen=True, slots=True)
class ScreenColumn:
    """``over`` is said again on a narrow screen, where heads do not stand above each other."""

    name: Words
    day: date | None
    second: str
    over: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """``stacked``: on a narrow screen, all of a column comes before the next one."""

    sheet: Sheet
    columns: tuple[ScreenColumn, ...]
    bands: tuple[ScreenBand, ...]
    stacked: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """What can be asked for: position and name of each, in the order of names."""

    key: str
    name: str
    options: tuple[tuple[int, str], ...]


class Filters:
    """The rooms, bodies and people that occur in a page, each with its position."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self.people_called = people
        self.positions: dict[str, dict[str, int]] = {"room": {}, "body": {}, "person": {}}

    def screen_line(self, line: Line, spans: Sequence[Span], *, of: Entry | None) -> ScreenLine:
        """``of``: the sitting beside which the line stands, if it is none itself."""
        entry = line.entry or of
        if entry is None:
            return ScreenLine(Words(line.text), line.italic, counts=False)
        called = self.people_called
        people = (called[id] for id in (*entry.chairs, *entry.attendees) if id in called)
        # hours in a title are the planner's words, hours before it are ours
        timed = line.entry is not None and line.text.startswith(entry.hours)
        return ScreenLine(
            words=split_hours(line.text, spans if timed else []),
            italic=line.italic,
            counts=line.entry is not None,
            at=iso_spans(spans),
            room=self._places("room", [entry.room_name]),
            bodies=self._places("body", entry.groups),
            people=self._places("person", people),
        )

    def choices(self, names: Mapping[str, str]) -> tuple[Filter, ...]:
        """A filter for each of ``names`` (key to name) where there is a choice."""
        return tuple(
            Filter(key, name, tuple(sorted(((n, of) for of, n in numbers.items()), key=_rank)))
            for key, name in names.items()
            if len(numbers := self.positions[key]) > 1
        )

    def _places(self, key: str, names: Iterable[str]) -> str:
        positions = self.positions[key]
        return " ".join(
            str(positions.setdefault(name, len(positions))) for name in dict.fromkeys(names)
        )


def _rank(option: tuple[int, str]) -> tuple[list[tuple[int, str]], int]:
    """Room 2 comes before Room 10."""
    place, name = option
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts], place


def screen_tables(layout: Layout, filters: Filters) -> tuple[tuple[ScreenSheet, ...], ...]:
    """The pages of a layout; ``filters`` learns what occurs in them."""
    zone = ZoneInfo(layout.timezone)
    return tuple(tuple(_sheet(sheet, filters, zone) for sheet in page) for page in layout.pages)


def _sheet(sheet: Sheet, filters: Filters, zone: ZoneInfo) -> ScreenSheet:
    stacked = not sheet.flowing and not sheet.headed
    return ScreenSheet(
        sheet=sheet,
        columns=tuple(
            ScreenColumn(
                name=split_hours(column.name, spans_of(column.name, [column.day], zone)),
                day=column.day,
                second=column.date,
                over=column.over,
                narrow=column.narrow,
            )
            for column in sheet.columns
        ),
        bands=tuple(_band(sheet, band, filters, zone, stacked=stacked) for band in sheet.bands),
        stacked=stacked,
    )


def _band(
    sheet: Sheet, band: Band, filters: Filters, zone: ZoneInfo, *, stacked: bool
) -> ScreenBand:
    entries = [line.entry for box in band.boxes if box for line in box.lines if line.entry]
    beside = entries[0] if sheet.flowing and entries else None
    days = [column.day for column in sheet.columns]
    spans = row_spans(band.label, beside, zone) if beside else spans_of(band.label, days, zone)
    return ScreenBand(
        label=split_hours(band.label, spans),
        cells=tuple(
            ScreenCell(
                box=box,
                order=index + 1,
                label=_label(sheet, band, index, box.across, zone, stacked=stacked),
                lines=tuple(_lines(sheet, band, index, filters, zone, beside)),
            )
            for index, box in enumerate(band.boxes)
            if box is not None
        ),
        side=band.side,
    )


def _label(
    sheet: Sheet, band: Band, index: int, across: int, zone: ZoneInfo, *, stacked: bool
) -> tuple[Words, ...]:
    """The label of its row where columns are stacked, else the heads of its columns."""
    if stacked:
        return (split_hours(band.label, spans_of(band.label, [sheet.columns[index].day], zone)),)
    columns = sheet.columns[index : index + across]
    overs = [column.over for column in columns[:1] if column.over]
    heads = (split_hours(c.name, spans_of(c.name, [c.day], zone)) for c in columns)
    return (*map(Words, overs), *heads)


def _lines(
    sheet: Sheet, band: Band, index: int, filters: Filters, zone: ZoneInfo, beside: Entry | None
) -> Iterator[ScreenLine]:
    of, box = beside, band.boxes[index]
    assert box is not None
    columns = sheet.columns[index : index + box.across]
    for line in box.lines:
        of = line.entry or of
        yield filters.screen_line(
            line, spans_of_line(line, band, columns, zone, flowing=sheet.flowing), of=of
        )
