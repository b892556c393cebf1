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


@pytest.mark.parametrize("title", ["Agenda 2030", "10 may attend", "CSP11", "Item 4 (March)"])
def test_what_is_no_date_is_none(title: str) -> None:
    assert not list(dates_in(title))
