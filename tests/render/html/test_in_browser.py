"""The HTML page as a reader has it: in a browser, by keyboard, on a phone, on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from scheduler.problem import Problem
from scheduler.render.formats import Draft, ExportRequest, export
from scheduler.vocabulary.printing import ViewName
from tests.draws import sampled
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CEI,
    ENIP,
    FOOTNOTE,
    PRINTED,
    meeting,
    record,
    timetable,
    titled,
    with_lunches,
)
from tests.render.crowded import crowded
from tests.render.html.browsing import DESK, PHONE, browsing, faults, page_of

LUNCHES = ("briefing 25 13:15-14:45 annex", "launch 26 13:15-14:45 annex")
VIEWS = ("days", "rooms", "groups", "side-events", "list", "journal")
WHO = {"id": "wgtu-chair", "title": "Chair of the WGTU"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Any:
    def open_page(html: bytes, **context: Any) -> Any:
        return page_of(browser, html, tmp_path, **context)

    return open_page


def csp11(*lines: str, problem: Problem | None = None, **wanted: Any) -> bytes:
    """CSP11 with two side events and a chair of WGTU."""
    made = record(*(lines or (*PRINTED, *LUNCHES)))
    return export("html", problem or chaired(), made, ExportRequest(**wanted))


def chaired() -> Problem:
    sessions = [
        {**session, "chairs": ["wgtu-chair"]} if session["id"] == "wgtu" else session
        for session in with_lunches().model_dump(exclude_unset=True)["sessions"]
    ]
    return meeting(sessions=sessions, people=[WHO])


def revised(**wanted: Any) -> bytes:
    made = record(*AFTER_AN_OVERRUN, revision=1, as_of="2025-02-25 17:55")
    return export("html", meeting(), made, ExportRequest(before=timetable(*PRINTED), **wanted))


def shown(page: Page) -> list[str]:
    """The sittings to be seen, as printed."""
    return [text for text in page.locator(".s[data-at]:visible").all_inner_texts() if text]


def marked(page: Page) -> list[str]:
    """The texts of the cells that are marked as held now."""
    return page.locator("td[aria-current=time] .s").all_inner_texts()


def columns(page: Page) -> list[list[str]]:
    return [
        row.locator("td[role=cell]").evaluate_all(
            "all => all.map(c => [...c.querySelectorAll('.s')].map(s => s.textContent).join('|'))"
        )
        for row in page.locator("tbody tr").all()
    ]


def tab_to(page: Page, selector: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not come to {selector}")


def test_the_page_shows_the_timetable(opened: Any) -> None:
    with opened(csp11()) as page:
        assert columns(page) == [
            [ENIP, CEI, f"{CEI}|WGTU", "WGTR"],
            [ENIP, CEI, "WGTU", "WGTR"],
            [
                "13:15 – 14:45 Briefing on the reporting templates (tbc) (Room 3)",
                "13:15 – 14:45 Launch of the handbook (Room 3)",
                *("tbc", "tbc"),
            ],
        ]


def test_what_is_held_now_is_marked_by_the_clock_of_the_meeting(opened: Any) -> None:
    with opened(csp11()) as page:
        assert marked(page) == [CEI]
        assert page.locator("th[aria-current=date]").inner_text() == "Wednesday"
        assert page.locator("#clock").inner_text().splitlines()[:3] == [
            "Wed 10:40 – Europe/Zurich",
            f"Now · Room 2 – {CEI}",
            "Next · Wed 13:15 – Launch of the handbook (Room 3)",
        ]


@pytest.mark.parametrize(
    ("now", "language", "said"),
    sampled(
        [
            ("2025-02-23T22:00:00+01:00", "en", "Next · Tue 25 Feb 10:00 – "),
            ("2025-02-24T09:00:00+01:00", "en", "Next · Tue 10:00 – "),
            ("2024-12-01T09:00:00+01:00", "en", "Next · Tue, 25 Feb 2025 10:00 – "),
            ("2025-02-01T09:00:00+01:00", "fr", "mar. 25 févr. 10:00 – "),
            ("2025-02-01T09:00:00+01:00", "es", "mar, 25 feb 10:00 – "),
            ("2025-02-01T09:00:00+01:00", "ru", "вт, 25 февр. 10:00 – "),
            ("2025-02-01T09:00:00+01:00", "zh", "2月25日周二 10:00 – "),
            ("2025-02-01T09:00:00+01:00", "ar", "الثلاثاء، 25 فبراير 10:00 – "),
        ],
        2,
    ),
)
def test_what_is_next_in_another_week_has_its_date(
    opened: Any, now: str, language: str, said: str
) -> None:
    with opened(csp11(language=language), now=now) as page:
        clock = page.locator("#clock").inner_text().replace("\u200f", "")
        assert said in clock.splitlines()[2]


def test_a_daily_paper_names_what_comes_next_once(opened: Any) -> None:
    """A side event stands in its grid with its room, and below without."""
    with opened(csp11(view="journal")) as page:
        said = page.locator("#clock").inner_text().splitlines()
        assert said[2] == "Next · Wed 13:15 – Launch of the handbook (Room 3)"
        page.locator("#search").fill("handbook")
        assert page.locator("#count").inner_text() == "handbook – 1 of 11 sittings shown"


def test_the_mark_moves_on_by_itself(opened: Any) -> None:
    with opened(csp11(), now="2025-02-26T12:59:30+01:00") as page:
        assert marked(page) == [CEI]
        page.clock.run_for(60_000)
        assert marked(page) == []
        page.clock.run_for(20 * 60_000)
        assert marked(page) == ["13:15 – 14:45 Launch of the handbook (Room 3)"]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2025-02-20T12:00:00+01:00", "The meeting has not begun."),
        ("2025-03-01T12:00:00+01:00", "The meeting is over."),
    ],
)
def test_before_and_after_the_meeting_nothing_is_marked(opened: Any, now: str, words: str) -> None:
    with opened(csp11(), now=now) as page:
        assert marked(page) == []
        assert words in page.locator("#clock").inner_text()
        assert not page.locator("#clock a").is_visible()


def test_minutes_inside_a_slot_are_not_told_even_by_the_clock(opened: Any) -> None:
    with opened(csp11(), now="2025-02-27T12:00:00+01:00") as page:
        assert marked(page) == [CEI, "WGTU"]
        assert "11:30" not in page.locator("body").inner_text()


def test_what_follows_one_another_is_told_in_its_order(opened: Any) -> None:
    with opened(csp11(), now="2025-02-27T12:00:00+01:00") as page:
        assert f"Now, in this order · Room 2 – {CEI} · WGTU" in page.locator("#clock").inner_text()


def test_what_is_over_is_not_held_now(opened: Any) -> None:
    early = csp11("wgtr 28 10:00-11:00", problem=meeting(rolling=[]))
    with opened(early, now="2025-02-28T11:30:00+01:00") as page:
        assert marked(page) == []


def test_words_are_sought_in_titles_and_in_the_names_of_rooms_and_bodies(opened: Any) -> None:
    with opened(csp11()) as page:
        page.locator("#search").fill("ROOM 2 wgtu")
        assert set(shown(page)) == {"WGTU"}
        assert "search=ROOM+2+wgtu" in page.url
        page.locator("#clear").click()
        assert len(shown(page)) == len((*PRINTED, *LUNCHES))


@pytest.mark.ci
def test_a_calendar_has_what_is_shown(opened: Any, tmp_path: Path) -> None:
    with opened(csp11()) as page:
        page.locator("#search").fill("handbook")
        with page.expect_download() as waiting:
            page.locator("#calendar").click()
        waiting.value.save_as(tmp_path / "calendar.ics")
    made = Calendar.from_ical((tmp_path / "calendar.ics").read_bytes())
    (entry,) = made.walk("VEVENT")
    assert entry["UID"] == "launch.1@att-csp11-wg.rollgrid"
    assert entry.decoded("DTSTART").isoformat() == "2025-02-26T12:15:00+00:00"
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Launch of the handbook (Room 3)", "Room 3")


def test_on_a_phone_the_page_opens_at_today_with_the_controls_folded(opened: Any) -> None:
    with opened(csp11(), viewport=PHONE, now="2025-02-27T09:00:00+01:00") as page:
        assert not page.locator("#search").is_visible()
        top = page.locator("th[data-day='2025-02-27']").bounding_box()["y"]
        assert 0 <= top < 100
    with opened(csp11()) as page:
        assert page.locator("#search").is_visible()


@pytest.mark.parametrize("view", sampled(["days", "groups", "list"], 1))
def test_nowhere_in_the_file_is_the_minute_of_a_hand_over(opened: Any, view: str) -> None:
    html = csp11(view=view)
    assert b"11:30" not in html
    with opened(html, hash="#body=WGTU") as page:
        assert "Next · Thu 10:00 – WGTU" in page.locator("#clock").inner_text()


@pytest.mark.ci
def test_a_sitting_in_the_overtime_is_held_until_it_ends(opened: Any) -> None:
    now = "2025-02-28T18:20:00+01:00"
    with opened(csp11(*AFTER_AN_OVERRUN), now=now) as page:
        assert marked(page) == ["WGTR (until 18:30)"]


def test_times_can_be_read_by_the_clock_of_the_reader(opened: Any) -> None:
    labels = "tbody th .h:visible, tbody .s .h:visible"
    with opened(csp11(), timezone_id="Asia/Tokyo") as page:
        assert page.locator(labels).all_inner_texts()[:2] == ["10:00 – 13:00", "15:00 – 18:00"]
        page.get_by_label("of my clock (Asia/Tokyo)").check()
        assert page.locator(labels).all_inner_texts() == [
            "18:00 – 21:00",
            "23:00 – 02:00",
            "21:15 – 22:45",
            "21:15 – 22:45",
        ]
        assert "Wed 18:40 – Asia/Tokyo" in page.locator("#clock").inner_text()
        page.get_by_label("of the meeting (Europe/Zurich)").check()
        assert page.locator(labels).all_inner_texts()[:2] == ["10:00 – 13:00", "15:00 – 18:00"]


@pytest.mark.ci
def test_hours_that_fall_on_another_day_there_say_so(opened: Any) -> None:
    with opened(csp11(), timezone_id="Pacific/Auckland") as page:
        page.get_by_label("of my clock").check()
        assert page.locator("tbody th .h").all_inner_texts() == [
            "22:00 – 01:00",
            "03:00 – 06:00 (+1)",
        ]


@pytest.mark.ci
def test_a_reader_at_the_place_is_asked_nothing_about_zones(opened: Any) -> None:
    with opened(csp11(), timezone_id="Europe/Zurich") as page:
        assert not page.locator("#zones").is_visible()


def test_a_filter_works_by_keyboard_and_is_undone_by_keyboard(opened: Any) -> None:
    with opened(csp11()) as page:
        everything = shown(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        tab_to(page, "select[name=body]")
        page.keyboard.type("WGTR")
        page.keyboard.press("Enter")
        assert shown(page) == ["WGTR", "WGTR"]
        assert page.locator("#count").inner_text() == "WGTR – 2 of 11 sittings shown"
        tab_to(page, "#clear")
        page.keyboard.press("Enter")
        assert shown(page) == everything


def test_the_skip_link_leads_to_the_timetable(opened: Any) -> None:
    with opened(csp11()) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "timetable"


@pytest.mark.parametrize(
    ("name", "choice", "texts"),
    [
        ("person", "Chair of the WGTU", ["WGTU", "WGTU"]),
        ("body", "WGTR", ["WGTR", "WGTR"]),
        (
            "room",
            "Room 3",
            [
                "13:15 – 14:45 Briefing on the reporting templates (tbc) (Room 3)",
                "13:15 – 14:45 Launch of the handbook (Room 3)",
            ],
        ),
    ],
)
def test_a_choice_shows_only_what_concerns_it_and_can_be_sent_to_somebody(
    opened: Any, name: str, choice: str, texts: list[str]
) -> None:
    people = [WHO, {"id": "wgtr-chair", "title": "Chair of the WGTR"}]
    sessions = chaired().model_dump(exclude_unset=True)["sessions"]
    sessions[3]["chairs"] = ["wgtr-chair"]
    html = csp11(problem=meeting(sessions=sessions, people=people))
    with opened(html) as page:
        page.locator(f"select[name={name}]").select_option(label=choice)
        assert shown(page) == texts
        address = page.evaluate("location.hash")
    with opened(html, hash=address) as page:
        assert shown(page) == texts


@pytest.mark.ci
def test_when_nothing_of_a_choice_is_left_nothing_is_next(opened: Any) -> None:
    with opened(csp11(), now="2025-02-28T11:00:00+01:00", hash="#body=WGTU") as page:
        assert "Next" not in page.locator("#clock").inner_text()
        assert marked(page) == []


@pytest.mark.parametrize("view", sampled(VIEWS, 1))
def test_an_empty_timetable_is_a_page_too(opened: Any, view: ViewName) -> None:
    html = export("html", meeting(), record(), ExportRequest(view=view))
    with opened(html) as page:
        assert shown(page) == []
        assert page.locator("#clock").inner_text() == "Wed 10:40 – Europe/Zurich"


def test_without_a_script_all_of_the_text_is_there(opened: Any) -> None:
    with opened(csp11(), java_script_enabled=False) as page:
        texts = shown(page)
        assert len(texts) == 11
        words = page.locator("body").inner_text()
        for text in (ENIP, CEI, "WGTU", "WGTR", "tbc", "Briefing on the reporting templates"):
            assert text in words
        assert FOOTNOTE.replace("**", "") in words
        assert not page.locator("#tools").is_visible()


@pytest.mark.parametrize("view", sampled(VIEWS, 1))
def test_no_fault_is_found_in_light_nor_dark_nor_on_a_phone(opened: Any, view: str) -> None:
    with opened(csp11(view=view)) as page:
        assert faults(page) == []
        page.emulate_media(color_scheme="dark")
        assert faults(page) == []
        page.set_viewport_size(PHONE)
        assert faults(page) == []


@pytest.mark.parametrize("language", sampled(["ar", "en"], 1))
def test_no_fault_is_found_in_a_revised_draft(opened: Any, language: str) -> None:
    with opened(revised(draft=Draft(), language=language)) as page:
        assert faults(page) == []
        page.emulate_media(color_scheme="dark")
        assert faults(page) == []
        assert page.locator("td.changed").count() == 3


@pytest.mark.parametrize("view", sampled(VIEWS, 1))
def test_a_phone_need_not_scroll_sideways(opened: Any, view: str) -> None:
    with opened(csp11(view=view), viewport=PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_phone_shows_a_day_after_the_other(opened: Any) -> None:
    with opened(csp11(), viewport=PHONE) as page:
        words = page.locator("table").inner_text()
        found = [words.index(day) for day in ("Tuesday", "Wednesday", "Thursday", "Friday")]
        assert found == sorted(found)
        tops = {
            name: [box.bounding_box()["y"] for box in page.locator(f".{name}").all()]
            for name in ("c1", "c2", "c3", "c4")
        }
        for earlier, later in (("c1", "c2"), ("c2", "c3"), ("c3", "c4")):
            assert max(tops[earlier]) < min(tops[later])
        assert page.locator(".c3 .label:visible").all_inner_texts() == [
            *("10:00 – 13:00", "15:00 – 18:00", "SIDE EVENTS")
        ]


def test_a_phone_names_every_slot_of_several_days_and_rooms(opened: Any) -> None:
    held = ("enip 25 10:00-13:00", "cei 25 15:00-18:00 annex", "wgtu 26 10:00-13:00")
    with opened(csp11(*held, problem=meeting(rolling=[])), viewport=PHONE) as page:
        heads = page.locator("thead th:visible").all_inner_texts()
        assert [" ".join(head.split()) for head in heads] == [
            "Tuesday 25 February 10:00 – 13:00",
            "Tuesday 25 February 15:00 – 18:00",
            "Wednesday 26 February 10:00 – 13:00",
        ]
        wide = page.locator("thead th:visible").evaluate_all("all => all.map(h => h.offsetWidth)")
        assert len(set(wide)) == 1


def test_paper_has_the_details_that_were_opened(opened: Any) -> None:
    first, *others = chaired().model_dump(exclude_unset=True)["sessions"]
    problem = meeting(sessions=[{**first, "items": ["4(a)"]}, *others])
    with opened(csp11(*PRINTED, problem=problem)) as page:
        page.locator(".more summary").first.click()
        page.emulate_media(media="print")
        assert page.locator(".more summary:visible").count() == 0
        assert page.locator(".more p:visible").all_inner_texts() == ["Item 4(a)"]


def test_on_paper_there_is_the_timetable_and_no_controls(opened: Any, tmp_path: Path) -> None:
    with opened(csp11()) as page:
        controls = page.locator("select:visible, button:visible, .skip:visible, .badge:visible")
        assert controls.count() > 3
        page.emulate_media(media="print")
        assert controls.count() == 0
        assert len(shown(page)) == 11
        page.emulate_media(media="screen")
        page.locator("select[name=body]").select_option(label="WGTR")
        page.emulate_media(media="print")
        assert page.locator("#count").inner_text() == "WGTR – 2 of 11 sittings shown"
        printed = tmp_path / "page.pdf"
        page.pdf(path=printed, prefer_css_page_size=True)
        assert printed.read_bytes().count(b"/Type /Page\n") == 1


def test_the_page_of_a_language_read_from_the_right_is_laid_out_so(opened: Any) -> None:
    with opened(revised(language="ar")) as page:
        boxes = [head.bounding_box()["x"] for head in page.locator("thead th[data-day]").all()]
        assert boxes == sorted(boxes, reverse=True)
        assert page.locator("html").get_attribute("lang") == "ar"


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "=cmd|' /C calc'!A0 \x00\x07 {{ 7*7 }} ${alert(3)}",
    "\u202eright\u2066 to left' onfocus=alert(4) autofocus x='",
    "W" * 2000,
)


@pytest.mark.ci
def test_hours_in_a_title_are_the_words_of_the_planner(opened: Any) -> None:
    problem = titled("99:99 – 10:00 and 10:00 – 11:00", CEI)
    with opened(csp11(*PRINTED, problem=problem), timezone_id="Asia/Tokyo") as page:
        page.get_by_label("of my clock").check()
        assert shown(page)[0] == "99:99 – 10:00 and 10:00 – 11:00"


def test_hostile_titles_are_only_text(opened: Any) -> None:
    problem = titled(*HOSTILE, annex={"title": HOSTILE[0], "footnotes": HOSTILE[:3]})
    html = csp11(*PRINTED, problem=problem)
    for viewport in (DESK, PHONE):
        with opened(html, viewport=viewport) as page:
            page.on("dialog", lambda dialog: pytest.fail(dialog.message))
            assert page.locator("h1").inner_text() == f"{HOSTILE[0]}*"
            assert page.locator("img").count() == 0
            assert shown(page)[0] == HOSTILE[0]
            assert HOSTILE[3] in shown(page)
            width = viewport["width"]
            assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.ci
def test_a_meeting_of_three_hundred_sittings_is_usable(opened: Any) -> None:
    problem, made = crowded()
    with opened(export("html", problem, made), now="2025-03-04T10:00:00+01:00") as page:
        assert len(marked(page)) == 10
        page.locator("select[name=person]").select_option(label="Co-facilitator of Contact group 7")
        assert len(shown(page)) == 5
        names = page.locator("select[name=room] option").all_inner_texts()
        assert names == ["all", *(f"Meeting Room {n}" for n in range(1, 11))]


@pytest.mark.ci
def test_the_sittings_of_the_page_are_those_of_the_timetable(opened: Any) -> None:
    problem, made = crowded()
    titles = {session.id: session.title for session in problem.sessions}
    planned = sorted(
        f"{sitting.start.isoformat()}/{sitting.end.isoformat()} {titles[sitting.session]}"
        for sitting in made.sittings
        if not sitting.session.startswith("side")
    )
    with opened(export("html", problem, made, ExportRequest(view="list"))) as page:
        found = page.locator("tr:not(.side) .s[data-at]").evaluate_all(
            "lines => lines.map(line => `${line.dataset.at} ${line.textContent}`)"
        )
    assert sorted(found) == planned
