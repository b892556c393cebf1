"""The sign at the door of a room: today's sittings, what is on, where others went, its issue."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest, export
from scheduler.render.languages.languages import LANGUAGES
from scheduler.timetable import Timetable
from scheduler.vocabulary.printing import LanguageCode
from tests.render.annexes import CEI, CSP11, ENIP, PRINTED, meeting, record, timetable
from tests.render.html.browsing import DESK, PHONE, browsing, faults, page_of

BEFORE = (*PRINTED[:7], "wgtr 27 15:00-18:00 annex", "wgtr 28 10:00-13:00")
AFTER = (*PRINTED[:7], "wgtr 28 10:00-13:00 annex", "wgtr 28 15:00-18:00")


def floored(**changes: Any) -> Problem:
    plenary, annex = CSP11["rooms"]
    rooms = [{**plenary, "floor": "1st floor"}, {**annex, "floor": "2nd floor"}]
    return meeting(rooms=rooms, **changes)


def sign(
    *lines: str,
    room: str = "plenary",
    before: Timetable | None = None,
    language: LanguageCode | None = None,
    **of_record: Any,
) -> bytes:
    request = ExportRequest(view="sign", rooms=[room], before=before, language=language)
    return export("html", floored(), record(*(lines or PRINTED), **of_record), request)


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_a_sign_names_its_room_its_days_and_its_issue() -> None:
    page = html.document_fromstring(sign(revision=1, as_of="2025-02-25 17:55").decode())
    assert words(page.xpath("//h1")[0]) == "Room 2 (1st floor)"
    assert page.xpath("//section/@data-day") == [str(day) for day in CSP11["days"]]
    assert "Rev.1 · as of 25 February 2025, 17:55" in words(page.xpath("//footer")[0])
    thursday = [words(due) for due in page.xpath("//section[3]//li")]
    assert thursday == [
        f"10:00 – 13:00 {CEI}",
        f"10:00 – 13:00 WGTU immediately after {CEI}",
        "15:00 – 18:00 WGTU",
    ]


def test_a_sign_is_of_one_room_and_a_page() -> None:
    both = record("enip 25 10:00-13:00", "wgtr 25 10:00-13:00 annex")
    for rooms in (None, ["plenary", "annex"]):
        with pytest.raises(
            ValueError, match="a sign is of one room: --room with one of plenary, annex"
        ):
            export("html", meeting(), both, ExportRequest(view="sign", rooms=rooms))
    with pytest.raises(ValueError, match="a sign is a page for a screen"):
        export("pdf", meeting(), both, ExportRequest(view="sign", rooms=["annex"]))
    alone = export("html", floored(), record(*PRINTED), ExportRequest(view="sign"))
    assert alone == sign(), "there is one room in use"


def test_what_left_the_room_is_told_with_where_it_is_now() -> None:
    page = html.document_fromstring(sign(*AFTER, before=timetable(*BEFORE)).decode())
    (gone,) = page.xpath("//li[@class='gone']")
    assert words(gone) == (
        "10:00 – 13:00 changed WGTR → Friday 28 February, 15:00 – 18:00, Room 2 (1st floor)"
    )
    other = html.document_fromstring(sign(*AFTER, room="annex", before=timetable(*BEFORE)).decode())
    (gone,) = other.xpath("//li[@class='gone']")
    assert words(gone) == (
        "15:00 – 18:00 changed WGTR → Friday 28 February, 10:00 – 13:00, Room 3 (2nd floor)"
    )


def test_another_timetable_is_another_edition_and_an_equal_one_is_not() -> None:
    assert sign() == sign()

    def edition(page: bytes) -> str:
        found: str = html.document_fromstring(page.decode()).get("data-edition")
        return found

    assert len({edition(page) for page in (sign(), sign(revision=1), sign(*AFTER))}) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_a_sign(code: LanguageCode) -> None:
    page = html.document_fromstring(sign(language=code).decode())
    assert page.get("lang") == code
    assert page.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert LANGUAGES[code].html.nothing_more in page.xpath("//@data-more")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


def shown(page: Page) -> list[str]:
    """The lines that are to be seen, each with its state."""
    lines = page.locator("section:visible li").all()
    return [" ".join(line.inner_text().split()) for line in lines]


def test_at_a_time_of_the_meeting_the_sign_shows_its_day_and_what_is_on(
    browser: Browser, tmp_path: Path
) -> None:
    with page_of(browser, sign(), tmp_path, now="2025-02-27T12:40:00+01:00") as page:
        assert shown(page) == [
            f"10:00 – 13:00 Now, in this order {CEI}",
            f"10:00 – 13:00 WGTU immediately after {CEI}",
            "15:00 – 18:00 Next WGTU",
        ]
        assert "12:40" in page.locator("#clock").inner_text()
        assert page.locator("#age").is_hidden()
        page.clock.fast_forward("03:00:00")
        assert shown(page)[2] == "15:00 – 18:00 Now WGTU"
        assert page.locator("#age").inner_text() == "checked 180 min ago"
        assert page.locator("li.over").count() == 2
        page.clock.fast_forward("03:00:00")
        assert page.locator("#still").inner_text() == "Nothing more today."
        page.clock.fast_forward("12:00:00")
        assert "WGTR" in " ".join(shown(page))
        page.clock.fast_forward("24:00:00")
        assert page.locator("#still").inner_text() == "The meeting is over."


def test_before_the_meeting_its_first_day_is_shown(browser: Browser, tmp_path: Path) -> None:
    with page_of(browser, sign(), tmp_path, now="2025-02-20T12:00:00+01:00") as page:
        assert page.locator("h2:visible").all_inner_texts() == ["Tuesday 25 February"]
        assert "Thursday 20 February" in page.locator("#clock").inner_text(), "not this week"
        assert shown(page) == [f"10:00 – 13:00 Next {ENIP}", f"15:00 – 18:00 {ENIP}"]


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_reading_the_sign(
    browser: Browser, tmp_path: Path, size: dict[str, int], scheme: str
) -> None:
    made = sign(*AFTER, before=timetable(*BEFORE))
    now = "2025-02-27T12:40:00+01:00"
    with page_of(browser, made, tmp_path, now=now, viewport=size, color_scheme=scheme) as page:
        assert faults(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"]


class Served:
    """What a server on this machine gives for a page; None: it refuses."""

    def __init__(self) -> None:
        self.page: bytes | None = None
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if served.page else 503)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(served.page or b"")

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.mark.ci
def test_a_sign_takes_a_newer_edition_and_outlives_the_network(browser: Browser) -> None:
    served = Served()
    served.page = sign()
    with browser.new_page() as page:
        page.clock.install(time="2025-02-27T12:40:00+01:00")
        page.goto(served.address)
        footer = page.locator("footer")
        assert "first issue" in footer.inner_text()
        served.page = None
        page.clock.fast_forward("00:05:00")
        page.locator("#age").wait_for()
        assert "checked 5 min ago" in footer.inner_text()
        assert "WGTU" in " ".join(shown(page)), "it stays as it is"
        served.page = sign(revision=1)
        page.clock.fast_forward("00:02:00")
        page.locator("footer", has_text="Rev.1").wait_for()
        assert page.locator("#age").is_hidden()
    served.server.shutdown()
