"""What stands after a title, the same in every form, and what a list tells below it."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from scheduler.problem import Problem
from scheduler.render.calendars.entries import carry_over
from scheduler.render.calendars.ics_writer import Issue, write
from scheduler.render.formats import ExportRequest, export
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.terminal.screen import listing
from tests.render.annexes import CSP11, LUNCHES, PRINTED, meeting, record, sittings

ENIP, CEI, WGTU, WGTR = CSP11["sessions"]
PAPER = {
    "id": "draft",
    "symbol": "CSP11/WGTU/2",
    "title": "Draft report",
    "titles": {"fr": "Projet de rapport"},
    "url": "https://example.org/2?a=1&b=2",
    "sessions": ["wgtu"],
}
UNCITED = {"id": "notes", "title": "Notes", "sessions": ["wgtu"]}


def with_details(**wgtu: Any) -> Problem:
    """CSP11 in which more is said of WGTU, and of a side event."""
    launch = {
        **LUNCHES[1],
        "kind": "side-event",
        "minutes": 90,
        "organiser": "Control Arms",
        "description": "A first look.",
    }
    return meeting(sessions=[ENIP, CEI, {**WGTU, **wgtu}, WGTR, launch], documents=[PAPER, UNCITED])


def laid_out(problem: Problem, *lines: str, **request: Any) -> Layout:
    return lay_out(problem, record(*(lines or PRINTED)), ExportRequest(**request))


def texts(layout: Layout) -> list[str]:
    sheets = [sheet for page in layout.pages for sheet in page]
    boxes = [box for sheet in sheets for band in sheet.bands for box in band.boxes if box]
    return [line.text for box in boxes for line in box.lines]


def of_wgtu(layout: Layout) -> list[str]:
    return [text for text in texts(layout) if "WGTU" in text]


@pytest.mark.parametrize("view", ["days", "rooms", "groups", "list"])
def test_a_closed_meeting_and_a_webcast_say_so_after_the_title_in_every_view(view: str) -> None:
    problem = with_details(closed=True, webcast=True)
    assert any(t.startswith("WGTU (closed) [webcast]") for t in texts(laid_out(problem, view=view)))
    french = texts(laid_out(problem, view=view, language="fr"))
    assert any(text.startswith("WGTU (séance privée) [diffusion en ligne]") for text in french)


def test_what_nobody_marks_is_printed_as_it_was() -> None:
    assert texts(laid_out(with_details())) == texts(laid_out(meeting()))


def test_meetings_of_a_body_are_counted_sitting_by_sitting_from_the_first_here() -> None:
    counted = meeting(groups=[{"id": "WGETI", "meetings": 21}, {"id": "WGTU"}])
    numbers = [entry.marks for entry in sorted(laid_out(counted).entries, key=lambda e: e.start)]
    assert numbers[:4] == [f", {n} meeting" for n in ("21st", "22nd", "23rd", "24th")]
    assert set(numbers[5:]) == {""}
    (morning, afternoon) = texts(laid_out(counted, day=CSP11["days"][1]))[:2]
    assert morning.endswith("23rd meeting"), "the day before counts though it is not printed"
    assert afternoon.endswith("24th meeting")


TEAM = {"teams": [{"id": "one", "languages": ["en", "es", "fr"]}]}


def test_interpretation_is_told_where_others_have_it_and_this_one_lacks_it() -> None:
    all_three, two = ["en", "es", "fr"], ["en", "fr"]
    sessions = [
        {**ENIP, "languages": all_three},
        {**CEI, "languages": two},
        WGTU,
        {**LUNCHES[0], "kind": "side-event", "minutes": 60},
        {"id": "toast", "title": "Reception", "kind": "reception", "minutes": 60},
    ]
    problem = meeting(sessions=sessions, interpretation=TEAM, rolling=[])
    said = {s.id: names_marks(problem, s.id) for s in problem.sessions}
    assert said == {
        "enip": "",
        "cei": " (English, French only)",
        "wgtu": " (no interpretation)",
        "briefing": " (tbc)",
        "toast": "",
    }
    assert names_marks(meeting(interpretation=TEAM), "wgtu") == "", "nobody has it"
    assert names_marks(meeting(sessions=sessions, rolling=[]), "wgtu") == "", "no team is named"


def test_interpretation_of_one_among_many_is_the_exception_and_the_others_are_silent() -> None:
    """Seven cells said "no interpretation" after one body got languages."""
    plain = [ENIP, CEI, {**WGTU, "languages": ["fr", "en"]}, WGTR]
    problem = meeting(sessions=plain, interpretation=TEAM)
    assert names_marks(problem, "wgtu") == " (interpretation: English, French)"
    french = laid_out(problem, "wgtu 25 10:00-11:00", language="fr")
    assert french.entries[0].marks == " (interprétation : anglais, français)"
    assert {names_marks(problem, id) for id in ("enip", "cei", "wgtr")} == {""}
    most = [{**session, "languages": ["en"]} for session in (ENIP, CEI)]
    richer = meeting(sessions=[*most, plain[2], WGTR], interpretation=TEAM)
    assert names_marks(richer, "wgtu") == " (interpretation: English, French)"
    assert names_marks(richer, "wgtr") == " (no interpretation)"


def names_marks(problem: Problem, session: str) -> str:
    (entry,) = lay_out(problem, record(f"{session} 25 10:00-11:00")).entries
    return entry.marks


def test_a_list_tells_items_documents_and_organisers_and_a_grid_does_not() -> None:
    problem = with_details(items=["4(a)", 5])
    lines = (*PRINTED, "launch 26 13:15-14:45 annex")
    said = texts(laid_out(problem, *lines, view="list"))
    at = said.index("WGTU")
    assert said[at + 1 : at + 4] == [
        f"immediately after {CEI['title']}",
        "Items 4(a), 5",
        "CSP11/WGTU/2: Draft report",
    ]
    assert "Items 4(a), 5 (cont'd)" in said[at + 4 :]
    assert said[said.index("Launch of the handbook") + 1 :][:2] == [
        "Organiser: Control Arms",
        "A first look.",
    ]
    assert "CSP11/WGTU/2 : Projet de rapport" in texts(
        laid_out(problem, view="list", language="fr")
    )
    assert "Item" not in " ".join(texts(laid_out(problem)))
    assert "Notes" not in " ".join(said), "nobody cites it"


def test_the_terminal_lists_them_too() -> None:
    lines = listing(laid_out(with_details(items=["4(a)"], closed=True)))
    assert (
        "Thursday 27 February, 10:00 to 13:00: WGTU (closed), immediately after "
        f"{CEI['title']}, part 1 of 2; Item 4(a); CSP11/WGTU/2: Draft report"
    ) in lines


def test_a_document_is_a_link_where_a_form_can_have_one() -> None:
    problem, made = with_details(), record(*PRINTED)
    request = ExportRequest(view="list")
    markdown = export("md", problem, made, request).decode()
    assert "[CSP11/WGTU/2: Draft report](<https://example.org/2?a=1&b=2>)" in markdown
    for view in ("list", "days"):
        page = export("html", problem, made, ExportRequest(view=view)).decode()
        assert '<a href="https://example.org/2?a=1&amp;b=2">CSP11/WGTU/2: Draft report</a>' in page
    assert export("pdf", problem, made, request) == export("pdf", problem, made, request)
    document = ZipFile(BytesIO(export("docx", problem, made, request)))
    links = document.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://example.org/2?a=1&amp;b=2" TargetMode="External"' in links
    body = document.read("word/document.xml").decode()
    assert body.count("<w:hyperlink ") == 2, "one for each sitting"
    assert body.count("CSP11/WGTU/2: Draft report") == 2


def test_a_calendar_tells_all_of_it_in_the_description() -> None:
    problem = with_details(items=["4(a)"], webcast=True)
    there = sittings(*PRINTED)
    issue = Issue(datetime(2025, 2, 20, tzinfo=UTC))
    made = write(problem, carry_over([there]), there, issue).decode().replace("\r\n ", "")
    assert (
        "[webcast]\\nItem 4(a)\\nCSP11/WGTU/2: Draft report <https://example.org/2?a=1&b=2>" in made
    )
