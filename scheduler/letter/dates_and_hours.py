"""
What people write for days and hours, in the six languages: read, not printed.

``Tuesday 25 February``, ``Mardi 25 février``, ``martes 25 de febrero de 2025``; ``10:00 – 13:00``,
``10 a.m. to 1 p.m.``, ``10 h 30 - 13 h``, ``de 10.00 a 13.00 horas``.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

LOCALES = {"en": "en_GB", "fr": "fr", "es": "es", "ru": "ru", "zh": "zh", "ar": "ar"}
"""The Gregorian months of Arabic have two sets of names; Babel has one of them."""
LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
DASH = r"(?:[-‐‑‒–—―−]|\bto\b|\bà\b|\ba las\b|\ba\b|\bau\b|\bal\b|至|到|إلى)"
NUMBER = r"(\d{1,2})(?:st|nd|rd|th|er|re|º|°)?"
CLOCK = (
    r"(\d{1,2})(?:\s*(?:[:.h/٫]|heures?|hrs?|horas?)\s*(\d{2})(?!\d))?\s*(?:h\b|heures?|hrs?|horas?)?"
    r"\s*(a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon|midi)?"
)
HOURS = re.compile(rf"{CLOCK}\s*{DASH}\s*{CLOCK}", re.IGNORECASE)
DAY_PARTS: Mapping[str, tuple[time, time]] = {
    **dict.fromkeys(("morning", "matin", "mañana", "утро", "上午", "صباحا"), (time(10), time(13))),
    **dict.fromkeys(
        ("afternoon", "après-midi", "tarde", "день", "下午", "بعد الظهر"), (time(15), time(18))
    ),
    **dict.fromkeys(("evening", "soir", "soirée", "noche", "вечер", "晚上"), (time(19), time(21))),
}
"""What is meant where no hours are given: those of most treaty meetings."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as far as the words say it: weekday 0 is Monday; and in which language."""

    weekday: int | None
    day: int | None
    month: int | None
    year: int | None
    language: str


def plain(text: str) -> str:
    """As words are compared: no case, no accents, no marks of direction, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return " ".join("".join(letters).split())


def hours_of(text: str) -> tuple[time, time] | None:
    """The two clock times of a label, or None if it has none, or an end before its start."""
    match = HOURS.search(text)
    if match is None:
        return None
    h1, m1, half1, h2, m2, half2 = match.groups()
    if m1 is None and m2 is None and half1 is None and half2 is None and not _clockish(match[0]):
        return None
    end = _clock(h2, m2, half2)
    start = _clock(h1, m1, half1 or _same_half(h1, h2, half2))
    return (start, end) if start is not None and end is not None and start < end else None


def _clockish(text: str) -> bool:
    """Two bare numbers are hours only with a word that says so: 25-28 is no time."""
    return re.search(r"\d\s*h|heure|hora|hrs", text, re.IGNORECASE) is not None


def _same_half(hour: str, later: str, half: str | None) -> str | None:
    """3-6 p.m. begins in the afternoon, 10-1 p.m. in the morning."""
    return half if half is not None and int(hour) % 12 < int(later) % 12 else None


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    if half is not None and half[0] in "pP" and hours < 12:
        hours += 12
    if half is not None and half[0] in "aA" and hours == 12:
        hours = 0
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def part_of_day(text: str) -> tuple[time, time] | None:
    """``Morning`` is 10:00 to 13:00, and so on; None if it is no such word."""
    hours_of_part = {plain(word): hours for word, hours in DAY_PARTS.items()}
    return hours_of_part.get(plain(text))


@cache
def _names() -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]]:
    """Weekdays and months, long and short, of all languages; English wins where two agree."""
    from babel import Locale

    weekdays: dict[str, tuple[str, int]] = {}
    months: dict[str, tuple[str, int]] = {}
    for code, locale in LOCALES.items():
        locale_data = Locale.parse(locale)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for index, word in locale_data.days[form][width].items():
                    weekdays.setdefault(plain(word).rstrip("."), (code, index))
                for index, word in locale_data.months[form][width].items():
                    months.setdefault(plain(word).rstrip("."), (code, index - 1))
    for index, word in enumerate(LEVANT):
        months.setdefault(plain(word), ("ar", index))
    return weekdays, months


def _first(text: str, names: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The name that comes first in the text, the longest of those."""
    best: tuple[int, int, str] | None = None
    for word in names:
        solid = any("\u4e00" <= char <= "\u9fff" for char in word)
        pattern = re.escape(word) if solid else rf"(?<!\w){re.escape(word)}(?!\w)"
        match = re.search(pattern, text)
        if match is not None and (best is None or (match.start(), -len(word)) < best[:2]):
            best = (match.start(), -len(word), word)
    return names[best[2]] if best is not None else None


def day_of(text: str) -> DayWords | None:
    """The day that a head of a column names, or None if it names none."""
    weekdays, months = _names()
    folded = plain(text)
    weekday = _first(folded, weekdays)
    month = _first(folded, {word: first for word, first in months.items() if len(word) > 2})
    first = next(dates_in(text), None)
    if first is not None:
        return DayWords(first.weekday(), first.day, first.month, first.year, _code(weekday, month))
    if weekday is None and month is None:
        return None
    number = re.search(rf"(?<![\d:]){NUMBER}(?![\d:])", folded)
    numbered = month is not None and number is not None and 1 <= int(number[1]) <= 31
    return DayWords(
        weekday=weekday[1] if weekday is not None else None,
        day=int(number[1]) if numbered and number is not None else None,
        month=month[1] + 1 if numbered and month is not None else None,
        year=None,
        language=_code(weekday, month),
    )


def _code(*named: tuple[str, int] | None) -> str:
    return next((code for code, _ in filter(None, named)), "en")


def dates_in(text: str) -> Iterator[date]:
    """
    Every day that the text names with its year, ranges in full, in order.

    ``25-28 February 2025``, ``du 28 février au 3 mars 2025``, ``2025年2月25日至28日``.
    """
    folded = plain(text)
    for pattern in _patterns():
        days = next(filter(None, (_range(f.groupdict()) for f in pattern.finditer(folded))), None)
        if days is not None:
            yield from days
            return


def _range(parts: Mapping[str, str | None]) -> list[date]:
    _, months = _names()

    def month(key: str) -> int | None:
        word = parts.get(key)
        if word is None:
            return None
        return int(word) if word.isdecimal() else months[word][1] + 1

    year = int(parts["year"] or parts.get("year1") or 0)
    last_month = month("month") or month("month1")
    try:
        last = date(year, last_month or 0, int(parts["last"] or 0))
        if parts.get("first") is None:
            return [last]
        first_year = int(parts.get("year1") or year)
        first = date(first_year, month("month1") or last.month, int(parts["first"] or 0))
    except ValueError:
        return []
    if not timedelta() <= last - first <= timedelta(days=62):
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Dates in the orders in which the languages write them."""
    _, months = _names()
    words = sorted((word for word in months if len(word) > 2), key=len, reverse=True)
    named = "|".join(map(re.escape, words))
    number = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?"
    of = r"\s*(?:de\s+|of\s+|del\s+)?"
    dash = DASH.replace("à", "a").replace("إلى", plain("إلى"))
    # weekdays may stand before either day
    weekday = r"(?:[^\W\d]+\.?,?\s+){0,2}"
    first, last = number.format("first"), number.format("last")
    start = rf"{first}(?:{of}(?P<month1>{named})\.?)?(?:{of},?\s*(?P<year1>\d{{4}}))?"
    end = (
        rf"{weekday}{last}{of}(?P<month>{named})\.?{of}"
        r"(?:/[^\s\d]+)?,?\s*(?P<year>\d{4})"
    )
    american = (
        rf"(?P<month1>{named})\.?\s+{first}\s*{dash}\s*"
        rf"(?:(?P<month>{named})\.?\s+)?{last},?\s+(?P<year>\d{{4}})"
    )
    american_one = rf"(?P<month>{named})\.?\s+{last},?\s+(?P<year>\d{{4}})"
    chinese = (
        r"(?P<year1>\d{4})年(?P<month1>\d{1,2})月(?P<first>\d{1,2})日至"
        r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<last>\d{1,2})日"
    )
    chinese_one = r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<last>\d{1,2})日"
    iso = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<last>\d{2})"
    made = (rf"{start}\s*{dash}\s*{end}", american, chinese, end, american_one, chinese_one, iso)
    return tuple(map(re.compile, made))
