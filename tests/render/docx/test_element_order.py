"""Word refuses a file whose elements are out of order: all that we write or change are in it."""

from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import pytest
from lxml import etree

from scheduler.letter import choose, open_letter
from scheduler.letter.table_bytes import STRICT, W
from scheduler.render.docx.foreign_table import R_PR
from scheduler.render.docx.into_letter import write_into
from scheduler.render.docx.ooxml import P_PR, TBL_PR, TC_PR
from scheduler.render.formats import Draft, ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.vocabulary.printing import LanguageCode
from tests.draws import sampled
from tests.letter.letters import CSP11_ROWS, letter, parts, retexted
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, record, timetable, with_lunches

TR_PR = ("w:gridBefore", "w:gridAfter", "w:cantSplit", "w:trHeight", "w:tblHeader", "w:jc")
ORDER = {"tblPr": TBL_PR, "tcPr": TC_PR, "pPr": P_PR, "rPr": R_PR}
ANY_ORDER = {"trPr": TR_PR}
"""A choice in the schema: any order, but nothing else."""


def disordered(text: bytes) -> list[str]:
    """Elements whose children are unknown here, twice, or out of order."""
    wrong = []
    for element in etree.fromstring(text).iter(etree.Element):
        name = etree.QName(element).localname
        names = [f"w:{etree.QName(child).localname}" for child in element]
        if name in ORDER and [n for n in ORDER[name] if n in names] != names:
            wrong.append(f"{name}: {names}")
        if name in ANY_ORDER and not set(names) <= set(ANY_ORDER[name]):
            wrong.append(f"{name}: {names}")
        if name == "tc" and (not names or names[-1] != "w:p"):
            wrong.append(f"a cell ends in {names[-1:]}")
    return wrong


def test_what_is_out_of_order_is_found() -> None:
    cell = f'<w:tc xmlns:w="{W}"><w:tcPr><w:shd/><w:tcW/></w:tcPr></w:tc>'
    assert len(disordered(cell.encode())) == 2


@pytest.mark.parametrize("language", sampled(sorted(get_args(LanguageCode)), 2))
@pytest.mark.parametrize("view", ["days", "rooms", "groups", "side-events", "list"])
def test_documents_are_in_order(view: Any, language: LanguageCode) -> None:
    lines = (*AFTER_AN_OVERRUN, "launch 26 13:15-14:45 annex", "briefing 27 13:15-14:45")
    wanted = ExportRequest(view=view, language=language, before=timetable(*PRINTED), draft=Draft())
    made = export("docx", with_lunches(), record(*lines, revision=1), wanted)
    with ZipFile(BytesIO(made)) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xml") and n.startswith("word/")]
        for name in names:
            if "theme" not in name:
                assert disordered(archive.read(name)) == [], name


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("lacking", [False, True])
def test_letters_are_in_order(
    lacking: bool, strict: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [[*row[:3], *row[4:]] for row in CSP11_ROWS if row[0][:2] != "15"]
    data = letter(rows if lacking else CSP11_ROWS)
    if strict:
        data = retexted(data, (W.encode(), STRICT.encode()))
    Path("letter.docx").write_bytes(data)
    page = lay_out(
        with_lunches(),
        record(*AFTER_AN_OVERRUN, "briefing 27 13:15-14:45"),
        ExportRequest(before=timetable(*PRINTED), language="en"),
    )
    made = write_into(choose(open_letter(Path("letter.docx"))), page).data
    text = parts(made)["word/document.xml"]
    assert disordered(text) == disordered(parts(data)["word/document.xml"]) == []
    assert b"Briefing" in text
