"""A calendar file: its appointments, and what of it cannot be read or was assumed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler import files
from scheduler.errors import ImportedError
from scheduler.importing import SOURCE
from scheduler.importing.ics import content_lines
from scheduler.importing.ics.content_lines import CalendarPart, Component
from scheduler.importing.ics.entries import ANSWERS, Entry, Surroundings, owner, read
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.values import Period, Unreadable, values
from scheduler.importing.ics.zones import Zones, listed

LARGEST = 16_000_000
"""Bytes of a calendar: twenty years of a full one are fewer."""
MOST, LINES_CAP = 40_000, 600_000
"""Entries and lines of a calendar."""

Span = tuple[datetime, datetime]


class CalendarError(ImportedError):
    """A calendar that cannot be read."""


def calendars_of(path: Path) -> list[CalendarPart]:
    """
    Every calendar of a file.

    CalendarError if it is none, or too large; no message has anything of what is in it.
    """
    try:
        data = files.read(path, LARGEST, SOURCE)
    except OSError as error:
        raise CalendarError(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise CalendarError(f"{path}: larger than {LARGEST:,} bytes, too large for a calendar")
    text = content_lines.text_of(data)
    if text.count("BEGIN:V") > MOST:
        raise CalendarError(f"{path}: more than {MOST:,} entries, too many for a calendar")
    if text.count("\n") > LINES_CAP:
        raise CalendarError(f"{path}: more than {LINES_CAP:,} lines, too many for a calendar")
    calendars = content_lines.calendars(text)
    if not calendars:
        raise CalendarError(f"{path} is not a readable calendar (iCalendar)")
    return calendars


class CalendarReader:
    """
    Reads the calendars of a file, one after the other.

    ``window``: in UTC, around which zones are compared; ``zone``: of times that have none.
    """

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
            remarks.assume(part, part.line, "cannot be read: the zone of that name counts")
        for part in zones.misleading():
            text = "differs from the zone of that name: the definition in this file counts"
            remarks.assume(part, part.line, text)

    def _surroundings(self, calendar: CalendarPart, zones: Zones, remarks: Remarks) -> Surroundings:
        floating, line = None, calendar.whole.last("X-WR-TIMEZONE")
        if line is not None:
            name = line.value.strip()
            floating = zones(name) or listed(name)
            if floating is None:
                text = (
                    "X-WR-TIMEZONE is unknown: times without a zone are read in that of the meeting"
                )
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
                remarks.pass_over(part, line.number, "FREEBUSY has a value that is not a period")
                continue
            start = period.start
            start = start if start.tzinfo is not None else start.replace(tzinfo=around.floating)
            yield start.astimezone(UTC), period.lasting.after(start)
