"""Every language says every word, and dates as its readers write them."""

import re
from datetime import date, datetime
from typing import get_args

import pytest

from scheduler.insight.deadlines import Kind, State
from scheduler.problem import InLanguages, NotesInLanguages
from scheduler.render.formats import ExportRequest
from scheduler.render.languages.dating import dates, day_of, meeting_of, moment, weekday
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.languages import LANGUAGES, language_of
from scheduler.render.layout.heading import as_of, revised
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.vocabulary.printing import LanguageCode
from tests.docs.words_page import words_of
from tests.render.annexes import ENIP, PRINTED, meeting, record

CODES = get_args(LanguageCode)
TUESDAY = date(2025, 2, 25)
FRIDAY = date(2025, 2, 28)


def laid_out(language: LanguageCode, **changes: object) -> Layout:
    return lay_out(meeting(**changes), record(*PRINTED), ExportRequest(language=language))


def test_the_languages_of_the_scenario_are_those_that_are_printed() -> None:
    assert tuple(LANGUAGES) == CODES
    assert set(InLanguages.model_fields) == set(NotesInLanguages.model_fields) == set(CODES)


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


ENGLISH_WORDS = dict(words_of(ENGLISH))
FORMS = ("deadlines.days.", "meeting.")
PLURALS = {name for name in ENGLISH_WORDS if name.startswith(FORMS)}
"""How many forms a number has is the language's own affair."""


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_word_with_the_same_gaps(code: str) -> None:
    words = dict(words_of(language_of(code)))
    assert {name for name in words if not name.startswith(FORMS)} == (
        ENGLISH_WORDS.keys() - PLURALS
    )
    assert {"deadlines.days.other", "meeting.other"} <= words.keys()
    assert all(text.strip() for text in words.values())
    for name in ENGLISH_WORDS.keys() - PLURALS:
        assert gaps(words[name]) == gaps(ENGLISH_WORDS[name]), name
    assert words["code"] == code


def test_deadlines_have_a_word_for_every_kind_and_state() -> None:
    assert ENGLISH.deadlines.kinds.keys() == set(get_args(Kind))
    assert ENGLISH.deadlines.counts.keys() == set(get_args(State))


SIGNS = {"joint", "comma", "dot", "colon", "floored", "went"}
ALIKE = {"revision", "page", "moved", "notices.shift", "notices.planned"}
"""Words that a translation may share with English."""
ALIKE_IN_FRENCH = {"deadlines.kinds.documents"}


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_a_language_is_a_translation(code: str) -> None:
    words = dict(words_of(language_of(code)))
    same = {name for name, text in words.items() if text == ENGLISH_WORDS.get(name)}
    assert same - SIGNS <= ALIKE | (ALIKE_IN_FRENCH if code == "fr" else set())


def test_only_arabic_is_read_from_the_right() -> None:
    assert [code for code in CODES if language_of(code).rtl] == ["ar"]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no language 'de' .*en, fr, es, ru, zh, ar"):
        language_of("de")


@pytest.mark.parametrize(
    ("code", "first", "third", "eleventh", "twenty_second"),
    [
        ("en", "1st meeting", "3rd meeting", "11th meeting", "22nd meeting"),
        ("fr", "1re séance", "3e séance", "11e séance", "22e séance"),
        ("es", "1ª sesión", "3ª sesión", "11ª sesión", "22ª sesión"),
        ("ru", "1-е заседание", "3-е заседание", "11-е заседание", "22-е заседание"),
        ("zh", "第1次会议", "第3次会议", "第11次会议", "第22次会议"),
        ("ar", "الجلسة 1", "الجلسة 3", "الجلسة 11", "الجلسة 22"),
    ],
)
def test_meetings_are_counted_as_the_language_counts(
    code: str, first: str, third: str, eleventh: str, twenty_second: str
) -> None:
    said = [meeting_of(number, language_of(code)) for number in (1, 3, 11, 22)]
    assert said == [first, third, eleventh, twenty_second]


@pytest.mark.parametrize(
    ("code", "day", "date_of", "days", "across", "single"),
    [
        (
            *("en", "Tuesday", "25 February", "25-28 February 2025"),
            *("30 December 2024 – 2 January 2025", "1 March 2025"),
        ),
        (
            *("fr", "Mardi", "25 février", "25-28 février 2025"),
            *("30 décembre 2024 – 2 janvier 2025", "1er mars 2025"),
        ),
        (
            *("es", "Martes", "25 de febrero", "25-28 de febrero de 2025"),
            *("30 de diciembre de 2024 – 2 de enero de 2025", "1 de marzo de 2025"),
        ),
        (
            *("ru", "Вторник", "25 февраля", "25-28 февраля 2025\u202fг."),
            *("30 декабря 2024\u202fг. – 2 января 2025\u202fг.", "1 марта 2025\u202fг."),
        ),
        (
            *("zh", "星期二", "2月25日", "2025年2月25日至28日"),
            *("2024年12月30日至2025年1月2日", "2025年3月1日"),
        ),
        (
            *("ar", "الثلاثاء", "25 فبراير", "25-28 فبراير 2025"),
            *("30 ديسمبر 2024 – 2 يناير 2025", "1 مارس 2025"),
        ),
    ],
)
def test_days_are_written_as_the_language_writes_them(
    code: str, day: str, date_of: str, days: str, across: str, single: str
) -> None:
    spoken = language_of(code)

    def bare(text: str) -> str:
        return text.replace("\u202f", " ").replace("\xa0", " ")

    assert weekday(TUESDAY, spoken) == day
    assert day_of(TUESDAY, spoken) == date_of
    assert bare(dates([TUESDAY, FRIDAY], spoken)) == bare(days)
    assert bare(dates([date(2024, 12, 30), date(2025, 1, 2)], spoken)) == bare(across)
    assert bare(dates([date(2025, 3, 1)], spoken)) == bare(single)


def test_the_first_of_a_month_is_the_first_in_french_ranges_too() -> None:
    assert dates([date(2025, 3, 1), date(2025, 3, 4)], language_of("fr")) == "1er-4 mars 2025"
    assert day_of(date(2025, 3, 11), language_of("fr")) == "11 mars"
    assert moment(datetime(2025, 3, 1, 9, 5), language_of("fr")) == "1er mars 2025, 09:05"


def test_an_issue_says_so_in_its_language() -> None:
    made = record(*PRINTED, revision=2, as_of="2025-02-25 17:55")
    french = lay_out(meeting(), made, ExportRequest(language="fr"))
    assert (revised(french), as_of(french)) == ("Rév.2", "état au 25 février 2025, 17:55")
    spanish = lay_out(meeting(), made, ExportRequest(language="es"))
    assert (revised(spanish), as_of(spanish)) == ("Rev.2", "a 25 de febrero de 2025, 17:55")


TRANSLATED = [
    {"id": "enip", "title": ENIP, "titles": {"fr": "Échange", "es": "Intercambio"}, "minutes": 360},
    {"id": "cei", "label": "CEI", "labels": {"fr": "QAE"}, "titles": {"es": "X"}, "minutes": 450},
    {"id": "wgtu", "title": "U", "label": "WGTU", "titles": {"fr": "Groupe U"}, "minutes": 270},
    {"id": "wgtr", "title": "WGTR", "minutes": 360},
]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("fr", ["Échange", "QAE", "WGTU", "WGTR"]),
        ("es", ["Intercambio", "CEI", "WGTU", "WGTR"]),
        ("ru", [ENIP, "CEI", "WGTU", "WGTR"]),
    ],
)
def test_sessions_are_printed_in_the_language_as_far_as_they_are_translated(
    language: LanguageCode, printed: list[str]
) -> None:
    rows = laid_out(language, sessions=TRANSLATED).tables[0].rows
    texts = [entry.text for cell in rows[1].cells for entry in cell.entries]
    assert texts == printed


def test_title_venue_rooms_and_footnotes_are_printed_in_the_language() -> None:
    problem = meeting(
        meeting={
            **meeting().meeting.model_dump(exclude_none=True),
            "titles": {"fr": "Réunions"},
            "venues": {"fr": "CICG Genève"},
        },
        rooms=[
            {"id": "plenary", "name": "Room 2", "names": {"fr": "Salle 2"}},
            {"id": "annex", "name": "Room 3"},
        ],
        annex={
            "title": "Schedule",
            "titles": {"fr": "Calendrier"},
            "footnotes": ["* Subject to **change**."],
            "notes": {"fr": ["* Sous **réserve**."]},
        },
    )
    made = lay_out(
        problem, record(*PRINTED, "wgtr 25 19:00-20:00 annex"), ExportRequest(language="fr")
    )
    assert made.title == "Calendrier"
    assert made.heading == "Réunions · CICG Genève · 25-28 février 2025 · Europe/Zurich"
    assert [table.room_name for table in made.tables] == ["Salle 2", "Room 3"]
    assert [run.text for run in made.footnotes[0]] == ["* Sous ", "réserve", "."]


def test_the_scenario_has_a_language_of_its_own() -> None:
    problem = meeting(annex={"language": "fr", "title": "Calendrier", "titles": {"en": "Schedule"}})
    own, english = (
        lay_out(problem, record(*PRINTED)),
        lay_out(problem, record(*PRINTED), ExportRequest(language="en")),
    )
    assert (own.language.code, own.title, own.columns[0].name) == ("fr", "Calendrier", "Mardi")
    assert (english.title, english.columns[0].name) == ("Schedule", "Tuesday")
