"""Durations, moments and windows as planners write them, local to the meeting."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import FactError
from scheduler.vocabulary.calendar import YEARS


def parse_minutes(text: str) -> int:
    """``30m``, ``1h30``, ``1h30m``, ``2h`` or ``45`` as minutes; FactError otherwise."""
    match = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,5})m?(?:in)?)?", text.strip().lower())
    hours, minutes = (match[1], match[2]) if match is not None else (None, None)
    too_many = hours is not None and minutes is not None and int(minutes) > 59
    if match is None or too_many or (hours is None and minutes is None):
        raise FactError(f"{text!r} is no number of minutes; write 30m, 1h30 or 45")
    return int(hours or 0) * 60 + int(minutes or 0)


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """
    ``2025-02-26 10:20`` as a local moment of the zone, naive, to the minute.

    With an offset (``2025-02-26 10:20+05:30``, ``...Z``) it is converted; ``fold`` is kept.
    FactError for what is no moment, or none of the zone.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or ":" not in text:
        raise FactError(f"{text!r} is no moment; write it as 2025-02-26 10:20")
    _refuse_other_years(text, moment)
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    if moment.second or moment.microsecond:
        raise FactError(f"{text!r}: moments are whole minutes")
    if as_it_is(moment, zone) != moment:
        raise FactError(f"there is no {text} in {zone.key}: the clocks go forward over it")
    return moment


def parse_day(text: str) -> date:
    """``2025-02-27``; FactError otherwise."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FactError(f"{text!r} is no day; write it as 2025-02-27") from None
    _refuse_other_years(text, day)
    return day


def parse_once(text: str, zone: ZoneInfo) -> datetime:
    """A moment that words alone tell: FactError for the second of two with the same clock time."""
    moment = parse_moment(text, zone)
    if moment.fold:
        raise FactError(
            f"{moment:%Y-%m-%d %H:%M} occurs twice in {zone.key}, the clocks go back: "
            "a fact can only be about the first of the two"
        )
    return moment


def parse_window(words: list[str], zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """``FROM``, ``FROM to TO``, ``until TO``, a day, or nothing; None is open."""
    text = re.sub(r"\s+(?:to|until|-|–)\s+|(?:^|\s)until\s+", " to ", f" {' '.join(words)}").strip()
    text = text.removeprefix("from ").strip()
    if not text:
        return None, None
    begin, _, finish = text.partition("to ") if text.startswith("to ") else text.partition(" to ")
    begin, finish = begin.strip(), finish.strip()
    start = _bound(begin, None, zone, late=False)
    whole_day = not finish and start is not None and ":" not in begin
    end = _bound(begin if whole_day else finish, start, zone, late=True)
    if start is not None and end is not None and end <= start:
        raise FactError(f"ends {end:%Y-%m-%d %H:%M}, not after it starts")
    return start, end


def _bound(text: str, same_day: datetime | None, zone: ZoneInfo, *, late: bool) -> datetime | None:
    if not text:
        return None
    if re.fullmatch(r"\d{1,2}:\d\d", text) and same_day is not None:
        return parse_once(f"{same_day:%Y-%m-%d} {text.zfill(5)}", zone)
    if ":" not in text:
        return midnight(parse_day(text) + timedelta(days=1 if late else 0), zone)
    return parse_once(text, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins, naive: not always at 00:00."""
    return as_it_is(datetime.combine(day, time(0)), zone)


def as_it_is(moment: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time as a clock of the zone shows it: another one where that is skipped."""
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def _refuse_other_years(text: str, day: date) -> None:
    if day.year not in YEARS:
        raise FactError(f"{text!r}: the year must lie within {YEARS[0]} to {YEARS[-1]}")
