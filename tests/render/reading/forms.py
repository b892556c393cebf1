"""Each form read with a library that knows the form alone: tables of cells, and the foot."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests import needed
from tests.render.pdf.pdfs import Tag, structure
from tests.render.reading.promised import plain

HOURS = re.compile(r"\d\d:\d\d – \d\d:\d\d")
DOCX_CHANGED, PDF_CHANGED, XLSX_CHANGED, SVG_CHANGED = (
    "FFF0C2",
    "[1 0.956863 0.819608]",
    "FFFFF2CC",
    "#fff4d1",
)
XLSX_HEAD = "FFE8EEF4"
"""The colours of the shades; what they mean stands in the legend of each form."""


@dataclass
class Box:
    """A cell of a table as a form holds it."""

    lines: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    marked: bool = False
    head: bool = False
    told: str = ""
    """What a pointer on it is told."""


@dataclass
class Table:
    """
    Rows of cells, merged ones repeated, with the text above.

    ``heads``: how many rows are heads of columns.
    """

    caption: str
    heads: int
    rows: list[list[Box]]


@dataclass
class Paper:
    """
    What a form holds.

    ``foot``: what stands at the foot of every page or sheet. ``text``: all the rest.
    """

    tables: list[Table]
    foot: list[str]
    text: str


def _lines(texts: Iterable[str]) -> list[str]:
    return [line for line in map(plain, texts) if line]


# Markdown


def markdown(data: bytes) -> Paper:
    """Tables with pipes; a changed cell begins with the mark of the legend, the gone are struck."""
    lines = data.decode().splitlines()
    tables, caption, rows = list[Table](), "", list[list[Box]]()
    for line in [*lines, ""]:
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            if not all(set(cell.strip()) == {"-"} for cell in cells):
                rows.append(list(map(_markdown_box, cells)))
            continue
        if rows:
            tables.append(Table(caption, 1, rows))
            rows = []
        if line.startswith("#"):
            caption = plain(line.lstrip("# "))
    foot = [line for line in lines if line][-1]
    return Paper(tables, [_markdown_text(foot)], _markdown_text(data.decode()))


def _markdown_box(cell: str) -> Box:
    marked = cell.strip().startswith("▸")
    parts = cell.split("<br>")[1 if marked else 0 :]  # the first says that it changed
    gone = [part.replace("~~", "") for part in parts if part.strip().startswith("~~")]
    kept = [part for part in parts if not part.strip().startswith("~~")]
    return Box(
        _lines(map(_markdown_text, kept)),
        _lines(map(_markdown_text, gone)),
        marked,
    )


def _markdown_text(text: str) -> str:
    """Emphasis is no letter, an escaped sign is one; of a link only its words are read."""
    linked = re.sub(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)", r"\1", text)
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*", "", linked))


# HTML


def page(data: bytes) -> Paper:
    """The table as it stands without the script; labels for narrow screens and marks aside."""
    root = lxml_html.fromstring(data.decode())
    tables = [_html_table(table) for table in root.iter("table")]
    foot = [plain(found.text_content()) for found in root.iter("footer")]
    return Paper(tables, foot, plain(root.text_content()))


def _html_table(table: Any) -> Table:
    heads = len(table.findall("thead/tr"))
    rows = _spread(
        [(_html_box(cell), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in tr]
        for tr in table.iter("tr")
    )
    return Table(plain(table.findtext("caption") or ""), heads, rows)


def _html_box(cell: Any) -> Box:
    classes = (cell.get("class") or "").split()
    for spare in cell.xpath(".//*[@class='spare' or @class='label' or @class='mark']"):
        spare.drop_tree()
    paragraphs = cell.xpath("./p") or [cell]
    gone = [p for p in paragraphs if "gone" in (p.get("class") or "").split()]
    lines = [p.text_content() for p in paragraphs if p not in gone]
    for word in (span for p in gone for span in p.findall("span")):
        word.drop_tree()
    struck = [plain(p.text_content()) for p in gone]
    return Box(_lines(lines), struck, "changed" in classes)


def _spread(rows: Iterable[list[tuple[Box, int, int]]]) -> list[list[Box]]:
    """A merged cell stands in every place that it covers."""
    made: list[list[Box]] = []
    covered: dict[tuple[int, int], Box] = {}
    for down, row in enumerate(rows):
        line = list[Box]()
        for box, height, width in row:
            while (down, len(line)) in covered:
                line.append(covered[down, len(line)])
            for right in range(len(line), len(line) + width):
                line.append(box)
                covered |= {(down + lower, right): box for lower in range(1, height)}
        while (down, len(line)) in covered:
            line.append(covered[down, len(line)])
        made.append(line)
    return made


# Word


def word(data: bytes) -> Paper:
    """
    Each session is a paragraph of its cell; what is gone is struck.

    A changed cell is shaded, and begins with the word for it.
    """
    document = Document(BytesIO(data))
    tables = [_word_table(table) for table in document.tables]
    foot = [
        plain(" ".join(p.text for p in section.footer.paragraphs)) for section in document.sections
    ]
    return Paper(tables, foot, plain(" ".join(p.text for p in document.paragraphs)))


def _word_table(table: Any) -> Table:
    heads = len(table._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}"))
    caption = table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    rows = [[_word_box(cell) for cell in row.cells] for row in table.rows]
    return Table(plain(caption.get(qn("w:val"))) if caption is not None else "", heads, rows)


def _word_box(cell: Any) -> Box:
    shade = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    box = Box(marked=shade is not None and shade.get(qn("w:fill")) == DOCX_CHANGED)
    for paragraph in cell.paragraphs[1 if box.marked else 0 :]:
        struck = [run.text for run in paragraph.runs if run.font.strike]
        (box.gone if struck else box.lines).append(plain(paragraph.text))
    box.lines = [line for line in box.lines if line]
    return box


# PDF


def paper(data: bytes, folder: Path) -> Paper:
    """The table of the tags, and what is printed at the foot of each page."""
    root = structure(data, folder)
    tables, caption = list[Table](), ""
    for child in _blocks(root):
        if child.name == "Table":
            tables.append(_pdf_table(child, caption))
        else:
            caption = plain(child.text)
    printed = subprocess.run(
        [needed.tool("pdftotext"), "-layout", str(folder / "read.pdf"), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    pages = [page.rstrip().splitlines() for page in printed.split("\f") if page.strip()]
    return Paper(tables, [plain(lines[-1]) for lines in pages], plain(root.text))


def _blocks(tag: Tag) -> Iterator[Tag]:
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in ("Table", "H1", "H2", "H3", "P", "Caption"):
                yield child
            else:
                yield from _blocks(child)


def _pdf_table(table: Tag, caption: str) -> Table:
    heads = [row for head in table.all("THead") for row in head.all("TR")]
    rows = _spread(
        [
            (_pdf_box(cell), int(cell.attributes.get("RowSpan", "1")), _width(cell))
            for cell in row.children
            if isinstance(cell, Tag)
        ]
        for row in table.all("TR")
    )
    return Table(caption, len(heads), rows)


def _width(cell: Tag) -> int:
    return int(cell.attributes.get("ColSpan", "1"))


def _pdf_box(cell: Tag) -> Box:
    """
    A changed cell begins with the word of the legend; what is gone with "no longer", or it ends
    with an arrow to where it is.

    Where a word is parted at its own hyphen, Spanish repeats it on the next line.
    """
    marked = cell.attributes.get("BackgroundColor") == PDF_CHANGED
    paragraphs = [found.text.replace("\n", "").replace("--", "-") for found in cell.all("P")]
    lines = _lines(paragraphs or [cell.text.replace("\n", " ")])
    return Box(lines[1:] if marked else lines, [], marked)


# Spreadsheets


def workbook(data: bytes, sheet: int = 0) -> Paper:
    """A sheet: heads are shaded, a table begins with them and ends with an empty row."""
    book = load_workbook(BytesIO(data), rich_text=True)
    found = book.worksheets[sheet]
    tables, caption, open_ = list[Table](), "", False
    boxes = _workbook_boxes(found)
    for row in boxes:
        filled = [box for box in row if box.lines or box.gone]
        if not filled:
            open_ = False
        elif any(box.head for box in row[1:]):
            if not open_ or len(tables[-1].rows) > tables[-1].heads:
                tables.append(Table(caption, 0, []))
            open_ = True
            tables[-1].heads += 1
            tables[-1].rows.append(row)
        elif open_:
            tables[-1].rows.append(row)
        else:
            caption = row[0].lines[0] if row[0].lines else ""
    foot = plain(" ".join(filter(None, [found.oddFooter.left.text, found.oddFooter.center.text])))
    text = " ".join(line for row in boxes for box in row for line in box.lines)
    return Paper(tables, [foot], plain(text))


def _workbook_boxes(sheet: Any) -> list[list[Box]]:
    boxes = [[_workbook_box(cell) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        for down in range(top, bottom + 1):
            for across in range(left, right + 1):
                boxes[down - 1][across - 1] = boxes[top - 1][left - 1]
    return boxes


def _workbook_box(cell: Any) -> Box:
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    box = Box(marked=colour == XLSX_CHANGED, head=colour == XLSX_HEAD)
    value = cell.value
    blocks = value if isinstance(value, CellRichText) else [value or ""]
    for block in blocks:
        struck = isinstance(block, TextBlock) and block.font.strike
        text = block.text if isinstance(block, TextBlock) else str(block)
        if not struck and box.gone and text.startswith(" "):
            box.gone[-1] = plain(box.gone[-1] + text)
            continue
        (box.gone if struck else box.lines).extend(_lines(text.split("\n")))
    if not isinstance(value, CellRichText) and cell.font.strike:
        box.lines, box.gone = [], box.lines
    if box.marked:  # the first line says so
        del box.lines[0]
    return box


# Pictures

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass
class Frame:
    """A rectangle of a picture with what is written inside."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    framed: bool
    told: str

    @classmethod
    def of(cls, rect: Any) -> "Frame":
        left, top = float(rect.get("x", 0)), float(rect.get("y", 0))
        framed, told = rect.get("stroke") is not None, rect.findtext(f"{NAMESPACE}title") or ""
        right, bottom = left + float(rect.get("width")), top + float(rect.get("height"))
        return cls(left, top, right, bottom, rect.get("fill"), framed, told)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def picture(data: bytes) -> Paper:
    """The grid: frames with a border are cells, those without one are the sessions in them."""
    root = etree.fromstring(data)
    frames = [Frame.of(rect) for rect in root.iter(f"{NAMESPACE}rect")]
    texts = [
        (float(t.get("x")), float(t.get("y")), "".join(t.itertext()))
        for t in root.iter(f"{NAMESPACE}text")
    ]
    cells = [frame for frame in frames if frame.framed and frame.bottom - frame.top > 15]
    tables = [_picture_table(band, frames, texts) for band in _bands(cells)]
    inside = [any(cell.holds(x, y) for cell in cells) for x, y, _ in texts]
    outside = [text for (_, _, text), held in zip(texts, inside, strict=True) if not held]
    return Paper(tables, [plain(outside[-1])], plain(" ".join(outside)))


def _bands(cells: list[Frame]) -> list[list[Frame]]:
    """Tables one below the other: between them is a space."""
    bands = list[list[Frame]]()
    for cell in sorted(cells, key=lambda cell: cell.top):
        if not bands or cell.top > max(other.bottom for other in bands[-1]) + 1:
            bands.append([])
        bands[-1].append(cell)
    return bands


def _picture_table(
    cells: list[Frame], frames: list[Frame], texts: list[tuple[float, float, str]]
) -> Table:
    lefts = sorted({round(cell.left, 1) for cell in cells})
    tops = sorted({round(cell.top, 1) for cell in cells})
    rows = [[Box() for _ in lefts] for _ in tops]
    heads = set[int]()
    for cell in cells:
        box = _picture_box(cell, frames, texts)
        for down, top in enumerate(tops):
            for across, left in enumerate(lefts):
                if cell.holds(left + 1, top + 1):
                    rows[down][across] = box
                    if cell.fill == "#e4eaf3" and across:
                        heads.add(down)
    return Table("", len(heads), rows)


def _picture_box(cell: Frame, frames: list[Frame], texts: list[tuple[float, float, str]]) -> Box:
    own = [(x, y, text) for x, y, text in texts if cell.holds(x, y)]
    own = own[1:] if cell.fill == SVG_CHANGED else own  # the first says that it changed
    entries = [
        frame
        for frame in frames
        if not frame.framed
        and frame.right - frame.left > 4
        and cell.holds(frame.left, frame.top)
        and frame.right <= cell.right
        and frame.bottom <= cell.bottom
    ]
    groups = [[text for x, y, text in own if entry.holds(x, y)] for entry in entries] or [
        [text for _, _, text in own]
    ]
    lines = _lines(" ".join(group) for group in groups)
    return Box(lines, marked=cell.fill == SVG_CHANGED, told=plain(cell.told))
