"""Rules of repetition as they are written (RFC 5545, 3.3.10)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo

from scheduler.importing.ics.values import YEARS, Unreadable

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY")
NUMBERS = {
    "BYMONTH": range(1, 13),
    "BYMONTHDAY": range(-31, 32),
    "BYYEARDAY": range(-366, 367),
    "BYWEEKNO": range(-53, 54),
    "BYHOUR": range(24),
    "BYMINUTE": range(60),
    "BYSECOND": range(61),
    "BYSETPOS": range(-366, 367),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says; ``until`` is by the clock of the appointment, and included."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    by: dict[str, tuple[int, ...]] = field(default_factory=dict)


def parse(text: str, own: tzinfo) -> Rule:
    """A rule; Unreadable if it is none, or one that no appointment has."""
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, equals, said = (word.strip() for word in part.partition("="))
        if not equals or not said or name in parts:
            raise Unreadable("cannot be read")
        parts[name] = said
    if parts.get("FREQ") == "SECONDLY":
        raise Unreadable("repeats every second: no appointment does")
    if parts.get("FREQ") not in FREQUENCIES:
        raise Unreadable("cannot be read")
    by = {name: _numbers(parts[name], range_) for name, range_ in NUMBERS.items() if name in parts}
    return Rule(
        frequency=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), range(1, 100_000)),
        count=_number(parts["COUNT"], range(1, 10**9)) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"], own) if "UNTIL" in parts else None,
        week_start=WEEKDAYS.index(_weekday(parts.get("WKST", "MO"))),
        weekdays=tuple(_numbered(day) for day in parts.get("BYDAY", "").split(",") if day),
        by={name: numbers for name, numbers in by.items() if numbers},
    )


def _number(text: str, within: range) -> int:
    sign = text[:1] in ("+", "-")
    if not text[sign:].isascii() or not text[sign:].isdecimal() or len(text) > 10:
        raise Unreadable("cannot be read")
    if int(text) not in within:
        raise Unreadable("has a number that is not possible")
    return int(text)


def _numbers(text: str, within: range) -> tuple[int, ...]:
    numbers = tuple(_number(part.strip(), within) for part in text.split(","))
    if within[0] < 0 and 0 in numbers:
        raise Unreadable("has a number that is not possible")
    return numbers


def _weekday(text: str) -> str:
    if text not in WEEKDAYS:
        raise Unreadable("cannot be read")
    return text


def _numbered(text: str) -> tuple[int, int]:
    """``2TU`` is (2, 1); 0 stands for every one."""
    text = text.strip()
    day = WEEKDAYS.index(_weekday(text[-2:]))
    return (_number(text[:-2], range(-53, 54)) if text[:-2] else 0), day


def _until(text: str, own: tzinfo) -> datetime:
    """A date is all of that day."""
    moment, is_utc = text.removesuffix("Z"), text.endswith("Z")
    try:
        if "T" not in moment:
            until = datetime.combine(datetime.strptime(moment, "%Y%m%d"), time.max)
            is_utc = False
        else:
            until = datetime.strptime(moment, "%Y%m%dT%H%M%S")
    except ValueError:
        raise Unreadable("has an UNTIL that cannot be read") from None
    if until.year not in YEARS:
        return datetime(YEARS[-1] if until.year > YEARS[-1] else YEARS[0], 1, 2)
    return until.replace(tzinfo=UTC).astimezone(own).replace(tzinfo=None) if is_utc else until
