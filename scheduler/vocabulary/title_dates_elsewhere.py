"""
Days that a title names in French, Spanish, Russian, Chinese or Arabic.

``du 25 au 28 février 2025``, ``25 de febrero a 3 de marzo``, ``25-28 февраля 2025 года``,
``2025年2月25日至28日``, ``من 25 إلى 28 شباط/فبراير 2025``. Loaded only where there may be one.
"""

import re
from collections.abc import Iterator
from functools import cache

Day = tuple[int, int]
"""Month and day."""
Span = tuple[Day, Day, int | None, str]
"""The first and the last day, the year if it is said, and the words."""

MONTHS = (
    ("janvier", "enero", "января", "январь", "يناير", "كانون الثاني"),
    ("février", "fevrier", "febrero", "февраля", "февраль", "فبراير", "شباط"),
    ("mars", "marzo", "марта", "март", "مارس", "آذار"),
    ("avril", "abril", "апреля", "апрель", "أبريل", "إبريل", "نيسان"),
    ("mai", "mayo", "мая", "май", "مايو", "أيار"),
    ("juin", "junio", "июня", "июнь", "يونيو", "يونيه", "حزيران"),
    ("juillet", "julio", "июля", "июль", "يوليو", "يوليه", "تموز"),
    ("août", "aout", "agosto", "августа", "август", "أغسطس", "آب"),
    ("septembre", "septiembre", "сентября", "сентябрь", "سبتمبر", "أيلول"),
    ("octobre", "octubre", "октября", "октябрь", "أكتوبر", "تشرين الأول"),
    ("novembre", "noviembre", "ноября", "ноябрь", "نوفمبر", "تشرين الثاني"),
    ("décembre", "decembre", "diciembre", "декабря", "декабрь", "ديسمبر", "كانون الأول"),
)
WEEKDAYS = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    *("понедельник", "вторник", "среда", "среды", "четверг", "пятница", "пятницы", "суббота"),
    *("الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
)
NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
CHINESE = (
    r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<first>\d{1,2})\s*日?"
    r"(?:\s*(?:[-–—－~]|至|到)\s*(?:(?P<to>\d{1,2})\s*月\s*)?(?P<last>\d{1,2})\s*日)?"
)


def spans_in(title: str) -> Iterator[Span]:
    """Each span of days, or single day."""
    text = title.casefold()
    if "月" in text:
        yield from _chinese(title)
    if names := tuple(name for name in NUMBERS if name in text):
        days = tuple(name for name in WEEKDAYS if name in text)
        yield from _by_names(title, *_patterns(names, days))


def _chinese(title: str) -> Iterator[Span]:
    for match in re.finditer(CHINESE, title):
        month, to = int(match["month"]), int(match["to"] or match["month"])
        if "日" in match[0] and 1 <= month <= 12 and 1 <= to <= 12:
            first, last = int(match["first"]), int(match["last"] or match["first"])
            year = int(match["year"]) if match["year"] is not None else None
            yield (month, first), (to, last), year, match[0].strip()


def _by_names(title: str, span: re.Pattern[str], weekday: re.Pattern[str]) -> Iterator[Span]:
    for match in span.finditer(weekday.sub("", title)):
        last, month = int(match["last"]), _number(match["month"])
        first = int(match["first"] or last)
        begins = _number(match["from"]) if match["from"] is not None else month
        year = int(match["year"]) if match["year"] is not None else None
        yield (begins, first), (month, last), year, match[0].strip()


def _number(name: str) -> int:
    """The number of a month; Arabic papers may give it two names, ``شباط/فبراير``."""
    return NUMBERS[re.split(r"\s*/\s*", name.casefold())[0]]


@cache
def _patterns(
    months: tuple[str, ...], weekdays: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """
    Patterns of a span of days in any of these months, and of any of these weekdays.

    To compile those of all months takes longer than all else that is done with a title.
    """
    names = "|".join(sorted(months, key=len, reverse=True))
    month = rf"(?:{names})(?:\s*/\s*(?:{names}))?"
    of = r"\s+(?:de\s+)?"
    to = r"\s*(?:[-\u2013\u2014]|\b(?:au|à|al|a|по|إلى)\b)\s*"
    span = (
        rf"\b(?:(?P<first>\d{{1,2}})(?:er|º|°)?(?:{of}(?P<from>{month})\b)?(?:{of}\d{{4}})?{to})?"
        rf"(?P<last>\d{{1,2}})(?:er|º|°)?{of}(?P<month>{month})\b(?:,?{of}(?P<year>\d{{4}}))?"
    )
    weekday = rf"\b(?:{'|'.join(weekdays)})\b,?\s*" if weekdays else r"(?!)"
    return re.compile(span, re.IGNORECASE), re.compile(weekday, re.IGNORECASE)
