"""
Cells of somebody else's table in Word: text set in their own look, changes marked.

The order of elements follows ECMA-376 part 1; both namespaces of WordprocessingML are served.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from scheduler.letter.merged_cells import Cell, Table
from scheduler.letter.printed_marks import is_change_mark
from scheduler.letter.visible_text import attribute, name
from scheduler.render.docx.lost_content import take_out
from scheduler.render.docx.ooxml import P_PR, TC_PR, reads_from_the_right
from scheduler.render.layout.sheets import Line

Element = Any
R_PR = (
    *("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike"),
    *("w:dstrike", "w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid"),
    *("w:vanish", "w:webHidden", "w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz"),
    *("w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign"),
    *("w:rtl", "w:cs", "w:em", "w:lang"),
)
APART = "80"
"""Between two sessions of a cell, in twentieths of a point, where the letter has no example."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def child(element: Element, tag: str) -> Element:
    """The first child of that name, or None; also if there is no element."""
    inner = element if element is not None else ()
    return next((part for part in inner if name(part) == tag), None)


def set_lines(tc: Element, lines: Sequence[Line], *, later: Element | None) -> None:
    """
    Replace what a cell says; bookmarks in it stay.

    Each line takes the look of the paragraph that it replaces; ``later`` is a paragraph that
    shows how the second of two sessions looks in this table, if any does.
    """
    old = [inner for inner in tc if name(inner) == "p"]
    models = [p for p in old if _text_run(p) is not None and not is_word(p)] or old[:1]
    marks = [deepcopy(mark) for mark in tc.iter() if name(mark).startswith("bookmark")]
    made = []
    for index, line in enumerate(lines or (Line(""),)):
        model = (
            models[index] if index < len(models) else later if index and later is not None else None
        )
        paragraph = paragraph_like(tc, model if model is not None else models[0], line)
        if index and index >= len(models) and later is None:
            _space(paragraph)
        made.append(paragraph)
    for inner in [inner for inner in tc if name(inner) != "tcPr"]:
        tc.remove(inner)
    at = 1 if child(tc, "tcPr") is not None else 0
    for offset, paragraph in enumerate(made):
        tc.insert(at + offset, paragraph)
    for mark in marks:
        made[0].append(mark)


def blank(tc: Element) -> None:
    """A copy of a cell says nothing yet, and has no bookmarks, which are there only once."""
    drop_bookmarks(tc)
    set_lines(tc, (), later=None)


def drop_bookmarks(element: Element) -> None:
    for bookmark in [inner for inner in element.iter() if name(inner).startswith("bookmark")]:
        bookmark.getparent().remove(bookmark)


def is_word(paragraph: Element) -> bool:
    """Whether it is the word that the cell changed."""
    return is_change_mark("".join(t.text or "" for t in paragraph.iter() if name(t) == "t"))


def _text_run(paragraph: Element) -> Element | None:
    runs = (run for run in paragraph.iter() if name(run) == "r")
    return next((run for run in runs if any(name(t) == "t" and t.text for t in run)), None)


def paragraph_like(tc: Element, model: Element | None, line: Line) -> Element:
    """A paragraph of this cell with the line, in the look of the model."""
    made = new(tc, "p")
    properties = child(model, "pPr")
    if properties is not None:
        made.append(deepcopy(properties))
    if line.text:
        made.append(_run(tc, model, line))
    _set_direction(made, line.text)
    return made


def _run(tc: Element, model: Element | None, line: Line) -> Element:
    run, text = new(tc, "r"), new(tc, "t")
    like = _text_run(model) if model is not None else None
    own = child(like, "rPr") if like is not None else child(child(model, "pPr"), "rPr")
    properties = deepcopy(own) if own is not None else new(tc, "rPr")
    properties.tag = etree.QName(etree.QName(tc).namespace, "rPr")
    # the mark of a paragraph may be tracked as inserted; a run is not
    for inner in [inner for inner in properties if name(inner) in ("ins", "del", "i", "iCs")]:
        properties.remove(inner)
    if line.italic:
        for tag in ("i", "iCs"):
            put(properties, new(tc, tag), R_PR)
    if len(properties):
        run.append(properties)
    text.text = line.text
    text.set(SPACE, "preserve")
    run.append(text)
    return run


def _set_direction(paragraph: Element, text: str) -> None:
    """As the text runs; what has no letters runs as the paragraph before it did."""
    turned = child(child(paragraph, "pPr"), "bidi") is not None
    right = reads_from_the_right(text, otherwise="R" if turned else "L")
    if right and not turned:
        put(properties_of(paragraph, "pPr"), new(paragraph, "bidi"), P_PR)
    run = child(paragraph, "r")
    if run is None:
        return
    marked = child(child(run, "rPr"), "rtl")
    if right and marked is None:
        put(properties_of(run, "rPr"), new(paragraph, "rtl"), R_PR)
    if not right and marked is not None:
        marked.getparent().remove(marked)


def _space(paragraph: Element) -> None:
    properties = properties_of(paragraph, "pPr")
    spacing = child(properties, "spacing")
    if spacing is None:
        spacing = new(paragraph, "spacing")
        put(properties, spacing, P_PR)
    set_attribute(spacing, "before", APART)


def properties_of(element: Element, tag: str) -> Element:
    inner = child(element, tag)
    if inner is None:
        inner = new(element, tag)
        element.insert(0, inner)
    return inner


def put(parent: Element, made: Element, order: Sequence[str]) -> None:
    """Insert a child where the order of elements wants it, instead of one of its kind."""
    names = [tag.removeprefix("w:") for tag in order]
    for old in [inner for inner in parent if name(inner) == name(made)]:
        parent.remove(old)
    earlier = names[: names.index(name(made))]
    before = [i for i, inner in enumerate(parent) if name(inner) in earlier]
    parent.insert(before[-1] + 1 if before else 0, made)


def new(like: Element, tag: str) -> Element:
    return etree.SubElement(
        etree.Element("x", nsmap=like.nsmap), etree.QName(etree.QName(like).namespace, tag)
    )


def set_attribute(element: Element, key: str, value: str) -> None:
    element.set(etree.QName(etree.QName(element).namespace, key), value)


def later_model(cells: Iterable[Cell]) -> Element | None:
    """A paragraph that follows another in one cell: how the second of two sessions looks."""
    for cell in cells:
        paragraphs = (
            p for part in cell.parts[:1] for p in part if name(p) == "p" and not is_word(p)
        )
        spoken = [p for p in paragraphs if _text_run(p) is not None]
        if len(spoken) > 1:
            return spoken[1]
    return None


def unmerge(cell: Cell) -> None:
    """A merged cell becomes single ones that all say what it said."""
    first = cell.parts[0]
    for index, part in enumerate(cell.parts):
        properties = child(part, "tcPr")
        for tag in ("gridSpan", "vMerge", "hMerge"):
            merge = child(properties, tag)
            if merge is not None:
                properties.remove(merge)
        if index:
            _copy_content(first, part)
            take_out(part)
        for _ in range(cell.across - 1):
            twin = deepcopy(part)
            drop_bookmarks(twin)
            take_out(twin)
            part.addnext(twin)


def _copy_content(source: Element, target: Element) -> None:
    for inner in [inner for inner in target if name(inner) != "tcPr"]:
        target.remove(inner)
    for inner in source:
        if name(inner) != "tcPr":
            target.append(deepcopy(inner))
    drop_bookmarks(target)


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
        span = child(child(twin, "tcPr"), "gridSpan")
        if span is not None:
            span.getparent().remove(span)
        blank(twin)
        part.addnext(twin)


def _widen(tc: Element, across: int) -> None:
    made = new(tc, "gridSpan")
    set_attribute(made, "val", str(across))
    put(properties_of(tc, "tcPr"), made, TC_PR)


def insert_row(table: Table, after: int, like: int) -> Element:
    """A row like another, without its words, after a row; returns it."""
    made = deepcopy(table.rows[like])
    _forget_identity(made)
    for tc in [tc for tc in made.iter() if name(tc) == "tc"]:
        blank(tc)
    table.rows[after].addnext(made)
    return made


def _forget_identity(element: Element) -> None:
    """Word numbers its paragraphs and rows; a copy has no number yet."""
    for inner in element.iter():
        for key in [k for k in inner.attrib if etree.QName(k).localname in ("paraId", "textId")]:
            del inner.attrib[key]


def set_widths(table: Table, labels: Iterable[int]) -> None:
    """Days share what the columns of labels leave of the width that the table has."""
    grid, stubs = child(table.element, "tblGrid"), set(labels)
    old = [int(attribute(column, "w") or 0) for column in grid] if grid is not None else []
    if not old:
        return
    label = old[0] if 0 in stubs else old[-1]
    day = (sum(old) - label * len(stubs)) // max(1, table.width - len(stubs))
    widths = [label if column in stubs else day for column in range(table.width)]
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = new(table.element, "gridCol")
        set_attribute(column, "w", str(width))
        grid.append(column)
    for cell in dict.fromkeys(cell for row in table.cells for cell in row):
        for part in cell.parts:
            _set_width(part, sum(widths[cell.column : cell.column + cell.across]))


def _set_width(tc: Element, width: int) -> None:
    made = new(tc, "tcW")
    set_attribute(made, "w", str(width))
    set_attribute(made, "type", "dxa")
    put(properties_of(tc, "tcPr"), made, TC_PR)
