"""
A timetable as the HTML page shows it: what a script needs to know of each cell and line.

The texts are those of the layout. Beside them stand moments, for the reader's clock, and numbers
of rooms, bodies and people, for the filters. Without a script none of it is seen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Entry, Line, Sheet

CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
HOURS = re.compile(f"{CLOCK} – {CLOCK}")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of a text.

    ``at``: if it is hours, the spans that these are, one for each day meant; if it is a clock
    time, its moment.
    """

    text: str
    at: str = ""


Words = tuple[Piece, ...]
"""A text with the hours in it apart, so that they can be said in the reader's zone."""


def plain_words(text: str) -> Words:
    return (Piece(text),)


def split_hours(text: str, spans: Sequence[Span]) -> Words:
    """The text with the hours at its beginning apart, if it is known when they are."""
    match = HOURS.match(text)
    if match is None or not spans:
        return plain_words(text)
    return (Piece(match[0], iso_spans(spans)), *_if_any(text[match.end() :]))


def split_line(line: Line) -> Words:
    """The text of a line with the hours apart that are ours; those in a title are the planner's."""
    entry = line.entry
    if entry is None:
        return plain_words(line.text)
    if line.text.startswith(entry.hours):
        return split_hours(line.text, [(entry.start, entry.end)])
    head, note, tail = line.text.rpartition(f"({entry.then})")
    if not entry.then or not note:
        return plain_words(line.text)
    return (*_if_any(f"{head}("), *_clocks(entry), *_if_any(f"){tail}"))


def _clocks(entry: Entry) -> Iterator[Piece]:
    """The hours after a name: planned hours, or clock times of its start and its end."""
    done = 0
    for match in re.finditer(f"{HOURS.pattern}|{CLOCK}", entry.then):
        yield from _if_any(entry.then[done : match.start()])
        yield Piece(match[0], _moments(entry, match[0]))
        done = match.end()
    yield from _if_any(entry.then[done:])


def _moments(entry: Entry, clock: str) -> str:
    if HOURS.fullmatch(clock):
        return iso_spans([(entry.start, entry.end)])
    return next((m.isoformat() for m in (entry.start, entry.end) if f"{m:%H:%M}" == clock), "")


def _if_any(text: str) -> Words:
    return plain_words(text) if text else ()


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


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """
    A line of a cell; ``counts``: it is a sitting, others are words beside one.

    ``room``, ``bodies``, ``people``: positions in the filters, as the script reads them.
    ``rolls``: it may be under way at the same time as others, for they follow one another.
    """

    words: Words
    italic: bool
    counts: bool
    at: str = ""
    room: str = ""
    bodies: str = ""
    people: str = ""
    rolls: bool = False


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

    def screen_line(self, line: Line, *, of: Entry | None) -> ScreenLine:
        """``of``: the sitting beside which the line stands, if it is none itself."""
        entry = line.entry or of
        if entry is None:
            return ScreenLine(plain_words(line.text), line.italic, counts=False)
        called = self.people_called
        people = (called[id] for id in (*entry.chairs, *entry.attendees) if id in called)
        return ScreenLine(
            words=split_line(line),
            italic=line.italic,
            counts=line.entry is not None,
            at=iso_spans(line.spans),
            rolls=line.entry is not None and line.entry.rolls,
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
        label=split_hours(band.label, spans) if band.label else (),
        cells=tuple(
            ScreenCell(
                box=box,
                order=index + 1,
                label=_label(sheet, band, index, box.across, zone, stacked=stacked),
                lines=tuple(_lines(box, filters, beside)),
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
    return (*map(plain_words, overs), *heads)


def _lines(box: Box, filters: Filters, beside: Entry | None) -> Iterator[ScreenLine]:
    of = beside
    for line in box.lines:
        of = line.entry or of
        yield filters.screen_line(line, of=of)
