"""Moments as they are written: local to the meeting, in years that clocks can reckon with."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import FactError
from scheduler.replanning.facts.moments import (
    parse_day,
    parse_moment,
    parse_once,
    parse_window,
)

ZURICH, CAIRO = ZoneInfo("Europe/Zurich"), ZoneInfo("Africa/Cairo")


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
        ("2030-03-04", "is no moment"),
        ("10:00", "is no moment"),
        ("noon", "is no moment"),
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
        parse_day(text)
    with pytest.raises(FactError, match="the year must lie within 1970 to 2199"):
        parse_window([text], ZURICH)
