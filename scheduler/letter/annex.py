"""
The annex in a table: which row is the days, which columns are the hours, what each cell names.

A table is an annex if one of its rows names days and the first or last column names hours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from statistics import mode

from scheduler.letter.clock_hours import hours_of, part_of_day
from scheduler.letter.folding import plain
from scheduler.letter.merged_cells import Cell, Table
from scheduler.letter.written_dates import DayWords, day_of

SIDE_EVENT_WORDS = (
    *("side events", "side event", "side-events", "lunchtime side events"),
    *("manifestations parallèles", "événements parallèles", "réunions parallèles"),
    *("actos paralelos", "eventos paralelos", "actividades paralelas"),
    *("параллельные мероприятия", "会外活动", "边会"),
    *("الأنشطة الجانبية", "الفعاليات الجانبية"),
)
SIDE_EVENTS = frozenset(map(plain, SIDE_EVENT_WORDS))


@dataclass(frozen=True, slots=True)
class Slot:
    """A row: ``side`` for side events, which may have no hours; ``inferred``: hours not given."""

    row: int
    hours: tuple[time, time] | None
    label: str
    side: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A column, and its day as far as the head says it."""

    column: int
    words: DayWords
    label: str


@dataclass(frozen=True, slots=True)
class Annex:
    """
    A table read as an annex.

    Attributes
    ----------
    top, head
        The first and the last of the rows that name the days, mostly the same; rows above them
        are a title within the table.
    labels
        The columns that name the hours: the first, the last, or both.
    unread
        Labels of rows that are neither hours nor side events.
    """

    table: Table
    top: int
    head: int
    labels: tuple[int, ...]
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    unread: tuple[str, ...]

    def cell(self, slot: Slot, day: Day) -> Cell:
        return self.table.cells[slot.row][day.column]

    @property
    def body(self) -> Iterator[Cell]:
        """The cell of every slot and day, row by row."""
        return (self.cell(slot, day) for slot in self.slots for day in self.days)

    @property
    def title(self) -> str:
        """What the rows above the days say."""
        cells = (cell for row in self.table.cells[: self.top] for cell in dict.fromkeys(row))
        return " ".join(cell.text for cell in cells if cell.text)

    @property
    def language(self) -> str:
        """Of most of the names of days."""
        return mode(day.words.language for day in self.days)


def annex_of(table: Table) -> Annex | None:
    """The table as an annex, or None if it is none."""
    heads = [_days(row) for row in table.cells]
    top = max(range(len(heads)), key=lambda i: (len(heads[i]), -i))
    dated = {day.column for day in heads[top]}
    ends = [c for c in dict.fromkeys((0, table.width - 1)) if c not in dated]
    sides = tuple(c for c in ends if _has_hours(table, range(top + 1, len(heads)), c))
    if not heads[top] or not sides:
        return None
    head, days = _dated(table, top, heads, sides)
    body = range(head + 1, len(heads))
    slots, unread = [], []
    for row in body:
        label = next((t for t in (table.cells[row][c].text for c in sides) if t), "")
        slot = _slot(row, label)
        if slot is not None:
            slots.append(slot)
        elif label or any(table.cells[row][day.column].text for day in days):
            unread.append(label)
    return Annex(table, top, head, sides, days, tuple(slots), tuple(unread))


def _days(row: Sequence[Cell]) -> tuple[Day, ...]:
    """The columns whose heads name days; a head over two columns names neither."""
    return tuple(
        Day(cell.column, words, cell.text)
        for cell in dict.fromkeys(row)
        if cell.across == 1 and len(cell.text) <= 60 and (words := day_of(cell.text)) is not None
    )


def _dated(
    table: Table, top: int, heads: Sequence[tuple[Day, ...]], sides: Sequence[int]
) -> tuple[int, tuple[Day, ...]]:
    """The last row of heads, and the days: weekdays may have their dates in the row below."""
    below = heads[top + 1] if top + 1 < len(heads) else ()
    if len(below) < len(heads[top]) or _has_hours(table, range(top + 1, top + 2), sides[0]):
        return top, heads[top]
    dates = {day.column: day.label for day in below}
    joined = ((d, f"{d.label} {dates.get(d.column, '')}") for d in heads[top])
    return top + 1, tuple(Day(d.column, day_of(text) or d.words, text) for d, text in joined)


def _has_hours(table: Table, body: range, column: int) -> bool:
    labels = (table.cells[row][column].text for row in body)
    return any(hours_of(label) is not None or part_of_day(label) is not None for label in labels)


def _slot(row: int, label: str) -> Slot | None:
    hours = hours_of(label)
    side = any(words in plain(label) for words in SIDE_EVENTS)
    if hours is not None or side:
        return Slot(row, hours, label, side=side)
    part = part_of_day(label)
    return Slot(row, part, label, inferred=True) if part is not None else None
