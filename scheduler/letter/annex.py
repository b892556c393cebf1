"""
The annex in a table: which row is the days, which columns are the hours, what each cell names.

A table is an annex if one of its rows names days and the first or last column names hours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mode

from scheduler.letter.annex_rows import Left, Rows, Slot, has_hours, rows_of
from scheduler.letter.merged_cells import Cell, Table
from scheduler.letter.written_dates import DayWords, day_of

LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Day:
    """
    A column, and its day as far as the head says it.

    ``lane`` counts the columns below one head, and ``room`` is what stands above this one.
    """

    column: int
    words: DayWords
    label: str
    lane: int = 0
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A cell with what its row and its column say: slot, day, and room, if that is said.

    ``lane`` counts what is held in parallel with others of the same hours, where no room is named.
    """

    slot: Slot
    day: Day
    cell: Cell
    room: str | None = None
    lane: int = 0


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
    slots, spots
        The rows with hours; every cell of them below a day, row by row.
    unread, breaks
        What is not read of it; and the rows that are breaks.
    """

    table: Table
    top: int
    head: int
    labels: tuple[int, ...]
    days: tuple[Day, ...]
    slots: tuple[Slot, ...]
    spots: tuple[Spot, ...]
    unread: tuple[Left, ...]
    breaks: tuple[Left, ...] = ()

    @property
    def body(self) -> Iterator[Cell]:
        """The cell of every slot and day, row by row."""
        return (spot.cell for spot in self.spots)

    @property
    def title(self) -> str:
        """What the rows above the days say."""
        cells = (cell for row in self.table.cells[: self.top] for cell in dict.fromkeys(row))
        return " ".join(cell.text for cell in cells if cell.text)

    @property
    def language(self) -> str:
        """The language of most of the names of days."""
        return mode(day.words.language for day in self.days)

    @property
    def parallel(self) -> bool:
        """Whether what is held in parallel is told apart by nothing but its place."""
        return any(spot.lane for spot in self.spots)

    @property
    def struck(self) -> Iterator[Left]:
        """What is struck through in the cells that are read."""
        seen: set[tuple[int, int]] = set()
        for spot in self.spots:
            own = (spot.cell.row, spot.cell.column)
            if spot.cell.struck and own not in seen:
                seen.add(own)
                place = f"row {spot.cell.row + 1}, {spot.day.label!r}"
                yield Left(place, ", ".join(spot.cell.struck), "it is struck through")


def annex_of(table: Table) -> Annex | None:
    """The table as an annex, or None if it is none."""
    heads = [_days(row) for row in table.cells]
    top = max(range(len(heads)), key=lambda i: (len(heads[i]), -i))
    dated = {day.column for day in heads[top]}
    ends = [c for c in dict.fromkeys((0, table.width - 1)) if c not in dated]
    sides = tuple(c for c in ends if has_hours(table, range(top + 1, len(heads)), c))
    if not heads[top] or not sides:
        return None
    head, days = _dated(table, top, heads, sides)
    head, days = _with_rooms(table, head, days, sides)
    rows = rows_of(table, range(head + 1, len(heads)), sides, [day.column for day in days])
    columns = tuple(_unread_columns(table, rows, top, {*sides, *(day.column for day in days)}))
    spots = tuple(_spots(table, rows, days))
    return Annex(
        table, top, head, sides, days, rows.slots, spots, (*rows.unread, *columns), rows.breaks
    )


def _days(row: Sequence[Cell]) -> tuple[Day, ...]:
    """The columns whose heads name days; a head over several columns names each of them."""
    heads = [
        (cell, words)
        for cell in dict.fromkeys(row)
        if len(cell.text) <= LONGEST_HEAD and (words := day_of(cell.text)) is not None
    ]
    if len(heads) == 1 and heads[0][0].across > 1:  # rather a title
        return ()
    return tuple(
        Day(cell.column + lane, words, cell.text, lane)
        for cell, words in heads
        for lane in range(cell.across)
    )


def _dated(
    table: Table, top: int, heads: Sequence[tuple[Day, ...]], sides: Sequence[int]
) -> tuple[int, tuple[Day, ...]]:
    """The last row of heads, and the days: weekdays may have their dates in the row below."""
    below = heads[top + 1] if top + 1 < len(heads) else ()
    if len(below) < len(heads[top]) or has_hours(table, range(top + 1, top + 2), sides[0]):
        return top, heads[top]
    dates = {day.column: day.label for day in below}
    joined = ((d, f"{d.label} {dates.get(d.column, '')}") for d in heads[top])
    dated = (replace(d, words=day_of(text) or d.words, label=text) for d, text in joined)
    return top + 1, tuple(dated)


def _with_rooms(
    table: Table, head: int, days: tuple[Day, ...], sides: Sequence[int]
) -> tuple[int, tuple[Day, ...]]:
    """Below a head over several columns each may have its room."""
    row = table.cells[head + 1] if head + 1 < len(table.cells) else ()
    several = any(day.lane for day in days)
    if not several or not row or has_hours(table, range(head + 1, head + 2), sides[0]):
        return head, days
    if not all(row[day.column].text for day in days):
        return head, days
    return head + 1, tuple(replace(day, room=row[day.column].text) for day in days)


def _spots(table: Table, rows: Rows, days: Sequence[Day]) -> Iterator[Spot]:
    so_far: dict[object, int] = {}
    across = 1 + max((day.lane for day in days), default=0)
    for slot in rows.slots:
        key = slot.hours if not slot.side else slot.row
        turn = so_far.get(key, 0)
        so_far[key] = turn + 1
        for day in days:
            lane = turn * across + (day.lane if day.room is None else 0)
            yield Spot(slot, day, table.cells[slot.row][day.column], day.room, lane)


def _unread_columns(table: Table, rows: Rows, top: int, known: set[int]) -> Iterator[Left]:
    """Columns with something in them, whose heads name no day."""
    for column in range(table.width):
        cells = [table.cells[slot.row][column] for slot in rows.slots]
        own = [c for c in cells if not known & {*range(c.column, c.column + c.across)}]
        if column not in known and any(cell.text for cell in own):
            head = table.cells[top][column].text
            yield Left(f"column {column + 1}", head, "its head names no day")
