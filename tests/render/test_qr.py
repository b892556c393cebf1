"""The QR code of the newest issue stands under the annex, with its address in letters."""

import zlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree, html

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.languages.languages import LANGUAGES
from scheduler.render.qr import BORDER, png, svg
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import CSP11, PRINTED, meeting, record

ADDRESS = "https://example.org/csp11?l=en&f=pdf"


def addressed(address: str = ADDRESS) -> Problem:
    return meeting(meeting={**CSP11["meeting"], "address": address})


def made(form: str, problem: Problem | None = None, **of_record: Any) -> bytes:
    return export(form, problem or addressed(), record(*PRINTED, **of_record), ExportRequest())


def modules(drawing: str) -> set[tuple[int, int]]:
    """Dark modules of a drawing, by column and row."""
    path = etree.fromstring(drawing)[1].get("d")
    assert path is not None
    starts = (move.split("h")[0].split() for move in path.split("M")[1:])
    return {(int(x), int(y)) for x, y in starts}


def test_the_drawing_has_the_three_eyes_of_a_code_inside_a_white_border() -> None:
    dark = modules(svg(ADDRESS))
    size = int(etree.fromstring(svg(ADDRESS)).get("viewBox", "").split()[-1])
    ends = (BORDER, size - BORDER - 7)
    eye = {(x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6)}
    for left, top in ((ends[0], ends[0]), (ends[1], ends[0]), (ends[0], ends[1])):
        assert {(left + x, top + y) for x, y in eye} <= dark
    assert all(BORDER <= x < size - BORDER > y >= BORDER for x, y in dark)


def test_the_picture_has_the_modules_of_the_drawing() -> None:
    data, dark = png(ADDRESS), modules(svg(ADDRESS))
    side = int.from_bytes(data[16:20], "big")
    at, packed = 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    rows, wide = zlib.decompress(packed), side // 8 + 1
    black = {
        (x // 8, y // 8)
        for y in range(0, side, 8)
        for x in range(0, side, 8)
        if rows[y * wide + 1 + x // 8] >> 7 == 0
    }
    assert black == dark


def test_another_address_is_another_code() -> None:
    assert svg(ADDRESS) != svg(ADDRESS + "1")
    assert png(ADDRESS) != png(ADDRESS + "1")


def test_the_page_has_the_code_the_address_and_the_issue() -> None:
    page = html.document_fromstring(made("html", revision=2, as_of="2025-02-25 17:55").decode())
    (newest,) = page.xpath("//div[@class='newest']")
    assert newest.xpath(".//a/@href") == [ADDRESS]
    said = " ".join(newest.itertext())
    assert f"Newest issue: {ADDRESS}" in said
    assert "This paper: Rev.2 · as of 25 February 2025, 17:55" in said
    assert newest.xpath(".//@aria-label") == [f"QR: {ADDRESS}"]


def test_word_holds_the_picture_with_a_description() -> None:
    document = ZipFile(BytesIO(made("docx")))
    (picture,) = (name for name in document.namelist() if name.startswith("word/media/"))
    assert document.read(picture) == png(ADDRESS)
    body = document.read("word/document.xml").decode()
    assert "This paper: first issue" in body
    assert 'descr="QR: https://example.org/csp11?l=en&amp;f=pdf"' in body


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_form_and_language_says_the_address(code: LanguageCode) -> None:
    request = ExportRequest(language=code)
    said = export("md", addressed("https://example.org/7"), record(*PRINTED), request).decode()
    assert "https://example.org/7" in said
    assert LANGUAGES[code].first_issue in said


def test_equal_timetables_give_equal_bytes_and_none_has_a_code_without_an_address() -> None:
    for form in ("pdf", "docx", "html"):
        assert made(form) == made(form)
    assert "QR:" not in made("html", meeting()).decode()
    names = ZipFile(BytesIO(made("docx", meeting()))).namelist()
    assert not [name for name in names if "media" in name]
