"""
Texts of the page with their hours marked, so that a script can show them in the reader's zone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.render.layout.sheets import Entry, Line
from scheduler.vocabulary.calendar import end_clock

CLOCK = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)"
HOURS = re.compile(f"{CLOCK} – {CLOCK}")
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of a text.

    ``at``: if it is hours, the spans that these are, one for each day meant; if it is a clock
    time, its moment. ``opens``, ``closes``: brackets that go to the next line as one. ``dated``:
    its day is said before it.
    """

    text: str
    at: str = ""
    opens: bool = False
    closes: bool = False
    dated: bool = False


Words = tuple[Piece, ...]
"""A text with the hours in it apart, so that they can be said in the reader's zone."""


def plain_words(text: str) -> Words:
    return (Piece(text),)


def split_hours(text: str, spans: Sequence[Span]) -> Words:
    """The text with the hours at its beginning apart, if it is known when they are."""
    match = HOURS.match(text)
    if match is None or not spans:
        return plain_words(text)
    return (Piece(match[0], iso_spans(spans)), *_if_any(text[match.end() :]))


def split_line(line: Line) -> Words:
    """The text of a line with the hours apart that are ours; those in a title are the planner's."""
    entry = line.entry
    if entry is None:
        return _ends_with_clock(line)
    if line.text.startswith(entry.hours):
        return split_hours(line.text, [(entry.start, entry.end)])
    head, note, tail = line.text.rpartition(f"({entry.then})")
    if not entry.then or not note:
        return plain_words(line.text)
    first, last = Piece("(", opens=True), Piece(")", closes=True)
    return (*_if_any(head), first, *_clocks(entry), last, *_if_any(tail))


def _ends_with_clock(line: Line) -> Words:
    """``Wed 10:45`` with its moment, if it has one."""
    if line.moment is None:
        return plain_words(line.text)
    clock = f"{line.moment:%H:%M}"
    return (
        *_if_any(line.text.removesuffix(clock)),
        Piece(clock, line.moment.isoformat(), dated=True),
    )


def _clocks(entry: Entry) -> Iterator[Piece]:
    """The hours after a name: planned hours, or clock times of its start and its end."""
    done, found = 0, list(re.finditer(f"{HOURS.pattern}|{CLOCK}", entry.then))
    single = [match for match in found if not HOURS.fullmatch(match[0])]
    for match in found:
        yield from _if_any(entry.then[done : match.start()])
        # before when it is not expected is said last of all clock times
        expected = entry.earliest if single and match is single[-1] else None
        yield Piece(match[0], expected.isoformat() if expected else _moments(entry, match[0]))
        done = match.end()
    yield from _if_any(entry.then[done:])


def _moments(entry: Entry, clock: str) -> str:
    if HOURS.fullmatch(clock):
        return iso_spans([(entry.start, entry.end)])
    said = ((f"{entry.start:%H:%M}", entry.start), (end_clock(entry.end), entry.end))
    return next((moment.isoformat() for text, moment in said if text == clock), "")


def _if_any(text: str) -> Words:
    return plain_words(text) if text else ()


def iso_spans(spans: Iterable[Span]) -> str:
    """``2025-02-25T10:00:00+01:00/2025-02-25T13:00:00+01:00``, as many as there are."""
    return " ".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in spans)


def spans_of(text: str, days: Iterable[date | None], zone: ZoneInfo) -> list[Span]:
    """The hours at the beginning of a text on these days; one that ends before it starts, later."""
    match = HOURS.match(text)
    if match is None:
        return []
    start, end = (
        time() if part == "24:00" else time.fromisoformat(part) for part in match[0].split(" – ")
    )
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
