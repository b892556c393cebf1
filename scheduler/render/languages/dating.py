"""Days in the language of the annex; English needs no library, the others are Babel's."""

from collections.abc import Sequence
from datetime import date, datetime

from scheduler.render.languages.language import Tongue
from scheduler.render.languages.languages import ENGLISH
from scheduler.render.words import words


def weekday(day: date, tongue: Tongue = ENGLISH) -> str:
    """``Tuesday``, ``Mardi``: as it begins a column, so with a capital."""
    if tongue is ENGLISH:
        return words.weekday(day)
    name = _formatted(day, "EEEE", tongue)
    return name[:1].upper() + name[1:]


def short_weekday(day: date, tongue: Tongue = ENGLISH) -> str:
    """``Tue``, ``mar.``, ``周二``"""
    return words.weekday(day)[:3] if tongue.code == "en" else _formatted(day, "EEE", tongue)


def day_of(day: date, tongue: Tongue = ENGLISH) -> str:
    """``25 February``, ``25 de febrero``, ``2月25日``"""
    if tongue is ENGLISH:
        return words.day_of(day)
    from babel.dates import format_skeleton

    return _first(format_skeleton("MMMMd", day, locale=tongue.locale), day, tongue)


def on(day: date, tongue: Tongue = ENGLISH) -> str:
    """``Tuesday 25 February``, ``Mardi 25 février``"""
    return f"{weekday(day, tongue)} {day_of(day, tongue)}"


def dates(days: Sequence[date], tongue: Tongue = ENGLISH) -> str:
    """``25-28 February 2025``, with as much of the first date as differs from the last."""
    if tongue is ENGLISH:
        return words.dates(days)
    first, last = min(days), max(days)
    if first == last:
        return _long(last, tongue)
    if tongue.code == "zh":
        from babel.dates import format_interval

        return str(format_interval(first, last, "yMMMMd", locale=tongue.locale))
    if first.year != last.year:
        return f"{_long(first, tongue)} – {_long(last, tongue)}"
    if first.month != last.month:
        return f"{day_of(first, tongue)} – {_long(last, tongue)}"
    return f"{_first(str(first.day), first, tongue)}-{_long(last, tongue)}"


def moment(when: datetime, tongue: Tongue = ENGLISH) -> str:
    """``25 February 2025, 17:55``"""
    return f"{dates([when.date()], tongue)}{tongue.comma}{when:%H:%M}"


def day_called(days: Sequence[date], name: str) -> int:
    """
    Index of the day named by date (``2025-02-26``) or weekday (``wed``, ``Wednesday``).

    Raises
    ------
    ValueError
        No day is called that, or several are.
    """
    found = [index for index, known in enumerate(days) if _is_called(known, name)]
    if len(found) != 1:
        names = ", ".join(f"{words.weekday(known)} {known}" for known in days)
        many = "several days are" if found else "no day is"
        raise ValueError(f"{many} called {name!r}; there are {names}")
    return found[0]


def _is_called(day: date, name: str) -> bool:
    word = name.strip().lower()
    return word == day.isoformat() or (
        len(word) >= 3 and words.weekday(day).lower().startswith(word)
    )


def _long(day: date, tongue: Tongue) -> str:
    return _first(_formatted(day, "long", tongue), day, tongue)


def _formatted(day: date, how: str, tongue: Tongue) -> str:
    from babel.dates import format_date

    return str(format_date(day, how, locale=tongue.locale))


def _first(text: str, day: date, tongue: Tongue) -> str:
    """The first of a month is ``1er`` in French, which Babel does not say."""
    is_first = day.day == 1 and tongue.code == "fr"
    return f"1er{text[1:]}" if is_first and text.startswith("1") else text
