"""A table of a letter as rows and columns, merged cells included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from scheduler.errors import LetterError
from scheduler.letter.package import Letter
from scheduler.letter.table_bytes import TableSpan
from scheduler.letter.visible_text import (
    PLAIN,
    Element,
    Paragraph,
    Styles,
    attribute,
    inner,
    name,
    paragraph_of,
    styles_of,
)

COLUMNS_CAP, CELLS_CAP, PARAGRAPHS_CAP = 200, 50_000, 5_000
"""Columns and cells of a table, paragraphs of a cell; Word makes no more than 63 columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell, merged or not.

    Attributes
    ----------
    paragraphs
        Each with its lines as they are broken by hand, spaces made single; the empty ones too.
    italic
        Whether all that is said in it is in italics.
    row, column, across, down
        Where it begins, and how many rows and columns it takes.
    parts
        Its elements: one for each row that it takes.
    struck
        What is struck through in it, which is not in ``paragraphs``.
    """

    paragraphs: tuple[tuple[str, ...], ...]
    italic: bool
    row: int
    column: int
    across: int
    down: int
    parts: tuple[Element, ...]
    struck: tuple[str, ...] = ()

    @property
    def broken_lines(self) -> list[str]:
        """The lines of all its paragraphs, as they are broken by hand."""
        return [line for lines in self.paragraphs for line in lines]

    @property
    def lines(self) -> tuple[str, ...]:
        """A paragraph each, on one line."""
        return tuple(" ".join(filter(None, lines)) for lines in self.paragraphs)

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.lines))


@dataclass(frozen=True, slots=True)
class Table:
    """The element, its rows, and which cell is at each place (a merged one at several)."""

    element: Element
    rows: tuple[Element, ...]
    cells: tuple[tuple[Cell, ...], ...]
    styles: Styles = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.cells[0])


def table_of(letter: Letter, span: TableSpan) -> Table:
    """
    The rows and columns of a table.

    LetterError if it holds another table, or its rows do not make columns.
    """
    try:
        element = _element(letter, span)
    except etree.XMLSyntaxError:
        why = "a table of it is broken, or has a text of more than 10,000,000 characters"
        raise LetterError(f"{letter.path}: {why}") from None
    return read(element, str(letter.path), styles_of(letter.styles))


def _element(letter: Letter, span: TableSpan) -> Element:
    """Parsed on its own, within the start tag of the whole, which declares the prefixes."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    text = letter.text
    body = text.index(b"<", _after_head(text))
    whole = text[body : text.index(b">", body) + 1]
    closing = b"</" + whole[1:].split(None, 1)[0].rstrip(b">") + b">"
    root = etree.fromstring(whole + text[span.start : span.end] + closing, parser)
    return root[0]


def _after_head(text: bytes) -> int:
    """Behind the XML declaration and comments."""
    at = 0
    while True:
        at = text.index(b"<", at)
        if text.startswith(b"<?", at):
            at = text.index(b"?>", at) + 2
        elif text.startswith(b"<!--", at):
            at = text.index(b"-->", at) + 3
        else:
            return at


def serialized(table: Table) -> bytes:
    """The table as it goes into the letter: without the declarations that are there already."""
    root = table.element.getparent()
    whole = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    start = whole.index(b">") + 1
    return bytes(whole[start : whole.rindex(b"</")])


def again(table: Table, path: str) -> Table:
    """The same table, read anew after its element was changed."""
    return read(table.element, path, table.styles)


def table_caption(table: Table) -> str:
    """The caption among the properties of the table, which our annexes have; or nothing."""
    properties = next(inner(table.element, "tblPr"), None)
    found = next(inner(properties, "tblCaption"), None) if properties is not None else None
    return (attribute(found, "val") or "") if found is not None else ""


def read(element: Element, path: str, styles: Styles = PLAIN) -> Table:
    """
    Rows and columns of a ``w:tbl``.

    LetterError if it holds another table, or its rows do not make columns.
    """
    if any(name(part) == "tbl" for part in element.iterdescendants()):
        raise LetterError(f"{path}: the table holds another table in a cell: take it out")
    rows = tuple(inner(element, "tr"))
    raw = [list(_row(tr)) for tr in rows]
    if not raw or not any(raw):
        raise LetterError(f"{path}: the table has no cells")
    widths = [sum(across for _, across in row) for row in raw]
    if max(widths) > COLUMNS_CAP or sum(widths) > CELLS_CAP:
        much = f"{COLUMNS_CAP} columns" if max(widths) > COLUMNS_CAP else f"{CELLS_CAP:,} cells"
        raise LetterError(f"{path}: the table has more than {much}")
    if len(set(widths)) > 1:
        odd = next(i for i, wide in enumerate(widths) if wide != widths[0])
        raise LetterError(
            f"{path}: the table is oddly merged: row {odd + 1} has {widths[odd]} columns, "
            f"row 1 has {widths[0]}"
        )
    if any(tc is not None and len(tc) > PARAGRAPHS_CAP for row in raw for tc, _ in row):
        raise LetterError(f"{path}: a cell has more than {PARAGRAPHS_CAP:,} paragraphs")
    return Table(element, rows, tuple(map(tuple, _matrix(raw, widths[0], path, styles))), styles)


def _row(tr: Element) -> Iterator[tuple[Element | None, int]]:
    """Each cell with the columns it takes; None where a row begins late or ends early."""
    properties = next(inner(tr, "trPr"), None)
    before, after = (_number(properties, tag, 0) for tag in ("gridBefore", "gridAfter"))
    if before:
        yield None, before
    for tc in inner(tr, "tc"):
        yield tc, _number(next(inner(tc, "tcPr"), None), "gridSpan", 1)
    if after:
        yield None, after


def _number(properties: Element | None, tag: str, otherwise: int) -> int:
    element = next(inner(properties, tag), None) if properties is not None else None
    value = attribute(element, "val") if element is not None else None
    if value is None or not value.isdecimal() or value == "0":
        return otherwise
    return int(value) if len(value) < 5 else COLUMNS_CAP + 1


def _matrix(
    raw: list[list[tuple[Element | None, int]]], width: int, path: str, styles: Styles
) -> list[list[Cell]]:
    """Vertical merges joined; which cell is at each place."""
    columns: list[dict[int, tuple[Element | None, int]]] = []
    for row in raw:
        at, placed = 0, {}
        for tc, across in row:
            placed[at] = (tc, across)
            at += across
        columns.append(placed)
    made: list[list[Cell | None]] = [[None] * width for _ in raw]
    for i, placed in enumerate(columns):
        for at, (tc, across) in placed.items():
            if made[i][at] is None:
                parts = [tc, *_continuing(columns, i, at, across)]
                if tc is not None and _merge(tc) == "continue":
                    raise LetterError(
                        f"{path}: the table is oddly merged: the cell in row {i + 1}, column "
                        f"{at + 1} continues one above that is not as wide"
                    )
                cell = _cell(parts, (i, at, across), styles)
                for r in range(i, i + len(parts)):
                    made[r][at : at + across] = [cell] * across
    return [[cell for cell in row if cell is not None] for row in made]


def _continuing(
    columns: list[dict[int, tuple[Element | None, int]]], row: int, at: int, across: int
) -> Iterator[Element]:
    start = columns[row][at][0]
    if start is None or _merge(start) != "restart":
        return
    for placed in columns[row + 1 :]:
        tc, wide = placed.get(at, (None, 0))
        if tc is None or wide != across or _merge(tc) != "continue":
            return
        yield tc


def _merge(tc: Element) -> str | None:
    """``restart``, ``continue``, or None."""
    properties = next(inner(tc, "tcPr"), None)
    element = next(inner(properties, "vMerge"), None) if properties is not None else None
    return (attribute(element, "val") or "continue") if element is not None else None


def _cell(parts: Iterable[Element | None], place: tuple[int, int, int], styles: Styles) -> Cell:
    elements = tuple(part for part in parts if part is not None)
    row, column, across = place
    # what stands in the other parts of a merged cell is not shown
    paragraphs = [paragraph_of(p, styles) for p in inner(elements[0], "p")] if elements else []
    italic = [look for paragraph in paragraphs for look in paragraph.italic]
    return Cell(
        paragraphs=tuple(_joined(paragraphs)),
        italic=bool(italic) and all(italic),
        row=row,
        column=column,
        across=across,
        down=max(1, len(elements)),
        parts=elements,
        struck=tuple(paragraph.struck for paragraph in paragraphs if paragraph.struck),
    )


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, ...]]:
    """The lines of each paragraph that is seen; one whose end is deleted goes on in the next."""
    begun: tuple[str, ...] = ()
    for paragraph in paragraphs:
        lines = (*begun[:-1], *_glued(begun[-1:], paragraph.lines or ()))
        begun = lines if paragraph.joined else ()
        if not paragraph.joined and (lines or paragraph.lines is not None):
            yield lines
    if begun:
        yield begun


def _glued(end: tuple[str, ...], start: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{end[0]} {start[0]}".strip(), *start[1:]) if end and start else (*end, *start)
