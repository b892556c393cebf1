"""A calendar of a meeting, ours or of others, as the rows of a programme: what, when, where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from scheduler.importing.ics.calendar_file import CalendarError, CalendarReader, Span, calendars_of
from scheduler.importing.ics.content_lines import CalendarPart, Component, Line
from scheduler.importing.ics.entries import Entry
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.series import Expansion
from scheduler.importing.placed_table import Placed, PlacedRows
from scheduler.importing.programme.zones import named
from scheduler.importing.tally import LeftOut
from scheduler.letter.cell_names import without_continued
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.tables.sessions import slug
from scheduler.vocabulary.calendar_entries import DOMAIN, ROOM, part_of

LONGEST = 62
"""Days of a meeting: what lasts longer is somebody's year."""
ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """
    The rows, what the calendar is called, the IANA zone by whose clock they are, and what was left
    out or assumed.
    """

    rows: PlacedRows
    title: str
    zone: str
    remarks: tuple[str, ...]


def read_meeting(path: Path, zone: str = "") -> MeetingCalendar:
    """
    What the entries of a calendar hold, when and where; whole days and cancelled ones are left out.

    ``zone``: by whose clock; else the zone that the calendar or its first entry names. Entries of
    one title, and the parts of a session of ours, are one session.

    CalendarError if it is no calendar, nothing of it can be read, no zone is named, or its entries
    are not of one meeting.
    """
    calendars = calendars_of(path)
    events = [c for part in calendars for c in part.components if c.kind == "VEVENT"]
    clock = zone or _zone_of(calendars, events)
    if not clock:
        raise CalendarError(f"{path}: it names no time zone: add --timezone, as Europe/Zurich")
    window = _window(path, events)
    remarks, reader = Remarks(), CalendarReader(ZoneInfo(clock), window)
    entries = [e for part in calendars for e in reader.entries(part, remarks)]
    rows = PlacedRows(path.name)
    expansion = Expansion(window, remarks)
    for group in _by_uid(entries):
        _add(rows, group, expansion, ZoneInfo(clock))
    rows.rows.sort(key=lambda row: (row.start, row.row))
    if not rows.rows:
        raise CalendarError("\n".join([*remarks.lines(path), f"{path}: nothing can be read"]))
    titles = (_text(line) for c in calendars if (line := c.whole.last("X-WR-CALNAME")) is not None)
    return MeetingCalendar(rows, next(titles, ""), clock, tuple(remarks.lines(path)))


def _zone_of(calendars: Iterable[CalendarPart], events: Iterable[Component]) -> str:
    said = [c.whole.last("X-WR-TIMEZONE") for c in calendars]
    names = [line.value.strip() for line in said if line is not None]
    starts = (event.last("DTSTART") for event in events)
    names += [line.parameters.get("TZID", "") for line in starts if line is not None]
    return next((zone for name in names if (zone := named(name))), "")


def _window(path: Path, events: Sequence[Component]) -> Span:
    """From the first day to behind the last one, in UTC and with a day around."""
    days = []
    for event in events:
        line = event.last("DTSTART")
        digits = "" if line is None else line.value.strip()[:8]
        try:
            days.append(date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])))
        except ValueError:
            continue  # it is left out when it is read
    if not days:
        raise CalendarError(f"{path}: no entry has a day")
    first, last = min(days), max(days)
    if (last - first).days > LONGEST:
        span = f"from {first} to {last}"
        raise CalendarError(f"{path}: its entries are {span}: expected those of one meeting")
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    return start, start + timedelta(days=(last - first).days + 3)


def _by_uid(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    groups: dict[object, list[Entry]] = {}
    for number, entry in enumerate(entries):
        groups.setdefault(entry.uid or number, []).append(replace(entry, counts=True))
    return groups.values()


def _add(rows: PlacedRows, group: list[Entry], expansion: Expansion, zone: ZoneInfo) -> None:
    """The sittings of the entries of one name."""
    newest = max(group, key=lambda entry: (entry.rank[0], entry.instead_of is None))
    place = f"line {newest.component.line}"
    title = without_continued(_said(newest, "SUMMARY"))[0]
    if newest.cancelled:
        return
    if newest.whole or not title:
        why = "it is a whole day" if newest.whole else "it has no title"
        rows.left.append(LeftOut(place, title, why))
        return
    id = _our_id(newest.uid) or slug(title)
    place, ours = _said(newest, "LOCATION"), _said(newest, ROOM)
    named = {"room": place}
    if ours:  # our own entries say which room by its id, and the venue behind its name
        named = {"room": slug(ours), "room_name": place.partition(",")[0]}
    fields = {"id": id, "title": title, **named}
    for start, minutes in _stretches(group, expansion, zone):
        row = newest.component.line
        rows.rows.append(Placed(row, id, title, fields["room"], start, minutes, fields))


def _stretches(
    group: list[Entry], expansion: Expansion, zone: ZoneInfo
) -> Iterator[tuple[datetime, int]]:
    for start, end in sorted(expansion.spans(group)):
        begin = start.replace(second=0, microsecond=0)
        minutes = -(-(end - begin) // MINUTE)
        if minutes > 0:
            yield begin.astimezone(zone).replace(tzinfo=None), minutes


def _our_id(uid: str) -> str:
    """The session of an entry that ``export ics`` wrote; empty for others."""
    meeting = unquote(uid.rpartition("@")[2].removesuffix(f".{DOMAIN}"))
    ours = part_of(uid, meeting)
    return slug(ours[0]) if ours is not None else ""


def _said(entry: Entry, name: str) -> str:
    line = entry.component.last(name)
    return _text(line) if line is not None else ""


def _text(line: Line) -> str:
    """Without the backslashes of RFC 5545, on one line."""
    shown = ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], line.value)
    return " ".join(shown.split())
