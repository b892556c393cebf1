"""
When somebody is busy, or a room taken, from a calendar: windows, and nothing else of it.

Titles, places and guests of appointments are dropped while they are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler import files
from scheduler.errors import ImportedError
from scheduler.importing import SOURCE
from scheduler.importing.ics import content_lines
from scheduler.importing.ics.content_lines import CalendarPart, Component
from scheduler.importing.ics.entries import ANSWERS, Entry, Surroundings, owner, read
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.series import Expansion
from scheduler.importing.ics.values import Period, Unreadable, values
from scheduler.importing.ics.zones import Zones, listed
from scheduler.importing.yaml_text import document, flow
from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE, last_date

LARGEST = 16_000_000
"""Bytes of a calendar: twenty years of a full one are fewer."""
MOST = 40_000
"""Entries of a calendar."""
MOST_TOLD = 20

Span = tuple[datetime, datetime]


class CalendarError(ImportedError):
    """A calendar that cannot be read."""


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
    try:
        data = files.read(path, LARGEST, SOURCE)
    except OSError as error:
        raise CalendarError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise CalendarError(f"{path}: larger than {LARGEST:,} bytes, too large for a calendar")
    text = content_lines.text_of(data)
    calendars = content_lines.calendars(text) if text.count("BEGIN:V") <= MOST else []
    if not calendars and text.count("BEGIN:V") <= MOST:
        raise CalendarError(f"{path}: is no calendar that can be read (iCalendar)")
    if not calendars:
        raise CalendarError(f"{path}: more than {MOST:,} entries, too many for a calendar")
    remarks, reader = Remarks(), _Reader(zone, (first, last))
    entries = [entry for calendar in calendars for entry in reader.entries(calendar, remarks)]
    spans = [*reader.spans, *Expansion((first, last), remarks).spans(entries)]
    lines = [f"{path}:{line}: {text}" for line, text in sorted(remarks.said)]
    more = [f"{path}: and {len(lines) - MOST_TOLD} more"] if len(lines) > MOST_TOLD else []
    if remarks.left_out and not reader.read:
        raise CalendarError("\n".join([*lines[:MOST_TOLD], *more, f"{path}: nothing can be read"]))
    return Busy(
        spans=tuple(_joined(_clipped(spans, first, last))),
        read=reader.read,
        left_out=remarks.left_out,
        remarks=(*lines[:MOST_TOLD], *more, *reader.assumed(path)),
    )


class _Reader:
    """Reads the calendars of a file, one after the other."""

    def __init__(self, zone: ZoneInfo, window: Span) -> None:
        self._zone = zone
        self._around = [moment.astimezone(zone).replace(tzinfo=None) for moment in window]
        self._declined = 0
        self.read = 0
        self.spans: list[Span] = []

    def entries(self, calendar: CalendarPart, remarks: Remarks) -> Iterator[Entry]:
        """Its appointments; what is free and busy goes to ``spans``."""
        of_kind = {
            kind: [part for part in calendar.components if part.kind == kind]
            for kind in ("VTIMEZONE", "VEVENT", "VFREEBUSY")
        }
        zones = Zones(of_kind["VTIMEZONE"], self._around)
        around = self._surroundings(calendar, zones, remarks)
        if around.method in ANSWERS:
            text = "METHOD is that of an answer, not of an appointment"
            for part in of_kind["VEVENT"]:
                remarks.leave_out(part, part.line, text)
            return
        for part in of_kind["VEVENT"]:
            self._is_whole(part, remarks)
            entry = read(part, around, remarks)
            if entry is not None:
                self.read += 1
                self._declined += entry.declined_by_some and entry.counts
                yield entry
        for part in of_kind["VFREEBUSY"]:
            self._is_whole(part, remarks)
            self.spans += _free_and_busy(part, around, remarks)
            self.read += 1
        for part in zones.unread():
            remarks.assume(part, part.line, "cannot be understood: taken as the zone of its name")
        for part in zones.misleading():
            text = "is not the zone of its name: taken as this file defines it"
            remarks.assume(part, part.line, text)

    def _surroundings(self, calendar: CalendarPart, zones: Zones, remarks: Remarks) -> Surroundings:
        floating, line = None, calendar.whole.last("X-WR-TIMEZONE")
        if line is not None:
            name = line.value.strip()
            floating = zones(name) or listed(name)
            if floating is None:
                text = "X-WR-TIMEZONE is unknown: times without a zone are those of the meeting"
                remarks.assume(calendar.whole, line.number, text)
        name_line = calendar.whole.last("X-WR-CALNAME")
        return Surroundings(
            zones=zones,
            floating=floating or self._zone,
            days=self._zone,
            method=calendar.whole.said("METHOD"),
            owner=owner(name_line.value) if name_line is not None else "",
        )

    def _is_whole(self, part: Component, remarks: Remarks) -> None:
        if not part.is_closed:
            remarks.assume(part, part.line, "has no end: the file may be cut off")

    def assumed(self, path: Path) -> Iterator[str]:
        """What was assumed of many entries, once."""
        if self._declined:
            one = self._declined == 1
            entries = "1 entry" if one else f"{self._declined} entries"
            yield (
                f"{path}: of {entries} some guests declined; the file does not say whose calendar "
                f"it is, so {'it counts' if one else 'they count'} as busy"
            )


def _free_and_busy(part: Component, around: Surroundings, remarks: Remarks) -> Iterator[Span]:
    for line in part.all("FREEBUSY"):
        if line.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
            continue
        try:
            periods = values(line, around.zones)
        except Unreadable as error:
            remarks.pass_over(part, line.number, f"FREEBUSY {error}")
            continue
        for period in periods:
            if not isinstance(period, Period):
                remarks.pass_over(part, line.number, "FREEBUSY has what is no period")
                continue
            start = period.start
            start = start if start.tzinfo is not None else start.replace(tzinfo=around.floating)
            yield start.astimezone(UTC), period.lasting.after(start)


def _clipped(spans: Iterable[Span], first: datetime, last: datetime) -> Iterator[Span]:
    """Whole minutes, for nothing finer is planned."""
    for start, end in spans:
        begin = start.replace(second=0, microsecond=0)
        over = -(-(end - begin) // MINUTE) * MINUTE + begin
        begin, over = max(begin, first), min(over, last)
        if begin < over:
            yield begin, over


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


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
