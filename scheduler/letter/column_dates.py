"""Which date the column of an annex has: from its head, or from the words around the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduler.letter.annex import Day
from scheduler.letter.written_dates import DayWords, dates_in

LATER = (0, 1, 2)
"""Years after a letter in which its meeting may be."""
EARLIER = timedelta(days=62)
"""A letter that was saved again, in the middle of its meeting, names days that are over."""


def dates_of_columns(
    days: Sequence[Day],
    around: Sequence[str],
    first: date | None,
    saved: date | None = None,
) -> dict[int, date]:
    """
    The date of each column, from its head, ``first``, or the dates in the words ``around``.

    ``saved``: the day on which the file was saved, which says the year if nothing else does.

    ValueError if they cannot be told, or contradict each other.
    """
    ranges = [dates for text in around if (dates := list(dates_in(text)))]
    for dates in [[first]] if first is not None else ranges:
        walked = dict(_walk(days, dates[0]))
        if len(walked) == len(days) and (first is not None or _spans(walked, dates)):
            return walked
    for year, since in (*_years(days, ranges), *_years_of(saved)):
        own = {d.column: made for d in days if (made := _full(d.words, year)) is not None}
        looks_ahead = min(own.values(), default=date.max) >= since or since in own.values()
        if len(own) == len(days) and looks_ahead:
            return own
    bare = [replace(day, words=replace(day.words, weekday=None)) for day in days]
    if all(day.lane or day.words.day is not None for day in days) and bare != [*days]:
        # dates go before weekdays that are none of theirs; who reads it is told
        for dates in [[first]] if first is not None else ranges:
            walked = dict(_walk(bare, dates[0]))
            if len(walked) == len(days) and (first is not None or _spans(walked, dates)):
                return walked
    if first is not None:
        raise ValueError(f"the days of the table do not follow {first:%A %d %B %Y}")
    labels = ", ".join(day.label for day in days)
    seen = f"; dates found: {', '.join(str(dates[0]) for dates in ranges)}" if ranges else ""
    raise ValueError(
        f"the dates of these days are not clear: {labels}{seen}; add --first-day 2025-02-25"
    )


def _years(
    days: Sequence[Day], ranges: Sequence[Sequence[date]]
) -> Iterator[tuple[int | None, date]]:
    """Years in which the days may lie, and what they cannot lie before: letters look ahead."""
    yield None, date.min
    yield from ((d.words.year, date.min) for d in days if d.words.year is not None)
    for dates in ranges:
        yield from ((dates[0].year + later, dates[0]) for later in (0, 1))


def _years_of(saved: date | None) -> Iterator[tuple[int | None, date]]:
    if saved is not None:
        yield from ((saved.year + later, saved - EARLIER) for later in LATER)


def _spans(walked: Mapping[int, date], dates: Sequence[date]) -> bool:
    """
    Whether a range of dates is that of the columns.

    A date alone is more often that of the letter.
    """
    return max(walked.values()) <= dates[-1] and (len(dates) > 1 or len(walked) == 1)


def _walk(days: Sequence[Day], start: date) -> Iterator[tuple[int, date]]:
    """Each column is the next day, of those from the start, that its head can mean."""
    at = start
    for index, day in enumerate(days):
        if day.lane:  # another column below the same head
            yield day.column, at - timedelta(days=1)
            continue
        limit = at + timedelta(days=8 if index else 1)
        while at < limit and not names_day(day.words, at):
            at += timedelta(days=1)
        if at >= limit:
            return
        yield day.column, at
        at += timedelta(days=1)


def names_day(words: DayWords, day: date) -> bool:
    """Whether the words may mean that day."""
    written = (words.weekday, words.day, words.month, words.year)
    true = (day.weekday(), day.day, day.month, day.year)
    return all(one is None or one == other for one, other in zip(written, true, strict=True))


def _full(words: DayWords, year: int | None) -> date | None:
    year_meant = words.year if words.year is not None else year
    if year_meant is None or words.month is None or words.day is None:
        return None
    try:
        made = date(year_meant, words.month, words.day)
    except ValueError:
        return None
    return made if words.weekday in (None, made.weekday()) else None
