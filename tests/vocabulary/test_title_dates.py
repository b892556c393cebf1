"""Days that a title names, and whether they are those of the meeting."""

from datetime import date

import pytest

from scheduler.vocabulary.title_dates import dates_in

DAYS = date(2025, 2, 25), date(2025, 2, 28)


@pytest.mark.parametrize(
    "title",
    [
        "Working Groups, 25-28 February 2025",
        "Working Groups (25 – 28 Feb)",
        "Tuesday 25 to Friday 28 February 2025",
        "Geneva, February 25-28, 2025",
        "GENEVA, 25-28 FEBRUARY 2025",
        "Réunions des groupes de travail, 25-28 février 2025",
        "RÉUNIONS : DU MARDI 25 AU VENDREDI 28 FÉVRIER 2025",
        "Genève, 25 février – 28 février",
        "REUNIONS, 25-28 FEVRIER 2025",
        "Reuniones, 25-28 de febrero de 2025",
        "Del martes 25 al viernes 28 de febrero",
        "Заседания, 25–28 февраля 2025 года",
        "Заседания с 25 по 28 февраля",
        "工作组会议，2025年2月25日至28日",
        "2月25日至2月28日",
        "2025年2月25-28日",
        "اجتماعات، 25-28 فبراير 2025",
        "من 25 إلى 28 شباط/فبراير 2025",
        "من ٢٥ إلى ٢٨ فبراير",
    ],
)
def test_a_span_of_days_is_read_as_titles_have_it(title: str) -> None:
    (dates,) = dates_in(title)
    assert dates.are(*DAYS)
    assert not dates.are(DAYS[0], date(2025, 2, 27))
    assert not dates.are(date(2024, 2, 25), date(2026, 2, 28)) or dates.year is None


def test_a_span_may_pass_the_end_of_a_month_or_a_year() -> None:
    (dates,) = dates_in("28 February - 3 March 2025")
    assert dates.are(date(2025, 2, 28), date(2025, 3, 3))
    (dates,) = dates_in("29 December - 2 January 2026")
    inside = [date(2025, 12, 31), date(2026, 1, 1)]
    assert all(map(dates.includes, inside))
    assert not any(map(dates.includes, [date(2025, 6, 1), date(2027, 1, 1)]))
    for title in ("29 décembre 2025 - 2 janvier 2026", "29 de diciembre a 2 de enero de 2026"):
        (dates,) = dates_in(title)
        assert dates.are(date(2025, 12, 29), date(2026, 1, 2))


@pytest.mark.parametrize(
    "title",
    ["1er mars 2025", "1 de marzo de 2025", "1 марта 2025 года", "2025年3月1日", "1 مارس 2025"],
)
def test_a_single_day_is_one(title: str) -> None:
    (dates,) = dates_in(title)
    assert dates.are(date(2025, 3, 1), date(2025, 3, 1))
    assert dates.text in title


@pytest.mark.parametrize(
    "title",
    [
        *("Agenda 2030", "10 may attend", "CSP11", "Item 4 (March)", "10 maires", "Mars 2030"),
        *("第2月会议", "13月1日", "10 martes", "5 майоров"),
    ],
)
def test_what_is_no_date_is_none(title: str) -> None:
    assert not list(dates_in(title))
