"""Every view and language in Word, read back and printed."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from scheduler.render.docx import annex_docx
from scheduler.render.formats import Draft, ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.vocabulary.printing import LanguageCode, TableView, ViewName
from tests.draws import sampled
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, record, timetable, with_lunches
from tests.render.crowded import crowded
from tests.render.docx.test_annex import page_count

VIEWS = [view for view in get_args(TableView) if view != "programme"]
LINES = (*PRINTED, "launch 26 13:15-14:45 annex", "briefing 27 13:15-14:45")
EVERYTHING = {"before": timetable(*PRINTED), "draft": Draft()}


def written(*lines: str, **wanted: Any) -> bytes:
    return export("docx", with_lunches(), record(*(lines or LINES)), ExportRequest(**wanted))


def texts(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("language", sampled(sorted(get_args(LanguageCode)), 2))
@pytest.mark.parametrize("view", VIEWS)
def test_the_tables_are_those_of_the_layout(view: ViewName, language: LanguageCode) -> None:
    page = lay_out(with_lunches(), record(*LINES), ExportRequest(view=view, language=language))
    sheets = [sheet for sheets in page.pages for sheet in sheets]
    tables = Document(BytesIO(written(view=view, language=language))).tables
    assert len(tables) == len(sheets)
    for table, sheet in zip(tables, sheets, strict=True):
        rows = texts(table)[1 + bool(sheet.headed) :]
        assert [row[0] for row in rows] == [band.label for band in sheet.bands]
        for row, band in zip(rows, sheet.bands, strict=True):
            for text, box in zip(row[1:], band.boxes, strict=False):
                if box is not None:
                    assert text == "\n".join(line.text for line in box.lines)


def test_merged_boxes_and_upper_heads_are_merged_cells() -> None:
    (table,) = Document(BytesIO(written(view="groups"))).tables
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(2, 1)._tc is table.cell(2, 2)._tc
    assert table.cell(2, 3)._tc is not table.cell(2, 2)._tc


@pytest.mark.parametrize("language", get_args(LanguageCode))
def test_a_table_in_arabic_begins_at_the_right_and_no_other(language: LanguageCode) -> None:
    (table,) = Document(BytesIO(written(language=language))).tables
    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == (language == "ar")
    label = table.cell(1, 0).paragraphs[0]._p
    assert (label.pPr.find(qn("w:bidi")) is not None) == (language == "ar")


@pytest.mark.parametrize(
    ("language", "where", "named"),
    [
        ("en", "val", "en-GB"),
        ("fr", "val", "fr-FR"),
        ("zh", "eastAsia", "zh-CN"),
        ("ar", "bidi", "ar-SA"),
    ],
)
def test_the_file_says_its_language(language: LanguageCode, where: str, named: str) -> None:
    document = Document(BytesIO(written(language=language)))
    spoken = document.styles.element.find(f".//{qn('w:lang')}")
    assert spoken.get(qn(f"w:{where}")) == named
    assert document.core_properties.language == named


def test_the_changes_stand_in_words_below_where_there_is_room() -> None:
    made = export(
        "docx", meeting(), record(*AFTER_AN_OVERRUN), ExportRequest(before=timetable(*PRINTED))
    )
    paragraphs = Document(BytesIO(made)).paragraphs
    heading = next(p for p in paragraphs if p.text == "Changes since the previous issue")
    assert not heading.paragraph_format.page_break_before
    told = [p.text for p in paragraphs[paragraphs.index(heading) + 1 :]]
    assert told[0].startswith("– Wednesday 26 February, 10:00 – 13:00: now also WGETI")
    assert len(told) == 3


def test_changes_that_have_no_room_below_stand_on_a_page_of_their_own() -> None:
    asked = ExportRequest(before=timetable(*PRINTED))
    layout = lay_out(meeting(), record(*AFTER_AN_OVERRUN), asked)
    many = replace(layout, changes=layout.changes * 12)
    paragraphs = Document(BytesIO(annex_docx.write(many))).paragraphs
    heading = next(p for p in paragraphs if p.text == "Changes since the previous issue")
    assert heading.paragraph_format.page_break_before


def test_the_issue_stands_at_the_foot_of_every_page() -> None:
    revised = record(*AFTER_AN_OVERRUN, revision=1, as_of="2025-02-25 17:55")
    document = Document(BytesIO(export("docx", meeting(), revised)))
    foot = document.sections[0].footer.paragraphs[0].text
    title = "DRAFT SCHEDULE OF CSP11 WORKING GROUP MEETINGS: 25-28 FEBRUARY 2025"
    assert foot == f"{title} · Rev.1 · as of 25 February 2025, 17:55"
    first = Document(BytesIO(export("docx", meeting(), record(*PRINTED))))
    assert first.sections[0].footer.paragraphs[0].text == "", "one sheet needs no foot"


@pytest.mark.parametrize(("language", "word"), [("en", "DRAFT"), ("fr", "PROJET"), ("ar", "مسودة")])
def test_a_draft_is_marked_on_every_page(language: LanguageCode, word: str) -> None:
    with ZipFile(BytesIO(written(language=language, draft=Draft()))) as archive:
        headers = [archive.read(n).decode() for n in archive.namelist() if "header" in n]
    assert [header.count(f'string="{word}"') for header in headers] == [1]
    with ZipFile(BytesIO(written(language=language))) as archive:
        assert not [n for n in archive.namelist() if "header" in n]


def test_the_programme_says_whose_it_is() -> None:
    problem = meeting(
        sessions=[{"id": "enip", "title": "E", "group": "WGETI", "minutes": 60}], rolling=[]
    )
    wanted = ExportRequest(view="programme", of="WGETI")
    document = Document(BytesIO(export("docx", problem, record("enip 25 10:00-11:00"), wanted)))
    assert document.paragraphs[1].text == "Programme: WGETI"
    assert texts(document.tables[0])[1] == ["10:00 – 11:00", "E", "WGETI"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_written_twice_the_same(view: ViewName) -> None:
    asked = {"view": view, "language": "ar", **EVERYTHING}
    assert written(**asked) == written(**asked)


@pytest.mark.parametrize(("view", "pages"), sampled([("list", 1), ("groups", 1), ("rooms", 1)], 0))
def test_csp11_fits_a_page_in_every_view(view: ViewName, pages: int, tmp_path: Path) -> None:
    made = export("docx", meeting(), record(*PRINTED), ExportRequest(view=view))
    assert page_count(made, tmp_path) == pages


def test_small_text_on_another_page_lets_the_changes_stand_below_the_last_table() -> None:
    asked = ExportRequest(before=timetable(*PRINTED))
    layout = lay_out(meeting(), record(*AFTER_AN_OVERRUN), asked)
    longer = replace(layout, changes=layout.changes * 3)
    small = replace(longer, pages=(*lay_out(*crowded()).pages[:1], *layout.pages))
    assert _has_page_of_changes(longer)
    assert not _has_page_of_changes(small)


def _has_page_of_changes(layout: Layout) -> bool:
    paragraphs = Document(BytesIO(annex_docx.write(layout))).paragraphs
    heading = next(p for p in paragraphs if p.text == "Changes since the previous issue")
    return bool(heading.paragraph_format.page_break_before)
