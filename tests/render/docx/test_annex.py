import subprocess
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from scheduler.problem import Problem
from scheduler.render.docx import annex_docx
from scheduler.render.docx.table_docx import CHANGED
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.scenario import load
from scheduler.timetable import Timetable
from tests import needed
from tests.letter.letters import CSP11_ROWS
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    ENIP,
    FOOTNOTE,
    PRINTED,
    TITLE,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)

BAR = RGBColor(0x8A, 0x4B, 0x00)
TWO_WEEKS = [date(2025, 2, day) for day in (*range(17, 22), *range(24, 29))]
LONG_TITLE = " ".join(["comprehensive exchange of national implementation practices"] * 7)


def written(
    *lines: str, problem: Problem | None = None, before: Timetable | None = None, **changes: Any
) -> bytes:
    known = problem if problem is not None else meeting()
    made = record(*(lines or PRINTED), **changes)
    return annex_docx.write(lay_out(known, made, ExportRequest(before=before)))


def opened(*lines: str, **changes: Any) -> Any:
    return Document(BytesIO(written(*lines, **changes)))


def revised() -> Any:
    return opened(
        *AFTER_AN_OVERRUN, before=timetable(*PRINTED), revision=1, as_of="2025-02-25 17:55"
    )


def texts(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def shading(cell: Any) -> str | None:
    shade = cell._tc.tcPr.find(qn("w:shd"))
    return None if shade is None else shade.get(qn("w:fill"))


def as_pdf(document: bytes, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    (folder / "annex.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [needed.tool("soffice"), profile, "--headless", "--convert-to", "pdf"]
    target = ["--outdir", str(folder), str(folder / "annex.docx")]
    subprocess.run([*command, *target], check=True, capture_output=True)
    return folder / "annex.pdf"


def page_count(document: bytes, folder: Path) -> int:
    pdfinfo, pdf = needed.tool("pdfinfo"), as_pdf(document, folder)
    told = subprocess.run([pdfinfo, str(pdf)], check=True, capture_output=True, text=True)
    pages = next(line for line in told.stdout.splitlines() if line.startswith("Pages:"))
    return int(pages.split()[1])


def dotted_lines(document: bytes, folder: Path) -> int:
    """Dotted lines above the footer of the first page, where no short word in the middle is."""
    pdftoppm, pdf = needed.tool("pdftoppm"), as_pdf(document, folder)
    command = [pdftoppm, "-gray", "-r", "150", "-singlefile", str(pdf), str(folder / "page")]
    subprocess.run(command, check=True)
    data = (folder / "page.pgm").read_bytes()
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = map(int, size.split())
    start, end = width * 18 // 100, width * 30 // 100
    dark = [
        sum(pixels[row * width + column] < 230 for column in range(start, end)) / (end - start)
        for row in range(height * 9 // 10)
    ]
    dotted = [0.2 < share < 0.95 for share in dark]
    return sum(now and not before for before, now in pairwise([False, *dotted]))


@pytest.mark.ci
def test_a_line_stands_between_all_sessions_of_a_cell(tmp_path: Path) -> None:
    lines = [f"s{n} 25 1{n}:00-1{n}:30" for n in range(4)]
    sessions = [{"id": f"s{n}", "title": "ABCD"[n], "minutes": 30} for n in range(4)]
    slots = [{"id": "day", "start": "10:00", "end": "14:00"}]
    days = [date(2025, 2, 25)]
    order = [{"room": "plenary", "order": [f"s{n}" for n in range(4)]}]
    problem = meeting(sessions=sessions, slots=slots, days=days, rolling=order, annex={})
    assert dotted_lines(written(*lines, problem=problem), tmp_path) == 3


def test_the_word_table_is_the_annex_cell_by_cell() -> None:
    assert texts(opened()) == [
        ["", "Tuesday", "Wednesday", "Thursday", "Friday", ""],
        ["10:00 – 13:00", ENIP, CEI, f"{CEI}\nWGTU", "WGTR", "10:00 – 13:00"],
        ["15:00 – 18:00", ENIP, CEI, "WGTU", "WGTR", "15:00 – 18:00"],
        ["SIDE EVENTS", "tbc", "tbc", "tbc", "tbc", "SIDE EVENTS"],
    ]


def test_the_annex_of_csp11_is_that_of_the_letter_cell_by_cell() -> None:
    """Title, heads, hours at both sides, cells, side events and the words in bold."""
    problem = load(Path(__file__).parents[3] / "scenarios" / "csp11.yaml").problem
    document = opened(problem=problem)
    said = [[text.replace(":", ".") for text in row] for row in texts(document)]
    letter = [list(row) for row in CSP11_ROWS]
    letter[2][1] = letter[1][1]  # one cell of two rows there
    assert said == [[text.strip("/") for text in row] for row in letter]
    assert document.paragraphs[0].text == TITLE
    (note,) = (p for p in document.paragraphs if p.text.startswith("*"))
    assert [run.text for run in note.runs if run.bold] == ["on a rolling basis"]
    side = document.tables[0].rows[-1].cells[1:-1]
    assert all(cell.paragraphs[0].runs[0].italic for cell in side)


def test_the_title_stands_first_and_the_footnote_last_with_its_bold_words_bold() -> None:
    paragraphs = opened().paragraphs
    assert (paragraphs[0].text, paragraphs[0].style.name) == (TITLE, "Heading 1")
    assert paragraphs[-1].text == FOOTNOTE.replace("**", "")
    assert [run.text for run in paragraphs[-1].runs if run.bold] == ["on a rolling basis"]


def test_a_title_without_a_mark_gets_the_mark_of_the_footnote() -> None:
    problem = meeting(annex={"title": "SCHEDULE", "footnotes": ["Subject to change."]})
    paragraphs = opened(problem=problem).paragraphs
    assert [paragraphs[0].text, paragraphs[-1].text] == ["SCHEDULE*", "* Subject to change."]


def test_the_placeholder_of_the_side_events_is_in_italics() -> None:
    side = opened().tables[0].rows[-1].cells
    assert [run.italic for run in side[1].paragraphs[0].runs] == [True]


def test_a_side_event_is_printed_with_time_and_room() -> None:
    lines = (*PRINTED, "launch 25 13:15-14:45", "briefing 26 13:15-14:45")
    side = texts(opened(*lines, problem=with_lunches()))[-1]
    assert side[1] == "13:15 – 14:45 Launch of the handbook (Room 2)"
    assert side[2] == "13:15 – 14:45 Briefing on the reporting templates (tbc) (Room 2)"


def test_a_revision_says_so_with_its_date_and_a_legend() -> None:
    said = [paragraph.text for paragraph in revised().paragraphs]
    assert said[0].startswith(TITLE)
    assert said[0].endswith("Rev.1")
    assert said[2] == "as of 25 February 2025, 17:55"
    assert any("changed since the previous issue" in line for line in said)


def test_meeting_venue_room_dates_and_zone_stand_below_the_title() -> None:
    """As in PDF and HTML; what the title says is not said again."""
    told = (
        "CSP11 Working Group Meetings · CICG Geneva · Room 2 · 25-28 February 2025 · Europe/Zurich"
    )
    assert opened().paragraphs[1].text == told
    untitled = opened(problem=meeting(annex={})).paragraphs
    assert [line.text for line in untitled[:2]] == [
        "CSP11 Working Group Meetings",
        told.partition(" · ")[2],
    ]


def test_the_first_issue_has_no_marks_of_a_revision() -> None:
    document = opened()
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Rev." not in said
    assert "as of" not in said
    assert "changed" not in said


def test_changed_cells_and_no_others_are_shaded_and_have_a_bar() -> None:
    cells = {
        (row, column): cell
        for row, line in enumerate(revised().tables[0].rows)
        for column, cell in enumerate(line.cells)
    }
    changed = {place for place, cell in cells.items() if shading(cell) == CHANGED}
    barred = {
        place for place, cell in cells.items() if cell._tc.tcPr.find(qn("w:tcBorders")) is not None
    }
    assert changed == barred == {(1, 2), (1, 4), (2, 4)}


def test_a_changed_cell_says_so_in_a_word_which_a_copier_and_a_screen_reader_keep() -> None:
    rows = [list(row.cells) for row in revised().tables[0].rows]
    assert rows[1][2].text == f"changed\n{ENIP}\n{CEI}"
    (word,) = rows[1][2].paragraphs[0].runs
    assert (word.font.color.rgb, rows[1][2].paragraphs[0].style.font.size) == (BAR, Pt(9))
    worded = {(r, c) for r in range(4) for c in range(6) if "changed" in rows[r][c].text}
    assert worded == {(1, 2), (1, 4), (2, 4)}
    (legend,) = (p for p in revised().paragraphs if "with a bar at the side" in p.text)
    assert legend.text.split()[:2] == ["changed", "shaded,"]


def test_a_session_without_a_place_is_named_below_the_table() -> None:
    document = opened(unplaced=[{"session": "wgtr", "reason": "no slot is left"}])
    assert "Not yet scheduled: WGTR" in [paragraph.text for paragraph in document.paragraphs]


def test_the_page_is_a4_landscape_and_the_widths_add_up_in_grid_and_cells() -> None:
    document = opened()
    section, table = document.sections[0], document.tables[0]
    assert section.page_width == pytest.approx(Mm(297), abs=Mm(0.1))
    assert section.page_height == pytest.approx(Mm(210), abs=Mm(0.1))
    inner = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) == pytest.approx(inner, abs=Mm(1))
    for row in table.rows:
        assert [cell.width for cell in row.cells] == [column.width for column in table.columns]
    assert all(row.height is not None for row in list(table.rows)[1:])


def test_a_screen_reader_is_told_language_header_row_and_what_the_table_is() -> None:
    document = opened()
    table = document.tables[0]
    language = document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))
    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    description = table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert language == "en-GB"
    assert headers == [True, False, False, False]
    assert caption == TITLE.rstrip("*")
    assert "Tuesday 25 February" in description


def test_the_properties_name_the_meeting_and_nobody() -> None:
    core = revised().core_properties
    assert (core.title, core.author, core.last_modified_by) == (TITLE.rstrip("*"), "", "")
    assert core.created.replace(tzinfo=None) == datetime(2025, 2, 25, 16, 55)


def test_equal_timetables_give_equal_bytes_without_dates_of_the_clock() -> None:
    first, second = written(), written()
    assert first == second
    assert {entry.date_time for entry in ZipFile(BytesIO(first)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_text_from_right_to_left_is_marked_so() -> None:
    cell = opened(problem=titled("فريق العمل", CEI)).tables[0].rows[1].cells[1]
    assert cell.paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert cell.paragraphs[0].runs[0].font.rtl is True


def test_characters_that_xml_refuses_do_not_reach_the_document() -> None:
    cells = texts(opened(problem=titled("WGETI\x00\x0b\ufffe & <b>", CEI)))
    assert cells[1][1] == "WGETI \ufffd & <b>"


def test_two_weeks_are_two_tables_and_the_second_begins_a_page() -> None:
    document = opened(*PRINTED, "wgtr 17 10:00-13:00", problem=meeting(days=TWO_WEEKS))
    captions = [p for p in document.paragraphs if p.style.name == "Heading 2"]
    assert [caption.text for caption in captions] == ["17-21 February 2025", "24-28 February 2025"]
    assert [bool(c.paragraph_format.page_break_before) for c in captions] == [False, True]
    assert document.tables[0].rows[0].cells[1].text == "Monday\n17 February"


def test_no_style_of_the_document_refers_to_one_that_is_not_there() -> None:
    styles = opened().styles.element
    there = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    for tag in ("w:basedOn", "w:link", "w:next"):
        assert {named.get(qn("w:val")) for named in styles.iter(qn(tag))} <= there


def test_several_rooms_stand_at_the_side_and_the_side_events_below() -> None:
    (table,) = opened(*PRINTED, "wgtr 25 10:00-13:00 annex").tables
    assert [row.cells[0].text for row in table.rows][2:] == ["Room 2", "Room 3", "Side events"]
    assert table.rows[3].cells[1].text == "WGTR"


def test_csp11_prints_on_one_page(tmp_path: Path) -> None:
    assert page_count(written(), tmp_path) == 1


@pytest.mark.ci
def test_very_long_titles_are_not_set_smaller_than_can_be_read(
    tmp_path: Path,
) -> None:
    document = written(
        *AFTER_AN_OVERRUN,
        problem=titled(*[LONG_TITLE] * 4),
        before=timetable(*PRINTED),
        revision=1,
        as_of="2025-02-25 17:55",
    )
    assert page_count(document, tmp_path) == 3


@pytest.mark.ci
def test_two_weeks_print_on_two_pages(tmp_path: Path) -> None:
    document = written(*PRINTED, "wgtr 17 10:00-13:00", problem=meeting(days=TWO_WEEKS))
    assert page_count(document, tmp_path) == 2
