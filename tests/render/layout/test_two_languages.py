"""An annex in two languages says every title and word in both, and hours once."""

from typing import Any

import pytest

from scheduler.render.formats import IN_TWO_LANGUAGES, ExportRequest, export
from scheduler.render.languages.both import both_languages
from scheduler.render.languages.languages import LANGUAGES
from scheduler.render.layout.heading import as_of, newest, revised
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.vocabulary.printing import LanguageCode, TableView
from tests.render.annexes import (
    AFTER_AN_OVERRUN,
    CSP11,
    ENIP,
    LUNCHES,
    PRINTED,
    meeting,
    record,
    timetable,
)

FRENCH = "Sous-groupe de travail du WGETI"
SESSIONS = [{**CSP11["sessions"][0], "titles": {"fr": FRENCH}}, *CSP11["sessions"][1:]]
LAUNCH = {**LUNCHES[1], "titles": {"fr": "Lancement"}, "kind": "side-event", "minutes": 90}
HELD = ("launch 26 13:15-14:45 annex",)


def laid_out(
    *lines: str, language: LanguageCode = "en", second: LanguageCode = "fr", **request: Any
) -> Layout:
    made = record(*(lines or (*PRINTED, *HELD)), revision=1, as_of="2025-02-25 17:55")
    asked = ExportRequest(language=language, second=second, **request)
    return lay_out(meeting(sessions=[*SESSIONS, LAUNCH]), made, asked)


def lines(layout: Layout) -> list[str]:
    sheets = [sheet for page in layout.pages for sheet in page]
    boxes = [box for sheet in sheets for band in sheet.bands for box in band.boxes if box]
    return [line.text for box in boxes for line in box.lines]


def test_a_title_stands_in_both_languages_and_one_that_is_the_same_once() -> None:
    said = lines(laid_out())
    assert said[said.index(ENIP) + 1] == FRENCH
    assert said.count("WGTU") == 2, "in two cells, once in each"
    assert said[said.index("13:15 – 14:45 Launch of the handbook (Room 3)") + 1] == "Lancement"
    assert said[:2] == lines(laid_out(language="fr", second="en"))[1::-1]


def test_what_differs_in_punctuation_alone_stands_once() -> None:
    halls = [{**CSP11["rooms"][0], "floor": "floor 2"}]
    made = record(*PRINTED)
    asked = ExportRequest(language="zh", second="en", view="rooms")
    layout = lay_out(meeting(rooms=halls, sessions=SESSIONS), made, asked)
    assert layout.pages[0][0].bands[0].label.count("floor 2") == 1


def test_days_words_dates_and_issue_are_said_in_both() -> None:
    layout = laid_out()
    assert layout.pages[0][0].columns[0].name == "Tuesday / Mardi"
    assert "25-28 February 2025 / 25-28 février 2025" in layout.heading
    assert layout.heading.count("CICG Geneva") == 1
    assert revised(layout) == "Rev.1 / Rév.1"
    assert as_of(layout) == ("as of 25 February 2025, 17:55 / état au 25 février 2025, 17:55")
    problem = meeting(meeting={**CSP11["meeting"], "address": "https://example.org/7"})
    told = newest(lay_out(problem, record(*PRINTED), ExportRequest(second="fr")))
    assert told is not None
    assert told[0].endswith("/ Version la plus récente : https://example.org/7")
    assert told[1] == "This paper: first issue / Ce document : première version"
    assert layout.language.draft == "DRAFT / PROJET"


def test_changes_are_told_in_both_languages() -> None:
    layout = laid_out(*AFTER_AN_OVERRUN, before=timetable(*PRINTED))
    one, other = laid_out(*AFTER_AN_OVERRUN, before=timetable(*PRINTED)).changes[:2]
    assert "now also" in one
    assert "désormais aussi" in other
    assert [box.changed for box in layout.pages[0][0].bands[0].boxes if box].count(True) == 2


@pytest.mark.parametrize("view", ["days", "rooms", "groups", "side-events", "list", "journal"])
def test_every_view_has_the_lines_of_both(view: TableView) -> None:
    both = laid_out(view=view)
    languages: tuple[LanguageCode, ...] = ("en", "fr")
    for language in languages:
        alone = lay_out(
            meeting(sessions=[*SESSIONS, LAUNCH]),
            record(*PRINTED, *HELD),
            ExportRequest(view=view, language=language),
        )
        titles = {text for text in (ENIP, FRENCH, "WGTU") if text in lines(alone)}
        assert titles <= {*lines(both)}


@pytest.mark.parametrize("form", IN_TWO_LANGUAGES)
def test_every_form_that_has_pages_prints_both(form: str) -> None:
    request = ExportRequest(language="en", second="ar")
    made = export(form, meeting(sessions=SESSIONS), record(*PRINTED), request)
    assert made == export(form, meeting(sessions=SESSIONS), record(*PRINTED), request)
    if form in ("html", "md"):
        assert "الثلاثاء" in made.decode()
        assert "Tuesday" in made.decode()


def test_a_sitting_counts_once_in_the_page() -> None:
    alone, both = (
        export("html", meeting(sessions=SESSIONS), record(*PRINTED), request).decode()
        for request in (ExportRequest(), ExportRequest(second="fr"))
    )
    assert both.count('data-uid="') == alone.count('data-uid="')


def test_other_forms_are_refused_and_a_language_beside_itself_is_one() -> None:
    with pytest.raises(ValueError, match="two languages at once are for docx, html, md, pdf"):
        export("svg", meeting(), record(*PRINTED), ExportRequest(second="fr"))
    assert lines(laid_out(second="en")) == lines(laid_out(language="en", second="en"))
    assert laid_out(second="en").also is None


def test_the_words_of_two_languages_are_filled_as_those_of_one() -> None:
    words = both_languages(LANGUAGES["en"], LANGUAGES["es"])
    assert words.until.format(hour="19:00") == "until 19:00 / hasta las 19:00"
    assert words.html.next == "next / a continuación"
    assert (words.code, words.comma, words.revision) == ("en", ", ", "Rev.{number}")
