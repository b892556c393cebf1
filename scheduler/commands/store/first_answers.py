"""What is said of a meeting before its first timetable, read: at the terminal or from options."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.commands.store.first_scenario import USUAL
from scheduler.errors import FactError, UsageError
from scheduler.importing.programme.zones import named
from scheduler.letter.cities import zone_of_city
from scheduler.letter.clock_hours import hours_of
from scheduler.letter.folding import plain
from scheduler.letter.written_dates import dates_in
from scheduler.vocabulary.durations import minutes_in
from scheduler.vocabulary.moments import MeetingCalendar, parse_day
from scheduler.vocabulary.title_dates import dates_in as title_dates

CALENDAR = MeetingCalendar(ZoneInfo("UTC"))
TWO_DAYS = re.compile(r"\s+(?:to|until|bis|au|al|[-–—])\s+|\s*[–—]\s*")
BARE_HOURS = re.compile(r"(\d{1,2})\s*(?:[-–—]|to)\s*(\d{1,2})")
CUT = re.compile(r"\s*,\s*|\s*:\s+|\s+")
"""What may stand between a title and a length; minutes have a colon as well (4:30)."""
LONGEST = 31
"""Days of a meeting, at most: more are a slip."""
HOURS = "10:00-13:00, 15:00-18:00"
DAY = 24 * 60
EXPECTED_DAYS = "expected days with their year, such as 5 to 7 April 2027"
ALL, NONE = ("all", "yes", "y"), ("none", "no", "n")


def read_title(text: str) -> str:
    if not any(char.isalnum() for char in text):
        raise UsageError(f"{text!r} is not a title: it needs a letter")
    return text


def read_place(text: str) -> tuple[str, str]:
    """Zone and city, which is empty where a zone is named."""
    zone = named(text) if "/" in text or text.upper() == "UTC" else ""
    if zone:
        return zone, ""
    zone = zone_of_city(text) or named(text)
    if not zone:
        raise UsageError(f"{text!r} is not known (expected a zone as Europe/Zurich, or its city)")
    return zone, text


def usual_days(title: str) -> str:
    """The days that the title names, if it names some with their year."""
    dated = next((dates for dates in title_dates(title) if dates.year is not None), None)
    return dated.text if dated is not None else f"{USUAL.days[0]} to {USUAL.days[-1]}"


def read_days(text: str) -> tuple[date, ...]:
    """Days from the first to the last, or those that are listed, in any language of letters."""
    parts = TWO_DAYS.split(text.strip())
    ends = [day for part in parts if (day := _day(part)) is not None]
    if len(ends) < len(parts) or len(ends) > 2:
        days = _named(text)
    else:
        first, last = ends[0], ends[-1]
        days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST + 1))]
    if not 1 <= len(days) <= LONGEST:
        raise UsageError(f"{text!r}: expected up to {LONGEST} days, the first before the last")
    return tuple(days)


def _day(text: str) -> date | None:
    try:
        return parse_day(text, CALENDAR)
    except FactError:
        return None


def _named(text: str) -> list[date]:
    """The days that the words name; UsageError unless every number of them is of one of these."""
    days = list(dates_in(text))
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    if not days or not numbers <= {n for day in days for n in (day.day, day.month, day.year)}:
        raise UsageError(f"{text!r}: {EXPECTED_DAYS}")
    return days


def read_hours(text: str) -> tuple[tuple[time, time], ...]:
    """Start and end of each slot, in order; an end at 00:00 is that of the day."""
    parts = re.split(r"[,;]|\band\b", text)
    windows = tuple(_window(part.strip()) for part in parts if part.strip())
    if not windows:
        raise UsageError(f"{text!r} is not from when to when (expected {HOURS})")
    spans = [(_minutes(start), _minutes(end) or DAY) for start, end in windows]
    backwards = any(start >= end for start, end in spans)
    if backwards or any(begins < ends for (_, ends), (begins, _) in pairwise(spans)):
        raise UsageError(f"{text!r}: the hours overlap, or are not in order")
    return windows


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _window(text: str) -> tuple[time, time]:
    bare = BARE_HOURS.fullmatch(text)
    hours = [int(hour) for hour in bare.groups()] if bare is not None else []
    if hours and max(hours) <= 24 and hours[0] < 24:
        return time(hours[0]), time(hours[1] % 24)
    window = hours_of(text)
    if window is None:
        raise UsageError(f"{text!r} is not from when to when (expected {HOURS})")
    return window


def read_rooms(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("one room is needed")
    return names


def read_session(text: str) -> tuple[str, int]:
    """
    Title and minutes: all that stands behind the last comma, or else as many words as can be.

    A number alone is minutes only behind a comma or a colon: "Working Group 7" has no length.
    """
    cuts = list(CUT.finditer(text))
    commas = [cut for cut in cuts if "," in cut[0]]
    for cut in commas[-1:] or cuts:
        title, length = text[: cut.start()], text[cut.end() :]
        bare = length.isdecimal() and cut[0].isspace()
        minutes = minutes_in(length) if length[:1].isdecimal() and not bare else None
        if minutes and title and minutes_in(title.rpartition(",")[2].strip()) is None:
            return title, minutes
    raise UsageError(f"{text!r} has no length (expected Working Group 1, 5h or 90m)")


def read_order(text: str, titles: Sequence[str]) -> tuple[int, ...]:
    """
    Which sessions follow one another, in this order, by their places in ``titles`` from 0.

    ``all``, ``none``, or titles or numbers (from 1) with commas between; of a title its beginning
    is enough.
    """
    word = text.strip().casefold()
    if word in ALL:
        return tuple(range(len(titles)))
    if word in NONE:
        return ()
    chosen = tuple(dict.fromkeys(_chosen(name, titles) for name in text.split(",") if name.strip()))
    if len(chosen) < 2:
        raise UsageError(f"{text!r}: expected two sessions or more, all, or none")
    return chosen


def _chosen(name: str, titles: Sequence[str]) -> int:
    word = plain(name)
    if word.isdecimal() and 1 <= int(word) <= len(titles):
        return int(word) - 1
    same = [n for n, title in enumerate(titles) if plain(title) == word]
    found = same or [n for n, title in enumerate(titles) if plain(title).startswith(word)]
    if len(found) != 1:
        several = "names several sessions" if found else "is not a session"
        numbered = ", ".join(f"{n} {title}" for n, title in enumerate(titles, start=1))
        raise UsageError(f"{name.strip()!r} {several}: expected all, none, or some of {numbered}")
    return found[0]
