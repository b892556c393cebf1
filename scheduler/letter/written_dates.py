"""
Days as people write them, in the six languages: read, not printed.

``Tuesday 25 February``, ``Mardi 25 février``, ``martes 25 de febrero de 2025``, ``25.02.2025``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from scheduler.letter.folding import plain
from scheduler.vocabulary.calendar import YEARS

LOCALES = {"en": "en_GB", "fr": "fr", "es": "es", "ru": "ru", "zh": "zh", "ar": "ar"}
"""The Gregorian months of Arabic have two sets of names; Babel has one of them."""
LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
DASH = r"(?:[-‐‑‒–—―−]|\bto\b|\bà\b|\ba las\b|\ba\b|\bau\b|\bal\b|\bпо\b|至|到|إلى)"
AND = r"(?:\band\b|\bet\b|\by\b|\bи\b|&|和|及|و)"
"""Between the last two days of a list, which is read as a range: ``4, 5 and 6 March 2025``."""
NUMBER = r"(\d{1,2})(?:st|nd|rd|th|er|re|º|°)?"
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])")
"""``25.02.2025``, ``25/2/25``: the day first, unless that is no date and the month first is."""
YEARLESS = re.compile(r"(?<![\d./-])(\d{1,2})([./])(\d{1,2})(\.?)(?![\d/-])")
LONGEST = timedelta(days=62)
"""No meeting is longer."""
CHINESE_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]")


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as far as the words say it: weekday 0 is Monday; and in which language."""

    weekday: int | None
    day: int | None
    month: int | None
    year: int | None
    language: str


@cache
def names_of_days() -> tuple[dict[str, tuple[str, int]], dict[str, tuple[str, int]]]:
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


def _weekday(folded: str) -> tuple[str, int] | None:
    """Language and number (Monday is 0) of the first weekday in a text, the longest of those."""
    match = _names()[0].search(folded)
    return names_of_days()[0][match[0]] if match is not None else None


def _month(folded: str) -> tuple[str, int] | None:
    """The same of months (January is 0) with more than two letters."""
    match = _names()[1].search(folded)
    return names_of_days()[1][match[0]] if match is not None else None


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    weekdays, months = names_of_days()
    return _any_of(weekdays), _any_of(word for word in months if len(word) > 2)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Words that stand apart, but in Chinese; where several begin, the longest."""
    solid: list[str] = []
    apart: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        (solid if re.search("[\u4e00-\u9fff]", word) else apart).append(re.escape(word))
    return re.compile("|".join((rf"(?<!\w)(?:{'|'.join(apart)})(?!\w)", *solid)))


def day_of(text: str) -> DayWords | None:
    """The day that a head of a column names, or None if it names none."""
    folded = plain(text)
    weekday, month = _weekday(folded), _month(folded)
    first = next(dates_in(text), None)
    if first is not None:
        return DayWords(first.weekday(), first.day, first.month, first.year, _code(weekday, month))
    numbers = _numbers(folded, weekday is not None)
    if weekday is None and month is None and numbers is None:
        return None
    if numbers is None and month is not None:
        number = re.search(rf"(?<![\d:]){NUMBER}(?![\d:])", folded)
        numbered = number is not None and 1 <= int(number[1]) <= 31
        numbers = (int(number[1]), month[1] + 1) if numbered and number is not None else None
    day, month_number = numbers or (None, None)
    language = _code(weekday, month) if weekday or month else "en"
    return DayWords(weekday[1] if weekday else None, day, month_number, None, language)


def _numbers(folded: str, weekday: bool) -> tuple[int, int] | None:
    """
    Day and month in figures, without a year: ``2月25日``, ``Tue 25/2``, ``25.02.``

    Figures with a point between them are hours, unless a weekday or a last point says otherwise.
    """
    chinese = CHINESE_DAY.search(folded)
    if chinese is not None:
        return int(chinese[2]), int(chinese[1])
    match = YEARLESS.search(folded)
    if match is None or not (weekday or (match[0] == folded and (match[2] == "/" or match[4]))):
        return None
    day, month = int(match[1]), int(match[3])
    if match[2] == "/" and month > 12:
        day, month = month, day
    return (day, month) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _code(*named: tuple[str, int] | None) -> str:
    return next((code for code, _ in filter(None, named)), "en")


def dates_in(text: str) -> Iterator[date]:
    """
    Every day that the text names with its year, ranges in full, in order.

    ``25-28 February 2025``, ``du 28 février au 3 mars 2025``, ``2025年2月25日至28日``; and in
    figures, ``25.02.2025``.
    """
    folded = plain(text)
    figures = [day for match in NUMERIC.finditer(folded) if (day := _in_figures(folded, match))]
    if figures:
        yield from _joined(figures)
        return
    for pattern in _patterns():
        days = next(filter(None, (_range(f.groupdict()) for f in pattern.finditer(folded))), None)
        if days is not None:
            yield from days
            return


def _in_figures(text: str, match: re.Match[str]) -> date | None:
    """A weekday beside it decides between the day and the month first."""
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if len(match[4]) == 2 else 0
    made = [_date(year, two, one), _date(year, one, two) if match[2] == "/" else None]
    weekday = _weekday(text)
    said = [day for day in made if day and weekday and day.weekday() == weekday[1]]
    return next(iter(said), None) or next(filter(None, made), None)


def _date(year: int, month: int, day: int) -> date | None:
    """A day of a year in which there are meetings."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _joined(days: list[date]) -> list[date]:
    """Two days in figures are a range."""
    first, last = days[0], days[-1]
    if len(days) != 2 or not timedelta() < last - first <= LONGEST:
        return days
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _range(parts: Mapping[str, str | None]) -> list[date]:
    _, months = names_of_days()

    def month(key: str) -> int | None:
        word = parts.get(key)
        if word is None:
            return None
        return int(word) if word.isdecimal() else months[word][1] + 1

    year = int(parts["year"] or parts.get("year1") or 0)
    last_month = month("month") or month("month1")
    if year not in YEARS:
        return []
    try:
        last = date(year, last_month or 0, int(parts["last"] or 0))
        if parts.get("first") is None:
            return [last]
        first_year = int(parts.get("year1") or year)
        first = date(first_year, month("month1") or last.month, int(parts["first"] or 0))
    except ValueError:
        return []
    if not timedelta() <= last - first <= LONGEST:
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Dates in the orders in which the languages write them."""
    _, months = names_of_days()
    words = sorted((word for word in months if len(word) > 2), key=len, reverse=True)
    named = "|".join(map(re.escape, words))
    number = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?"
    of = r"\s*(?:de\s+|of\s+|del\s+)?"
    dash = f"(?:{DASH}|{AND})".replace("à", "a").replace("إلى", plain("إلى"))
    # weekdays may stand before either day
    weekday = r"(?:[^\W\d]+\.?,?\s+){0,2}"
    first, last = number.format("first"), number.format("last")
    start = (
        rf"{first}(?:,\s*\d{{1,2}})*(?:{of}(?P<month1>{named})\.?)?(?:{of},?\s*(?P<year1>\d{{4}}))?"
    )
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
        r"(?P<year1>\d{4})年(?P<month1>\d{1,2})月(?P<first>\d{1,2})日[至和及、]"
        r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<last>\d{1,2})日"
    )
    chinese_one = r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<last>\d{1,2})日"
    iso = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<last>\d{2})"
    made = (rf"{start}\s*{dash}\s*{end}", american, chinese, end, american_one, chinese_one, iso)
    return tuple(map(re.compile, made))
