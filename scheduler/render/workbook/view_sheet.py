"""A view of the timetable as a sheet: the tables of its pages, one under the other."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook

from scheduler.render.layout.heading import (
    as_of,
    below_title,
    footnotes,
    issue,
    newest,
    revised,
    subtitle,
    title,
    unplaced,
)
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Sheet

LONGEST = 32_000
"""Letters in a cell; a spreadsheet takes 32,767, and drops what is longer without a word."""
CHANGED = "#FFF2CC"
HEAD = "#E8EEF4"
NOT_HELD = "#F2F2F2"
LINE = "#9AA5B1"
MARK = {"bold": True, "font_size": 8, "font_color": "#8A4B00"}
"""The word of a changed cell."""
FONT = {"font_name": "Arial", "font_size": 10}


class Styles:
    """Formats of a workbook by what they are asked for; ``changed`` begins a changed cell."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[Hashable, Any] = {}
        self.changed = ""

    def of(self, **properties: Any) -> Any:
        """A format with these properties, in the font of the workbook."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, **properties})
        return self.made[key]

    def cell(self, **properties: Any) -> Any:
        """A cell of a table: bordered, wrapped, at the top."""
        frame = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top"}
        return self.of(**frame, **properties)

    def head(self, **properties: Any) -> Any:
        return self.cell(bold=True, bg_color=HEAD, **properties)


def cut(text: str) -> str:
    """Text that a cell can hold."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


PAGE, STUB, NARROWEST, WIDEST = 130, 14, 11, 30
"""Widths in letters: of A4 landscape, of the labels, and of the other columns."""
LINE_HEIGHT = 13.5
TALLEST = 400
FOOT = 200
"""Characters that a footer has room for."""
"""Points of a row; a spreadsheet takes 409."""


def write_view(book: Workbook, styles: Styles, name: str, layout: Layout) -> None:
    """The words around, then every table, then the footnotes."""
    sheet = book.add_worksheet(name)
    if layout.language.rtl:
        sheet.right_to_left()
    _set_page(sheet, layout)
    styles.changed = layout.language.changed
    tables = [table for page in layout.pages for table in page]
    widths = _set_widths(sheet, tables)
    row = 0
    for text, look in _top(layout):
        row = _over_all(sheet, row, text, widths, styles.of(text_wrap=True, **look))
    for table in tables:
        row = _table(sheet, styles, table, row + 1, widths)
    row += 1
    for text in _bottom(layout):
        row = _over_all(sheet, row, text, widths, styles.of(text_wrap=True, valign="top"))


def _over_all(sheet: Any, row: int, text: str, widths: Sequence[float], look: Any) -> int:
    """A paragraph over all columns, as high as it needs; returns the row after it."""
    _merge(sheet, row, 0, (1, len(widths)), text, look)
    larger = (look.font_size or 10) / 10
    lines = _lines(text, int(sum(widths) / larger))
    sheet.set_row(row, min(TALLEST, lines * LINE_HEIGHT * larger + 3))
    return row + 1


def _top(layout: Layout) -> Iterator[tuple[str, dict[str, Any]]]:
    number = revised(layout)
    yield (
        title(layout) + (f" ({number})" if number is not None else ""),
        {"bold": True, "font_size": 13},
    )
    if layout.draft:
        yield layout.language.draft, {"bold": True, "font_color": "#B00020"}
    whose = subtitle(layout)
    if whose is not None:
        yield whose, {"bold": True}
    meeting = below_title(layout)
    if meeting is not None:
        yield meeting, {}
    when = as_of(layout)
    if when is not None:
        yield when, {"italic": True}


def _bottom(layout: Layout) -> Iterator[str]:
    if layout.changed:
        yield layout.language.changed_since
    waiting = unplaced(layout)
    if waiting is not None:
        yield waiting
    for footnote in footnotes(layout):
        yield "".join(run.text for run in footnote)
    yield from newest(layout) or ()


def _set_page(sheet: Any, layout: Layout) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    draft = f"&C{layout.language.draft.replace('&', '&&')}" if layout.draft else ""
    sheet.set_header(draft)
    foot = (issue(layout) or "")[:FOOT].replace("&", "&&")
    sheet.set_footer(f"&L{foot}&C&P / &N" if foot else "&C&P / &N")
    sheet.hide_gridlines(2)


def _set_widths(sheet: Any, tables: Sequence[Sheet]) -> list[float]:
    """Set widths of the labels and columns: together a page, so that nothing is printed smaller."""
    columns = max((len(table.columns) for table in tables), default=1)
    weights = [
        max(table.columns[index].weight for table in tables if index < len(table.columns))
        if any(table.flowing for table in tables)
        else 1
        for index in range(columns)
    ]
    each = (PAGE - STUB) / sum(weights)
    most = WIDEST if not any(table.flowing for table in tables) else PAGE
    widths = [STUB, *(min(max(each * weight, NARROWEST), most) for weight in weights)]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    return widths


def _table(sheet: Any, styles: Styles, table: Sheet, row: int, widths: Sequence[float]) -> int:
    """Writes a table from a row on, and returns the row after it."""
    if table.caption is not None:
        sheet.write_string(row, 0, cut(table.caption), styles.of(bold=True, font_size=11))
        row += 1
    row = _heads(sheet, styles, table, row)
    for at, band in enumerate(table.bands, start=row):
        _band(sheet, styles, band, at, widths)
    return row + len(table.bands)


def _heads(sheet: Any, styles: Styles, table: Sheet, row: int) -> int:
    if table.headed:
        column = 1
        sheet.write_blank(row, 0, None, styles.head())
        for over, width in table.headed:
            _merge(sheet, row, column, (1, width), over, styles.head(align="center"))
            column += width
        row += 1
    sheet.write_string(row, 0, "" if table.mirrored else cut(table.stub), styles.head())
    for column, head in enumerate(table.columns, start=1):
        text = f"{head.name}\n{head.date}" if table.dated and head.date else head.name
        sheet.write_string(row, column, cut(text), styles.head(align="center"))
    if any(table.dated and head.date for head in table.columns):
        sheet.set_row(row, 2 * LINE_HEIGHT + 2)
    return row + 1


def _band(sheet: Any, styles: Styles, band: Band, row: int, widths: Sequence[float]) -> None:
    sheet.write_string(row, 0, cut(band.label), styles.head())
    tallest = _lines(band.label, STUB)
    for column, box in enumerate(band.boxes, start=1):
        if box is None:
            continue
        _box(sheet, styles, box, row, column)
        if box.down == 1:
            width = int(sum(widths[column : column + box.across]))
            tallest = max(tallest, sum(_lines(t, width) for t in _texts(styles, box)))
    sheet.set_row(row, min(TALLEST, max(1, tallest) * LINE_HEIGHT + 3))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes: letters of Arial are about as wide as the unit of a column."""
    lines, used = 1, 0
    for word in text.split():
        need = len(word) + (used > 0)
        if used + need > width and used:
            lines, used = lines + 1, len(word)
        else:
            used += need
        lines, used = lines + used // (width + 1), used % (width + 1)
    return lines


def _texts(styles: Styles, box: Box) -> list[str]:
    mark = [styles.changed] if box.changed else []
    return [*mark, *(line.text for line in box.lines), *(gone.told for gone in box.removed)]


def _merge(sheet: Any, row: int, column: int, size: tuple[int, int], text: str, look: Any) -> None:
    """``size``: so many cells down and across are one."""
    down, across = size
    if down * across > 1:
        sheet.merge_range(row, column, row + down - 1, column + across - 1, "", look)
    sheet.write_string(row, column, cut(text), look)


def _box(sheet: Any, styles: Styles, box: Box, row: int, column: int) -> None:
    properties: dict[str, Any] = {}
    if not box.held:
        properties["bg_color"] = NOT_HELD
    elif box.changed:
        properties["bg_color"] = CHANGED
    look = styles.cell(**properties)
    size = (box.down, box.across)
    if not box.changed and not box.removed and len({line.italic for line in box.lines}) <= 1:
        italic = bool(box.lines) and box.lines[0].italic
        plain = styles.cell(**properties, italic=True) if italic else look
        text = "\n".join(line.text for line in box.lines)
        _merge(sheet, row, column, size, text, plain)
        return
    _merge(sheet, row, column, size, "", look)
    pieces = list(_pieces(styles, box))
    if sum(len(piece) for piece in pieces if isinstance(piece, str)) > 30_000 or len(pieces) < 4:
        # too long for mixed type, or a single piece, which is refused in it
        text = "\n".join(_texts(styles, box))
        only = styles.cell(**properties, font_strikeout=True) if not box.lines else look
        sheet.write_string(row, column, cut(text), only)
        return
    sheet.write_rich_string(row, column, *pieces, look)


def _pieces(styles: Styles, box: Box) -> Iterator[Any]:
    """Lines in their own type, what is no longer here struck out."""
    lines: list[list[tuple[str, dict[str, Any]]]] = []
    lines += [[(styles.changed, MARK)]] if box.changed else []
    lines += [[(line.text, {"italic": True} if line.italic else {})] for line in box.lines]
    struck, grey = {"font_strikeout": True, "font_color": "#666666"}, {"font_color": "#666666"}
    lines += [[(gone.text, struck), (gone.to and f" {gone.to}", grey)] for gone in box.removed]
    for index, pieces in enumerate(lines):
        if index and any(text for text, _ in pieces):
            yield styles.of()
            yield "\n"
        for text, properties in pieces:
            if text:
                yield styles.of(**properties)
                yield text
