"""A table of a letter as rows and columns, merged cells included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from scheduler.errors import LetterError
from scheduler.letter.package import Letter
from scheduler.letter.table_bytes import STRICT, TableSpan, W

Element = Any
"""An element of lxml, which has no types of its own."""
SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
OFF = ("0", "false", "off")


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
    """

    paragraphs: tuple[tuple[str, ...], ...]
    italic: bool
    row: int
    column: int
    across: int
    down: int
    parts: tuple[Element, ...]

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

    @property
    def width(self) -> int:
        return len(self.cells[0])


def name(element: Element) -> str:
    """``tc`` of a ``w:tc``, whichever of the two namespaces the file uses; else nothing."""
    if not isinstance(element.tag, str):
        return ""
    qualified = etree.QName(element)
    return qualified.localname if qualified.namespace in (W, STRICT) else ""


def table_of(letter: Letter, span: TableSpan) -> Table:
    """
    The rows and columns of a table.

    LetterError if it holds another table, or its rows do not make columns.
    """
    return read(_element(letter, span), str(letter.path))


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


def read(element: Element, path: str) -> Table:
    """
    Rows and columns of a ``w:tbl``.

    LetterError if it holds another table, or its rows do not make columns.
    """
    if any(name(inner) == "tbl" for inner in element.iterdescendants()):
        raise LetterError(f"{path}: the table holds another table in a cell: take it out")
    rows = tuple(_inner(element, "tr"))
    raw = [list(_row(tr)) for tr in rows]
    if not raw or not any(raw):
        raise LetterError(f"{path}: the table has no cells")
    widths = [sum(across for _, across in row) for row in raw]
    if len(set(widths)) > 1:
        odd = next(i for i, wide in enumerate(widths) if wide != widths[0])
        raise LetterError(
            f"{path}: the table is oddly merged: row {odd + 1} has {widths[odd]} columns, "
            f"row 1 has {widths[0]}"
        )
    return Table(element, rows, tuple(map(tuple, _matrix(raw, widths[0], path))))


def _inner(element: Element, tag: str) -> Iterator[Element]:
    """Children of that name, also those within content controls and tracked changes."""
    for child in element:
        if name(child) == tag:
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _inner(child, tag)


def _row(tr: Element) -> Iterator[tuple[Element | None, int]]:
    """Each cell with the columns it takes; None where a row begins late or ends early."""
    properties = next(_inner(tr, "trPr"), None)
    before, after = (_number(properties, tag, 0) for tag in ("gridBefore", "gridAfter"))
    if before:
        yield None, before
    for tc in _inner(tr, "tc"):
        yield tc, _number(next(_inner(tc, "tcPr"), None), "gridSpan", 1)
    if after:
        yield None, after


def _number(properties: Element | None, tag: str, otherwise: int) -> int:
    element = next(_inner(properties, tag), None) if properties is not None else None
    value = attribute(element, "val") if element is not None else None
    return int(value) if value is not None and value.isdecimal() and value != "0" else otherwise


def attribute(element: Element, key: str) -> str | None:
    for space in (W, STRICT):
        value = element.get(f"{{{space}}}{key}")
        if value is not None:
            return str(value)
    return None


def _matrix(raw: list[list[tuple[Element | None, int]]], width: int, path: str) -> list[list[Cell]]:
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
                cell = _cell(parts, i, at, across)
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
    properties = next(_inner(tc, "tcPr"), None)
    element = next(_inner(properties, "vMerge"), None) if properties is not None else None
    return (attribute(element, "val") or "continue") if element is not None else None


def _cell(parts: Iterable[Element | None], row: int, column: int, across: int) -> Cell:
    elements = tuple(part for part in parts if part is not None)
    paragraphs = list(_inner(elements[0], "p")) if elements else []
    runs = [run for p in paragraphs for run in _runs(p) if _text(run).strip()]
    return Cell(
        paragraphs=tuple(map(_lines, paragraphs)),
        italic=bool(runs) and all(_is(run, "i") for run in runs),
        row=row,
        column=column,
        across=across,
        down=max(1, len(elements)),
        parts=elements,
    )


def _lines(paragraph: Element) -> tuple[str, ...]:
    text = "".join(map(_text, _runs(paragraph)))
    return tuple(" ".join(line.split()) for line in text.split("\n"))


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs that are read; what a tracked change deleted is not."""
    for child in paragraph:
        if name(child) == "r":
            yield child
        elif name(child) in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple"):
            yield from _runs(child)


def _text(run: Element) -> str:
    return "".join(
        (child.text or "") if name(child) == "t" else SPACES.get(name(child), "") for child in run
    )


def _is(run: Element, tag: str) -> bool:
    properties = next(_inner(run, "rPr"), None)
    element = next(_inner(properties, tag), None) if properties is not None else None
    return element is not None and attribute(element, "val") not in OFF
