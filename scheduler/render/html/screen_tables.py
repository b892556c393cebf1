"""
A timetable as the HTML page shows it: what a script needs to know of each cell and line.

The texts are those of the layout. Beside them stand moments, for the reader's clock, and numbers
of rooms, bodies and people, for the filters. Without a script none of it is seen.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from scheduler.render.html.hours_in_words import (
    Piece,
    Words,
    iso_spans,
    plain_words,
    row_spans,
    spans_of,
    split_hours,
    split_line,
)
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Entry, Line, Sheet
from scheduler.vocabulary.calendar_entries import uid


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """
    A line of a cell; ``counts``: it is a sitting, others are words beside one.

    ``room``, ``bodies``, ``people``: positions in the filters, as the script reads them.
    ``rolls``: it may be under way at the same time as others, for they follow one another.
    ``uid``: what its entry is called in every calendar; a merged line has several.
    ``url``: the page that it names. ``echo``: the line above, in another language. ``stub``: it was
    here, and says where it is now. ``more``: what the cell of a grid tells on demand.
    """

    words: Words
    italic: bool
    counts: bool
    at: str = ""
    room: str = ""
    bodies: str = ""
    people: str = ""
    rolls: bool = False
    uid: str = ""
    url: str | None = None
    echo: bool = False
    stub: bool = False
    more: tuple["ScreenLine", ...] = ()


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
    """
    ``over`` is said again on a narrow screen, where heads do not stand above each other.

    ``anchor``: what a link to its day names, on the first column of the page that has the day.
    """

    name: Words
    day: date | None
    second: str
    over: str
    narrow: bool
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class ScreenSheet:
    """
    ``stacked``: on a narrow screen, all of a column comes before the next one.

    ``day``: of a table that has only this one; ``anchor``: what a link to it names.
    """

    sheet: Sheet
    columns: tuple[ScreenColumn, ...]
    bands: tuple[ScreenBand, ...]
    stacked: bool
    day: date | None = None
    anchor: str | None = None

    @property
    def upper(self) -> tuple[tuple[str, int, ScreenColumn], ...]:
        """The heads above those of the columns, each with how many and the first of these."""
        made, at = [], 0
        for over, count in self.sheet.headed:
            made.append((over, count, self.columns[at]))
            at += count
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Filter:
    """What can be asked for: position and name of each, in the order of names."""

    key: str
    name: str
    options: tuple[tuple[int, str], ...]


class Filters:
    """The rooms, bodies, people and days that occur in a page, each with its position."""

    def __init__(self, people: Mapping[str, str], meeting: str = "") -> None:
        self.people_called, self.meeting = people, meeting
        self.days: dict[date, str] = {}
        self.positions: dict[str, dict[str, int]] = {"room": {}, "body": {}, "person": {}}

    def screen_line(self, line: Line, *, of: Entry | None) -> ScreenLine:
        """``of``: the sitting beside which the line stands, if it is none itself."""
        entry = line.entry or of
        if entry is None or line.stub:
            return ScreenLine(
                split_line(line) if line.moment is not None else plain_words(line.text),
                line.italic,
                counts=False,
                url=line.url,
                echo=line.echo,
                stub=line.stub,
            )
        called = self.people_called
        people = (called[id] for id in (*entry.chairs, *entry.attendees) if id in called)
        return ScreenLine(
            words=split_line(line),
            italic=line.italic,
            counts=line.entry is not None and not line.echo,
            at=iso_spans(line.spans),
            rolls=line.entry is not None and line.entry.rolls,
            uid=" ".join(self._uids(line)),
            url=line.url,
            echo=line.echo,
            room=self._places("room", [entry.room_name]),
            bodies=self._places("body", entry.groups),
            people=self._places("person", people),
        )

    def anchor(self, day: date | None) -> str | None:
        """What a link to a day names; None if it is no day, or there is one already."""
        if day is None or day in self.days:
            return None
        self.days[day] = f"day-{day}"
        return self.days[day]

    def _uids(self, line: Line) -> Iterator[str]:
        entries = (line.entry, *line.others)
        return (uid(self.meeting, e.session, e.part) for e in entries if e is not None)

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
    pages = (*layout.pages, *([layout.appendix] if layout.appendix else []))
    return tuple(tuple(_sheet(sheet, filters, zone) for sheet in page) for page in pages)


def _sheet(sheet: Sheet, filters: Filters, zone: ZoneInfo) -> ScreenSheet:
    anchor = filters.anchor(sheet.day)
    return ScreenSheet(
        sheet=sheet,
        columns=tuple(
            ScreenColumn(
                name=split_hours(column.name, spans_of(column.name, [column.day], zone)),
                day=column.day,
                second=column.date,
                over=column.over,
                narrow=column.narrow,
                anchor=filters.anchor(column.day),
            )
            for column in sheet.columns
        ),
        bands=tuple(_band(sheet, band, filters, zone) for band in sheet.bands),
        stacked=not sheet.flowing,
        day=sheet.day,
        anchor=anchor,
    )


def _band(sheet: Sheet, band: Band, filters: Filters, zone: ZoneInfo) -> ScreenBand:
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
                label=_label(sheet, band, index, box.across, zone),
                lines=tuple(_lines(box, filters, beside, more=not sheet.flowing)),
            )
            for index, box in enumerate(band.boxes)
            if box is not None
        ),
        side=band.side,
    )


def _label(sheet: Sheet, band: Band, index: int, across: int, zone: ZoneInfo) -> tuple[Words, ...]:
    """What a narrow screen says before a cell: its row, and the columns that it covers besides."""
    if sheet.flowing:
        head = sheet.columns[index]
        # figures do not say of what they are
        return (plain_words(" ".join(filter(None, (head.over, head.name)))),) * bool(sheet.headed)
    day = sheet.columns[index].day
    others = sheet.columns[index + 1 : index + across]
    heads = ((Piece("+ "), *split_hours(c.name, spans_of(c.name, [c.day], zone))) for c in others)
    return (split_hours(band.label, spans_of(band.label, [day], zone)), *heads)


def _lines(box: Box, filters: Filters, beside: Entry | None, *, more: bool) -> Iterator[ScreenLine]:
    """``more``: with the details that a list has in lines of their own."""
    of, told = beside, None
    for line, after in zip(box.lines, (*box.lines[1:], None), strict=False):
        of = line.entry or of
        made = filters.screen_line(line, of=of)
        told = line.entry if made.counts else told if line.echo else None
        last = after is None or not after.echo
        yield replace(made, more=tuple(_details(told))) if more and last and told else made


def _details(entry: Entry) -> Iterator[ScreenLine]:
    for detail in entry.details:
        yield ScreenLine(plain_words(detail.text), italic=False, counts=False, url=detail.url)
