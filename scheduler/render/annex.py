"""
The annex as the paper writers print it: pages of tables, with the words around them.

A layout knows rooms, slots and days; a page knows what stands on it. A page is one week (all days
if they are few), its tables one room each. What is said here once, docx, html and md say alike.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from scheduler.render.layout import Cell, Column, Layout, Run, SideCell, TableLayout
from scheduler.render.words import dates, day_of

MOST_DAYS = 7
"""More days than this on one sheet of A4 leave less than three centimetres for each."""
SIDE_EVENTS = "SIDE EVENTS"
TBC = "tbc"


@dataclass(frozen=True, slots=True)
class Line:
    """One session of a cell; in italics what is to be confirmed; ``added``: not here before."""

    text: str
    italic: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as printed; ``held``: whether there is such a slot on that day."""

    lines: tuple[Line, ...]
    held: bool
    changed: bool
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A row as printed: its label stands at both ends; ``side`` marks the side events."""

    label: str
    boxes: tuple[Box, ...]
    side: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as printed; ``caption`` is None where the annex has only this one."""

    caption: str | None
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]


def pages(layout: Layout) -> tuple[tuple[Sheet, ...], ...]:
    """
    The tables of each page: one page if the days are few, else one a week.

    With one room the side events are the last row of its table, with several they are a table
    of their own after the rooms.
    """
    columns = layout.columns
    weeks = [tuple(range(len(columns)))]
    if len(columns) > MOST_DAYS:
        by_week = groupby(weeks[0], key=lambda index: columns[index].day.isocalendar()[:2])
        weeks = [tuple(days) for _, days in by_week]
    made = (_page(layout, week, whole=len(weeks) == 1) for week in weeks)
    return tuple(page for page in made if page)


def title(layout: Layout) -> str:
    """The title, with the mark of the footnote where there is one and it lacks it."""
    words = layout.title or layout.heading
    return f"{words}*" if footnotes(layout) and not words.endswith("*") else words


def footnotes(layout: Layout) -> tuple[tuple[Run, ...], ...]:
    """The footnotes; the first gets the mark of the title if it has none."""
    written = tuple(footnote for footnote in layout.footnotes if footnote)
    if not written or written[0][0].text.startswith("*"):
        return written
    first, *others = written
    return ((Run("* "), *first), *others)


def revised(layout: Layout) -> str | None:
    """``Rev.1``; None for the first issue."""
    return f"Rev.{layout.revision}" if layout.revision > 0 else None


def as_of(layout: Layout) -> str | None:
    """``as of 25 February 2025, 17:55``; words of the planner's own stay as they are."""
    if layout.as_of is None:
        return None
    moment = moment_of(layout)
    if moment is None:
        return f"as of {layout.as_of}"
    return f"as of {day_of(moment.date())} {moment.year}, {moment:%H:%M}"


def moment_of(layout: Layout) -> datetime | None:
    """When the timetable was as printed, if the record says so in figures."""
    try:
        return datetime.fromisoformat(layout.as_of or "")
    except ValueError:
        return None


def unplaced(layout: Layout) -> str | None:
    """``Not yet scheduled: WGTU; WGTR``; None if everything has its place."""
    names = "; ".join(homeless.text for homeless in layout.unplaced)
    return f"Not yet scheduled: {names}" if names else None


def _page(layout: Layout, days: tuple[int, ...], *, whole: bool) -> tuple[Sheet, ...]:
    columns = tuple(layout.columns[index] for index in days)
    week = None if whole else dates([column.day for column in columns])
    side = _side_bands(layout.side_events, days)
    alone = len(layout.tables) == 1
    sheets = [
        Sheet(
            caption=_caption(table.room_name, week),
            columns=columns,
            bands=(*_bands(table, days), *(side if alone else ())),
        )
        for table in layout.tables
    ]
    if side and not alone:
        sheets.append(Sheet(_caption("Side events", week), columns, side))
    return tuple(sheet for sheet in sheets if alone or whole or not _is_empty(sheet))


def _is_empty(sheet: Sheet) -> bool:
    """A room that rests for a whole week needs no table of that week."""
    return not any(box.lines or box.changed for band in sheet.bands for box in band.boxes)


def _caption(name: str | None, week: str | None) -> str | None:
    return " · ".join(part for part in (name, week) if part is not None) or None


def _bands(table: TableLayout, days: tuple[int, ...]) -> tuple[Band, ...]:
    return tuple(
        Band(row.label, tuple(_box(row.cells[index]) for index in days)) for row in table.rows
    )


def _side_bands(cells: tuple[SideCell, ...] | None, days: tuple[int, ...]) -> tuple[Band, ...]:
    if cells is None:
        return ()
    return (Band(SIDE_EVENTS, tuple(_side_box(cells[index]) for index in days), side=True),)


def _box(cell: Cell) -> Box:
    lines = tuple(Line(entry.text, entry.tbc, entry.added) for entry in cell.entries)
    return Box(lines, cell.serves, cell.changed, cell.removed)


def _side_box(cell: SideCell) -> Box:
    """Side events are printed with time and room, for these are promised."""
    lines = tuple(
        Line(f"{entry.hours} {entry.text} ({entry.room_name})", entry.tbc, entry.added)
        for entry in cell.entries
    )
    placeholder = (Line(TBC, italic=True),) if cell.tbc else ()
    return Box((*lines, *placeholder), True, cell.changed, cell.removed)
