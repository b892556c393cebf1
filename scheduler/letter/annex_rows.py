"""The rows of an annex: slots by their hours, side events, breaks, and what is none of these."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from scheduler.letter.breaks import is_break
from scheduler.letter.clock_hours import (
    Hours,
    as_hours,
    label_span,
    part_of_day,
    start_of,
    why_not,
)
from scheduler.letter.folding import plain
from scheduler.letter.merged_cells import Cell, Table

SIDE_EVENT_WORDS = (
    *("side events", "side event", "side-events", "lunchtime side events"),
    *("manifestations parallèles", "événements parallèles", "réunions parallèles"),
    *("actos paralelos", "eventos paralelos", "actividades paralelas"),
    *("параллельные мероприятия", "会外活动", "边会"),
    *("الأنشطة الجانبية", "الفعاليات الجانبية"),
)
SIDE_EVENTS = frozenset(map(plain, SIDE_EVENT_WORDS))


@dataclass(frozen=True, slots=True)
class Left:
    """What was not read: where (``row 4``), what it is called there, and why."""

    place: str
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}, {self.name!r}" if self.name else self.place


@dataclass(frozen=True, slots=True)
class Slot:
    """A row: ``side`` for side events, which may have no hours; ``inferred``: hours not given."""

    row: int
    hours: Hours | None
    label: str
    side: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row of the body: slots in their order, what is not read, and breaks."""

    slots: tuple[Slot, ...]
    unread: tuple[Left, ...]
    breaks: tuple[Left, ...]


def has_hours(table: Table, body: range, column: int) -> bool:
    """Whether a column heads its rows with hours."""
    cells = (table.cells[row][column] for row in body)
    return any(
        label_span(cell.broken_lines) is not None or part_of_day(cell.text) is not None
        for cell in cells
    )


def is_side(label: str) -> bool:
    """Whether a label says that its row has the side events."""
    return any(words in plain(label) for words in SIDE_EVENTS)


def rows_of(table: Table, body: range, sides: Sequence[int], columns: Sequence[int]) -> Rows:
    """The rows below the heads; ``sides`` have the hours, ``columns`` the days."""
    slots: list[Slot] = []
    unread: list[Left] = []
    breaks: list[Left] = []
    ends = dict(_ends(table, body, sides))
    for row in body:
        label = _label(table, row, sides)
        texts = [c.text for c in dict.fromkeys(table.cells[row][at] for at in columns) if c.text]
        name = (label.text if label is not None else "") or ", ".join(texts)
        slot = _slot(row, label, ends.get(row))
        if isinstance(slot, str):
            if name:
                unread.append(Left(f"row {row + 1}", name, slot))
        elif not slot.side and _rests(slot.label, texts):
            breaks.append(Left(f"row {row + 1}", name, "it is a break"))
        else:
            slots.append(slot)
    return Rows(tuple(slots), tuple(unread), tuple(breaks))


def _label(table: Table, row: int, sides: Sequence[int]) -> Cell | None:
    cells = (table.cells[row][column] for column in sides)
    return next((cell for cell in cells if cell.text), None)


def _slot(row: int, label: Cell | None, end: time | None) -> Slot | str:
    """The row as a slot, or why it is none; ``end``: of a row that has only a start."""
    if label is None:
        return "it has no hours"
    span, text = label_span(label.broken_lines), label.text
    if is_side(text):
        return Slot(row, as_hours(span), text, side=True)
    if span is not None:
        hours = as_hours(span)
        return why_not(span) or "" if hours is None else Slot(row, hours, text)
    part, start = part_of_day(text), start_of(text)
    if part is not None:
        return Slot(row, part, text, inferred=True)
    if start is None:
        return "it has no hours"
    return "it has a start and no end" if end is None else Slot(row, (start, end), text)


def _ends(table: Table, body: range, sides: Sequence[int]) -> Iterator[tuple[int, time]]:
    """Rows that only say when they begin end when the next row begins."""
    begins: list[tuple[int, time]] = []
    for row in body:
        label = _label(table, row, sides)
        span = label_span(label.broken_lines) if label is not None else None
        hours = as_hours(span)
        start = hours[0] if hours else start_of(label.text) if label is not None else None
        if start is not None:
            begins.append((row, start))
    for (row, start), (_, later) in pairwise(begins):
        if start < later:
            yield row, later


def _rests(label: str, texts: Iterable[str]) -> bool:
    """Whether a row with hours is a break: it says so, or all that stands in it does."""
    said = list(texts)
    return all(map(is_break, said)) if said else is_break(label)
