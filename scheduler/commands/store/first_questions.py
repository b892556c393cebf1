"""The few questions that matter before a first timetable, each with an answer to begin with."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from scheduler.commands.store.first_scenario import USUAL, First
from scheduler.errors import FactError, UsageError
from scheduler.importing.programme.zones import named
from scheduler.letter.annex_skeleton import ZONES
from scheduler.render.terminal.console import complain
from scheduler.render.terminal.stage import ask_text
from scheduler.vocabulary.durations import minutes_in
from scheduler.vocabulary.moments import MeetingCalendar, parse_day
from scheduler.vocabulary.title_dates import TitleDates, dates_in

Value = TypeVar("Value")
CALENDAR = MeetingCalendar(ZoneInfo("UTC"))
WINDOW = re.compile(r"(\d{1,2}):(\d{2}) ?(?:-|–|to) ?(\d{1,2}):(\d{2})")
SESSION = re.compile(
    r"(?P<title>.*[^\s,:])[ ,:]+(?P<length>\d+ ?[a-z]*(?: ?\d+)?[a-z]*)", re.IGNORECASE
)
LONGEST = 31
"""Days of a meeting, at most: more are a slip."""
HOURS = "10:00-13:00, 15:00-18:00"


def ask_first() -> First:
    """
    What the planner says of the meeting, at the terminal.

    An answer that cannot be read is said to be so, and asked for again. KeyboardInterrupt where the
    answers end before the questions.
    """
    title = _asked("Title of the meeting", USUAL.title, _text)
    zone = _asked("City or time zone", USUAL.timezone, _zone)
    days = _asked("First day to last day", _usual_days(title), _days)
    windows = _asked("Hours of each day", HOURS, _windows)
    rooms = _asked("Rooms, with commas between", ", ".join(USUAL.rooms), _rooms)
    sessions = tuple(_sessions())
    rolling = len(sessions) > 1 and _asked(
        f"Do they follow one another in {rooms[0]}, each when the last one ends", "yes", _yes
    )
    return First(title, zone, days, windows, rooms, sessions, rolling)


def _asked(question: str, usual: str, read: Callable[[str], Value]) -> Value:
    while True:
        try:
            return read(ask_text(question, usual) or usual)
        except (UsageError, FactError) as error:
            complain(str(error))


def _sessions() -> Iterator[tuple[str, int]]:
    """One a line, up to an empty line; the usual ones where the first line is empty."""
    titles = set[str]()
    while True:
        number = len(titles) + 1
        usual = " (Enter: none)" if titles else " (as Working Group 1, 5h; Enter: two of 5h)"
        text = ask_text(f"Session {number} and its length{usual}", "")
        if not text:
            break
        try:
            title, minutes = _session(text)
        except UsageError as error:
            complain(str(error))
            continue
        titles.add(title)
        yield title, minutes
    if not titles:
        yield from USUAL.sessions


def _session(text: str) -> tuple[str, int]:
    match = SESSION.fullmatch(text)
    minutes = minutes_in(match["length"]) if match is not None else None
    if match is None or not minutes:
        raise UsageError(f"{text!r} has no length (expected Working Group 1, 5h or 90m)")
    return match["title"], minutes


def _text(text: str) -> str:
    if not any(char.isalnum() for char in text):
        raise UsageError(f"{text!r} is not a title: it needs a letter")
    return text


def _zone(text: str) -> str:
    zone = ZONES.get(text.casefold()) or named(text)
    if not zone:
        raise UsageError(f"{text!r} is not known (expected a zone as Europe/Zurich, or its city)")
    return zone


def _usual_days(title: str) -> str:
    """The days that the title names, if it names some with their year."""
    dated = next((dates for dates in dates_in(title) if dates.year is not None), None)
    return dated.text if dated is not None else f"{USUAL.days[0]} to {USUAL.days[-1]}"


def _days(text: str) -> tuple[date, ...]:
    dated = next((dates for dates in dates_in(text) if dates.year is not None), None)
    if dated is not None and " to " not in text:
        return _span(text, *_ends(dated))
    first, _, last = text.partition(" to ")
    return _span(text, parse_day(first, CALENDAR), parse_day(last or first, CALENDAR))


def _ends(dated: TitleDates) -> tuple[date, date]:
    try:
        last = date(dated.year or 0, *dated.last)
        first = date(last.year - (dated.first > dated.last), *dated.first)
    except ValueError:
        raise UsageError(f"{dated.text!r} is not in the calendar") from None
    return first, last


def _span(text: str, first: date, last: date) -> tuple[date, ...]:
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST:
        raise UsageError(f"{text!r}: expected up to {LONGEST} days, the first before the last")
    return tuple(first + timedelta(days=n) for n in range(count))


def _windows(text: str) -> tuple[tuple[time, time], ...]:
    windows = []
    for part in text.split(","):
        match = WINDOW.fullmatch(part.strip())
        ends = [int(digits) for digits in match.groups()] if match is not None else []
        if not ends or ends[0] > 23 or ends[2] > 23 or max(ends[1], ends[3]) > 59:
            raise UsageError(f"{part.strip()!r} is not from when to when (expected {HOURS})")
        windows.append((time(ends[0], ends[1]), time(ends[2], ends[3])))
    clocks = [clock for window in windows for clock in window]
    if clocks != sorted(clocks) or any(start == end for start, end in windows):
        raise UsageError(f"{text!r}: the hours overlap, or are not in order")
    return tuple(windows)


def _rooms(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("one room is needed")
    return names


def _yes(text: str) -> bool:
    if text.casefold() not in ("y", "yes", "n", "no"):
        raise UsageError(f"{text!r}: expected yes or no")
    return text.casefold() in ("y", "yes")
