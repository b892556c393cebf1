"""Between two sessions of one cell Word's page has a line: counted on the page as it is drawn."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from scheduler.render.formats import ExportRequest, export
from tests import needed
from tests.render.docx.test_annex import as_pdf
from tests.render.pdf.pdfs import page_count
from tests.render.reading.contents import contents
from tests.render.reading.drawn import draw

SEEDS = (0, 2, 3)
"""Random meetings in Arabic and French, with one room and several, on one page and on three."""


@pytest.mark.ci
@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_lines_are_drawn_as_sessions_are_parted(seed: int, tmp_path: Path) -> None:
    issues = draw(seed)
    request = ExportRequest(before=issues.first.timetable)
    pdf = as_pdf(export("docx", issues.problem, issues.revised, request), tmp_path)
    language = issues.problem.annex.language
    promised = contents(issues.problem, issues.revised, issues.first, language)
    told = [len(cell.lines) + len(cell.gone) for cell in promised.values()]
    assert dotted_lines(pdf, tmp_path) == sum(lines - 1 for lines in told if lines) > 1


def dotted_lines(pdf: Path, folder: Path) -> int:
    """Those of all pages; LibreOffice draws some of them twice in the same place."""
    found = set[tuple[int, str | None]]()
    for page in range(1, page_count(pdf.read_bytes(), folder) + 1):
        picture = folder / "page.svg"
        command = [needed.tool("pdftocairo"), "-svg", "-f", str(page), "-l", str(page)]
        subprocess.run([*command, str(pdf), str(picture)], check=True)
        paths = etree.parse(picture).iter("{*}path")
        found |= {(page, path.get("d")) for path in paths if "dasharray" in str(path.attrib)}
    return len(found)
