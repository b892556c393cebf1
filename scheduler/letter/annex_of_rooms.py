"""
The annex of several rooms: rooms down, the slots of one or more days across.

As rollgrid prints it, and many a programme: the hours head the columns, the days stand above them
or, if there is one, above the table.
"""

from collections.abc import Iterator, Sequence

from scheduler.letter.annex import LONGEST_HEAD, Annex, Day, Spot
from scheduler.letter.annex_rows import Left, Slot, is_side
from scheduler.letter.breaks import is_break
from scheduler.letter.clock_hours import as_hours, label_span, why_not
from scheduler.letter.merged_cells import Table
from scheduler.letter.written_dates import DayWords, day_of


def annex_of_rooms(table: Table, above: Sequence[str]) -> Annex | None:
    """The table as an annex, or None; ``above``: the paragraphs above it, the nearest first."""
    spans = [[label_span(cell.broken_lines) for cell in row] for row in table.cells]
    head = max(range(len(spans)), key=lambda i: (sum(s is not None for s in spans[i][1:]), -i))
    columns = [at for at in range(1, table.width) if spans[head][at] is not None]
    days = dict(_days(table, head, columns, above))
    if not columns or len(days) < len(columns) or head + 1 >= len(table.cells):
        return None
    slots, unread = {}, []
    for at in columns:
        span, label = spans[head][at], table.cells[head][at].text
        hours = as_hours(span)
        if hours is not None:
            slots[at] = Slot(head, hours, label)
        elif span is not None and _says(table, head, at):
            unread.append(Left(f"column {at + 1}", label, why_not(span) or ""))
    rooms = [row for row in range(head + 1, len(table.cells)) if table.cells[row][0].text]
    nameless = (row for row in range(head + 1, len(table.cells)) if row not in rooms)
    unread += (
        Left(f"row {row + 1}", text, "it names no room")
        for row in nameless
        if (text := ", ".join(c.text for c in dict.fromkeys(table.cells[row]) if c.text))
    )
    spots = tuple(_spots(table, rooms, slots, days))
    unread += _unread(table, rooms, {0, *columns}, head)
    own = tuple({day.column: day for day in days.values()}.values())
    names = tuple(dict.fromkeys(slots.values()))
    return Annex(table, 0, head, (0,), own, names, spots, tuple(unread)) if spots else None


def _says(table: Table, head: int, column: int) -> bool:
    return any(row[column].text for row in table.cells[head + 1 :])


def _days(
    table: Table, head: int, columns: Sequence[int], above: Sequence[str]
) -> Iterator[tuple[int, Day]]:
    """By column, the day above its hours; the first column of a day stands for it."""
    alone = next(((w, text) for text in above if (w := _one_day(text)) is not None), None)
    first: dict[object, Day] = {}
    for column in columns:
        over = table.cells[head - 1][column] if head else None
        words = day_of(over.text) if over is not None and len(over.text) <= LONGEST_HEAD else None
        if over is not None and words is not None:
            yield column, first.setdefault(id(over), Day(over.column, words, over.text))
        elif alone is not None and head == 0:
            yield column, first.setdefault("alone", Day(columns[0], *alone))


def _one_day(text: str) -> DayWords | None:
    words = day_of(text) if len(text) <= LONGEST_HEAD else None
    return words if words is not None and words.day is not None else None


def _spots(
    table: Table, rooms: Sequence[int], slots: dict[int, Slot], days: dict[int, Day]
) -> Iterator[Spot]:
    for row in rooms:
        name = table.cells[row][0].text
        if is_side(name):
            cells = {table.cells[row][at]: days[at] for at in sorted(days, reverse=True)}
            for cell, day in cells.items():
                yield Spot(Slot(row, None, name, side=True), day, cell)
            continue
        for column, slot in slots.items():
            cell = table.cells[row][column]
            if not is_break(cell.text):
                yield Spot(slot, days[column], cell, room=name)


def _unread(table: Table, rooms: Sequence[int], known: set[int], head: int) -> Iterator[Left]:
    for column in range(table.width):
        texts = [table.cells[row][column].text for row in rooms]
        if column not in known and any(texts):
            label = table.cells[head][column].text
            yield Left(f"column {column + 1}", label, "its head names no hours")
