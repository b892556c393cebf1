"""
The annex itself: days across, slots down, a table for each room, a page for each week.

With one room the side events are the last row of its table, with several they are a table of
their own after the rooms.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from scheduler.render.languages.dating import dates
from scheduler.render.languages.language import Language
from scheduler.render.layout.shape import Cell, Layout, SideCell, TableLayout, used_rows
from scheduler.render.layout.sheets import Band, Box, Head, Line, Page, Sheet, stub_lines

MOST_DAYS = 7
"""More days than this on one sheet of A4 leave less than three centimetres for each."""


def pages(layout: Layout) -> tuple[Page, ...]:
    """
    The tables of each page: one page if the days are few, else one a week.

    A week in which nothing is held, or was, has none.
    """
    weeks = weeks_of([column.day for column in layout.columns])
    made = (_page(layout, week, whole=len(weeks) == 1) for week in weeks)
    printed = tuple(page for page in made if page)
    return tuple(page for page in printed if not all(map(is_empty, page))) or printed


def whole(layout: Layout) -> Page:
    """All days in one table for each room, however many they are, and every slot."""
    return _page(layout, tuple(range(len(layout.columns))), whole=True, every=True)


def weeks_of(days: Sequence[date]) -> tuple[tuple[int, ...], ...]:
    """Indices of the days that share a page."""
    everything = tuple(range(len(days)))
    if len(days) <= MOST_DAYS:
        return (everything,)
    by_week = groupby(everything, key=lambda index: days[index].isocalendar()[:2])
    return tuple(tuple(week) for _, week in by_week)


def caption(name: str | None, week: str | None, language: Language) -> str | None:
    """``Room 2 · 17-21 February 2025``, as far as there is something to say."""
    return language.dot.join(part for part in (name, week) if part is not None) or None


def side_line(entry_hours: str, text: str, room: str | None) -> str:
    """Side events are printed with time and room, for these are promised."""
    return f"{entry_hours} {text}" + (f" ({room})" if room is not None else "")


def placeholder(language: Language) -> tuple[Line, ...]:
    return (Line(language.tbc, italic=True),)


def _page(layout: Layout, days: tuple[int, ...], *, whole: bool, every: bool = False) -> Page:
    shown = [layout.columns[index] for index in days]
    week = None if whole else dates([column.day for column in shown], layout.language)
    side = _side_bands(layout, days)
    alone = len(layout.tables) == 1

    def sheet(name: str | None, bands: tuple[Band, ...]) -> Sheet:
        return Sheet(
            caption=caption(name, week, layout.language),
            columns=tuple(Head(column.day, column.name, column.date) for column in shown),
            bands=bands,
            stub=layout.language.time,
            mirrored=True,
            dated=layout.dated,
        )

    sheets = [
        sheet(table.head, (*_bands(table, days, every=every), *(side if alone else ())))
        for table in layout.tables
    ]
    if side and not alone:
        sheets.append(sheet(layout.language.side_events, side))
    return tuple(made for made in sheets if alone or whole or not is_empty(made))


def is_empty(sheet: Sheet) -> bool:
    """Whether nothing stands in it: a room that rests for a week needs no table of that week."""
    boxes = (box for band in sheet.bands for box in band.boxes if box is not None)
    return not any(box.lines or box.changed for box in boxes)


def _bands(table: TableLayout, days: tuple[int, ...], *, every: bool) -> tuple[Band, ...]:
    """The slots in which something is held, or was; ``every``: the others as well."""
    rows = table.rows if every else used_rows(table.rows, days)
    return tuple(Band(row.label, tuple(_box(row.cells[index]) for index in days)) for row in rows)


def _side_bands(layout: Layout, days: tuple[int, ...]) -> tuple[Band, ...]:
    cells = layout.side_events
    if cells is None:
        return ()
    boxes = tuple(_side_box(cells[index], layout.language) for index in days)
    return (Band(layout.language.side_events_row, boxes, side=True),)


def _box(cell: Cell) -> Box:
    lines = tuple(Line(entry.line, entry.tbc, entry.marked, entry) for entry in cell.entries)
    return Box((*lines, *stub_lines(cell.left)), cell.serves, cell.changed, cell.removed)


def _side_box(cell: SideCell, language: Language) -> Box:
    lines = tuple(
        Line(side_line(e.hours, e.titled, e.room_name), e.tbc, e.marked, e) for e in cell.entries
    )
    lines = (*lines, *(placeholder(language) if cell.tbc else ()), *stub_lines(cell.left))
    return Box(lines, True, cell.changed, cell.removed)
