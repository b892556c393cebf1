"""Letters as a secretariat has them: letterhead, signature, numbering, tables, the annex."""

import struct
import zlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tests.render.annexes import CEI, ENIP, TITLE

Rows = Sequence[Sequence[str]]
"""
Texts of cells; ``\\n`` parts paragraphs, ``|`` breaks a line, ``<`` continues the left cell,
``^`` the one above.
"""
CSP11_ROWS: Rows = (
    ("", "Tuesday", "Wednesday", "Thursday", "Friday", ""),
    ("10.00 – 13.00", ENIP, CEI, f"{CEI}\nWGTU", "WGTR", "10.00 – 13.00"),
    ("15.00 – 18.00", "^", CEI, "WGTU", "WGTR", "15.00 – 18.00"),
    ("SIDE EVENTS", "/tbc/", "/tbc/", "/tbc/", "/tbc/", "SIDE EVENTS"),
)
ROLLING = (
    "* The draft schedule is subject to change. The meetings will be held **on a rolling basis**."
)


def letter(
    *tables: Rows,
    titles: Sequence[str] = (TITLE,),
    note: str | None = ROLLING,
    place: str = "Geneva, 20 January 2025",
    bookmark: str | None = None,
) -> bytes:
    """A letter of two pages with an address table, and the annexes under their titles."""
    document = Document()
    _letterhead(document)
    document.add_paragraph(place).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("Excellency,")
    document.add_paragraph('The meetings follow one another: see the annex, § 2 & "below".')
    document.add_paragraph("Register before the first day", style="List Number")
    contact = document.add_table(2, 2, "Light Grid Accent 1")
    for cell, text in zip(
        contact._cells, ("Secretariat", "Room 5", "Hours", "by day"), strict=True
    ):
        cell.text = text
    signed = document.add_paragraph("The President")
    signed.add_run().add_picture(BytesIO(picture((20, 60, 140))), width=Cm(3))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.sections[0].orientation = WD_ORIENT.PORTRAIT
    for title, rows in zip((*titles, *[""] * len(tables)), tables, strict=False):
        heading = document.add_paragraph(title)
        if bookmark is not None:
            _bookmark(heading, bookmark)
        annex(document, rows)
    if note is not None:
        _note(document, note)
    document.add_paragraph("Annex ends here.")
    return with_custom_xml(saved(document))


def annex(document: Any, rows: Rows) -> Any:
    """A table by hand: Times, blue heads, its own widths, merged cells."""
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    cells = [[table.cell(r, c) for c in range(len(rows[0]))] for r in range(len(rows))]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cells[r][c].width = Cm(2.2 if c in (0, len(row) - 1) else 3)
            if text not in ("<", "^"):
                _say(cells[r][c], text, head=r == 0)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            across, down = _span(rows, r, c)
            if text not in ("<", "^") and (across, down) != (1, 1):
                cells[r][c].merge(cells[r + down - 1][c + across - 1])
    return table


def _span(rows: Rows, r: int, c: int) -> tuple[int, int]:
    across = next((n for n, text in enumerate(rows[r][c + 1 :]) if text != "<"), None)
    below = [row[c] for row in rows[r + 1 :]]
    down = next((n for n, text in enumerate(below) if text != "^"), len(below))
    return (len(rows[r]) - c if across is None else across + 1), down + 1


def _say(cell: Any, text: str, *, head: bool) -> None:
    for index, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line.strip("/").replace("|", "\n"))
        run.italic = True if line.startswith("/") else None
        run.bold = head or None
        run.font.name, run.font.size = "Times New Roman", Pt(9)
        if head:
            run.font.color.rgb = RGBColor(0, 0x38, 0xA8)


def _note(document: Any, note: str) -> None:
    paragraph = document.add_paragraph()
    for index, piece in enumerate(note.split("**")):
        paragraph.add_run(piece).bold = index % 2 == 1


def _letterhead(document: Any) -> None:
    header = document.sections[0].header.paragraphs[0]
    header.add_run().add_picture(BytesIO(picture((160, 20, 20))), width=Cm(2))
    header.add_run(" ARMS TRADE TREATY SECRETARIAT").bold = True
    document.sections[0].footer.paragraphs[0].text = "secretariat@example.org"


def _bookmark(paragraph: Any, name: str) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), "7")
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def picture(colour: tuple[int, int, int]) -> bytes:
    """A PNG of four by four pixels."""
    rows = (b"\x00" + bytes(colour) * 4) * 4

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def saved(document: Any) -> bytes:
    document.core_properties.created = datetime(2025, 1, 20)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def with_custom_xml(data: bytes) -> bytes:
    """With a part that python-docx knows nothing of, and each part of another time."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for index, name in enumerate(old.namelist()):
            entry = ZipInfo(name, (2025, 1, 20, 9, index % 60, 0))
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
        more = ZipInfo("customXml/item9.xml", (2025, 1, 20, 10, 0, 0))
        new.writestr(more, "<route>for signature</route>")
    return made.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_text(data: bytes, text: bytes) -> bytes:
    """The letter with another text."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    return made.getvalue()


def retexted(data: bytes, *changes: tuple[bytes, bytes], once: bool = False) -> bytes:
    """The letter with some bytes of its text replaced; each must occur."""
    text = parts(data)["word/document.xml"]
    for was, now in changes:
        assert was in text, was
        text = text.replace(was, now, 1) if once else text.replace(was, now)
    return with_text(data, text)
