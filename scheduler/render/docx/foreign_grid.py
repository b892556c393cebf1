"""Rows and columns added to somebody else's table in Word, merged cells taken apart."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from scheduler.letter.merged_cells import Cell, Table, attribute, name
from scheduler.render.docx import foreign_cells as cells
from scheduler.render.docx.ooxml import TC_PR


def unmerge(cell: Cell) -> None:
    """A merged cell becomes single ones that all say what it said."""
    first = cell.parts[0]
    for index, part in enumerate(cell.parts):
        properties = cells.child(part, "tcPr")
        for tag in ("gridSpan", "vMerge", "hMerge"):
            merge = cells.child(properties, tag)
            if merge is not None:
                properties.remove(merge)
        if index:
            _copy_content(first, part)
        for _ in range(cell.across - 1):
            twin = deepcopy(part)
            cells.drop_bookmarks(twin)
            part.addnext(twin)


def _copy_content(source: cells.Element, target: cells.Element) -> None:
    for inner in [inner for inner in target if name(inner) != "tcPr"]:
        target.remove(inner)
    for inner in source:
        if name(inner) != "tcPr":
            target.append(deepcopy(inner))
    cells.drop_bookmarks(target)


def insert_column(table: Table, after: int) -> None:
    """A column like the one before it, without its words; cells that span the place grow."""
    for index, row in enumerate(table.cells):
        left = row[after]
        right = row[after + 1] if after + 1 < table.width else None
        part = left.parts[index - left.row]
        if right is left:
            if index == left.row or left.down > 1:
                _widen(part, left.across + 1)
            continue
        twin = deepcopy(part)
        _forget_identity(twin)
        span = cells.child(cells.child(twin, "tcPr"), "gridSpan")
        if span is not None:
            span.getparent().remove(span)
        cells.blank(twin)
        part.addnext(twin)


def _widen(tc: cells.Element, across: int) -> None:
    made = cells.new(tc, "gridSpan")
    cells.set_attribute(made, "val", str(across))
    cells.put(cells.properties_of(tc, "tcPr"), made, TC_PR)


def insert_row(table: Table, after: int, like: int) -> cells.Element:
    """A row like another, without its words, after a row; returns it."""
    made = deepcopy(table.rows[like])
    _forget_identity(made)
    for tc in [tc for tc in made.iter() if name(tc) == "tc"]:
        cells.blank(tc)
    table.rows[after].addnext(made)
    return made


def _forget_identity(element: cells.Element) -> None:
    """Word numbers its paragraphs and rows; a copy has no number yet."""
    for inner in element.iter():
        for key in [k for k in inner.attrib if etree.QName(k).localname in ("paraId", "textId")]:
            del inner.attrib[key]


def set_widths(table: Table, labels: Iterable[int]) -> None:
    """Days share what the columns of labels leave of the width that the table has."""
    grid, stubs = cells.child(table.element, "tblGrid"), set(labels)
    old = [int(attribute(column, "w") or 0) for column in grid] if grid is not None else []
    if not old:
        return
    label = old[0] if 0 in stubs else old[-1]
    day = (sum(old) - label * len(stubs)) // max(1, table.width - len(stubs))
    widths = [label if column in stubs else day for column in range(table.width)]
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = cells.new(table.element, "gridCol")
        cells.set_attribute(column, "w", str(width))
        grid.append(column)
    for cell in dict.fromkeys(cell for row in table.cells for cell in row):
        for part in cell.parts:
            _set_width(part, sum(widths[cell.column : cell.column + cell.across]))


def _set_width(tc: cells.Element, width: int) -> None:
    made = cells.new(tc, "tcW")
    cells.set_attribute(made, "w", str(width))
    cells.set_attribute(made, "type", "dxa")
    cells.put(cells.properties_of(tc, "tcPr"), made, TC_PR)
