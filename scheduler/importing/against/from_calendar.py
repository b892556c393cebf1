"""A calendar of the meeting as a report: ours, as a colleague changed it, or that of others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from scheduler.importing.against.file_report import FileReport, FileSession, Stretch
from scheduler.importing.against.meeting_view import View
from scheduler.importing.ics.calendar_file import CalendarError, CalendarReader, Span, calendars_of
from scheduler.importing.ics.entries import Entry
from scheduler.importing.ics.remarks import ENTRY_LEFT, Remarks
from scheduler.importing.ics.series import Expansion
from scheduler.importing.tally import LeftOut
from scheduler.letter.cell_names import without_continued
from scheduler.letter.folding import plain
from scheduler.problem.day_slots import MINUTE, last_date
from scheduler.vocabulary.calendar_entries import OF, ROOM, part_of

AROUND = timedelta(days=60)
"""An entry of ours that was moved to before or after the meeting is found there."""
ESCAPED = re.compile(r"\\([\\;,nN])")
UNTITLED = "it has no title"


def calendar_report(path: Path, view: View) -> FileReport:
    """
    When and where the calendar has what; one that is of a body or office alone says so.

    Entries that are cancelled are not held; whether they are shown as free, or who declined them,
    is nothing to the meeting. Entries of others outside the days of the meeting are passed over.

    CalendarError if it is no calendar, or nothing of it can be read.
    """
    zone, days = view.problem.zone, (min(view.problem.days), last_date(view.problem))
    first, last = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
    window = (first - AROUND, last + AROUND)
    remarks, reader = Remarks(), CalendarReader(zone, window)
    calendars = calendars_of(path)
    entries = [
        replace(entry, counts=True)
        for calendar in calendars
        for entry in reader.entries(calendar, remarks)
    ]
    if remarks.left_out and not entries:
        raise CalendarError("\n".join([*remarks.lines(path), f"{path}: nothing can be read"]))
    made = _Sessions(view, (first, last + timedelta(days=1)), Expansion(window, remarks))
    sessions, untitled = made.of(entries)
    said = sorted(remarks.said)
    whose = [line.value for c in calendars if (line := c.whole.last(OF)) is not None]
    part = [f"it is a calendar of {_text(whose[0])} alone"] if whose else []
    return FileReport(
        file=path.name,
        sessions=sessions,
        timed=True,
        whole=not whose,
        left=(*_left(said), *untitled),
        remarks=(*part, *(f"line {n}: {text}" for n, text in said if ENTRY_LEFT not in text)),
    )


def _left(said: Iterable[tuple[int, str]]) -> Iterator[LeftOut]:
    for line, text in said:
        if ENTRY_LEFT in text:
            yield LeftOut(f"line {line}", "", text.removesuffix(ENTRY_LEFT))


@dataclass(frozen=True, slots=True)
class _Sessions:
    """Makes sessions of entries; ``days``: of the meeting, in UTC."""

    view: View
    days: Span
    expansion: Expansion

    def of(self, entries: Sequence[Entry]) -> tuple[tuple[FileSession, ...], list[LeftOut]]:
        """Sessions, the parts of ours as one; and what has no title."""
        groups: defaultdict[object, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(entries):
            groups[entry.uid or number].append(entry)
        whole: dict[object, FileSession] = {}
        left = []
        for number, group in enumerate(groups.values()):
            heard = self._heard(group)
            if heard is not None and heard.name:
                key = heard.id or number
                whole[key] = whole[key].joined(heard) if key in whole else heard
            elif heard is not None:
                left.append(LeftOut(heard.place, "", UNTITLED))
        return tuple(whole.values()), left

    def _heard(self, group: Sequence[Entry]) -> FileSession | None:
        """The entries of one UID; None if it is not held, or not during the meeting."""
        newest = max(group, key=lambda entry: (entry.rank[0], entry.instead_of is None))
        ours = part_of(newest.uid, self.view.problem.meeting.id)
        id = ours[0] if ours is not None else ""
        first, last = self.days
        spans = [
            (start, end)
            for start, end in sorted(self.expansion.spans(group))
            if end > start and (id or (start < last and first < end))
        ]
        if not spans:
            return None
        status = newest.component.said("STATUS")
        tentative = status == "TENTATIVE"
        return FileSession(
            id=id,
            title=without_continued(_said(newest, "SUMMARY"))[0],
            place=f"line {newest.component.line}",
            stretches=tuple(self._stretch(span, newest) for span in spans),
            fields={"tbc": tentative} if id and status in ("TENTATIVE", "CONFIRMED") else {},
        )

    def _stretch(self, span: Span, entry: Entry) -> Stretch:
        start, end = span
        begin = start.replace(second=0, microsecond=0)
        clock = begin.astimezone(self.view.problem.zone).replace(tzinfo=None)
        return Stretch(start=clock, minutes=-(-(end - begin) // MINUTE), room=self._room(entry))

    def _room(self, entry: Entry) -> str:
        """
        Where it says that it is.

        Our own mark tells rooms of one name apart, unless the place was changed beside it.
        """
        words, mark = _said(entry, "LOCATION"), _said(entry, ROOM)
        named = self.view.room(words) if words else None
        if self.view.room(mark) is None:
            return words
        if not words or (named is not None and self._name(named) == self._name(mark)):
            return mark
        return words

    def _name(self, room: str) -> str:
        return plain(self.view.room_name(room))


def _said(entry: Entry, name: str) -> str:
    line = entry.component.last(name)
    return _text(line.value) if line is not None else ""


def _text(value: str) -> str:
    """Without the backslashes of RFC 5545, on one line."""
    shown = ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value)
    return " ".join(shown.split())
