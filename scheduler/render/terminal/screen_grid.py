"""
The annex in a terminal: days across, slots down, what fills several slots drawn as one.

Pure: a layout in, lines of rich Text out. Meaning never hangs on colour alone: what changed has
a mark, what left a minus, what waits for confirmation says so in its title or stands in italics.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from scheduler.render.layout.heading import issue, subtitle
from scheduler.render.layout.shape import Cell, Column, Layout, Row, SideCell, used_rows
from scheduler.render.terminal.boxes import Block, Line, Strip, box, wrapped
from scheduler.render.terminal.faces import (
    INDENT,
    LEAST,
    LEFT,
    LONG,
    LOUD,
    NARROWEST,
    PLAIN,
    QUIET,
    ROOMY,
    SHORT,
    Face,
    centre,
    face_of,
    pad,
    stack,
    strike,
    style_stub,
    style_title,
)
from scheduler.render.terminal.screen_sheet import draw_sheet
from scheduler.vocabulary.calendar import end_clock


def grid(layout: Layout, *, width: int, ascii: bool = False) -> list[Text]:
    """
    The whole annex, no line wider than ``width`` cells (at least 27, one narrow day).

    All lines of a table are equally wide. More days than fit go into several tables, one a week
    or less. ``ascii``: nothing but ASCII, for terminals and mail that know no other.
    """
    label = 9 if width >= ROOMY else 7
    chunks = _chunks(layout.columns, _room(width, label) // (NARROWEST + 1))
    most = max(map(len, chunks))
    face = face_of(layout, label, _room(width, label) // most - 1, ascii=ascii)
    if layout.is_one_grid:
        tables = _days(layout, chunks, face)
    else:
        sheets = (sheet for page in layout.pages for sheet in page)
        tables = [draw_sheet(sheet, face, width - INDENT) for sheet in sheets]
    wide = max(cell_len(line.plain) for table in tables for line in table)
    measure = min(width - INDENT, max(wide, SHORT), LONG)
    parts = [_top(layout, face, measure), *tables, *_below(layout, face, measure)]
    lines = [line for part in parts if part for line in (Text(""), *part)]
    return [Text(" " * INDENT) + line if line.plain else line for line in lines[1:]]


def _frame(label: int) -> int:
    """Cells of a line that no day can have: indent, labels, and their borders."""
    return INDENT + 2 * label + 3


def _room(width: int, label: int) -> int:
    """Cells of a line that are left for days, each with one border."""
    return max(width - _frame(label), LEAST + 1)


def _chunks(columns: tuple[Column, ...], most: int) -> list[tuple[Column, ...]]:
    """The days of each table: all of them, else a week, else even parts of a week."""
    most = max(most, 1)
    if len(columns) <= most:
        return [columns]
    weeks = groupby(columns, key=lambda column: column.day.isocalendar()[:2])
    return [part for _, days in weeks for part in _even(tuple(days), most)]


def _even(columns: tuple[Column, ...], most: int) -> list[tuple[Column, ...]]:
    count = -(-len(columns) // most)
    cuts = [-(-len(columns) * part // count) for part in range(count + 1)]
    return [columns[start:end] for start, end in pairwise(cuts)]


def _top(layout: Layout, face: Face, measure: int) -> list[Text]:
    """Title and heading; the issue stands at the foot."""
    titles = [layout.heading] if layout.heading.startswith(layout.title) else []
    titles = titles or [layout.title, layout.heading]
    lines = wrapped(face.text(titles[0], LOUD), measure)
    for title in titles[1:]:
        # a line of the heading that ends where another part begins needs no dot between them
        parts = wrapped(face.text(title, QUIET), measure)
        lines += [part[:-2] if part.plain.endswith((" ·", " -")) else part for part in parts]
    whose = subtitle(layout)
    return [*lines, *(wrapped(face.text(whose, LOUD), measure) if whose is not None else [])]


def _days(layout: Layout, chunks: Sequence[tuple[Column, ...]], face: Face) -> list[list[Text]]:
    """The one room: a box for each part of the days, the first under its name if it needs one."""
    (table,) = layout.tables
    boxes = [_box(layout, table.rows, layout.side_events, columns, face) for columns in chunks]
    if table.room_name is None:
        return boxes
    wide = cell_len(boxes[0][0].plain)
    return [[*wrapped(face.text(table.head or table.room_name, LOUD), wide), *boxes[0]], *boxes[1:]]


def _box(
    layout: Layout,
    rows: Sequence[Row],
    side: Sequence[SideCell] | None,
    columns: Sequence[Column],
    face: Face,
) -> list[Text]:
    """Days across, labels on both sides; slots that these days use; the side events last."""
    indices = [layout.columns.index(column) for column in columns]
    rows = used_rows(rows, indices)
    labels = _labels(rows, side is not None, face)
    days = [Strip(face.day, tuple(_day(layout, index, rows, side, face))) for index in indices]
    floors = [1] * (1 + len(rows) + (side is not None))
    return box([labels, *days, labels], floors=floors, pen=face.pen)


def _labels(rows: Sequence[Row], side: bool, face: Face) -> Strip:
    def block(row: int, *texts: str) -> Block:
        return Block(row, row, tuple(centre(face.text(word), face.label) for word in texts))

    hours = [(f"{row.start:%H:%M}", "–", end_clock(row.end)) for row in rows]
    blocks = [block(0), *(block(row, *clocks) for row, clocks in enumerate(hours, start=1))]
    return Strip(face.label, (*blocks, *([block(len(rows) + 1, "SIDE")] if side else [])))


def _day(
    layout: Layout,
    index: int,
    rows: Sequence[Row],
    side: Sequence[SideCell] | None,
    face: Face,
) -> Iterator[Block]:
    """One column from its name to its side events."""
    column = layout.columns[index]
    names = (column.name, column.date) if layout.dated else (column.name,)
    yield Block(
        0, 0, tuple(line for name in names for line in pad(face.text(name, LOUD), face, face.day))
    )
    cells = [row.cells[index] for row in rows]
    for first, last in _spans(cells):
        yield Block(first + 1, last + 1, _cell(cells[first], face))
    if side is not None:
        yield Block(len(rows) + 1, len(rows) + 1, _side(side[index], face))


def _spans(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """First and last row of each block: slots that one session fills alone are one."""
    starts = [i for i, cell in enumerate(cells) if i == 0 or not _goes_on(cells[i - 1], cell)]
    return [(start, end - 1) for start, end in pairwise([*starts, len(cells)])]


def _goes_on(cell: Cell, later: Cell) -> bool:
    alone = len(cell.entries) == len(later.entries) == 1
    unmarked = cell.changed == later.changed and not cell.left and not later.left
    if not alone or not unmarked:
        return False
    one, other = cell.entries[0], later.entries[0]
    plain = one.line == one.titled and other.line == other.titled
    return one.session == other.session and one.marks == other.marks and plain


def _cell(cell: Cell, face: Face) -> tuple[Line, ...]:
    """Sessions under one another, a dashed line between; then what is no longer there."""
    if not cell.serves:
        return (centre(face.text("–", QUIET), face.day),)
    marks = [entry.marked or cell.reordered for entry in cell.entries]
    blocks = [
        pad(style_title(entry.line, entry, face), face, face.day, marked=marked)
        for entry, marked in zip(cell.entries, marks, strict=True)
    ]
    blocks += _stubs(cell, face)
    return (*stack(blocks), *strike(cell.removed, face, face.day))


def _side(cell: SideCell, face: Face) -> tuple[Line, ...]:
    """Time, title and room of each; the placeholder while there are none."""
    if cell.tbc:
        tbc = [centre(face.text("tbc", Style(italic=True)), face.day)]
        return (*stack([tbc, *_stubs(cell, face)]), *strike(cell.removed, face, face.day))
    blocks = [
        [
            *pad(face.text(entry.hours.replace(" ", "")), face, face.day),
            *pad(style_title(entry.titled, entry, face), face, face.day, marked=entry.marked),
            *pad(face.text(entry.room_name, QUIET), face, face.day),
        ]
        for entry in cell.entries
    ]
    blocks += _stubs(cell, face)
    return (*stack(blocks), *strike(cell.removed, face, face.day))


def _stubs(cell: Cell | SideCell, face: Face) -> list[list[Text]]:
    return [pad(style_stub(stub, face), face, face.day) for stub in cell.stubs]


def _below(layout: Layout, face: Face, measure: int) -> Iterator[list[Text]]:
    """What the marks mean, the footnotes, and what found no place."""
    if layout.changed:
        renamed = any(entry.renamed for entry in layout.entries)
        new = "new here, in another order, or at other hours"
        new += ", or in other words" if renamed else ""
        legend = f"{face.mark} {new}   {face.gone} no longer here"
        yield wrapped(face.text(legend, QUIET), measure)
    notes = (
        Text.assemble(*((face.say(run.text), LOUD if run.bold else PLAIN) for run in footnote))
        for footnote in layout.footnotes
    )
    yield [line for note in notes for line in wrapped(note, measure)]
    if layout.unplaced:
        yield [face.text("Without a place", LOUD), *_unplaced(layout, face, measure)]
    foot = issue(layout)
    if foot is not None:
        yield wrapped(face.text(foot, QUIET), measure)


def _unplaced(layout: Layout, face: Face, measure: int) -> Iterator[Text]:
    for homeless in layout.unplaced:
        sentence = Text.assemble((face.say(homeless.text), LEFT), ": ", face.say(homeless.reason))
        for index, line in enumerate(wrapped(sentence, measure - 2 * INDENT)):
            yield Text(" " * (INDENT if index == 0 else 2 * INDENT)) + line
