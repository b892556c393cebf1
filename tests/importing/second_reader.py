"""
A reader of calendars that shares nothing with ours: icalendar parses, dateutil repeats.

It follows RFC 5545 and 5546 as docs/reference/importing.md says that they are read, in the plainest
way: every occurrence is written down, and then changed, moved and taken away.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar

Span = tuple[datetime, datetime]
FAR = timedelta(days=80)


def busy(text: str, window: Span, zone: ZoneInfo) -> list[Span]:
    """Spans of a calendar within a window, in UTC, joined; whole days in ``zone``."""
    # TZID beside UTC: icalendar takes the zone, RFC 5545 3.2.19 forbids it
    text = re.sub(r";TZID=[^:;]*:(\d{8}T\d{6}Z)", r":\1", text)
    of_uid: dict[str, list[_Event]] = {}
    for calendar in Calendar.from_ical(text, multiple=True):
        floating = ZoneInfo(str(calendar.get("X-WR-TIMEZONE", zone.key)))
        off = str(calendar.get("METHOD", "")) == "CANCEL"
        for event in calendar.walk("VEVENT"):
            made = _Event(event, floating, zone, off=off)
            of_uid.setdefault(str(event["UID"]), []).append(made)
    spans = [span for events in of_uid.values() for span in _held(events, window)]
    inside = sorted((max(a, window[0]), min(b, window[1])) for a, b in spans)
    joined: list[Span] = []
    for start, end in inside:
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


class _Event:
    """One VEVENT; ``start`` by its own clock, naive."""

    def __init__(self, event: Any, floating: ZoneInfo, zone: ZoneInfo, *, off: bool) -> None:
        self.event = event
        start = event["DTSTART"].dt
        self.whole = not isinstance(start, datetime)
        self.own = zone if self.whole else (start.tzinfo or floating)
        self.start = self.clock(start)
        self.rank = (int(event.get("SEQUENCE", 0)), event["DTSTAMP"].dt)
        self.cancelled = off or str(event.get("STATUS", "")) == "CANCELLED"
        self.counts = not self.cancelled and str(event.get("TRANSP", "")) != "TRANSPARENT"
        place = event.get("RECURRENCE-ID")
        self.place = None if place is None else place.dt
        self.onwards = place is not None and place.params.get("RANGE") == "THISANDFUTURE"

    def clock(self, value: date) -> datetime:
        if not isinstance(value, datetime):
            return datetime.combine(value, time())
        return value.replace(tzinfo=None) if value.tzinfo is None else self._local(value)

    def _local(self, value: datetime) -> datetime:
        return value.astimezone(self.own).replace(tzinfo=None)

    def span(self, local: datetime, lasting: timedelta | None = None) -> Span:
        start = local.replace(tzinfo=self.own)
        if lasting is not None:
            return start.astimezone(UTC), start.astimezone(UTC) + lasting
        end, length = self.event.get("DTEND"), self.event.get("DURATION")
        if self.whole:
            days = (end.dt - self.start.date()).days if end is not None else 1
            days = length.dt.days if length is not None else max(1, days)
            over = (local + timedelta(days=days)).replace(tzinfo=self.own)
            return start.astimezone(UTC), over.astimezone(UTC)
        if length is not None:  # days by the clock, the rest as time passes
            over = (local + timedelta(days=length.dt.days)).replace(tzinfo=self.own)
            rest = timedelta(seconds=length.dt.seconds)
            return start.astimezone(UTC), over.astimezone(UTC) + rest
        first = self.start.replace(tzinfo=self.own).astimezone(UTC)
        ends = self.clock(end.dt).replace(tzinfo=self.own).astimezone(UTC)
        return start.astimezone(UTC), start.astimezone(UTC) + (ends - first)

    def occurrences(self, window: Span) -> dict[datetime, timedelta | None]:
        """Starts, and the length of those that have one of their own."""
        dates = rruleset()
        dates.rdate(self.start)
        for name, add in (("RRULE", dates.rrule), ("EXRULE", dates.exrule)):
            for rule in _many(self.event.get(name)):
                add(rrulestr(self._ruled(rule.to_ical().decode()), dtstart=self.start))
        lengths: dict[datetime, timedelta | None] = {}
        for value in _values(self.event.get("RDATE")):
            if isinstance(value, tuple):
                begin, end = value
                local = self.clock(begin)
                lengths[local] = end if isinstance(end, timedelta) else end - begin
                dates.rdate(local)
            else:
                dates.rdate(self.clock(value))
        first, last = (self._local(moment) for moment in window)
        made = dates.between(first - FAR, last + FAR, inc=True)
        gone = list(_values(self.event.get("EXDATE")))
        days = {value for value in gone if not isinstance(value, datetime)}
        moments = {self.clock(value) for value in gone if isinstance(value, datetime)}
        return {
            local: lengths.get(local)
            for local in made
            if local not in moments and local.date() not in days
        }

    def _ruled(self, text: str) -> str:
        match = re.search(r"UNTIL=(\d{8})(T\d{6})?(Z?)", text)
        if match is None:  # dateutil fails at the end of the calendar
            return text if "COUNT" in text else f"{text};UNTIL=20400101T000000"
        until = datetime.strptime(match[1] + (match[2] or "T235959"), "%Y%m%dT%H%M%S")
        if match[3]:
            until = self._local(until.replace(tzinfo=UTC))
        return text.replace(match[0], f"UNTIL={until:%Y%m%dT%H%M%S}")


def _held(events: list[_Event], window: Span) -> list[Span]:
    changes: dict[object, _Event] = {}
    masters = [event for event in events if event.place is None]
    for event in events:
        if event.place is not None:
            key = (event.clock(event.place), isinstance(event.place, datetime), event.onwards)
            if key not in changes or changes[key].rank < event.rank:
                changes[key] = event
    exceptions = list(changes.values())
    spans = []
    if masters:
        master = max(masters, key=lambda event: event.rank)
        if master.cancelled:
            exceptions = [e for e in exceptions if e.rank[0] > master.rank[0]]
        else:
            spans += _series(master, exceptions, window)
    return spans + [e.span(e.start) for e in exceptions if e.counts and not e.onwards]


def _series(master: _Event, exceptions: list[_Event], window: Span) -> list[Span]:
    onwards = sorted(
        ((master.clock(e.place), e) for e in exceptions if e.onwards and e.place is not None),
        key=lambda pair: pair[0],
    )
    gone: set[datetime] = set()
    occurrences = master.occurrences(window)
    for change in exceptions:
        if change.onwards or change.place is None:
            continue
        if isinstance(change.place, datetime):
            gone.add(master.clock(change.place))
        else:
            gone.update([local for local in occurrences if local.date() == change.place][:1])
    spans = []
    for local, lasting in occurrences.items():
        if local in gone:
            continue
        last = [pair for pair in onwards if pair[0] <= local][-1:]
        if not last:
            spans += [master.span(local, lasting)] if master.counts else []
        for which, change in last:
            if change.counts:
                spans.append(change.span(change.start + (local - which)))
    return spans


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _values(value: Any) -> list[Any]:
    return [one.dt for listed in _many(value) for one in listed.dts]
