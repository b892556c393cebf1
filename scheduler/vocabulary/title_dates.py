"""Days that a title names: ``25-28 February 2025``, ``28 Feb - 3 March``, ``May 5 to 9, 2025``."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from scheduler.vocabulary.calendar import MONTHS, WEEKDAYS, number_of

_WRITTEN = tuple(name for month in MONTHS for name in (month.title(), month.upper()))
"""With a capital: ``10 may attend`` is no date."""
_TO = r"\s*(?:-|\u2013|\u2014|to)\s*"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"


@cache
def _spans(months: tuple[str, ...]) -> re.Pattern[str]:
    """
    The pattern of spans in any of these months: compiling it for all months would take longest
    here.
    """
    month = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in months)
    return re.compile(
        rf"\b(?P<first>\d{{1,2}})(?:\s+(?P<from>{month}))?{_TO}(?P<last>\d{{1,2}})"
        rf"\s+(?P<to>{month})\b{_YEAR}"
        rf"|\b(?P<alone>\d{{1,2}})\s+(?P<of>{month})\b{_YEAR.replace('year', 'own')}"
        rf"|\b(?P<month>{month})\s+(?P<begin>\d{{1,2}})(?:{_TO}(?P<end>\d{{1,2}}))?\b"
        rf"{_YEAR.replace('year', 'then')}"
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b,?\s*", re.IGNORECASE)


class TitleDates(NamedTuple):
    """Month and day of the first and of the last day, the year if it is said, and the words."""

    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    text: str

    def includes(self, day: date) -> bool:
        """Whether a day lies within; dates over the turn of a year have their first in the one."""
        here = (day.month, day.day)
        if self.year is not None and day.year not in (self.year, self.year - self._turns):
            return False
        if self._turns:
            return here >= self.first or here <= self.last
        return self.first <= here <= self.last

    def are(self, first: date, last: date) -> bool:
        """Whether these are the first and the last of them."""
        ends = (self.first, self.last) == ((first.month, first.day), (last.month, last.day))
        return ends and self.year in (None, last.year)

    @property
    def _turns(self) -> int:
        return int(self.last < self.first)


def dates_in(title: str) -> Iterator[TitleDates]:
    """Each span of days, or single day, that a title in one of the six languages names by month."""
    found = [*_english(title)]
    if found or not any(char.isdecimal() for char in title):
        yield from found
        return
    from scheduler.vocabulary.title_dates_elsewhere import spans_in  # names of five languages

    yield from (TitleDates(*span) for span in spans_in(title))


def _english(title: str) -> Iterator[TitleDates]:
    months = tuple(name for name in _WRITTEN if name[:3] in title)
    if not months:
        return
    for match in _spans(months).finditer(_weekday().sub("", title)):
        part = match.groupdict()
        last = part["last"] or part["alone"] or part["end"] or part["begin"]
        first = part["first"] or part["alone"] or part["begin"]
        month = part["to"] or part["of"] or part["month"]
        year = part["year"] or part["own"] or part["then"]
        text = match[0].strip()
        ends = [(_month(part["from"] or month), int(first)), (_month(month), int(last))]
        yield TitleDates(ends[0], ends[1], None if year is None else int(year), text)


def _month(name: str) -> int:
    return (number_of(name, MONTHS) or 0) + 1
