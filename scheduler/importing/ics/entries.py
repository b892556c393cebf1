"""Appointments of a calendar: what is read of each, and what of it cannot be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.importing.ics.content_lines import Component, Line
from scheduler.importing.ics.remarks import Remarks
from scheduler.importing.ics.rule_text import Rule, parse
from scheduler.importing.ics.values import (
    Lasting,
    Lookup,
    Period,
    Unreadable,
    duration,
    value,
    values,
)

ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")
"""Methods of letters about an appointment (RFC 5546), which is not made by them."""
SAME = ("DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "STATUS", "TRANSP")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What the entries of a calendar are read by.

    ``floating``: the zone of times without any. ``days``: the zone of whole days. ``method``: of
    the calendar, in capitals. ``owner``: whose it is, if it says so.
    """

    zones: Lookup
    floating: tzinfo
    days: tzinfo
    method: str = ""
    owner: str = ""


@dataclass(slots=True)
class Entry:
    """
    One VEVENT.

    ``own``: the zone by whose clock it repeats; ``start`` is naive, by that clock. ``rank``: which
    version it is, the greater the newer; None where that is not said. ``instead_of``: the
    occurrence that it stands for, naive, or the day of it; ``onwards``: and for all that follow.
    """

    component: Component
    uid: str
    rank: tuple[int, datetime | None]
    start: datetime
    own: tzinfo
    whole: bool
    lasting: Lasting
    counts: bool
    cancelled: bool
    declined_by_some: bool
    adds: bool
    instead_of: date | None = None
    onwards: bool = False
    rules: list[tuple[Line, Rule]] = field(default_factory=list)
    without: list[tuple[Line, Rule]] = field(default_factory=list)
    more: dict[datetime, Lasting] = field(default_factory=dict)
    gone: set[datetime] = field(default_factory=set)
    gone_days: set[date] = field(default_factory=set)

    def time_lines(self) -> tuple[tuple[str, str], ...]:
        """What it says of the time: two that say the same are one."""
        lines = self.component.lines
        return tuple((line.name, line.text) for line in lines if line.name in SAME)

    def clock(self, moment: date) -> datetime:
        """A date or time by its own clock."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        if moment.tzinfo is None:
            return moment
        return moment.astimezone(self.own).replace(tzinfo=None)


def read(component: Component, around: Surroundings, remarks: Remarks) -> Entry | None:
    """An entry, with a remark for each line that is not read; None if the whole of it is not."""
    start_line = component.last("DTSTART")
    if start_line is None:
        remarks.leave_out(component, component.line, "has no DTSTART")
        return None
    try:
        start = value(start_line, around.zones)
        entry = _entry(component, around, start)
    except Unreadable as error:
        remarks.leave_out(component, start_line.number, f"DTSTART {error}")
        return None
    if start_line.parameters.get("TZID") and start_line.value.strip()[-1:] in ("Z", "z"):
        remarks.assume(
            component, start_line.number, "DTSTART has a TZID and is in UTC: read in UTC"
        )
    length = _length(entry, around, start, remarks)
    if length is None:
        return None
    entry.lasting = length
    if not _place(entry, around, remarks):
        return None
    for line in component.lines:
        _repeat(entry, line, around, remarks)
    return entry


def _entry(component: Component, around: Surroundings, start: date) -> Entry:
    whole = not isinstance(start, datetime)
    named = start.tzinfo if isinstance(start, datetime) else around.days
    entry = Entry(
        component=component,
        uid=uid.value.strip() if (uid := component.last("UID")) is not None else "",
        rank=_rank(component),
        start=datetime.min,
        own=named or around.floating,
        whole=whole,
        lasting=Lasting(0, timedelta()),
        counts=_counts(component, around),
        cancelled=around.method == "CANCEL" or component.said("STATUS") == "CANCELLED",
        declined_by_some=any(_declines(line) for line in component.all("ATTENDEE")),
        adds=around.method == "ADD",
    )
    entry.start = entry.clock(start)
    return entry


def _rank(component: Component) -> tuple[int, datetime | None]:
    """SEQUENCE, then DTSTAMP (RFC 5546, 2.1.5)."""
    sequence, stamp = component.said("SEQUENCE"), component.last("DTSTAMP")
    number = (
        int(sequence) if sequence.isascii() and sequence.isdecimal() and sequence[9:] == "" else 0
    )
    if stamp is None:
        return number, None
    try:
        moment = value(stamp, lambda _: UTC)
    except Unreadable:
        return number, None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return number, moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _counts(component: Component, around: Surroundings) -> bool:
    if component.said("TRANSP") == "TRANSPARENT":
        return False
    guests = component.all("ATTENDEE")
    declined = [line for line in guests if _declines(line)]
    everybody = bool(guests) and len(declined) == len(guests)
    mine = around.owner and any(_address(line.value) == around.owner for line in declined)
    return not (everybody or mine)


def _declines(line: Line) -> bool:
    return line.parameters.get("PARTSTAT", "").upper() == "DECLINED"


def _address(text: str) -> str:
    return text.strip().casefold().removeprefix("mailto:")


def owner(name: str) -> str:
    """The address of the person whose calendar is called so; empty if that is no address."""
    address = _address(name)
    return address if "@" in address and " " not in address else ""


def _length(entry: Entry, around: Surroundings, start: date, remarks: Remarks) -> Lasting | None:
    """How long it lasts; None if it ends before it starts, or that cannot be read."""
    component = entry.component
    line = component.last("DTEND") or component.last("DURATION")
    if line is None:
        return Lasting(1 if entry.whole else 0, timedelta())
    try:
        if line.name == "DURATION":
            lasting = duration(line.value)
            return lasting if not entry.whole else Lasting(max(1, lasting.days), timedelta())
        end = value(line, around.zones)
    except Unreadable as error:
        remarks.leave_out(component, line.number, f"{line.name} {error}")
        return None
    if entry.whole:
        last = end.date() if isinstance(end, datetime) else end
        days = (last - entry.start.date()).days
        if days < 0:
            remarks.assume(component, line.number, "DTEND is before DTSTART: one whole day assumed")
        return Lasting(max(days, 1), timedelta())
    exact = _aware(end, entry, around) - entry.start.replace(tzinfo=entry.own).astimezone(UTC)
    if exact < timedelta():
        remarks.leave_out(component, line.number, "DTEND is before DTSTART")
        return None
    return Lasting(0, exact)


def _aware(moment: date, entry: Entry, around: Surroundings) -> datetime:
    """In UTC; a date is the beginning of that day."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    zone = around.floating if isinstance(moment, datetime) else entry.own
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _place(entry: Entry, around: Surroundings, remarks: Remarks) -> bool:
    """Which occurrence of its series it stands for; whether that can be read."""
    line = entry.component.last("RECURRENCE-ID")
    if line is None:
        return True
    try:
        which = value(line, around.zones)
    except Unreadable as error:
        remarks.leave_out(entry.component, line.number, f"RECURRENCE-ID {error}")
        return False
    entry.instead_of = which
    reach = line.parameters.get("RANGE", "").upper()
    entry.onwards = reach == "THISANDFUTURE"
    if reach and not entry.onwards:
        text = "RECURRENCE-ID has a RANGE that is not read: it counts for this occurrence alone"
        remarks.assume(entry.component, line.number, text)
    return True


def _repeat(entry: Entry, line: Line, around: Surroundings, remarks: Remarks) -> None:
    """What a line says of when it is held besides; a remark if that cannot be read."""
    readers: dict[str, Callable[[Entry, Line, Surroundings], Iterator[str]]] = {
        "RRULE": _rule,
        "EXRULE": _rule,
        "RDATE": _extra,
        "EXDATE": _gone,
    }
    if line.name not in readers:
        return
    try:
        for assumed in readers[line.name](entry, line, around):
            remarks.assume(entry.component, line.number, f"{line.name} {assumed}")
    except Unreadable as error:
        remarks.pass_over(entry.component, line.number, f"{line.name} {error}")


def _rule(entry: Entry, line: Line, around: Surroundings) -> Iterator[str]:
    rule = parse(line.value, entry.own)
    (entry.rules if line.name == "RRULE" else entry.without).append((line, rule))
    if rule.count is not None and rule.until is not None:
        yield "has COUNT and UNTIL: the first to be reached ends it"


def _extra(entry: Entry, line: Line, around: Surroundings) -> Iterator[str]:
    for moment in values(line, around.zones):
        if isinstance(moment, Period):
            entry.more[entry.clock(moment.start)] = moment.lasting
        elif isinstance(moment, datetime) or entry.whole:
            own = entry.clock(moment)
            entry.more[datetime.combine(own, time()) if entry.whole else own] = entry.lasting
        else:
            entry.more[datetime.combine(moment, entry.start.time())] = entry.lasting
            yield "is a day without an hour: that of DTSTART assumed"


def _gone(entry: Entry, line: Line, around: Surroundings) -> Iterator[str]:
    for moment in values(line, around.zones):
        if isinstance(moment, Period):
            raise Unreadable("is a period")
        if isinstance(moment, datetime) and not entry.whole:
            entry.gone.add(entry.clock(moment))
        else:
            entry.gone_days.add(entry.clock(moment).date())
            if not entry.whole:
                yield "is a day without an hour: all of that day left out"
