"""What a replaced annex costs a letter is named, cell by cell; so is what is left to do."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

import cli
from scheduler.letter import choose, open_letter
from scheduler.problem import Problem
from scheduler.render.docx.by_hand import left_by_hand
from scheduler.render.docx.into_letter import write_into
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.timetable import Timetable
from tests.letter.letters import CSP11_ROWS, letter, parts, picture, saved
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    FOOTNOTE,
    PRINTED,
    TITLE,
    meeting,
    record,
    timetable,
)

HERE = Path("letter.docx")
CHANGES, STAYS = (1, 4), (2, 4)
"""Row and column of a cell that the overrun fills anew, and of one that it leaves alone."""
NAMED = "Friday, 10:00 – 13:00"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def filled(put: Callable[[Any], None], where: tuple[int, int] = CHANGES) -> bytes:
    """The letter with something more in one cell of its annex."""
    document = Document(BytesIO(letter(CSP11_ROWS)))
    put(document.tables[1].cell(*where))
    return saved(document)


def lost(data: bytes, *lines: str) -> tuple[str, ...]:
    HERE.write_bytes(data)
    made = lay_out(meeting(), record(*(lines or AFTER_AN_OVERRUN)))
    return write_into(choose(open_letter(HERE)), made).lost


def _xml(text: str) -> Callable[[Any], None]:
    def put(cell: Any) -> None:
        paragraph = parse_xml(f"<w:p {nsdecls('w')}>{text}</w:p>")
        cell._tc.append(paragraph)

    return put


def _picture(cell: Any) -> None:
    cell.paragraphs[0].add_run().add_picture(BytesIO(picture((9, 9, 9))), width=Cm(1))


INSERTED = '<w:ins w:id="1" w:author="A"><w:r><w:t>Room 5</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2" w:author="A"><w:r><w:delText>WGTU</w:delText></w:r></w:del>'
CONTROL = "<w:sdt><w:sdtContent><w:r><w:t>WGTR</w:t></w:r></w:sdtContent></w:sdt>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
SIMPLE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
FOOTNOTES = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="3"/></w:r>'
COMMENT = '<w:commentRangeStart w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
LINK = '<w:hyperlink w:anchor="x"><w:r><w:t>see</w:t></w:r></w:hyperlink>'


@pytest.mark.parametrize(
    ("put", "told"),
    [
        (_picture, "1 picture"),
        (_xml(INSERTED), "tracked text 'Room 5'"),
        (_xml(DELETED), "tracked text 'WGTU'"),
        (_xml(CONTROL), "1 content control"),
        (_xml(FIELD), "1 field"),
        (_xml(SIMPLE), "1 field"),
        (_xml(FOOTNOTES), "2 footnotes"),
        (_xml(COMMENT), "1 comment"),
        (_xml(LINK), "1 link"),
        (_xml(INSERTED + DELETED + FIELD), "tracked text 'Room 5', tracked text 'WGTU', 1 field"),
    ],
)
def test_what_is_lost_with_a_cell_is_named(put: Callable[[Any], None], told: str) -> None:
    assert lost(filled(put)) == (f"{NAMED}: {told}",)


def test_what_a_cell_keeps_is_not_named() -> None:
    data = filled(_picture, STAYS)
    assert lost(data, *PRINTED) == ()
    assert lost(filled(_picture), *PRINTED) == ()


def test_words_and_bookmarks_and_a_look_are_nothing_to_tell_of() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="x"/><w:bookmarkEnd w:id="7"/>'
    inserted_mark = '<w:pPr><w:rPr><w:ins w:id="8" w:author="A"/></w:rPr></w:pPr>'
    assert lost(letter(CSP11_ROWS)) == ()
    assert lost(filled(_xml(f"{inserted_mark}{mark}<w:r><w:t>more</w:t></w:r>"))) == ()


def test_a_picture_for_new_and_for_old_programs_is_one() -> None:
    alternate = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lost(filled(_xml(alternate))) == (f"{NAMED}: 1 picture",)


def test_what_stood_once_in_a_cell_over_two_slots_stands_once_when_it_is_parted() -> None:
    """The first slot says the same and keeps the picture; no copy goes to the second."""
    lines = ("enip 25 10:00-13:00", "cei 25 15:00-18:00")
    data = filled(_picture, (1, 1))
    assert lost(data, *lines) == ()
    HERE.write_bytes(data)
    made = lay_out(meeting(), record(*lines))
    text = parts(write_into(choose(open_letter(HERE)), made).data)["word/document.xml"]
    assert text.count(b"<w:drawing>") == parts(data)["word/document.xml"].count(b"<w:drawing>")


def by_hand(
    data: bytes,
    *,
    problem: Problem | None = None,
    before: Timetable | None = None,
    revision: int = 0,
) -> list[str]:
    HERE.write_bytes(data)
    issue = {"revision": revision, "as_of": "2025-02-25 17:55"} if revision else {}
    printed = record(*AFTER_AN_OVERRUN, **issue)
    made = lay_out(problem or meeting(), printed, ExportRequest(before=before))
    return [*left_by_hand(choose(open_letter(HERE)), made)]


def test_a_letter_that_says_all_leaves_nothing_to_do() -> None:
    assert by_hand(letter(CSP11_ROWS, note=FOOTNOTE)) == []


def test_the_issue_and_the_legend_are_left_to_do() -> None:
    found = by_hand(letter(CSP11_ROWS, note=FOOTNOTE), before=timetable(*PRINTED), revision=1)
    assert found == [
        "the issue, which the letter does not name: Rev.1 · as of 25 February 2025, 17:55",
        "the legend: shaded, with a bar at the side: changed since the previous issue",
    ]


def test_what_the_letter_says_is_not_asked_for_again() -> None:
    titles = (f"{TITLE} (Rev.1)",)
    note = f"{FOOTNOTE} Shaded, with a bar at the side: changed since the previous issue."
    data = letter(CSP11_ROWS, titles=titles, note=note)
    assert by_hand(data, before=timetable(*PRINTED), revision=1) == []
    assert [line[:9] for line in by_hand(data, before=timetable(*PRINTED), revision=2)] == [
        "the issue"
    ]


def test_another_title_and_a_footnote_that_is_missing_are_named() -> None:
    data = letter(CSP11_ROWS, titles=("Annex 2",), note=None)
    title, footnote = by_hand(data)
    assert title == f"the title: the timetable's is '{TITLE.rstrip('*')}'"
    assert footnote.startswith("the footnote 'The draft schedule is subject")
    assert footnote.endswith("…'")


def test_the_command_tells_both(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = str(Path(__file__).parents[2] / "scenarios" / "csp11.yaml")
    assert cli.main(["solve", scenario, "--out", "made.json"]) == 0
    document = Document(BytesIO(letter(CSP11_ROWS, note=None)))
    other = document.tables[1].cell(2, 4)
    other.paragraphs[0].runs[0].text = "WGTX"
    _picture(other)
    document.save(str(HERE))
    capsys.readouterr()
    assert cli.main(["export", "docx", scenario, "made.json", "--into", "letter.docx"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert "lost in Friday, 15:00 – 18:00: 1 picture" in told
    assert [line for line in told if line.startswith("to do by hand: the footnote 'The draft")]


def test_stubs_that_a_letter_keeps_are_no_sessions(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        [f"{cell}\n(WGTU: now Friday a.m.)" if cell == "WGTR" else cell for cell in row]
        for row in CSP11_ROWS
    ]
    told = []
    for data in (letter(rows), letter(CSP11_ROWS)):
        HERE.write_bytes(data)
        assert cli.main(["import", "docx", "letter.docx"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
