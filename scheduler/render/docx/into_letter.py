"""
Replace the annex of an existing letter in place: its table, and not a byte besides.

A cell that says the same keeps its own XML, so that fonts, colours and hours stay as the
secretariat set them ("10.00 a.m." is not corrected). A cell that changes takes the look of what it
replaces, a new row or column that of its neighbour. What the table has besides the meeting's own
days and slots is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.errors import LetterError
from scheduler.letter import Chosen, with_text
from scheduler.letter.annex import Annex
from scheduler.letter.annex_rows import Slot
from scheduler.letter.cell_names import is_awaited, sessions_in
from scheduler.letter.clock_hours import hours_of
from scheduler.letter.column_dates import names_day
from scheduler.letter.merged_cells import Cell, Table, again, serialized
from scheduler.render.docx import change_marks, foreign_table
from scheduler.render.docx.lost_content import lost_in
from scheduler.render.layout.days_view import whole
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Head, Line, Sheet


@dataclass(frozen=True, slots=True)
class Written:
    """
    The letter as bytes.

    ``left``: what the table has beside the timetable, in words. ``lost``: what cells held beside
    their words, and lost, a line for each cell.
    """

    data: bytes
    left: tuple[str, ...]
    lost: tuple[str, ...] = ()


def write_into(chosen: Chosen, layout: Layout) -> Written:
    """
    The letter with its annex replaced.

    Raises
    ------
    LetterError
        The timetable has several tables, and a letter's is one.
    """
    sheet = _only(chosen, layout)
    before = serialized(chosen.table)
    rows, columns = _rows(chosen.annex, sheet), _columns(chosen.annex, sheet)
    left = tuple(_left(chosen.annex, rows, columns))
    table, rows, columns = _grown(chosen, sheet, rows, columns)
    lost = tuple(_fill(table, sheet, rows, columns, layout.language.changed))
    after = serialized(table)
    if after == before:
        return Written(chosen.letter.data, left)
    text, span = chosen.letter.text, chosen.span
    made = text[: span.start] + after + text[span.end :]
    return Written(with_text(chosen.letter, made), left, lost)


Places = dict[int, int]
"""Index of a band (or column) of the sheet to the row (or column) of the letter's table."""


def _only(chosen: Chosen, layout: Layout) -> Sheet:
    sheets = whole(layout)
    if len(sheets) == 1:
        return sheets[0]
    rooms = ", ".join(table.room for table in layout.tables)
    raise LetterError(
        f"{chosen.letter.path}: the timetable has {len(sheets)} tables, for the rooms {rooms}, "
        "and the letter's is one: say which with --room"
    )


def _columns(annex: Annex, sheet: Sheet) -> Places:
    """Each day of the timetable to the first free column that may mean it."""
    places: Places = {}
    for index, column in enumerate(sheet.columns):
        free = (day for day in annex.days if day.column not in places.values())
        meant = (d for d in free if column.day is not None and names_day(d.words, column.day))
        place = next(meant, None)
        if place is not None:
            places[index] = place.column
    return places


def _rows(annex: Annex, sheet: Sheet) -> Places:
    """Each slot of the timetable to the row with its hours, side events to theirs."""
    places: Places = {}
    for index, band in enumerate(sheet.bands):
        place = next((slot for slot in annex.slots if _is_row(slot, band)), None)
        if place is not None:
            places[index] = place.row
    return places


def _is_row(slot: Slot, band: Band) -> bool:
    if band.side or slot.side:
        return band.side and slot.side
    return slot.hours is not None and slot.hours == hours_of(band.label)


def _left(annex: Annex, rows: Places, columns: Places) -> Iterator[str]:
    for day in annex.days:
        if day.column not in columns.values():
            yield f"column {day.label!r}"
    for slot in annex.slots:
        if slot.row not in rows.values():
            yield f"row {slot.row + 1}, {slot.label!r}"
    yield from map(str, (*annex.unread, *annex.breaks, *annex.struck))


def _grown(
    chosen: Chosen, sheet: Sheet, rows: Places, columns: Places
) -> tuple[Table, Places, Places]:
    """The table with the days and slots that it lacks, and merges undone that cannot stay."""
    table, path = chosen.table, str(chosen.letter.path)
    more_columns = [i for i, _ in enumerate(sheet.columns) if i not in columns and _says(sheet, i)]
    more_rows = [i for i, band in enumerate(sheet.bands) if i not in rows and _speaks(band)]
    grows = bool(more_columns or more_rows)
    merged = [cell for cell in _body(table, rows, columns) if cell.across * cell.down > 1]
    for cell in merged:
        if grows or len({_printed(box) for box in _boxes(sheet, rows, columns, cell)}) > 1:
            foreign_table.unmerge(cell)
    table = again(table, path)
    for index in more_columns:
        table, columns = _with_column(chosen, sheet, table, columns, index)
    for index in more_rows:
        table, rows = _with_row(chosen, sheet, table, rows, index)
    if more_columns:
        foreign_table.set_widths(table, _label_columns(chosen, table))
    return table, rows, columns


def _says(sheet: Sheet, column: int) -> bool:
    boxes = (band.boxes[column] for band in sheet.bands if not band.side)
    return any(box is not None and box.lines for box in boxes)


def _speaks(band: Band) -> bool:
    """Side events that are only announced need no row of their own."""
    return any(
        line.entry is not None for box in band.boxes if box is not None for line in box.lines
    )


def _body(table: Table, rows: Places, columns: Places) -> tuple[Cell, ...]:
    """Every cell that the timetable fills, once."""
    cells = (table.cells[row][column] for row in rows.values() for column in columns.values())
    return tuple(dict.fromkeys(cells))


def _boxes(sheet: Sheet, rows: Places, columns: Places, cell: Cell) -> Iterator[Box | None]:
    for index, row in rows.items():
        for column, at in columns.items():
            inside = cell.row <= row < cell.row + cell.down
            if inside and cell.column <= at < cell.column + cell.across:
                yield sheet.bands[index].boxes[column]


def _printed(box: Box | None) -> tuple[object, ...]:
    if box is None:
        return ()
    return (*((line.text, line.italic) for line in box.lines), box.changed)


def _with_column(
    chosen: Chosen, sheet: Sheet, table: Table, columns: Places, index: int
) -> tuple[Table, Places]:
    """A column for a day, after the day before it."""
    earlier = [at for other, at in columns.items() if other < index]
    first = min(columns.values(), default=1)
    after = max(earlier) if earlier else first
    foreign_table.insert_column(table, after)
    grown = again(table, str(chosen.letter.path))
    moved = {other: at + (at > after) for other, at in columns.items()}
    at = after + 1
    if not earlier:  # it was put behind the first day, whose place it takes
        _swap(grown, after, at)
        grown = again(table, str(chosen.letter.path))
        moved = {other: at if place == after else place for other, place in moved.items()}
        at = after
    moved[index] = at
    lines = [Line(text) for text in _head_lines(chosen.annex, sheet, sheet.columns[index])]
    rows = range(chosen.annex.top, chosen.annex.head + 1)
    heads = [lines] if len(rows) == 1 else [lines[:1], lines[1:]]
    for row, texts in zip(rows, heads, strict=True):
        foreign_table.set_lines(grown.cells[row][at].parts[0], texts, later=None)
    return again(table, str(chosen.letter.path)), moved


def _swap(table: Table, one: int, other: int) -> None:
    """Two neighbouring columns change places, where both are single cells."""
    for index, row in enumerate(table.cells):
        left, right = row[one], row[other]
        if left is not right:
            part = right.parts[index - right.row]
            left.parts[index - left.row].addprevious(part)


def _head_lines(annex: Annex, sheet: Sheet, column: Head) -> list[str]:
    """As the other heads say it: with the date or without, on one line or two."""
    model = annex.table.cells[annex.head][annex.days[0].column]
    if annex.top < annex.head:
        return [column.name, column.date]
    if annex.days[0].words.day is None and not sheet.dated:
        return [column.name]
    lines = [line for line in model.lines if line]
    return [column.name, column.date] if len(lines) > 1 else [f"{column.name} {column.date}"]


def _with_row(
    chosen: Chosen, sheet: Sheet, table: Table, rows: Places, index: int
) -> tuple[Table, Places]:
    """A row for a slot, after the slot before it; its labels as the sheet has them."""
    path, band = str(chosen.letter.path), sheet.bands[index]
    earlier = [row for other, row in rows.items() if other < index]
    like = max(earlier) if earlier else min(rows.values(), default=chosen.annex.head + 1)
    after = like if earlier else like - 1
    foreign_table.insert_row(table, after, like)
    grown = again(table, path)
    moved = {other: row + (row > after) for other, row in rows.items()} | {index: after + 1}
    for column in _label_columns(chosen, grown):
        part = grown.cells[after + 1][column].parts[0]
        foreign_table.set_lines(part, [Line(band.label)], later=None)
    return again(table, path), moved


def _label_columns(chosen: Chosen, table: Table) -> tuple[int, ...]:
    """The last one has moved if columns were added."""
    was = chosen.annex.table.width - 1
    return tuple(table.width - 1 if c == was else c for c in chosen.annex.labels)


def _fill(table: Table, sheet: Sheet, rows: Places, columns: Places, word: str) -> Iterator[str]:
    """Say what the timetable says wherever the letter says something else; yields what is lost."""
    later = foreign_table.later_model(_body(table, rows, columns))
    boxes = (box for band in sheet.bands for box in band.boxes if box is not None)
    texts = frozenset(line.text for box in boxes for line in box.lines)
    done: set[int] = set()
    for index, row in sorted(rows.items()):
        for column, at in sorted(columns.items()):
            cell, box = table.cells[row][at], sheet.bands[index].boxes[column]
            if box is not None and box.held and id(cell) not in done:
                done.add(id(cell))
                lost = _set(cell, box, later, texts, word)
                if lost:
                    yield f"{_called(sheet, index, column)}: {', '.join(lost)}"


def _called(sheet: Sheet, band: int, column: int) -> str:
    """``Thursday, 10:00 – 13:00``"""
    head = sheet.columns[column]
    day = f"{head.name} {head.date}" if sheet.dated else head.name
    return f"{day}, {sheet.bands[band].label}"


def _set(
    cell: Cell,
    box: Box,
    later: foreign_table.Element | None,
    names: frozenset[str],
    word: str,
) -> tuple[str, ...]:
    """Returns what the cell held beside its words, if these are replaced; ``word``: "changed"."""
    if not cell.parts:
        return ()
    lost: tuple[str, ...] = ()
    if not _says_so(cell, box.lines, names):
        lost = lost_in(cell.parts[0])
        foreign_table.set_lines(cell.parts[0], box.lines, later=later)
    for part in cell.parts:
        change_marks.shade(part, changed=box.changed)
    change_marks.say(cell.parts[0], word if box.changed else None)
    return lost


def _says_so(cell: Cell, lines: Sequence[Line], names: frozenset[str]) -> bool:
    sessions = sessions_in(cell, names)
    awaited = [line for line in lines if line.entry is None and line.italic and not line.stub]
    if len(awaited) == len(lines) == len(sessions) == 1:
        return is_awaited(sessions[0])
    return sessions == tuple(line.text for line in lines) and cell.italic == (
        bool(lines) and all(line.italic for line in lines)
    )
