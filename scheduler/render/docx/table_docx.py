"""A sheet of a layout as a table of a Word document."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from scheduler.render.docx import ooxml
from scheduler.render.languages.language import Language
from scheduler.render.layout.fit import widths
from scheduler.render.layout.heading import description, title
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Band, Box, Gone, Line, Sheet

LABEL = Mm(29)
HEAD, SIDE, OFF, CHANGED = "DCE4EF", "F3F6FA", "ECEEF1", "FFF0C2"
BAR, RULE = "8A4B00", "9AA5B4"

QUIET = RGBColor(0x4A, 0x54, 0x62)
"""The colour of words beside a sitting."""
HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK

Grid = list[list[_Cell]]


def add_table(
    document: Document,
    layout: Layout,
    sheet: Sheet,
    *,
    heights: Sequence[float],
    width: Length,
    whole: bool,
) -> Table:
    """
    The table at the end of the document.

    ``heights`` of its rows, at least, in points; ``whole``: it fits a page, and is not cut. Rows
    of one that does not are as tall as their words, not as the estimate.
    """
    heads = 1 + bool(sheet.headed)
    across = 1 + len(sheet.columns) + sheet.mirrored
    table: Table = document.add_table(heads + len(sheet.bands), across, "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    ooxml.describe(table, sheet.caption or title(layout).rstrip("*"), description(layout, sheet))
    ooxml.give_air(table, 40)
    if layout.language.rtl:
        ooxml.turn(table)
    grid = _grid(table)
    _set_widths(table, grid, sheet, width)
    _head(grid, sheet, rtl=layout.language.rtl)
    for cells, band in zip(grid[heads:], sheet.bands, strict=True):
        _band(cells, band, sheet, layout.language)
    for index, row in enumerate(table.rows):
        if index >= heads and (whole or sheet.flowing):
            row.height = Pt(round(heights[index - heads]))
            row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        ooxml.keep_whole(row, header=index < heads)
    _keep_together(grid[:heads] if sheet.flowing or not whole else grid[:-1])
    _merge(grid, heads, sheet)
    return table


def _keep_together(rows: Grid) -> None:
    """These rows stand on one page with the row after them."""
    for cell in (cell for cells in rows for cell in cells):
        for paragraph in cell._tc.p_lst:
            ooxml.keep_next(paragraph)


def _grid(table: Table) -> Grid:
    """All cells by row, asked for once: one by one they take minutes on a large table."""
    cells, columns = table._cells, len(table.columns)
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def _set_widths(table: Table, grid: Grid, sheet: Sheet, width: Length) -> None:
    """In the grid and in every cell: Word reads one, LibreOffice the other."""
    wide = [Pt(points) for points in widths(sheet, width.pt, LABEL.pt)]
    for column, this in zip(table.columns, wide, strict=True):
        column._gridCol.w = this
    for cells in grid:
        for cell, this in zip(cells, wide, strict=True):
            cell.width = this
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            ooxml.set_style(cell.paragraphs[0], ooxml.CELL)


def _head(grid: Grid, sheet: Sheet, *, rtl: bool) -> None:
    heads = 1 + bool(sheet.headed)
    for cell in (cell for cells in grid[:heads] for cell in cells):
        ooxml.shade(cell, HEAD)
        paragraph = cell.paragraphs[0].paragraph_format
        paragraph.space_before = paragraph.space_after = Pt(2)
    if not sheet.mirrored:
        ooxml.write_text(grid[heads - 1][0].paragraphs[0], sheet.stub, bold=True, turned=rtl)
    for cell, column in zip(grid[heads - 1][1:], sheet.columns, strict=False):
        ooxml.write_text(cell.paragraphs[0], column.name, bold=True, turned=rtl)
        if sheet.dated and column.date:
            cell.paragraphs[0].add_run().add_break()
            ooxml.write_text(cell.paragraphs[0], column.date, turned=rtl)
    at = 1
    for over, count in sheet.headed:
        ooxml.write_text(grid[0][at].paragraphs[0], over, bold=True, turned=rtl)
        at += count


def _band(cells: Sequence[_Cell], band: Band, sheet: Sheet, language: Language) -> None:
    for cell in (cells[0], *([cells[-1]] if sheet.mirrored else [])):
        ooxml.shade(cell, HEAD)
        ooxml.write_text(cell.paragraphs[0], band.label, bold=True, turned=language.rtl)
    for cell, box in zip(cells[1:], band.boxes, strict=False):
        if box is not None:
            if box.changed:
                _mark(cell, language, flowing=sheet.flowing)
            elif band.side or not box.held:
                ooxml.shade(cell, SIDE if box.held else OFF)
            _box(cell, box, flowing=sheet.flowing, rtl=language.rtl)


def _mark(cell: _Cell, language: Language, *, flowing: bool) -> None:
    """Shade, bar and word: a copy in grey loses the shade, and a screen reader has neither."""
    ooxml.shade(cell, CHANGED)
    ooxml.add_bar(cell, BAR)
    paragraph = cell.paragraphs[0]
    ooxml.set_style(paragraph, ooxml.MARK)
    if flowing:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    ooxml.write_text(paragraph, language.changed, turned=language.rtl)
    paragraph.runs[0].font.color.rgb = RGBColor.from_string(BAR)


def _box(cell: _Cell, box: Box, *, flowing: bool, rtl: bool) -> None:
    """The sessions of a cell, a paragraph each, a dotted line between; what is gone, struck."""
    for index, line in enumerate((*box.lines, *(Line(gone.text) for gone in box.removed))):
        first = index == 0 and not box.changed
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        ooxml.set_style(paragraph, ooxml.CELL)
        if flowing:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        elif index > 0 and (not line.beside or index >= len(box.lines)):
            cell.paragraphs[-2].paragraph_format.space_after = Pt(4)
            paragraph.paragraph_format.space_before = Pt(4)
            ooxml.rule_above(paragraph, RULE, index)
        ooxml.write_text(paragraph, line.text, italic=line.italic or None, turned=rtl)
        if line.url is not None:
            _link(paragraph, line.url)
        elif line.stub or (flowing and index > 0 and line.entry is None):
            paragraph.runs[-1].font.color.rgb = QUIET
        if index >= len(box.lines):
            _strike(paragraph, box.removed[index - len(box.lines)], rtl=rtl)


def _strike(paragraph: Paragraph, gone: Gone, *, rtl: bool) -> None:
    """Its name struck out; where it is now stays as it is."""
    for run in paragraph.runs:
        run.font.strike = True
    if gone.to:
        ooxml.write_text(paragraph, f" {gone.to}", turned=rtl)


def _link(paragraph: Paragraph, url: str) -> None:
    """The words of a paragraph lead to a page of the web."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, HYPERLINK, is_external=True))
    for run in paragraph.runs:
        run.underline = True
        link.append(run._r)
    paragraph._p.append(link)


def _merge(grid: Grid, heads: int, sheet: Sheet) -> None:
    """Boxes over several columns or rows, and the upper heads; last, for merging costs the grid."""
    at = 1
    for _, count in sheet.headed:
        if count > 1:
            grid[0][at].merge(grid[0][at + count - 1])
        at += count
    if sheet.headed:
        grid[0][0].merge(grid[1][0])
    for cells_index, band in enumerate(sheet.bands, start=heads):
        for index, box in enumerate(band.boxes, start=1):
            if box is not None and (box.across > 1 or box.down > 1):
                last = grid[cells_index + box.down - 1][index + box.across - 1]
                grid[cells_index][index].merge(last)
