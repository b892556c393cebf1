"""
The annex in a table: which row is the days, which columns are the hours, what each cell names.

A table is an annex if one of its rows names days and the first or last column names hours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from scheduler.letter.grid import Cell, Table
from scheduler.letter.spoken import DayWords, dates_in, day_of, hours_of, part_of_day, plain

SIDE_EVENTS = frozenset(
    map(
        plain,
        (
            *("side events", "side event", "side-events", "lunchtime side events"),
            *("manifestations parallèles", "événements parallèles", "réunions parallèles"),
            *("actos paralelos", "eventos paralelos", "actividades paralelas"),
            *(
                "параллельные мероприятия",
                "会外活动",
                "边会",
                "الأنشطة الجانبية",
                "الفعاليات الجانبية",
            ),
        ),
    )
)
AWAITED = frozenset(
    map(
        plain,
        (
            *("tbc", "tbd", "to be confirmed", "to be determined", "à confirmer", "à déterminer"),
            *("por confirmar", "a confirmar", "por determinar", "подлежит подтверждению", "待确认"),
            *("يؤكد لاحقا", "يحدد لاحقا", "…", "..."),
        ),
    )
)
CONTINUED = re.compile(
    r"\s*[(（]\s*(?:cont[’'´`]?d\.?|cont\.?|continued|suite(?: et fin)?|continuación"
    r"|продолжение|续|تابع)\s*[)）]\s*$",
    re.IGNORECASE,
)


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
    head
        The row that names the days; rows above it are a title within the table.
    labels
        The columns that name the hours: the first, the last, or both.
    unread
        Labels of rows that are neither hours nor side events.
    """

    table: Table
    head: int
    labels: tuple[int, ...]
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    unread: tuple[str, ...]

    def cell(self, slot: Slot, day: Day) -> Cell:
        return self.table.cells[slot.row][day.column]

    @property
    def title(self) -> str:
        """What the rows above the days say."""
        cells = (cell for row in self.table.cells[: self.head] for cell in dict.fromkeys(row))
        return " ".join(cell.text for cell in cells if cell.text)

    @property
    def language(self) -> str:
        """Of most of the names of days."""
        spoken = [day.words.language for day in self.days]
        return max(dict.fromkeys(spoken), key=spoken.count)


def annex_of(table: Table) -> Annex | None:
    """The table as an annex, or None if it is none."""
    heads = [_days(row) for row in table.cells]
    best = max(range(len(heads)), key=lambda i: (len(heads[i]), -i))
    days = heads[best]
    if not days:
        return None
    body = range(best + 1, len(table.cells))
    taken = {day.column for day in days}
    ends = dict.fromkeys((0, table.width - 1))
    sides = tuple(c for c in ends if c not in taken and _has_hours(table, body, c))
    if not sides:
        return None
    slots, unread = [], []
    for row in body:
        label = next((t for t in (table.cells[row][c].text for c in sides) if t), "")
        slot = _slot(row, label)
        if slot is not None:
            slots.append(slot)
        elif label or any(table.cells[row][day.column].text for day in days):
            unread.append(label)
    return Annex(table, best, sides, days, tuple(slots), tuple(unread))


def _days(row: Sequence[Cell]) -> tuple[Day, ...]:
    """The columns whose heads name days; a head over two columns names neither."""
    return tuple(
        Day(cell.column, words, cell.text)
        for cell in dict.fromkeys(row)
        if cell.across == 1 and len(cell.text) <= 60 and (words := day_of(cell.text)) is not None
    )


def _has_hours(table: Table, body: range, column: int) -> bool:
    labels = (table.cells[row][column].text for row in body)
    return any(hours_of(label) is not None or part_of_day(label) is not None for label in labels)


def _slot(row: int, label: str) -> Slot | None:
    hours = hours_of(label)
    side = any(word in plain(label) for word in SIDE_EVENTS)
    if hours is not None or side:
        return Slot(row, hours, label, side=side)
    part = part_of_day(label)
    return Slot(row, part, label, inferred=True) if part is not None else None


def sessions_in(cell: Cell) -> tuple[str, ...]:
    """
    What a cell names, in its order: a paragraph each.

    Where empty paragraphs part others, the lines between two of them are one name.
    """
    lines = list(cell.lines)
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    if all(lines):
        return tuple(lines)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return tuple(" ".join(block) for block in blocks if block)


def without_continued(text: str) -> tuple[str, bool]:
    """The name without its "(cont'd)", and whether it had one."""
    bare = CONTINUED.sub("", text)
    return (bare, True) if bare != text and bare else (text, False)


def is_awaited(text: str) -> bool:
    """Whether it only says that it is to be confirmed."""
    return plain(text).strip("()[] ") in AWAITED


def dated(days: Sequence[Day], around: Sequence[str], first: date | None) -> dict[int, date]:
    """
    The date of each column, from its head, ``first``, or the dates in the words ``around``.

    Raises
    ------
    ValueError
        They cannot be told, or contradict each other.
    """
    told = [found for text in around if (found := list(dates_in(text)))]
    for known in [[first]] if first is not None else told:
        walked = dict(_walk(days, known[0]))
        if len(walked) == len(days) and (first is not None or _spans(walked, known)):
            return walked
    years = dict.fromkeys(y for known in told for y in (known[0].year, known[0].year + 1))
    for year in (None, *years):
        own = {day.column: made for day in days if (made := _full(day.words, year)) is not None}
        if len(own) == len(days):
            return own
    if first is not None:
        raise ValueError(f"the days of the table do not follow {first:%A %d %B %Y}")
    said = ", ".join(day.label for day in days)
    seen = f"; dates found: {', '.join(str(known[0]) for known in told)}" if told else ""
    raise ValueError(f"which dates are these: {said}{seen}? give --first-day 2025-02-25")


def _spans(found: Mapping[int, date], known: Sequence[date]) -> bool:
    """
    Whether a range of dates is that of the columns.

    A date alone is more often that of the letter.
    """
    return max(found.values()) <= known[-1] and (len(known) > 1 or len(found) == 1)


def _walk(days: Sequence[Day], start: date) -> Iterator[tuple[int, date]]:
    """Each column is the next day, of those from the start, that its head can mean."""
    at = start
    for index, day in enumerate(days):
        limit = at + timedelta(days=8 if index else 1)
        while at < limit and not names_day(day.words, at):
            at += timedelta(days=1)
        if at >= limit:
            return
        yield day.column, at
        at += timedelta(days=1)


def names_day(words: DayWords, day: date) -> bool:
    """Whether the words may mean that day."""
    said = (words.weekday, words.day, words.month, words.year)
    true = (day.weekday(), day.day, day.month, day.year)
    return all(one is None or one == other for one, other in zip(said, true, strict=True))


def _full(words: DayWords, year: int | None) -> date | None:
    known = words.year if words.year is not None else year
    if known is None or words.month is None or words.day is None:
        return None
    try:
        made = date(known, words.month, words.day)
    except ValueError:
        return None
    return made if words.weekday in (None, made.weekday()) else None
