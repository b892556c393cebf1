"""
When somebody is busy, or a room taken, from a calendar: windows, and nothing else of it.

Titles, places and guests of appointments are dropped while they are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.importing.ics.calendar_file import CalendarError, CalendarReader, Span, calendars_of
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.series import Expansion
from scheduler.importing.yaml_text import document, flow
from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE, last_date
from scheduler.vocabulary.spans import merge


@dataclass(frozen=True, slots=True)
class Busy:
    """
    When somebody is busy within the days of a meeting, in UTC, in order and joined.

    ``read`` and ``left_out`` count what of the file was read and what not; ``remarks`` name that
    and what was assumed, each with the file and its line.
    """

    spans: tuple[Span, ...]
    read: int
    left_out: int
    remarks: tuple[str, ...]


def read_busy(path: Path, problem: Problem) -> Busy:
    """
    The busy times of a calendar within the days of a meeting.

    Appointments that are cancelled, declined, or shown as free, do not count. What has no time zone
    is read in that of the calendar, if it names one, else of the meeting; a whole day is busy from
    midnight to midnight.

    CalendarError if it is no calendar, or too large, or nothing in it can be read; no message has
    anything of what is in it.
    """
    zone = problem.zone
    first = datetime.combine(min(problem.days), time(), zone).astimezone(UTC)
    last = datetime.combine(last_date(problem) + timedelta(days=1), time(), zone).astimezone(UTC)
    calendars = calendars_of(path)
    remarks, reader = Remarks(), CalendarReader(zone, (first, last))
    entries = [entry for calendar in calendars for entry in reader.entries(calendar, remarks)]
    spans = [*reader.spans, *Expansion((first, last), remarks).spans(entries)]
    lines = remarks.lines(path)
    if remarks.left_out and not reader.read:
        raise CalendarError("\n".join([*lines, f"{path}: nothing can be read"]))
    return Busy(
        spans=merge(_clipped(spans, first, last)),
        read=reader.read,
        left_out=remarks.left_out,
        remarks=(*lines, *reader.assumed(path)),
    )


def _clipped(spans: Iterable[Span], first: datetime, last: datetime) -> Iterator[Span]:
    """Whole minutes, for nothing finer is planned."""
    for start, end in spans:
        begin = start.replace(second=0, microsecond=0)
        over = -(-(end - begin) // MINUTE) * MINUTE + begin
        begin, over = max(begin, first), min(over, last)
        if begin < over:
            yield begin, over


def as_part(busy: Iterable[Span], name: str, zone: ZoneInfo, source: str) -> bytes:
    """Text for a file that a scenario includes."""
    lines = [f"    - {flow(_window(span, zone))}" for span in busy]
    return document(
        [f"# From {source}; a scenario reads it with 'include: [this file]'."],
        ["busy:", f"  {flow(name)}:" + ("" if lines else " []"), *lines],
    )


def _window(span: Span, zone: ZoneInfo) -> dict[str, str]:
    """By the clock of the meeting; in UTC where that shows an hour twice."""
    there = [moment.astimezone(zone) for moment in span]
    own = ZoneInfo("UTC") if any(moment.fold for moment in there) else zone
    start, end = (f"{moment.astimezone(own):%Y-%m-%d %H:%M}" for moment in span)
    return {"from": start, "to": end, "timezone": own.key}
