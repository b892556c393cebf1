"""
The annex as a Word document: landscape A4, one page where it fits, tables a screen reader can read.

Equal layouts give equal bytes: dates come from the layout, zip entries carry none.
"""

from datetime import UTC, datetime, time

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell

from scheduler.render import ooxml
from scheduler.render.annex import (
    Band,
    Box,
    Sheet,
    as_of,
    footnotes,
    moment_of,
    pages,
    revised,
    title,
    unplaced,
)
from scheduler.render.fit import Fit, fit
from scheduler.render.layout import Column, Layout

LONG, SHORT = Mm(297), Mm(210)
MARGIN, FOOTER = Mm(15), Mm(7)
WIDTH = Length(LONG - 2 * MARGIN)
LABEL = Mm(29)
SPARE = 16.0
"""Points of a page that stay empty: what Word and LibreOffice add around a table."""
HEAD, SIDE, OFF, CHANGED = "DCE4EF", "F3F6FA", "ECEEF1", "FFF0C2"
BAR, RULE = "8A4B00", "9AA5B4"
LEGEND = "shaded, with a bar at the left: changed since the previous issue"


def write(layout: Layout) -> bytes:
    """The whole annex, a page a week; what does not fit its page flows onto the next."""
    document = Document()
    weeks = pages(layout)
    fits = [_fit(layout, week) for week in weeks]
    ooxml.prepare(document, size=min(fitted.size for fitted in fits))
    _set_page(document, layout, numbered=len(fits) > 1 or not fits[0].one_page)
    _top(document, layout)
    for index, (week, fitted) in enumerate(zip(weeks, fits, strict=True)):
        for number, (sheet, heights) in enumerate(zip(week, fitted.heights, strict=True)):
            _caption(document, sheet, new_page=index > 0 and number == 0)
            _table(document, layout, sheet, heights)
    _bottom(document, layout)
    return ooxml.to_bytes(
        document, title=title(layout).rstrip("*"), made=_made(layout), revision=layout.revision
    )


def _fit(layout: Layout, week: tuple[Sheet, ...]) -> Fit:
    notes = ["".join(run.text for run in footnote) for footnote in footnotes(layout)]
    below = [LEGEND if layout.changed else None, unplaced(layout), *notes]
    around = [(title(layout), 3.0), (as_of(layout), 0.0), *((note, -0.5) for note in below)]
    return fit(
        week,
        [(words, larger) for words, larger in around if words is not None],
        width=WIDTH.pt,
        height=SHORT.pt - 2 * MARGIN.pt - SPARE,
        label=LABEL.pt,
    )


def _made(layout: Layout) -> datetime:
    """The moment the record names, else the first day of the meeting: never the clock."""
    moment = moment_of(layout)
    if moment is None:
        return datetime.combine(layout.columns[0].day, time())
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _set_page(document: Doc, layout: Layout, *, numbered: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = FOOTER
    footer = section.footer.paragraphs[0]
    ooxml.write_text(footer, layout.heading)
    if numbered:
        footer.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        footer.add_run("\t")
        ooxml.add_field(footer, "PAGE")
        footer.add_run(" / ")
        ooxml.add_field(footer, "NUMPAGES")


def _top(document: Doc, layout: Layout) -> None:
    heading = document.add_paragraph(style="Heading 1")
    ooxml.write_text(heading, title(layout))
    issue = revised(layout)
    if issue is not None:
        heading.add_run(f"\N{EM SPACE}{issue}")
    when = as_of(layout)
    if when is not None:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_after = Pt(8)
        ooxml.write_text(line, when, italic=True)


def _bottom(document: Doc, layout: Layout) -> None:
    if layout.changed:
        legend = document.add_paragraph(style=ooxml.NOTE)
        ooxml.shade_run(legend.add_run("\N{EM SPACE}\N{EM SPACE}"), CHANGED)
        legend.add_run(f" {LEGEND}")
    waiting = unplaced(layout)
    if waiting is not None:
        ooxml.write_text(document.add_paragraph(style=ooxml.NOTE), waiting, bold=True)
    for footnote in footnotes(layout):
        paragraph = document.add_paragraph(style=ooxml.NOTE)
        for run in footnote:
            ooxml.write_text(paragraph, run.text, bold=run.bold or None)


def _caption(document: Doc, sheet: Sheet, *, new_page: bool) -> None:
    if sheet.caption is not None:
        caption = document.add_paragraph(style="Heading 2")
        caption.paragraph_format.page_break_before = new_page
        caption.paragraph_format.keep_with_next = True
        ooxml.write_text(caption, sheet.caption)


def _table(document: Doc, layout: Layout, sheet: Sheet, heights: tuple[float, ...]) -> None:
    table = document.add_table(1 + len(sheet.bands), 2 + len(sheet.columns), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    ooxml.describe(table, sheet.caption or title(layout).rstrip("*"), _description(sheet))
    grid = _grid(table)
    _set_widths(table, grid)
    _head(grid[0], sheet.columns, dated=layout.dated)
    for cells, band in zip(grid[1:], sheet.bands, strict=True):
        _band(cells, band)
    for row, height in zip(list(table.rows)[1:], heights, strict=True):
        row.height, row.height_rule = Pt(round(height)), WD_ROW_HEIGHT_RULE.AT_LEAST
    for index, row in enumerate(table.rows):
        ooxml.keep_whole(row, header=index == 0)
    # A table is not cut by a page as long as it fits one.
    for cell in (cell for cells in grid[:-1] for cell in cells):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _description(sheet: Sheet) -> str:
    days = ", ".join(f"{column.name} {column.date}" for column in sheet.columns)
    rows = ", ".join(band.label for band in sheet.bands)
    return f"Columns: {days}. Rows: {rows}. The time stands in the first and in the last column."


def _grid(table: Table) -> list[list[_Cell]]:
    """All cells by row, asked for once: one by one they take minutes on a large table."""
    cells, columns = table._cells, len(table.columns)
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def _set_widths(table: Table, grid: list[list[_Cell]]) -> None:
    """In the grid and in every cell: Word reads one, LibreOffice the other."""
    days = len(grid[0]) - 2
    day = Length((WIDTH - 2 * LABEL) // days)
    widths = (LABEL, *(day,) * days, LABEL)
    for column, width in zip(table.columns, widths, strict=True):
        column._gridCol.w = width
    for cells in grid:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            cell.paragraphs[0].style = ooxml.CELL


def _head(cells: list[_Cell], columns: tuple[Column, ...], *, dated: bool) -> None:
    for cell in cells:
        ooxml.shade(cell, HEAD)
        paragraph = cell.paragraphs[0].paragraph_format
        paragraph.space_before = paragraph.space_after = Pt(4)
    for cell, column in zip(cells[1:-1], columns, strict=True):
        ooxml.write_text(cell.paragraphs[0], column.name, bold=True)
        if dated:
            cell.paragraphs[0].add_run().add_break()
            ooxml.write_text(cell.paragraphs[0], column.date)


def _band(cells: list[_Cell], band: Band) -> None:
    for cell in (cells[0], cells[-1]):
        ooxml.shade(cell, HEAD)
        ooxml.write_text(cell.paragraphs[0], band.label, bold=True)
    for cell, box in zip(cells[1:-1], band.boxes, strict=True):
        _box(cell, box, side=band.side)


def _box(cell: _Cell, box: Box, *, side: bool) -> None:
    """The sessions of a cell, one paragraph each, a dotted line between two."""
    if box.changed:
        ooxml.shade(cell, CHANGED)
        ooxml.add_bar(cell, BAR)
    elif side or not box.held:
        ooxml.shade(cell, SIDE if box.held else OFF)
    for index, line in enumerate(box.lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph(style=ooxml.CELL)
        if index > 0:
            cell.paragraphs[-2].paragraph_format.space_after = Pt(4)
            paragraph.paragraph_format.space_before = Pt(4)
            ooxml.rule_above(paragraph, RULE)
        ooxml.write_text(paragraph, line.text, italic=line.italic or None)
