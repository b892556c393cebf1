"""
When somebody is busy, or a room taken, from a calendar: windows, and nothing else of it.

Titles, places and guests of appointments are dropped while they are read.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from scheduler import files
from scheduler.errors import ImportedError, TargetError
from scheduler.importing import SOURCE
from scheduler.importing.named_zones import strays
from scheduler.importing.yaml_text import document, flow
from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE

LARGEST = 64 * 1024 * 1024
MOST = 20_000
"""Repetitions of one appointment that are looked at; every hour of two years is fewer."""
MOST_TOLD = 20
UNKNOWN = (
    "no VTIMEZONE of the file defines it, and it is no name such as Europe/Zurich: "
    "export the calendar again with its time zones, or in UTC"
)

Span = tuple[datetime, datetime]


class CalendarError(ImportedError):
    """A calendar that cannot be read."""


def read_busy(path: Path, problem: Problem) -> tuple[Span, ...]:
    """
    The busy times of a calendar within the days of a meeting, in UTC, in order and joined.

    Appointments that are cancelled, or shown as free, do not count. What has no time zone is read
    in that of the meeting; a whole day is busy from midnight to midnight.

    CalendarError if it cannot be read; the message has nothing of what is in it.
    """
    zone = problem.zone
    first = datetime.combine(min(problem.days), time(), zone).astimezone(UTC)
    last = datetime.combine(max(problem.days) + timedelta(days=1), time(), zone).astimezone(UTC)
    try:
        data = files.read(path, LARGEST, SOURCE)
        if len(data) > LARGEST:
            raise CalendarError(f"{path}: larger than {LARGEST:,} bytes, too large for a calendar")
        calendars = _calendars(path, data)
        spans = [span for calendar in calendars for span in _spans(calendar, zone, (first, last))]
    except OSError as error:
        raise CalendarError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (CalendarError, TargetError):
        raise
    except Exception:  # the library lets anything out, with pieces of the calendar in it
        raise CalendarError(f"{path}: is no calendar that can be read (iCalendar)") from None
    if not calendars:
        raise CalendarError(f"{path}: is no calendar that can be read (iCalendar)")
    return tuple(_joined(_clipped(spans, first, last)))


def _calendars(path: Path, data: bytes) -> list[Any]:
    """Every calendar of a file, in which no time that counts is in a zone that nobody knows."""
    stray_zones = strays(data.decode("utf-8-sig", "replace"))
    if stray_zones:
        lines = [f"{path}:{stray.line}: {stray}" for stray in stray_zones[:MOST_TOLD]]
        if len(stray_zones) > MOST_TOLD:
            lines.append(f"{path}: and {len(stray_zones) - MOST_TOLD} more")
        raise CalendarError("\n".join([*lines, UNKNOWN]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # with the names of zones in them
        return list(Calendar.from_ical(data, multiple=True))


def _spans(file: Any, zone: ZoneInfo, window: Span) -> Iterator[Span]:
    entries = list(file.walk("VEVENT"))
    # an appointment that was moved once stands beside the series it is of
    moved = {
        (str(e.get("UID")), _moment(e["RECURRENCE-ID"].dt, zone))
        for e in entries
        if "RECURRENCE-ID" in e
    }
    for entry in entries:
        if str(entry.get("STATUS", "")).upper() == "CANCELLED":
            continue
        if str(entry.get("TRANSP", "")).upper() == "TRANSPARENT":
            continue
        for start, end in _repeated(entry, zone, window):
            if "RECURRENCE-ID" in entry or (str(entry.get("UID")), start) not in moved:
                yield start, end
    for free in file.walk("VFREEBUSY"):
        yield from _periods(free, zone)


def _periods(free: Any, zone: ZoneInfo) -> Iterator[Span]:
    for periods in _many(free.get("FREEBUSY")):
        if str(periods.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for period in _many(getattr(periods, "dts", periods)):
            start, end = getattr(period, "dt", period)
            begun = _moment(start, zone)
            yield begun, begun + end if isinstance(end, timedelta) else _moment(end, zone)


def _many(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _repeated(entry: Any, zone: ZoneInfo, window: Span) -> Iterator[Span]:
    """Every time the appointment is held near the meeting."""
    start = entry["DTSTART"].dt
    whole = not isinstance(start, datetime)
    length = _length(entry, start, zone, whole=whole)
    own = zone if whole or start.tzinfo is None else start.tzinfo
    begin = datetime.combine(start, time()) if whole else start.replace(tzinfo=None)
    for local in _locals(entry, begin, own, window, length):
        begun = local.replace(tzinfo=own).astimezone(UTC)
        # a day is as long as it is, also when the clocks change
        over = local + length if whole else None
        yield begun, over.replace(tzinfo=own).astimezone(UTC) if over else begun + length


def _length(entry: Any, start: date, zone: ZoneInfo, *, whole: bool) -> timedelta:
    if "DTEND" in entry:
        end = entry["DTEND"].dt
        if whole:
            return end - start if not isinstance(end, datetime) else timedelta(days=1)
        return _moment(end, zone) - _moment(start, zone)
    if "DURATION" in entry:
        duration = entry["DURATION"].dt
        return duration if isinstance(duration, timedelta) else timedelta()
    return timedelta(days=1) if whole else timedelta()


def _locals(
    entry: Any, begin: datetime, own: Any, window: Span, length: timedelta
) -> Iterator[datetime]:
    """Starts by the appointment's own clock, between the window and its own length before."""
    rules, extra, gone = (_many(entry.get(name)) for name in ("RRULE", "RDATE", "EXDATE"))
    if not rules and not extra:
        yield begin
        return
    from dateutil.rrule import rruleset, rrulestr

    days = rruleset()
    days.rdate(begin)
    for rule in rules:
        text = rule.to_ical().decode()
        days.rrule(rrulestr(_local_until(text, own), dtstart=begin))
    for add, dates in ((days.rdate, extra), (days.exdate, gone)):
        for listed in dates:
            for value in _many(getattr(listed, "dts", listed)):
                add(_own_clock(value.dt, own))
    first = window[0].astimezone(own).replace(tzinfo=None) - length - timedelta(days=1)
    last = window[1].astimezone(own).replace(tzinfo=None) + timedelta(days=1)
    for number, local in enumerate(days.xafter(first, inc=True)):
        if local > last:
            return
        if number > MOST:
            raise CalendarError("an appointment is repeated too often")
        yield local


def _local_until(rule: str, own: Any) -> str:
    """The last day of a series by its own clock, as the days of the series are."""
    parts = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name.upper() == "UNTIL" and value.endswith("Z"):
            moment = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            value = f"{moment.astimezone(own):%Y%m%dT%H%M%S}"
        parts.append(f"{name}={value}")
    return ";".join(parts)


def _own_clock(value: Any, own: Any) -> datetime:
    if isinstance(value, tuple):
        value = value[0]
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    local: datetime = moment if moment.tzinfo is None else moment.astimezone(own)
    return local.replace(tzinfo=None)


def _moment(value: Any, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    moment: datetime = value if value.tzinfo is not None else value.replace(tzinfo=zone)
    return moment.astimezone(UTC)


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
