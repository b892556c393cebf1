"""
The one reader of days, slots, moments and windows as planners write them.

    day      2025-02-26 · wednesday, wed · 26 Feb · 26 February 2025 · Feb 26
    slot     morning · wed afternoon · 2025-02-26/morning
    moment   2025-02-26 10:20 · wed 15:00 · 26 Feb 15:00 · 15:00 · 2025-02-25T17:55:00Z
    window   FROM · FROM to TO · until TO · a day · a day and a slot

A weekday is a day of the meeting; a day without its year lies where it is nearest to the meeting. A
clock time alone is on the only day of the meeting, or today if today is one of its days; else the
day has to be said. Moments are local to the meeting; one with an offset is converted. What is read
is said canonically ever after.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import FactError
from scheduler.vocabulary.calendar import MONTHS, WEEKDAYS, YEARS, number_of
from scheduler.vocabulary.durations import minutes_in

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = re.compile(
    r"(?P<clock>[0-9]{1,2}:[0-9]{2})(?P<seconds>:[0-9]{2}(?:\.[0-9]+)?)?"
    r" ?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)?$",
    re.IGNORECASE,
)
DAYS_TOLD = 8


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """
    What the words of a meeting are read by.

    Attributes
    ----------
    days
        Of the meeting, in order.
    slots
        Name, start and end of each, by the local clock.
    today
        The day of a clock time that stands alone; None unless today is a day of the meeting.
    """

    zone: ZoneInfo
    days: tuple[date, ...] = ()
    slots: tuple[tuple[str, time, time], ...] = ()
    today: date | None = None

    def slot(self, word: str) -> tuple[str, time, time] | None:
        """The slot that is called so, capitals aside."""
        folded = word.strip().casefold()
        return next((slot for slot in self.slots if slot[0].casefold() == folded), None)


def parse_minutes(text: str) -> int:
    """``30m``, ``1h30``, ``6h``, ``2 hours`` or ``45`` as minutes; FactError otherwise."""
    minutes = minutes_in(text)
    if minutes is None:
        raise FactError(f"{text!r} is not a duration (expected minutes, such as 30m, 1h30 or 45)")
    return minutes


def parse_day(text: str, calendar: MeetingCalendar) -> date:
    """A day in any of its forms; FactError for what is none, or several days of the meeting."""
    word = text.strip()
    day = _iso_day(word) or _weekday(word, calendar) or _day_and_month(word, calendar)
    if day is None:
        raise FactError(f"{text!r} is not a day (expected 2025-02-26, wednesday or 26 Feb)")
    _refuse_other_years(text, day)
    return day


def parse_meeting_day(text: str, calendar: MeetingCalendar) -> date:
    """A day of the meeting; FactError for any other."""
    day = parse_day(text, calendar)
    if day not in calendar.days:
        raise FactError(f"{day} is not a day of the meeting; there are {_days_told(calendar.days)}")
    return day


def parse_moment(text: str, calendar: MeetingCalendar) -> datetime:
    """
    A moment in any of its forms as a local one of the zone, naive, to the minute.

    With an offset it is converted; ``fold`` is kept. FactError for what is no moment, or none of
    the zone.
    """
    moment = _moment(text, calendar)
    if moment.tzinfo is not None:
        moment = moment.astimezone(calendar.zone).replace(tzinfo=None)
    if moment.second or moment.microsecond:
        raise FactError(f"{text!r}: moments are whole minutes")
    if as_it_is(moment, calendar.zone) != moment:
        raise FactError(f"there is no {text} in {calendar.zone.key}: the clocks go forward over it")
    return moment


def parse_once(text: str, calendar: MeetingCalendar) -> datetime:
    """A moment that words alone tell: FactError for the second of two with the same clock time."""
    moment = parse_moment(text, calendar)
    if moment.fold:
        raise FactError(
            f"{moment:%Y-%m-%d %H:%M} occurs twice in {calendar.zone.key}, the clocks go back: "
            "a fact can only be about the first of the two"
        )
    return moment


def parse_window(
    words: list[str], calendar: MeetingCalendar
) -> tuple[datetime | None, datetime | None]:
    """``FROM``, ``FROM to TO``, ``until TO``, a day, a day and a slot, or nothing; None is open."""
    text = re.sub(r"\s+(?:to|until|-|–)\s+|(?:^|\s)until\s+", " to ", f" {' '.join(words)}").strip()
    text = text.removeprefix("from ").strip()
    if not text:
        return None, None
    begin, _, finish = text.partition("to ") if text.startswith("to ") else text.partition(" to ")
    begin, finish = begin.strip(), finish.strip()
    start = _bound(begin, None, calendar, late=False)
    whole = not finish and start is not None and ":" not in begin
    end = _bound(begin if whole else finish, start, calendar, late=True)
    if start is not None and end is not None and end <= start:
        raise FactError(f"ends {end:%Y-%m-%d %H:%M}, not after it starts")
    return start, end


def name_slot(text: str, calendar: MeetingCalendar) -> str:
    """
    A slot as it is called, ``afternoon`` or ``2025-02-26/afternoon``.

    FactError for a day that cannot be read; what names no slot is left for the meeting to refuse.
    """
    word = text.strip()
    alone = calendar.slot(word)
    if alone is not None:
        return alone[0]
    day, separator, name = _before_slot(word)
    slot = calendar.slot(name)
    if not separator or slot is None:
        return word
    return f"{parse_day(day, calendar)}/{slot[0]}"


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins, naive: not always at 00:00."""
    return as_it_is(datetime.combine(day, time(0)), zone)


def as_it_is(moment: datetime, zone: ZoneInfo) -> datetime:
    """A naive local time as a clock of the zone shows it: another one where that is skipped."""
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def _before_slot(word: str) -> tuple[str, str, str]:
    """``wed afternoon``, ``2025-02-26/afternoon``: the day, what parts them, the slot."""
    day, slash, name = word.rpartition("/")
    if slash:
        return day, slash, name
    return word.rpartition(" ")


def _iso_day(word: str) -> date | None:
    if ISO_DAY.fullmatch(word) is None:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise FactError(f"there is no day {word}") from None


def _weekday(word: str, calendar: MeetingCalendar) -> date | None:
    number = number_of(word, WEEKDAYS)
    if number is None:
        return None
    days = [day for day in calendar.days if day.weekday() == number]
    if len(days) != 1:
        which = "several days are" if days else "no day of the meeting is"
        told = _days_told(days or calendar.days)
        raise FactError(f"{which} a {WEEKDAYS[number].title()}; there are {told}")
    return days[0]


def _days_told(days: Sequence[date]) -> str:
    told = ", ".join(f"{_named(day)} {day}" for day in days[:DAYS_TOLD])
    return f"{told or 'none'}{', ...' if days[DAYS_TOLD:] else ''}"


def _named(day: date) -> str:
    return WEEKDAYS[day.weekday()].title()


def _day_and_month(word: str, calendar: MeetingCalendar) -> date | None:
    """``26 Feb``, ``Wed 26 February 2025``, ``Feb 26``"""
    parts = word.replace(",", " ").split()
    weekday = number_of(parts[0], WEEKDAYS) if parts else None
    parts = parts if weekday is None else parts[1:]
    if len(parts) not in (2, 3):
        return None
    first, second = parts[:2]
    number, name = (first, second) if first[:1].isdecimal() else (second, first)
    month = number_of(name, MONTHS)
    if month is None or re.fullmatch(r"[0-9]{1,2}", number) is None:
        return None
    if parts[2:] and re.fullmatch(r"[0-9]{4}", parts[2]) is None:
        return None
    day = _dated(int(number), month + 1, [int(year) for year in parts[2:]], calendar)
    if day is None:
        raise FactError(f"there is no day {word!r}")
    if weekday is not None and day.weekday() != weekday:
        raise FactError(f"{word!r}: {day} is a {_named(day)}")
    return day


def _dated(number: int, month: int, said: list[int], calendar: MeetingCalendar) -> date | None:
    """The day in the year that was said, else where it is nearest to the meeting."""
    first = calendar.days[0] if calendar.days else calendar.today
    if not said and first is None:
        raise FactError("the year is missing: expected 26 February 2025")
    years = said or [first.year + k for k in (-1, 0, 1)] if first is not None else said
    days = []
    for year in years:
        if year not in YEARS:
            raise FactError(f"the year must lie within {YEARS[0]} to {YEARS[-1]}, not {year}")
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - first) if first else timedelta(), default=None)


def _moment(text: str, calendar: MeetingCalendar) -> datetime:
    """As it was written: with its offset, and its seconds."""
    word = text.strip()
    match = CLOCK.search(word)
    if match is None:
        raise FactError(
            f"{text!r} is not a moment (expected 2025-02-26 10:20, wed 10:20 or 26 Feb 10:20)"
        )
    before = word[: match.start()].strip()
    iso = before.upper().removesuffix("T")
    _refuse_no_time(match["clock"])
    day = parse_day(_or(iso, before), calendar) if before else _day_of(match["clock"], calendar)
    offset = (match["offset"] or "").upper()
    clock = f"{match['clock'].zfill(5)}{match['seconds'] or ''}{offset}"
    try:
        return datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        raise FactError(f"{text!r}: there is no such clock time") from None


def _or(iso: str, before: str) -> str:
    """The date of ``2025-02-26T``; other words keep their last letter."""
    return iso if ISO_DAY.fullmatch(iso) else before


def _refuse_no_time(clock: str) -> None:
    hours, minutes = map(int, clock.split(":"))
    if hours > 23 or minutes > 59:
        raise FactError(f"{clock!r} is not a clock time (expected 00:00 to 23:59)")


def _day_of(clock: str, calendar: MeetingCalendar) -> date:
    """The day of a clock time that stands alone; FactError where it may be any."""
    if calendar.today is not None:
        return calendar.today
    if len(calendar.days) == 1:
        return calendar.days[0]
    first = min(calendar.days, default=date(2025, 2, 26))
    alone = [day.weekday() for day in calendar.days].count(first.weekday()) == 1
    spoken = f"{_named(first)[:3].lower()} {clock} or " if alone else ""
    raise FactError(f"{clock!r} needs its day: expected {spoken}{first} {clock}")


def _bound(
    text: str, same_day: datetime | None, calendar: MeetingCalendar, *, late: bool
) -> datetime | None:
    if not text:
        return None
    if re.fullmatch(r"\d{1,2}:\d\d", text) and same_day is not None:
        return parse_once(f"{same_day:%Y-%m-%d} {text.zfill(5)}", calendar)
    if ":" in text:
        return parse_once(text, calendar)
    day, _, name = _before_slot(text)
    slot = calendar.slot(name)
    if slot is not None and day:
        over = timedelta(days=late and slot[2] <= slot[1])  # at midnight or after it
        return datetime.combine(parse_day(day, calendar) + over, slot[2] if late else slot[1])
    return midnight(parse_day(text, calendar) + timedelta(days=1 if late else 0), calendar.zone)


def _refuse_other_years(text: str, day: date) -> None:
    if day.year not in YEARS:
        raise FactError(f"{text!r}: the year must lie within {YEARS[0]} to {YEARS[-1]}")
