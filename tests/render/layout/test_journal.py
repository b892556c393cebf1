"""A daily paper has a small grid on top, and below it everything in order with its details."""

import pytest

from scheduler.render.formats import ExportRequest, export
from scheduler.render.layout.layout import lay_out
from tests.render.annexes import CEI, CSP11, ENIP, PRINTED, meeting, record, with_lunches

TUESDAY, _, THURSDAY, _ = CSP11["days"]
PAPER = {"id": "p", "symbol": "CSP11/2", "url": "https://example.org/2", "sessions": ["wgtu"]}


def test_each_day_is_a_page_with_a_grid_and_a_list() -> None:
    made = lay_out(meeting(documents=[PAPER]), record(*PRINTED), ExportRequest(view="journal"))
    assert [len(page) for page in made.pages] == [2, 2, 2, 2]
    grid, details = made.pages[2]
    assert grid.caption == "Thursday 27 February"
    assert [column.name for column in grid.columns] == ["10:00 – 13:00", "15:00 – 18:00"]
    morning = grid.bands[0].boxes[0]
    assert morning is not None
    assert [line.text for line in morning.lines] == [CEI, "WGTU"]
    assert details.caption == "Thursday 27 February · Details"
    said = [[line.text for line in band.boxes[0].lines] for band in details.bands if band.boxes[0]]
    assert said == [
        [CEI],
        ["WGTU", f"immediately after {CEI}", "CSP11/2"],
        ["WGTU", "CSP11/2"],
    ]


def test_one_day_alone_has_what_is_on_that_day_and_its_side_events() -> None:
    lines = (*PRINTED, "launch 25 13:15-14:45 annex", "briefing 26 13:15-14:45 annex")
    request = ExportRequest(view="journal", day=TUESDAY)
    (page,) = lay_out(with_lunches(), record(*lines), request).pages
    texts = [
        line.text
        for sheet in page
        for band in sheet.bands
        for box in band.boxes
        if box
        for line in box.lines
    ]
    assert texts.count(ENIP) == 3, "once in the grid, for both slots say the same, twice below"
    assert "13:15 – 14:45 Launch of the handbook (Room 3)" in texts
    assert "Briefing on the reporting templates" not in " ".join(texts)


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md"])
def test_every_form_prints_the_daily_paper(form: str) -> None:
    request = ExportRequest(view="journal", day=THURSDAY)
    made = export(form, meeting(documents=[PAPER]), record(*PRINTED), request)
    assert made
    if form in ("html", "md"):
        assert "CSP11/2" in made.decode()
        assert "Details" in made.decode()
