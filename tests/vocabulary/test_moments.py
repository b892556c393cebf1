"""Moments as they are written: local to the meeting, in years that clocks can reckon with."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import FactError
from scheduler.vocabulary.moments import (
    MeetingCalendar,
    name_slot,
    parse_day,
    parse_meeting_day,
    parse_minutes,
    parse_moment,
    parse_once,
    parse_window,
)

ZURICH, CAIRO = (MeetingCalendar(ZoneInfo(zone)) for zone in ("Europe/Zurich", "Africa/Cairo"))


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2030-03-04 10:00", datetime(2030, 3, 4, 10)),
        ("2030-03-04T10:00:00", datetime(2030, 3, 4, 10)),
        ("2030-03-04 10:00Z", datetime(2030, 3, 4, 11)),
        ("2030-03-04 10:00+05:30", datetime(2030, 3, 4, 5, 30)),
        ("2030-03-31 03:00", datetime(2030, 3, 31, 3)),
        ("2030-03-31 02:30+01:00", datetime(2030, 3, 31, 3, 30)),
    ],
)
def test_a_moment_is_local_to_the_meeting_and_an_offset_is_converted(
    text: str, local: datetime
) -> None:
    assert parse_moment(text, ZURICH) == local


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0001-01-01 00:00", "the year must lie within 1970 to 2199"),
        ("0001-01-01 00:00+14:00", "the year must lie within 1970 to 2199"),
        ("9999-12-31 23:59-11:00", "the year must lie within 1970 to 2199"),
        ("2030-03-04 10:00:30", "moments are whole minutes"),
        ("2030-03-04 10:00:00.5", "moments are whole minutes"),
        ("2030-03-04 10:00+00:00:30", "moments are whole minutes"),
        ("2030-03-31 02:30", "there is no 2030-03-31 02:30 in Europe/Zurich"),
        ("2030-03-04", "is not a moment"),
        ("10:00", "'10:00' needs its day: expected 2025-02-26 10:00"),
        ("noon", "is not a moment"),
    ],
)
def test_what_is_no_moment_of_the_meeting_is_said(text: str, told: str) -> None:
    with pytest.raises(FactError, match=told):
        parse_moment(text, ZURICH)


def test_the_second_of_two_equal_clock_times_needs_its_offset_and_is_told_by_no_fact() -> None:
    first = parse_moment("2030-10-27 02:30", ZURICH)
    second = parse_moment("2030-10-27 02:30+01:00", ZURICH)
    assert (first.fold, second.fold) == (0, 1)
    assert parse_once("2030-10-27 02:30", ZURICH) == first
    with pytest.raises(FactError, match="occurs twice in Europe/Zurich"):
        parse_once("2030-10-27 02:30+01:00", ZURICH)


def test_a_window_may_mix_zones_and_ends_after_it_starts() -> None:
    words = ["2030-03-04", "10:00", "to", "2030-03-04", "10:00Z"]
    assert parse_window(words, ZURICH) == (datetime(2030, 3, 4, 10), datetime(2030, 3, 4, 11))
    with pytest.raises(FactError, match="not after it starts"):
        parse_window(["2030-03-04", "10:00Z", "to", "2030-03-04", "10:30"], ZURICH)


def test_a_day_of_which_midnight_is_skipped_begins_when_its_clocks_do() -> None:
    """In Cairo the clocks go from midnight to one in the morning of 26 April 2030."""
    start, end = parse_window(["2030-04-26"], CAIRO)
    assert (start, end) == (datetime(2030, 4, 26, 1), datetime(2030, 4, 27))


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1969-12-31", "2200-01-01"])
def test_days_are_in_years_that_clocks_can_reckon_with(text: str) -> None:
    with pytest.raises(FactError, match="the year must lie within 1970 to 2199"):
        parse_day(text, ZURICH)
    with pytest.raises(FactError, match="the year must lie within 1970 to 2199"):
        parse_window([text], ZURICH)


MEETING = MeetingCalendar(
    ZoneInfo("Europe/Zurich"),
    tuple(date(2025, 2, day) for day in (25, 26, 27, 28)),
    (("morning", time(10), time(13)), ("afternoon", time(15), time(18))),
    today=date(2025, 2, 27),
)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("wed 15:00", datetime(2025, 2, 26, 15)),
        ("Wednesday 9:05", datetime(2025, 2, 26, 9, 5)),
        ("26 Feb 15:00", datetime(2025, 2, 26, 15)),
        ("Wed 26 February 2025, 15:00", datetime(2025, 2, 26, 15)),
        ("24 Feb 17:55", datetime(2025, 2, 24, 17, 55)),
        ("15:00", datetime(2025, 2, 27, 15)),
        ("2025-02-25T17:55:00Z", datetime(2025, 2, 25, 18, 55)),
        ("wed 17:55Z", datetime(2025, 2, 26, 18, 55)),
        ("26 Feb 23:30-0500", datetime(2025, 2, 27, 5, 30)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, local: datetime) -> None:
    assert parse_moment(text, MEETING) == local


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("monday 15:00", "no day of the meeting is a Monday; there are Tuesday 2025-02-25"),
        ("tue 26 Feb 15:00", "2025-02-26 is a Wednesday"),
        ("30 Feb 15:00", "there is no day '30 Feb'"),
        ("2025-02-30 15:00", "there is no day 2025-02-30"),
        ("26 Feb 9999 15:00", "the year must lie within 1970 to 2199, not 9999"),
        ("wed 25:00", "'25:00' is not a clock time .expected 00:00 to 23:59"),
        ("99:99", "'99:99' is not a clock time .expected 00:00 to 23:59"),
        ("12:60", "'12:60' is not a clock time .expected 00:00 to 23:59"),
        ("wed 15:00:30", "moments are whole minutes"),
        ("wednesday", "is not a moment .expected 2025-02-26 10:20, wed 10:20"),
    ],
)
def test_what_cannot_be_a_moment_says_what_was_expected(text: str, told: str) -> None:
    with pytest.raises(FactError, match=told):
        parse_moment(text, MEETING)


def test_a_weekday_must_be_one_day_of_the_meeting() -> None:
    long = MeetingCalendar(ZURICH.zone, tuple(date(2025, 2, day) for day in range(1, 29)))
    with pytest.raises(
        FactError, match=r"are a Wednesday; there are Wednesday 2025-02-05, .* 2025-02-26$"
    ):
        parse_day("wed", long)
    assert parse_meeting_day("thu", MEETING) == date(2025, 2, 27)
    with pytest.raises(FactError, match="2025-03-01 is not a day of the meeting"):
        parse_meeting_day("1 March", MEETING)


def test_a_day_without_its_year_is_near_the_meeting() -> None:
    january = MeetingCalendar(ZURICH.zone, (date(2026, 1, 5), date(2026, 1, 6)))
    assert parse_day("28 Dec", january) == date(2025, 12, 28)
    assert parse_day("29 Feb", MeetingCalendar(ZURICH.zone, (date(2025, 2, 25),))).year == 2024
    with pytest.raises(FactError, match="the year is missing"):
        parse_day("28 Dec", ZURICH)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("afternoon", "afternoon"),
        ("wed afternoon", "2025-02-26/afternoon"),
        ("26 Feb Morning", "2025-02-26/morning"),
        ("Wednesday/afternoon", "2025-02-26/afternoon"),
        ("2025-02-26/morning", "2025-02-26/morning"),
        ("evening", "evening"),
    ],
)
def test_a_slot_may_be_named_with_its_day(text: str, name: str) -> None:
    assert name_slot(text, MEETING) == name


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("wed afternoon", datetime(2025, 2, 26, 15), datetime(2025, 2, 26, 18)),
        ("from wed to thu morning", datetime(2025, 2, 26), datetime(2025, 2, 27, 13)),
        ("26 Feb 15:00 to 16:00", datetime(2025, 2, 26, 15), datetime(2025, 2, 26, 16)),
    ],
)
def test_a_window_may_be_a_slot(words: str, start: datetime, end: datetime) -> None:
    assert parse_window(words.split(), MEETING) == (start, end)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("6h", 360), ("1h30", 90), ("1h30m", 90), ("90 min", 90), ("2 hours", 120), ("45", 45)],
)
def test_a_duration_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1h75", "1.5h", "-30m", "1:30"])
def test_what_is_no_duration_says_what_was_expected(text: str) -> None:
    with pytest.raises(
        FactError, match=r"is not a duration .expected minutes, such as 30m, 1h30 or 45"
    ):
        parse_minutes(text)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((25, 26), "'14:00' needs its day: expected tue 14:00 or 2025-02-25 14:00"),
        ((18, 25), "'14:00' needs its day: expected 2025-02-18 14:00"),
    ],
)
def test_a_clock_time_alone_needs_its_day_while_today_is_none_of_the_meeting(
    days: tuple[int, ...], told: str
) -> None:
    eve = MeetingCalendar(ZURICH.zone, tuple(date(2025, 2, day) for day in days))
    with pytest.raises(FactError, match=told):
        parse_moment("14:00", eve)


def test_a_clock_time_alone_is_on_the_only_day() -> None:
    only = MeetingCalendar(ZURICH.zone, (date(2025, 2, 25),))
    assert parse_moment("14:00", only) == datetime(2025, 2, 25, 14)
