"""
Which moments the hours of a timetable are, for a script that tells them by another clock.

On a rolling basis minutes inside a slot are nobody's promise. So a sitting is told to last as long
as the slot that is printed for it; only what is printed with hours of its own has these.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from scheduler.render.layout.sheets import Band, Entry, Head, Line

CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
HOURS = re.compile(f"{CLOCK} – {CLOCK}")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Words:
    """A text around its hours; ``at``: the spans that these are, one for each day meant."""

    before: str
    hours: str = ""
    after: str = ""
    at: str = ""

    @property
    def said(self) -> str:
        return f"{self.before}{self.hours}{self.after}"


def split_hours(text: str, spans: Sequence[Span]) -> Words:
    """The text with the hours at its beginning apart, if it is known when they are."""
    match = HOURS.match(text)
    if match is None or not spans:
        return Words(text)
    return Words("", match[0], text[match.end() :], iso_spans(spans))


def iso_spans(spans: Iterable[Span]) -> str:
    """``2025-02-25T10:00:00+01:00/2025-02-25T13:00:00+01:00``, as many as there are."""
    return " ".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in spans)


def spans_of(text: str, days: Iterable[date | None], zone: ZoneInfo) -> list[Span]:
    """The hours at the beginning of a text on these days; one that ends before it starts, later."""
    match = HOURS.match(text)
    if match is None:
        return []
    start, end = (time.fromisoformat(part) for part in match[0].split(" – "))
    later = timedelta(days=1 if end <= start else 0)
    return [
        (datetime.combine(day, start, zone), datetime.combine(day + later, end, zone))
        for day in days
        if day is not None
    ]


def row_spans(label: str, entry: Entry, zone: ZoneInfo) -> list[Span]:
    """The hours of a row of a list, which may have begun on the day before its sitting."""
    day = entry.start.date()
    spans = spans_of(label, (day, day - timedelta(days=1)), zone)
    return [span for span in spans if span[0] <= entry.start < span[1]][:1] or spans[:1]


def spans_of_line(
    line: Line, band: Band, columns: Sequence[Head], zone: ZoneInfo, *, flowing: bool
) -> list[Span]:
    """When the sitting of a line is, as far as it is printed; what overruns its slot is longer."""
    entry = line.entry
    if entry is None:
        return []
    if line.text.startswith(entry.hours):
        return [(entry.start, entry.end)]
    if flowing:
        slots = row_spans(band.label, entry, zone)
    else:
        each = (
            spans_of(c.name, [c.day], zone) or spans_of(band.label, [c.day], zone) for c in columns
        )
        slots = [*chain.from_iterable(each)]
    if not slots:
        return [(entry.start, entry.end)]
    *others, (start, end) = slots
    return [*others, (start, max(end, entry.end) if len(slots) == 1 else end)]
