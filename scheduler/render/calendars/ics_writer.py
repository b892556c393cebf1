"""A calendar as bytes (iCalendar): equal input, equal bytes; every text only text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar as File
from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from scheduler import __version__
from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.render.calendars.entries import Calendar, Entry
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.printed_names import PrintedNames, printed_names
from scheduler.render.words import printable
from scheduler.vocabulary.calendar_entries import OF, REVISION, ROOM, uid
from scheduler.vocabulary.printing import LanguageCode

MAKER = f"-//rollgrid//rollgrid {__version__}//EN"


@dataclass(frozen=True, slots=True)
class Issue:
    """
    What is said of a calendar as a whole.

    Attributes
    ----------
    published
        When the timetable was published: the time stamp of every entry.
    revision
        0 for the first issue.
    of
        The group or office whose calendar it is; None for all.
    language
        None is that of the scenario.
    title
        What the group or office is called, where that is more than ``of``.
    """

    published: datetime
    revision: int = 0
    of: str | None = None
    language: LanguageCode | None = None
    title: str | None = None


def write(
    problem: Problem,
    calendar: Calendar,
    sittings: Iterable[Sitting],
    issue: Issue,
    *,
    method: Literal["PUBLISH", "CANCEL"] = "PUBLISH",
) -> bytes:
    """
    The whole calendar as a file.

    Parameters
    ----------
    sittings
        Of the timetable published now: who presides, how many parts there are.
    """
    zone, entries = problem.zone, calendar.values()
    names = names_in(problem, issue.language)
    made = _calendar_file(names, issue, method)
    if entries and not _is_utc(zone):
        years = [m.astimezone(zone).year for entry in entries for m in (entry.start, entry.end)]
        made.add_component(_timezone_of(zone, min(years), max(years)))
    sitting_of = {(s.session, s.part): s for s in sittings}
    for entry in sorted(entries, key=lambda e: (e.start, e.room, e.session, e.part)):
        made.add_component(_event(names, entry, sitting_of.get(entry.key), issue.published))
    return bytes(made.to_ical())


def names_in(problem: Problem, language: LanguageCode | None = None) -> PrintedNames:
    """The names of a meeting in a language, else in that of the scenario."""
    return printed_names(problem, language_of(language or problem.annex.language), compared=False)


def _calendar_file(names: PrintedNames, issue: Issue, method: str) -> File:
    """A calendar without entries."""
    meeting = names.problem.meeting
    made = File()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", method)
    whose = issue.title or issue.of
    of = [printable(whose)] if whose is not None else []
    name = " · ".join([printable(names.other(meeting.titles) or meeting.title), *of])
    made.add("NAME", vText(name))
    made.add("X-WR-CALNAME", vText(name))
    made.add("X-WR-TIMEZONE", vText(meeting.timezone))
    made.add(REVISION, vText(str(issue.revision)))
    if issue.of is not None:
        made.add(OF, vText(printable(issue.of)))
    return made


@cache
def _timezone_of(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """The VTIMEZONE of these years; a hundred calendars of one meeting have the same."""
    return timezone(zone, *(datetime(year, 7, 1, tzinfo=UTC) for year in (first, last)))


def _is_utc(zone: ZoneInfo) -> bool:
    """Times of such a zone are written with a Z, and need no VTIMEZONE."""
    return zone.key in ("UTC", "Etc/UTC")


def _event(
    names: PrintedNames, entry: Entry, sitting: Sitting | None, published: datetime
) -> Event:
    """
    One entry.

    ``sitting`` is None for what is cancelled: it is told with the names of the scenario alone.
    """
    session = names.sessions.get(entry.session)
    made = Event()
    made.add("UID", vText(uid(names.problem.meeting.id, entry.session, entry.part)))
    made.add("DTSTAMP", published.astimezone(UTC))
    made.add("SEQUENCE", entry.sequence)
    made.add("DTSTART", _clock(entry.start, names.zone))
    made.add("DTEND", _clock(entry.end, names.zone))
    made.add("SUMMARY", vText(_summary(names, entry)))
    made.add("LOCATION", vText(location(names, entry.room)))
    made.add("DESCRIPTION", vText("\n".join(_description(names, session, entry, sitting))))
    if session is not None and session.groups:
        made.add("CATEGORIES", [vText(printable(group)) for group in session.groups])
    made.add("STATUS", _status(entry, session))
    made.add("TRANSP", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    made.add(ROOM, vText(entry.room))
    return made


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """
    Local time; UTC in an hour that the clocks of the zone show twice, the second time.

    The local time alone would be read as its first pass.
    """
    local = moment.astimezone(zone)
    return moment.astimezone(UTC) if _is_utc(zone) or local.fold else local


def _summary(names: PrintedNames, entry: Entry) -> str:
    name = names.printed(entry.session)
    return names.language.continued.format(text=name) if entry.part > 1 else name


def location(names: PrintedNames, room: str) -> str:
    """``Room 2 (1st floor), CICG Geneva``"""
    meeting = names.problem.meeting
    venue = printable(names.other(meeting.venues) or meeting.venue)
    named = names.room_heads.get(room) or room
    return names.language.comma.join(part for part in (named, venue) if part)


def _description(
    names: PrintedNames, session: Session | None, entry: Entry, sitting: Sitting | None
) -> Iterator[str]:
    patterns = names.language.calendar
    if entry.cancelled:
        yield patterns.cancelled
    if session is None:
        return
    if session.label and session.title:
        yield printable(names.other(session.titles) or session.title)
    if sitting is not None:
        if sitting.parts > 1:
            yield patterns.part.format(part=sitting.part, parts=sitting.parts)
        chairs = [names.titles.get(id) or id for id in sitting.chairs or session.chairs]
        if chairs:
            yield patterns.presiding.format(names=names.language.joint.join(chairs))
    marks = names.marks(session).strip()
    if marks:
        yield marks
    for detail in names.details(session, entry.part):
        yield detail.text if detail.url is None else f"{detail.text} <{detail.url}>"
    orders = names.problem.rolling
    if not entry.cancelled and any(session.id in order.order for order in orders):
        yield patterns.rolling


def _status(entry: Entry, session: Session | None) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if session is not None and session.tbc else "CONFIRMED"


STEP = timedelta(hours=1)


def timezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """
    The VTIMEZONE of a zone for the years of two moments: every change of the clocks.

    Whole years, so that all issues of a meeting describe it alike. Not the library's own, which
    dates the change in spring an hour late (the skipped hour belongs to no offset).
    """
    start = datetime(first.astimezone(zone).year, 1, 1, tzinfo=zone).astimezone(UTC)
    end = datetime(last.astimezone(zone).year + 1, 1, 1, tzinfo=zone).astimezone(UTC)
    made = Timezone()
    made.add("TZID", zone.key)
    made.add_component(_observance(zone, start, _offset(zone, start)))
    for moment in _changes(zone, start, end):
        made.add_component(_observance(zone, moment, _offset(zone, moment - MINUTE)))
    return made


def _observance(
    zone: ZoneInfo, start: datetime, before: timedelta
) -> TimezoneStandard | TimezoneDaylight:
    """What holds from a moment on; its start is written by the clock as it was before."""
    local = start.astimezone(zone)
    made = TimezoneDaylight() if local.dst() else TimezoneStandard()
    made.add("DTSTART", (start + before).replace(tzinfo=None))
    made.add("TZOFFSETFROM", before)
    made.add("TZOFFSETTO", _offset(zone, start))
    made.add("TZNAME", local.tzname() or "")
    return made


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, in UTC, at which the offset becomes another one."""
    moment = start
    while moment < end:
        after = moment + STEP
        if _offset(zone, after) != _offset(zone, moment):
            while _offset(zone, moment) != _offset(zone, after):
                moment += MINUTE
            yield moment
        moment = after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
