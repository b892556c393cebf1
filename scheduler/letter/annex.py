"""
The annex in a table: which row is the days, which columns are the hours, what each cell names.

A table is an annex if one of its rows names days and the first or last column names hours.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from scheduler.letter.dates_and_hours import (
    DayWords,
    dates_in,
    day_of,
    hours_of,
    part_of_day,
    plain,
)
from scheduler.letter.merged_cells import Cell, Table

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
ACRONYM = re.compile(r"[A-Z][A-Z0-9/-]{1,11}")
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
    def title(self) -> str:
        """What the rows above the days say."""
        cells = (cell for row in self.table.cells[: self.top] for cell in dict.fromkeys(row))
        return " ".join(cell.text for cell in cells if cell.text)

    @property
    def language(self) -> str:
        """Of most of the names of days."""
        spoken = [day.words.language for day in self.days]
        return max(dict.fromkeys(spoken), key=spoken.count)


def annex_of(table: Table) -> Annex | None:
    """The table as an annex, or None if it is none."""
    heads = [_days(row) for row in table.cells]
    top = max(range(len(heads)), key=lambda i: (len(heads[i]), -i))
    ends = [c for c in dict.fromkeys((0, table.width - 1)) if not _is_day(heads[top], c)]
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


def _is_day(days: Sequence[Day], column: int) -> bool:
    return any(day.column == column for day in days)


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
    side = any(word in plain(label) for word in SIDE_EVENTS)
    if hours is not None or side:
        return Slot(row, hours, label, side=side)
    part = part_of_day(label)
    return Slot(row, part, label, inferred=True) if part is not None else None


def sessions_in(cell: Cell, known: Collection[str] = ()) -> tuple[str, ...]:
    """
    What a cell names, in its order: a paragraph each.

    Where empty paragraphs part others, what stands between two of them is one name. A line that
    ends within a paragraph is only where the name is long, unless the line, or what is left
    of the paragraph, is one of the names ``known`` (or an acronym): then each is a name.
    """
    names = frozenset(map(plain, known))
    lines = [line for p in cell.paragraphs for line in (_named(p, names) if any(p) else ("",))]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    parted = [block for block in blocks if block]
    if len(parted) > 1:
        return tuple(" ".join(block) for block in parted)
    return tuple(line for block in parted for line in block)


def _named(lines: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """The names in one paragraph, the longest that are known first."""
    said = [line for line in lines if line]
    pending: list[str] = []
    while said:
        ends = range(len(said), 0, -1)
        end = next((n for n in ends if _is_name(" ".join(said[:n]), known)), None)
        if end is None:
            pending.append(said.pop(0))
            continue
        if pending:
            yield " ".join(pending)
        yield " ".join(said[:end])
        pending, said = [], said[end:]
    if pending:
        yield " ".join(pending)


def _is_name(text: str, known: Collection[str]) -> bool:
    return plain(without_continued(text)[0]) in known or ACRONYM.fullmatch(text) is not None


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
    for year, since in _years(days, told):
        own = {d.column: made for d in days if (made := _full(d.words, year)) is not None}
        if len(own) == len(days) and min(own.values()) >= since:
            return own
    if first is not None:
        raise ValueError(f"the days of the table do not follow {first:%A %d %B %Y}")
    said = ", ".join(day.label for day in days)
    seen = f"; dates found: {', '.join(str(known[0]) for known in told)}" if told else ""
    raise ValueError(f"which dates are these: {said}{seen}? give --first-day 2025-02-25")


def _years(
    days: Sequence[Day], told: Sequence[Sequence[date]]
) -> Iterator[tuple[int | None, date]]:
    """Years in which the days may lie, and what they cannot lie before: letters look ahead."""
    yield None, date.min
    yield from ((d.words.year, date.min) for d in days if d.words.year is not None)
    for known in told:
        yield from ((known[0].year + later, known[0]) for later in (0, 1))


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
