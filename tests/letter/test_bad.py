"""Files that are no letters with an annex: told what they are, and nothing is written."""

import random
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook

import cli
from tests.draws import sampled
from tests.letter.letters import CSP11_ROWS, annex, letter, parts, saved, with_text

ELEMENT = re.compile(rb"<w:(tc|p|r|tr|tcPr|pPr|t)\b[^>]*>.*?</w:\1>", re.DOTALL)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def workbook() -> bytes:
    made = BytesIO()
    Workbook().save(made)
    return made.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def nested() -> bytes:
    document = Document()
    document.add_paragraph("25-28 February 2025")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("", "Tuesday", "10:00-13:00", "A"), strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 1)
    return saved(document)


def broken(data: bytes) -> bytes:
    return data[: len(data) // 2]


def damaged(data: bytes) -> bytes:
    """The text is whole, and a picture in it is not."""
    at = data.index(b"word/media/image1.png") + 60
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def uneven() -> bytes:
    document = Document()
    document.add_paragraph("25-28 February 2025")
    annex(document, CSP11_ROWS).cell(1, 2)._tc.grid_span = 3
    return saved(document)


def spanning(columns: str, rows: int = 1, text: str = "x") -> bytes:
    """A table whose rows are one cell that takes so many columns."""
    cell = (
        f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    )
    body = f"<w:tr><w:tc>{cell}</w:tc></w:tr>" * rows
    document = f'<w:document xmlns:w="{SPACE.decode()}"><w:tbl>{body}</w:tbl></w:document>'
    return zipped("word/document.xml", document.encode())


SPACE = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]>'
BAD = {
    "empty": (b"", "is empty"),
    "text": (b"Excellency,", "is not a Word document: it is no zip archive"),
    "pdf": (b"%PDF-1.7\n", "is a PDF, not a Word document"),
    "rtf": (b"{\\rtf1 }", "is an RTF file: save it as .docx"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "is a file of Word 97 to 2003"),
    "workbook": (workbook(), "is an Excel workbook, not a Word document"),
    "zip": (zipped("a.txt", b"a"), "there is no word/document.xml in it"),
    "broken": (broken(letter(CSP11_ROWS)), "is broken, the archive cannot be unpacked"),
    "no-xml": (zipped("word/document.xml", b"<a><b></a>"), "is broken, its text is not XML"),
    "doctype": (
        zipped("word/document.xml", DOCTYPE + b"<a/>"),
        "its text declares a document type",
    ),
    "bomb": (
        zipped("word/document.xml", b" " * (65 * 1024 * 1024)),
        "its text is larger than 67,108,864 bytes",
    ),
    "tags": (
        zipped("word/document.xml", b"<a>" + b"<b/>" * 1_000_000),
        "its text has more than 1,000,000 tags",
    ),
    "deep": (zipped("word/document.xml", b"<a>" * 300), "has more than 200 elements in another"),
    "no-table": (saved(Document()), "has no table"),
    "no-annex": (letter(), "no table has days across and hours down. Found: 1 under 'Register"),
    "nested": (nested(), "the table holds another table in a cell: take it out"),
    "several": (
        letter(CSP11_ROWS, CSP11_ROWS, titles=("First", "Second")),
        (
            "the letter has several tables: add --table with a number or a title, or all. "
            "Found: 2 under 'First'; 3"
        ),
    ),
    "wide": (spanning("100000000"), "the table has more than 200 columns"),
    "digits": (spanning("9" * 5_000), "the table has more than 200 columns"),
    "cells": (spanning("200", rows=260), "the table has more than 50,000 cells"),
    "tables": (
        zipped(
            "word/document.xml", b"<w:d xmlns:w='%s'>" % SPACE + b"<w:tbl/>" * 1_001 + b"</w:d>"
        ),
        "has more than 1,000 tables",
    ),
    "long": (
        spanning("1", text=f"x{'</w:t></w:r></w:p><w:p><w:r><w:t>' * 5_001}"),
        "has more than 5,000 paragraphs",
    ),
    "endless": (spanning("1", text="x" * 10_000_001), "has a text of more than 10,000,000 char"),
    "uneven": (uneven(), "oddly merged: row 2 has 8 columns, row 1 has 6"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_named_with_what_was_found(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data, why = BAD[name]
    path = Path(f"{name}.docx")
    path.write_bytes(data)
    assert cli.main(["import", "docx", str(path), "--to", "made.yaml"]) == 3
    said = capsys.readouterr()
    assert f"{name}.docx: " in said.err
    assert why in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert not Path("made.yaml").exists()


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_letter_stays_as_it_is(name: str, stored: Path) -> None:
    path = Path(f"{name}.docx")
    path.write_bytes(BAD[name][0])
    code = cli.main(["export", "docx", *CSP11, str(stored), "--into", str(path)])
    assert code == 3
    assert path.read_bytes() == BAD[name][0]
    assert [p.name for p in Path().iterdir() if p.suffix != ".json"] == [path.name]


CSP11 = [str(ROOT / "scenarios" / "csp11.yaml")]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("csp11") / "r0.json"
    assert cli.main(["solve", *CSP11, "--out", str(made), "--workers", "1"]) == 0
    return made


def test_a_damaged_picture_is_found_before_anything_is_written(stored: Path) -> None:
    data = damaged(
        letter([[*row[:4], "WGTX" if row[4] == "WGTR" else row[4], row[5]] for row in CSP11_ROWS])
    )
    path = Path("letter.docx")
    path.write_bytes(data)
    assert cli.main(["export", "docx", *CSP11, str(stored), "--into", "letter.docx"]) == 3
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--table", "9"], "there is no table 9; there are 2"),
        (["--table", "Nowhere"], "no table has the title or bookmark 'Nowhere'. Found: 1 under"),
        (["--table", "1"], "no table has days across and hours down. Found: 1 under 'Register"),
        (["--view", "rooms"], "a letter takes only days by slots: leave out --view rooms"),
    ],
)
def test_a_table_that_is_not_there_is_refused(
    options: list[str], why: str, stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letter.docx").write_bytes(letter(CSP11_ROWS))
    argv = ["export", "docx", *CSP11, str(stored), "--into", "letter.docx", *options]
    assert cli.main(argv) in (2, 3)
    assert why in capsys.readouterr().err


def test_only_word_goes_into_a_letter(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("letter.docx").write_bytes(letter(CSP11_ROWS))
    assert cli.main(["export", "md", *CSP11, str(stored), "--into", "letter.docx"]) == 2
    assert "--into and --table work only for docx" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["missing.docx"], ["."], ["x" * 5000]])
def test_what_cannot_be_opened_is_said(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "docx", *argv]) == 3
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("seed", sampled(range(25), 4))
def test_whatever_is_broken_is_an_answer_and_not_a_crash(
    seed: int, stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes changed, elements dropped or doubled, anywhere in the annex or in the archive."""
    draw = random.Random(seed)
    whole = letter(CSP11_ROWS)
    text = parts(whole)["word/document.xml"]
    at = draw.randrange(text.index(b"Tuesday") - 2000, len(text) - 400)
    found = list(ELEMENT.finditer(text, at))
    piece = draw.choice(found) if found else None
    if seed % 3 == 0 or piece is None:
        broken_at = draw.randrange(len(whole))
        data = whole[:broken_at] + bytes([draw.randrange(256)]) + whole[broken_at + 1 :]
    else:
        twice = piece[0] * 2 if seed % 3 == 1 else b""
        data = with_text(whole, text[: piece.start()] + twice + text[piece.end() :])
    Path("letter.docx").write_bytes(data)
    assert cli.main(["import", "docx", "letter.docx"]) in (0, 3)
    argv = ["export", "docx", *CSP11, str(stored), "--into", "letter.docx", "--to", "made.docx"]
    code = cli.main(argv)
    assert code in (0, 3)
    assert (code == 3) == (not Path("made.docx").exists())
    assert "Traceback" not in capsys.readouterr().err
