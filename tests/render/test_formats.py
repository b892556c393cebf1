import json
import subprocess
import sys
from io import BytesIO

import pytest
from docx import Document

from scheduler.render.formats import FORMATS, ExportRequest, export
from tests.render.annexes import AFTER_AN_OVERRUN, PRINTED, meeting, record, timetable


@pytest.mark.parametrize("format", FORMATS)
def test_equal_records_give_equal_bytes_in_every_format(format: str) -> None:
    made = record(*PRINTED)
    shuffled = made.model_copy(update={"sittings": made.sittings[::-1]})
    first = export(format, meeting(), made)
    assert first == export(format, meeting(), shuffled)
    assert first != export(format, meeting(), record(*AFTER_AN_OVERRUN))


def test_every_format_is_what_it_says() -> None:
    made = {format: export(format, meeting(), record(*PRINTED)) for format in FORMATS}
    assert len(Document(BytesIO(made["docx"])).tables) == 1
    assert made["html"].startswith(b"<!DOCTYPE html>")
    assert made["pdf"].startswith(b"%PDF-1.7")
    assert made["md"].startswith(b"# DRAFT SCHEDULE")
    first = json.loads(made["json"])["sittings"][0]
    assert (first["session"], first["start"]) == ("enip", "2025-02-25T10:00:00+01:00")
    assert made["json"].endswith(b"}\n")


@pytest.mark.parametrize("format", ["docx", "html", "md", "pdf"])
def test_the_timetable_before_marks_what_changed(format: str) -> None:
    now = record(*AFTER_AN_OVERRUN)
    marked = export(format, meeting(), now, ExportRequest(before=timetable(*PRINTED)))
    assert marked != export(format, meeting(), now)


@pytest.mark.parametrize("format", ["dokx", "DOCX", "word"])
def test_an_unknown_format_is_refused_with_the_formats_there_are(format: str) -> None:
    with pytest.raises(
        ValueError,
        match=rf"'{format}'.*formats: csv, docx, html, json, md",
    ):
        export(format, meeting(), record(*PRINTED))


def test_a_misspelt_format_is_guessed() -> None:
    with pytest.raises(ValueError, match="did you mean 'docx'"):
        export("docs", meeting(), record(*PRINTED))


def test_exports_load_no_solver_and_no_writer_that_is_not_asked_for() -> None:
    code = (
        "import sys, scheduler.render.formats; "
        "heavy = {'ortools', 'networkx', 'pandas', 'docx', 'jinja2', 'typst'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
