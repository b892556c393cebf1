"""The grid: what the annex says, as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.render.layout.days_view import weeks_of
from scheduler.render.layout.heading import unplaced
from scheduler.render.layout.shape import Cell, Column, Layout, SideCell, used_rows
from scheduler.render.layout.sheets import Entry
from scheduler.render.pictures.canvas import LEFT, Canvas, begin, head, legend
from scheduler.render.pictures.svg import INK, Rect, TextStyle, fit_text, width, wrap_text

HEAD = "#e4eaf3"
OFF = "#eceef1"
SIDE = "#f3f6fa"
CHANGED, BAR = "#fff4d1", "#8a4b00"
SIZE, LEADING, PAD = 10.5, 13.0, 4.0
HEAD_SIZE, MARK_SIZE = 11.0, 8.5
UNCUT = 1_000
LEGEND_CAP = 24
"""More colours than this tell nobody anything: then the boxes have their texts alone."""


Block = tuple[tuple[str, ...], str | None, bool]
"""Lines, the body that they are of, and whether they are in italics."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One cell to draw: its blocks of lines, each with its body; ``mark``: that it changed."""

    blocks: tuple[Block, ...]
    fill: str = "#ffffff"
    title: str = ""
    mark: str = ""

    @property
    def height(self) -> float:
        marked = LEADING * bool(self.mark)
        return sum(len(lines) * LEADING + 6 for lines, _, _ in self.blocks) + marked + 2 * PAD


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table to draw.

    Attributes
    ----------
    stub, wide
        Widths of the column of labels, and of each other column.
    rows
        Label and cells.
    heads, under
        Heads, each with the number of columns below it; under them one for each column.
    """

    stub: float
    wide: float
    rows: Sequence[tuple[str, Sequence[Tile]]]
    heads: Sequence[tuple[str, int]] = ()
    under: Sequence[str] = ()


def draw(layout: Layout) -> str:
    """Days across and slots down where there is one room; else rooms down, slots across."""
    canvas = begin(layout, layout.language.pictures.grid)
    one = len(layout.tables) == 1 and (layout.view != "days" or layout.is_one_grid)
    bottom, right = _one_room(layout, canvas) if one else _rooms(layout, canvas)
    waiting = unplaced(layout)
    if waiting is not None:
        for line in wrap_text(waiting, right - LEFT, SIZE, 6):
            bottom += 17
            canvas.text(LEFT, bottom, line, TextStyle(size=SIZE))
    if len(layout.groups) <= LEGEND_CAP:
        legend(canvas, bottom + 22, right - LEFT, layout.groups)
    return canvas.finished(layout.title, layout.language.pictures.grid)


def _one_room(layout: Layout, canvas: Canvas) -> tuple[float, float]:
    """As the annex: a column for each day, a week under the other."""
    (table,) = layout.tables
    y, right = canvas.y, 0.0
    for week in _weeks(layout):
        wide = 210 if len(week) <= 5 else 170
        columns = [layout.columns[i] for i in week]
        heads = [(_day(layout, c, wide) if layout.dated else c.name, 1) for c in columns]
        used = used_rows(table.rows, week)
        rows = [(row.label, [_tile(layout, row.cells[i], wide, 6) for i in week]) for row in used]
        if layout.side_events is not None:
            cells = [_side(layout, layout.side_events[i], wide) for i in week]
            rows.append((layout.language.side_events_row, cells))
        stub = max(92.0, *(width(word, 10) + 11 for label, _ in rows for word in label.split()))
        y, edge = _table(canvas, y, Table(stub, wide, rows, heads))
        right, y = max(right, edge), y + 18
    return y - 18, right


def _rooms(layout: Layout, canvas: Canvas) -> tuple[float, float]:
    """Rooms down; the slots of the days of a week across."""
    y, right = canvas.y, 0.0
    for week in _weeks(layout):
        used = [n for n, row in enumerate(layout.tables[0].rows) if _is_used(layout, n, week)]
        slots = [layout.tables[0].rows[n].label for n in used]
        if not slots:
            continue
        least = max(width(head(layout, layout.columns[i]), HEAD_SIZE, bold=True) for i in week)
        wide = max(118.0 if len(slots) < 4 else 96.0, (least + 6) / len(slots))
        days = [_day(layout, layout.columns[i], wide * len(slots)) for i in week]
        heads = [(day, len(slots)) for day in days]
        under = slots * len(week)
        rows = [
            (
                table.head or table.room,
                [_tile(layout, table.rows[n].cells[i], wide, 4) for i in week for n in used],
            )
            for table in layout.tables
        ]
        y, edge = _table(canvas, y, Table(110, wide, rows, heads, under))
        if layout.side_events is not None:
            across = wide * len(slots)
            cells = [_side(layout, layout.side_events[i], across) for i in week]
            side = [(layout.language.side_events, cells)]
            y, edge = _table(canvas, y, Table(110, across, side))
        right, y = max(right, edge), y + 18
    if not right:
        canvas.text(LEFT, y + SIZE, layout.language.nothing, TextStyle(size=SIZE))
        return y + SIZE, LEFT + width(layout.language.nothing, SIZE)
    return y - 18, right


def _day(layout: Layout, column: Column, room: float) -> str:
    """A date is never cut: where its weekday has no room, that is shortened."""
    whole = f"{column.name} {column.date}"
    fits = width(whole, HEAD_SIZE, bold=True) <= room - 6
    return whole if fits else head(layout, column)


def _weeks(layout: Layout) -> Sequence[Sequence[int]]:
    """The columns of each week in which something is held, or was; all if nothing is."""
    weeks = weeks_of([column.day for column in layout.columns])
    rows, side = range(len(layout.tables[0].rows)), layout.side_events
    used = [
        week
        for week in weeks
        if any(_is_used(layout, row, week) for row in rows)
        or (side is not None and any(side[i].says for i in week))
    ]
    return used or weeks


def _is_used(layout: Layout, row: int, columns: Sequence[int]) -> bool:
    """Whether any room holds something in this slot on these days, or did."""
    return any(table.rows[row].is_used(columns) for table in layout.tables)


def _table(canvas: Canvas, y: float, table: Table) -> tuple[float, float]:
    """One table from ``y`` on; returns its lower and right edge."""
    stub, wide = table.stub, table.wide
    right = LEFT + stub
    for level, level_heads in enumerate(([*table.heads], [(word, 1) for word in table.under])):
        if not level_heads:
            continue
        x = LEFT + stub
        size = HEAD_SIZE if level == 0 else 9.5
        for word, span in level_heads:
            canvas.box(Rect(x, y, wide * span, 20), fill=HEAD)
            middle = x + wide * span / 2
            heading = fit_text(word, wide * span - 6, size, bold=level == 0)
            look = TextStyle(size=size, bold=level == 0, anchor="middle")
            canvas.text(middle, y + 14, heading, look)
            x += wide * span
        right, y = max(right, x), y + 20
    for label, tiles in table.rows:
        tall = max([30.0, *(tile.height for tile in tiles)])
        canvas.box(Rect(LEFT, y, stub, tall), fill=HEAD)
        for number, line in enumerate(wrap_text(label, stub - 10, 10, max(1, int(tall // 13)))):
            canvas.text(LEFT + 6, y + 16 + 13 * number, line, TextStyle(size=10))
        for index, tile in enumerate(tiles):
            _draw_tile(canvas, tile, LEFT + stub + index * wide, y, wide, tall)
        right, y = max(right, LEFT + stub + wide * len(tiles)), y + tall
    return y, right


def _draw_tile(canvas: Canvas, tile: Tile, x: float, y: float, wide: float, tall: float) -> None:
    canvas.box(Rect(x, y, wide, tall), fill=tile.fill, title=tile.title)
    below = y + PAD
    if tile.mark:
        canvas.box(Rect(x, y, 3, tall), fill=BAR, line=None)
        word = fit_text(tile.mark, wide - 12, MARK_SIZE, bold=True)
        canvas.text(x + 8, below + 8, word, TextStyle(size=MARK_SIZE, bold=True, fill=BAR))
        below += LEADING
    for lines, group, italic in tile.blocks:
        height = len(lines) * LEADING + 4
        fill, edge = canvas.look(group)
        canvas.box(Rect(x + 3, below, wide - 6, height), fill=fill, line=None, radius=2)
        canvas.box(Rect(x + 3, below, 3, height), fill=edge, line=None)
        for number, line in enumerate(lines):
            base = below + 12 + number * LEADING
            canvas.text(x + 10, base, line, TextStyle(size=SIZE, italic=italic, fill=INK))
        below += height + 2


def _tile(layout: Layout, cell: Cell, wide: float, most: int) -> Tile:
    if not cell.serves:
        return Tile((), fill=OFF)
    blocks = tuple((_wrapped(*_said(e), wide, most), e.group, e.tbc) for e in cell.entries)
    blocks = (*blocks, *_stubs(cell, wide))
    tooltip = "; ".join(f"{entry.line} ({entry.room_name})" for entry in cell.entries)
    return _marked(layout, cell, Tile(blocks, title=tooltip))


def _marked(layout: Layout, cell: Cell | SideCell, tile: Tile) -> Tile:
    """Shaded, with a bar and the word, if it differs from before."""
    return replace(tile, fill=CHANGED, mark=layout.language.changed) if cell.changed else tile


def _stubs(cell: Cell | SideCell, wide: float) -> Sequence[Block]:
    """Where those are that left it; never cut, for it is the end that says where."""
    return [(tuple(wrap_text(stub, wide - 17, SIZE, UNCUT)), None, True) for stub in cell.stubs]


def _said(entry: Entry) -> tuple[str, str]:
    """Its name, and what is promised of it behind the name."""
    return f"{entry.first} {entry.titled}".strip(), f"({entry.then})" if entry.then else ""


def _wrapped(text: str, promised: str, wide: float, most: int) -> tuple[str, ...]:
    """So many lines if that will do; what is promised is never cut, a long name is."""
    room = wide - 17
    whole = wrap_text(f"{text} {promised}".strip(), room, SIZE, UNCUT)
    if len(whole) <= most:
        return tuple(whole)
    kept = wrap_text(promised, room, SIZE, UNCUT)
    return (*wrap_text(text, room, SIZE, max(1, most - len(kept))), *kept)


def _side(layout: Layout, cell: SideCell, wide: float) -> Tile:
    blocks = [
        (_wrapped(f"{e.hours} {e.titled}", f"({e.room_name})", wide, 4), e.group, e.tbc)
        for e in cell.entries
    ]
    if cell.tbc:
        blocks.append(((layout.language.tbc,), None, True))
    blocks += _stubs(cell, wide)
    tooltip = "; ".join(f"{e.hours} {e.titled} ({e.room_name})" for e in cell.entries)
    return _marked(layout, cell, Tile(tuple(blocks), SIDE, tooltip))
