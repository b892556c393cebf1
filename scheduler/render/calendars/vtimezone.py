"""
A time zone as a calendar file describes it: every change of the clocks, to the minute.

Not with the library's own: it dates the change in spring an hour late (the skipped hour belongs
to no offset), so that a sitting in the night of the change would be an hour off.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from scheduler.problem.day_slots import MINUTE

STEP = timedelta(hours=1)
NIL = timedelta(0)


def timezone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """
    The VTIMEZONE of a zone for the years of two moments.

    Whole years, so that all issues of a meeting describe it alike.
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
    return moment.astimezone(zone).utcoffset() or NIL
