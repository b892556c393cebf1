"""What single values of a calendar mean: dates, times, periods, durations (RFC 5545, 3.3)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.importing.ics.content_lines import Line

YEARS = range(1900, 2200)
LONGEST = timedelta(days=3_660)
MOST = 20_000
"""Values of one line."""
DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
TIME = re.compile(r"(\d\d)(\d\d)(\d\d)([Zz]?)", re.ASCII)
DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)
Lookup = Callable[[str], tzinfo | None]
"""The time zone of a name, or None."""


class Unreadable(ValueError):
    """A value that cannot be meant; the message goes on from the name of its field."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long something is: days by the clock, and exact time beside them."""

    days: int
    exact: timedelta

    def after(self, start: datetime) -> datetime:
        """The end of what starts at an aware moment, in UTC."""
        over = start.replace(tzinfo=None) + timedelta(days=self.days)
        return over.replace(tzinfo=start.tzinfo).astimezone(UTC) + self.exact


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    lasting: Lasting


def values(line: Line, zones: Lookup) -> list[date | Period]:
    """Dates, times (aware if the line says of which zone) or periods; Unreadable if one is none."""
    if line.value.count(",") >= MOST:
        raise Unreadable(f"has more than {MOST:,} values")
    parts = [part.strip() for part in line.value.split(",")]
    return [_value(part, line, zones) for part in parts]


def value(line: Line, zones: Lookup) -> date:
    """The one date or time of a line."""
    (single,) = values(line, zones) if "," not in line.value else (None,)
    if single is None or isinstance(single, Period):
        raise Unreadable("is not a single date or time")
    return single


def duration(text: str) -> Lasting:
    """``PT1H30M``, ``P2D``; Unreadable if it is none, or negative."""
    match = DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        raise Unreadable("cannot be read")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    lasting = Lasting(weeks * 7 + days, timedelta(hours=hours, minutes=minutes, seconds=seconds))
    if match[1] == "-" or timedelta(days=lasting.days) + lasting.exact > LONGEST:
        raise Unreadable("is negative, or longer than ten years")
    return lasting


def _value(text: str, line: Line, zones: Lookup) -> date | Period:
    first, slash, second = text.partition("/")
    if slash:
        start = _moment(first, line, zones)
        if second[:1] in ("P", "p", "+", "-"):
            return Period(start, duration(second))
        end = _moment(second, line, zones)
        if (start.tzinfo is None) != (end.tzinfo is None) or end < start:
            raise Unreadable("has a period that ends before it starts")
        return Period(start, Lasting(0, _elapsed(start, end)))
    if "T" not in text.upper():
        return _date(text)
    return _moment(text, line, zones)


def _elapsed(start: datetime, end: datetime) -> timedelta:
    if start.tzinfo is None:
        return end - start
    return end.astimezone(UTC) - start.astimezone(UTC)


def _date(text: str) -> date:
    match = DATE.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match is not None else None
    except ValueError:
        day = None
    if day is None:
        raise Unreadable("cannot be read")
    if day.year not in YEARS:
        raise Unreadable(f"is not in the years {YEARS[0]} to {YEARS[-1]}")
    return day


def _moment(text: str, line: Line, zones: Lookup) -> datetime:
    before, _, after = text.upper().partition("T")
    match = TIME.fullmatch(after)
    if match is None:
        raise Unreadable("cannot be read")
    hour, minute, second = map(int, match.groups()[:3])
    try:
        moment = datetime.combine(_date(before), time(hour, minute, min(second, 59)))
    except ValueError as error:
        raise error if isinstance(error, Unreadable) else Unreadable("cannot be read") from None
    if match[4]:
        return moment.replace(tzinfo=UTC)
    name = line.parameters.get("TZID")
    if name is None:
        return moment
    zone = zones(name)
    if zone is None:
        raise Unreadable("is in an unknown time zone")
    return moment.replace(tzinfo=zone)
