import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import etree, html

from scheduler.problem import Problem
from scheduler.render.formats import Draft, ExportRequest
from scheduler.render.html import annex_html
from scheduler.render.languages.languages import LANGUAGES
from scheduler.render.layout.layout import lay_out
from scheduler.timetable import Timetable
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    ENIP,
    PRINTED,
    TITLE,
    meeting,
    record,
    timetable,
    titled,
)
from tests.render.crowded import crowded


def written(
    *lines: str, problem: Problem | None = None, before: Timetable | None = None, **changes: Any
) -> str:
    known = problem if problem is not None else meeting()
    made = record(*(lines or PRINTED), **changes)
    return annex_html.write(lay_out(known, made, ExportRequest(before=before))).decode()


def parsed(*lines: str, **changes: Any) -> Any:
    return html.document_fromstring(written(*lines, **changes))


def revised(*before: str) -> Any:
    return parsed(
        *AFTER_AN_OVERRUN,
        before=timetable(*PRINTED, *before),
        revision=1,
        as_of="2025-02-25 17:55",
    )


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_page_is_well_formed() -> None:
    page = written(problem=titled('a < b & "c"', CEI))
    # The void elements are the only ones that HTML closes by itself; scripts are no mark-up.
    bare = re.sub("<(script|style)>.*?</\\1>", "", page.replace("<!DOCTYPE html>", ""), flags=re.S)
    closed = re.sub("<((?:meta|input) [^>]*)>", r"<\1/>", bare)
    assert etree.fromstring(closed).tag == "html"


def test_the_table_has_a_caption_column_heads_and_row_heads() -> None:
    table = parsed().find(".//table")
    assert words(table.find("caption")) == TITLE
    heads = table.findall("thead//th[@scope='col']")
    assert [words(head.find("span")) for head in heads] == [
        *("Time", "Tuesday", "Wednesday", "Thursday", "Friday"),
    ]
    # on a narrow screen the date is said too
    assert [words(head.find("small")) for head in heads[1:]] == [
        *("25 February", "26 February", "27 February", "28 February"),
    ]
    assert [words(head) for head in table.iterfind("tbody//th[@scope='row']")] == [
        *("10:00 – 13:00", "15:00 – 18:00", "SIDE EVENTS"),
    ]


def test_every_cell_lists_its_sessions_in_order() -> None:
    rows = parsed().findall(".//tbody/tr")
    lines = [[words(line) for line in cell.iterfind("p")] for cell in rows[0].findall("td")[:-1]]
    assert lines == [[ENIP], [CEI], [CEI, "WGTU"], ["WGTR"]]
    assert [words(cell.find("p/em")) for cell in rows[2].findall("td")[:-1]] == ["tbc"] * 4


def test_the_time_label_at_the_end_is_for_the_eye_only() -> None:
    last = [row.findall("td")[-1] for row in parsed().findall(".//tr")]
    assert [words(cell) for cell in last] == ["", "10:00 – 13:00", "15:00 – 18:00", "SIDE EVENTS"]
    assert {cell.get("aria-hidden") for cell in last} == {"true"}


def test_markup_in_a_title_is_text() -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    page = parsed(problem=titled(attack, CEI, annex={"title": attack, "footnotes": [attack]}))
    assert len(page.findall(".//script")) == 1
    assert page.findall(".//img") == []
    assert words(page.find(".//h1")) == f"{attack}*"
    assert words(page.find(".//tbody//p")) == attack


def test_nothing_is_loaded_and_only_the_style_and_script_of_the_page_hold() -> None:
    page = parsed()
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    style, script = page.find(".//style").text, page.find(".//script").text
    hashes = [b64encode(sha256(part.encode()).digest()).decode() for part in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]") == []
    days = [f"#day-2025-02-{day}" for day in (25, 26, 27, 28)]
    assert page.xpath("//@href") == ["#timetable", *days, "#now"]
    assert [page.find(f".//th[@id='{day[1:]}']").get("data-day")[-2:] for day in days] == [
        *("25", "26", "27", "28")
    ]
    assert "url(" not in style


def test_a_changed_cell_says_so_in_words_and_what_left_it() -> None:
    rows = revised("wgtr 25 15:00-16:00").findall(".//tbody/tr")
    marked = [
        (row, column)
        for row, line in enumerate(rows)
        for column, cell in enumerate(line.findall("td"))
        if cell.find("span[@class='mark']") is not None
    ]
    assert marked == [(0, 1), (0, 3), (1, 0), (1, 3)]
    # a narrow screen says the time in each cell
    assert words(rows[0].findall("td")[3]) == "10:00 – 13:00 changed WGTU WGTR"
    assert words(rows[1].findall("td")[0]) == f"15:00 – 18:00 changed {ENIP} no longer WGTR"


def test_a_revision_says_so_beside_the_title_with_its_date() -> None:
    page = revised()
    assert words(page.find(".//h1")) == f"{TITLE} Rev.1"
    assert words(page.find(".//p[@class='as-of']")) == "as of 25 February 2025, 17:55"
    assert "Rev." not in written()


def test_the_bold_words_of_the_footnote_are_strong_and_the_unplaced_are_named() -> None:
    page = parsed(unplaced=[{"session": "wgtr", "reason": "no slot is left"}])
    assert [words(strong) for strong in page.iterfind(".//footer//strong")] == [
        "on a rolling basis"
    ]
    assert words(page.find(".//p[@class='unplaced']")) == "Not yet scheduled: WGTR"


def test_a_slot_that_is_not_held_on_a_day_says_so() -> None:
    slots = [
        {"id": "morning", "start": "10:00", "end": "13:00"},
        {"id": "afternoon", "start": "15:00", "end": "18:00", "days": ["2025-02-25"]},
    ]
    page = parsed("enip 25 10:00-13:00", "enip 25 15:00-16:00", problem=meeting(slots=slots))
    cells = page.findall(".//tbody/tr")[1].findall("td")
    assert [("off" in cell.get("class").split()) for cell in cells[:-1]] == [False, *[True] * 3]
    assert words(cells[1].find("span[@class='unseen']")) == "no such slot on this day"


def test_equal_timetables_give_equal_pages() -> None:
    assert written() == written()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_page(language: Any) -> None:
    made = record(*AFTER_AN_OVERRUN, revision=1)
    page = annex_html.write(
        lay_out(
            meeting(),
            made,
            ExportRequest(before=timetable(*PRINTED), language=language, draft=Draft()),
        )
    ).decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    for words in (LANGUAGES[language].legend, LANGUAGES[language].html.skip):
        assert words in html.document_fromstring(page.encode()).text_content()


def test_a_caption_runs_as_its_page_does() -> None:
    """Names of rooms turned an Arabic caption round, with its dates."""
    problem, made = crowded()
    page = html.document_fromstring(
        annex_html.write(lay_out(problem, made, ExportRequest(language="ar")))
    )
    captions = page.xpath("//caption")
    assert len(captions) > 1
    assert all(caption.get("dir") is None for caption in captions)


def test_what_the_title_says_is_not_said_again_below_it() -> None:
    page = parsed(problem=meeting(annex={}))
    assert words(page.find(".//h1")) == "CSP11 Working Group Meetings"
    (below,) = page.find_class("meeting")
    assert words(below).startswith("CICG Geneva · ")


def test_a_floor_goes_to_the_next_line_as_one() -> None:
    halls = [{"id": "plenary", "floor": "1st floor"}, {"id": "annex", "floor": "2nd floor"}]
    problem = meeting(rooms=halls)
    page = parsed("enip 25 10:00-13:00", "wgtr 25 10:00-13:00 annex", problem=problem)
    assert page.find_class("whole")[0].text == "(1st floor)"


def test_hours_in_brackets_go_to_the_next_line_as_one() -> None:
    page = parsed("wgtr 28 15:00-18:30")
    assert [span.text_content() for span in page.find_class("whole")] == ["(until 18:30)"]


def test_a_cell_of_two_slots_says_on_a_phone_that_the_other_is_its_own_too() -> None:
    held = ("enip 25 10:00-13:00", "enip 25 15:00-18:00", "wgtr 25 10:00-13:00 annex")
    page = parsed(*held, problem=meeting(rooms=[{"id": "plenary"}, {"id": "annex"}], rolling=[]))
    (wide,) = (cell for cell in page.iterfind(".//td") if ENIP in words(cell))
    assert words(wide.find_class("label")[0]).endswith("+ 15:00 – 18:00")


def test_the_words_below_the_title_run_as_an_arabic_page_does() -> None:
    """The first of them is the planner's, in English: what follows it stood in a row of its own."""
    arabic = lay_out(meeting(), record(*PRINTED), ExportRequest(language="ar"))
    page = annex_html.write(arabic).decode()
    assert '<p class="meeting" dir="rtl">CSP11 Working Group Meetings' in page
    assert '<p class="meeting" dir="auto">' in written()
