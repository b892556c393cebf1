"""How full rooms and slots are: minutes held of the minutes there are."""

from collections.abc import Sequence

from scheduler.render.languages.language import PictureWords
from scheduler.render.layout.days_view import weeks_of
from scheduler.render.layout.shape import Layout, TableLayout
from scheduler.render.pictures.canvas import LEFT, Canvas, begin, head
from scheduler.render.pictures.svg import INK, QUIET, Rect, TextStyle, fit_text, shade, width

EMPTY, FULL, OVER = (247, 250, 253), (8, 81, 156), "#d95f02"
CELL_W, CELL_H = 46.0, 26.0
OFF = "#e6e8eb"
SMALL, HOUR = TextStyle(size=9, fill=QUIET), TextStyle(size=9, fill=QUIET, anchor="middle")

Share = tuple[int, int] | None
"""Minutes held and minutes there are; None: the slot is not held on that day."""


def draw(layout: Layout) -> str:
    """Rooms down, slots of the days across, a week under the other; a total at every edge."""
    words = layout.language.pictures
    canvas = begin(layout, words.utilisation)
    rooms = [_name(table) for table in layout.tables]
    stub = min(220.0, max(width(name, 10.5) for name in rooms) + 16)
    y = canvas.y
    for week in weeks_of([column.day for column in layout.columns]):
        y = _week(layout, canvas, y, stub, rooms, week) + 24
    _scale(canvas, y, words)
    return canvas.finished(layout.title, words.utilisation)


def _name(table: TableLayout) -> str:
    """The only room of a meeting has no name in its layout, for the annex prints none."""
    entries = (entry for row in table.rows for cell in row.cells for entry in cell.entries)
    return table.room_name or next((entry.room_name for entry in entries), table.room)


def _week(
    layout: Layout, canvas: Canvas, y: float, stub: float, rooms: Sequence[str], week: Sequence[int]
) -> float:
    slots = layout.tables[0].rows
    words = layout.language.pictures
    for position, index in enumerate(week):
        column = layout.columns[index]
        wide = CELL_W * len(slots)
        middle = LEFT + stub + position * (wide + 6) + wide / 2
        name = fit_text(head(layout, column), wide, 10.5, bold=True)
        canvas.text(middle, y + 10, name, TextStyle(size=10.5, bold=True, anchor="middle"))
        for number, row in enumerate(slots):
            x = LEFT + stub + position * (wide + 6) + number * CELL_W + CELL_W / 2
            canvas.text(x, y + 24, f"{row.start:%H:%M}", HOUR)
    y += 30
    columns: list[list[Share]] = [[] for _ in range(len(week) * len(slots))]
    for name, table in zip(rooms, layout.tables, strict=True):
        canvas.text(LEFT, y + 17, fit_text(name, stub - 8, 10.5), TextStyle(size=10.5))
        shares = [_share(table, index, n) for index in week for n in range(len(slots))]
        for number, share in enumerate(shares):
            columns[number].append(share)
            _cell(canvas, _x(stub, number, len(slots)), y, share, name, words)
        _total(canvas, _x(stub, len(shares), len(slots)) + 8, y, shares)
        y += CELL_H
    if len(rooms) > 1:
        canvas.text(LEFT, y + 23, words.all, TextStyle(size=10.5, fill=QUIET))
        for number, shares in enumerate(columns):
            _total(canvas, _x(stub, number, len(slots)), y + 6, shares)
        every = [share for shares in columns for share in shares]
        _total(canvas, _x(stub, len(columns), len(slots)) + 8, y + 6, every)
        y += CELL_H + 6
    return y


def _x(stub: float, number: int, slots: int) -> float:
    """Days stand a little apart."""
    return LEFT + stub + number * CELL_W + number // slots * 6


def _share(table: TableLayout, day: int, slot: int) -> Share:
    cell = table.rows[slot].cells[day]
    if not cell.serves:
        return None
    return sum(entry.minutes for entry in cell.entries), cell.offered


def _cell(canvas: Canvas, x: float, y: float, share: Share, room: str, words: PictureWords) -> None:
    if share is None:
        canvas.box(Rect(x, y, CELL_W, CELL_H), fill=OFF, line="#ffffff", title=words.not_held)
        return
    used, there = share
    part = used / there if there else float(used > 0)
    fill = shade(part, EMPTY, FULL)
    tooltip = words.share.format(room=room, held=used, there=there)
    canvas.box(Rect(x, y, CELL_W, CELL_H), fill=fill, line="#ffffff", title=tooltip)
    if used > there:
        canvas.box(Rect(x + 1.5, y + 1.5, CELL_W - 3, CELL_H - 3), fill="none", line=OVER)
    percent = f"{round(100 * part)}" if used else ""
    ink = "#ffffff" if part > 0.55 else INK
    look = TextStyle(size=10, fill=ink, anchor="middle")
    canvas.text(x + CELL_W / 2, y + 17, percent, look)


def _total(canvas: Canvas, x: float, y: float, shares: Sequence[Share]) -> None:
    used = sum(share[0] for share in shares if share is not None)
    there = sum(share[1] for share in shares if share is not None)
    percent = f"{round(100 * used / there)}%" if there else "–"
    look = TextStyle(size=10, fill=QUIET, anchor="middle")
    canvas.text(x + CELL_W / 2, y + 17, percent, look)


def _scale(canvas: Canvas, y: float, words: PictureWords) -> None:
    """What the colours mean."""
    for number in range(11):
        fill = shade(number / 10, EMPTY, FULL)
        canvas.box(Rect(LEFT + number * 22, y, 22, 12), fill=fill, line=None)
    canvas.text(LEFT, y + 25, "0 %", SMALL)
    canvas.text(LEFT + 242, y + 25, "100 %", TextStyle(size=9, fill=QUIET, anchor="end"))
    canvas.box(Rect(LEFT + 262, y, 18, 12), fill="none", line=OVER)
    canvas.text(LEFT + 286, y + 10, words.past_end, SMALL)
