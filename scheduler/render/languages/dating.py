"""Days in the language of the annex; English needs no library, the others are Babel's."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from scheduler.render import words
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.language import Language


def weekday(day: date, language: Language = ENGLISH) -> str:
    """``Tuesday``, ``Mardi``: as it begins a column, so with a capital."""
    if language is ENGLISH:
        return words.weekday(day)
    name = _formatted(day, "EEEE", language.locale)
    return name[:1].upper() + name[1:]


def short_weekday(day: date, language: Language = ENGLISH) -> str:
    """``Tue``, ``mar.``, ``周二``"""
    if language.code == "en":
        return words.weekday(day)[:3]
    return _formatted(day, "EEE", language.locale)


def day_of(day: date, language: Language = ENGLISH) -> str:
    """``25 February``, ``25 de febrero``, ``2月25日``"""
    if language is ENGLISH:
        return words.day_of(day)
    return _first(_day_and_month(day, language.locale), day, language)


def on(day: date, language: Language = ENGLISH) -> str:
    """``Tuesday 25 February``, ``Mardi 25 février``"""
    return f"{weekday(day, language)} {day_of(day, language)}"


def within(day: date, language: Language, *, dated: bool) -> str:
    """``Friday``, ``vendredi 28 février``: within a sentence, where only English has a capital."""
    text = on(day, language) if dated else weekday(day, language)
    return text if language.code == "en" else text[:1].lower() + text[1:]


def half_day(day: date, language: Language, *, morning: bool, dated: bool) -> str:
    """``Friday a.m.``, ``vendredi 28 février après-midi``"""
    pattern = language.notices.morning if morning else language.notices.afternoon
    return pattern.format(day=within(day, language, dated=dated))


def dates(days: Sequence[date], language: Language = ENGLISH) -> str:
    """``25-28 February 2025``, with as much of the first date as differs from the last."""
    first, last = min(days), max(days)
    if first == last:
        return _long(last, language)
    if language.code == "zh":
        from babel.dates import format_interval

        return str(format_interval(first, last, "yMMMMd", locale=language.locale))
    if first.year != last.year:
        return f"{_long(first, language)} – {_long(last, language)}"
    if first.month != last.month:
        return f"{day_of(first, language)} – {_long(last, language)}"
    return f"{_first(str(first.day), first, language)}-{_long(last, language)}"


def moment(when: datetime, language: Language = ENGLISH) -> str:
    """``25 February 2025, 17:55``"""
    return f"{dates([when.date()], language)}{language.comma}{when:%H:%M}"


def number_of_days(number: int, language: Language) -> str:
    """``1 day``, ``5 jours``, ``5 дней``"""
    forms = language.deadlines.days
    if language.code == "en":
        return forms["one" if number == 1 else "other"].format(n=number)
    from babel import Locale

    form = Locale.parse(language.locale).plural_form(number)
    return forms.get(form, forms["other"]).format(n=number)


def meeting_of(number: int, language: Language) -> str:
    """``3rd meeting``, ``1re séance``, ``第3次会议``"""
    from babel import Locale

    form = Locale.parse(language.locale).ordinal_form(number)
    return language.meeting.get(form, language.meeting["other"]).format(n=number)


def numeric_day(day: date, language: Language) -> str:
    """``2025-02-25`` in English, where no two readers agree on an order; ``25 février 2025``"""
    return day.isoformat() if language.code == "en" else dates([day], language)


def _long(day: date, language: Language) -> str:
    if language is ENGLISH:
        return f"{day_of(day)} {day.year}"
    return _first(_formatted(day, "long", language.locale), day, language)


@lru_cache(maxsize=4096)
def _formatted(day: date, how: str, locale: str) -> str:
    """A page asks for the same few days hundreds of times."""
    from babel.dates import format_date

    return str(format_date(day, how, locale=locale))


@lru_cache(maxsize=4096)
def _day_and_month(day: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("MMMMd", day, locale=locale))


def _first(text: str, day: date, language: Language) -> str:
    """The first of a month is ``1er`` in French, which Babel does not say."""
    is_first = day.day == 1 and language.code == "fr"
    return f"1er{text[1:]}" if is_first and text.startswith("1") else text
