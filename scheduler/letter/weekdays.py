"""Weekdays that are written beside a date but do not belong to it."""

from datetime import date
from functools import cache

from scheduler.letter.folding import plain
from scheduler.letter.written_dates import names_of_days
from scheduler.vocabulary.calendar import WEEKDAYS


def written_weekday(text: str) -> int | None:
    """
    The weekday that a text names, 0 is Monday; None if it names none, or several.

    What is the name of a month as well is none: ``mar.``, ``mar 5``.
    """
    weekdays, months = names_of_days()
    folded = plain(text)
    words = folded.replace(",", " ").replace(".", " ").split()
    named = {weekdays[word][1] for word in words if word in weekdays and word not in months}
    if not named and not folded.isascii():
        named = {weekdays[word][1] for word in _solid() if word in folded}
    return named.pop() if len(named) == 1 else None


@cache
def _solid() -> tuple[str, ...]:
    """Names of weekdays in scripts without spaces."""
    weekdays = names_of_days()[0]
    return tuple(word for word in weekdays if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff")


def contradiction(text: str, day: date) -> str | None:
    """``'Monday 25 February 2025' is a Tuesday: the date is taken``; None if there is none."""
    weekday = written_weekday(text)
    if weekday is None or weekday == day.weekday():
        return None
    return f"{' '.join(text.split())[:60]!r}: {day} is a {WEEKDAYS[day.weekday()].title()}: {TAKEN}"


TAKEN = "the date counts, not the weekday"
