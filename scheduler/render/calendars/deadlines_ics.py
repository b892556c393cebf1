"""Deadlines as a calendar: a day each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from icalendar import Alarm, Calendar, Event, vText

from scheduler.insight.deadlines import Due
from scheduler.render.calendars.ics_writer import MAKER
from scheduler.render.languages.english import ENGLISH
from scheduler.render.languages.language import Language
from scheduler.render.reports.deadlines_report import describe, titled


def as_calendar(dues: Iterable[Due], at: date, language: Language = ENGLISH) -> bytes:
    """A day of its own for each, free, with a reminder the day before; stable names."""
    made = Calendar()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    words = language.deadlines
    made.add("NAME", vText(words.title))
    made.add("X-WR-CALNAME", vText(words.title))
    for due in dues:
        entry = Event()
        name = f"{quote(due.id, safe='')}@{quote(due.meeting, safe='')}.deadlines.rollgrid"
        entry.add("UID", vText(name))
        entry.add("DTSTAMP", datetime.combine(at, time(), UTC))
        entry.add("DTSTART", due.day)
        entry.add("DTEND", due.day + timedelta(days=1))
        entry.add("SUMMARY", vText(f"{due.meeting}: {titled(due, language)}"))
        entry.add("DESCRIPTION", vText(describe(due, at, language)))
        entry.add("CATEGORIES", [vText(words.kinds[due.kind])])
        entry.add("TRANSP", "TRANSPARENT")
        if due.state(at) not in ("done", "past"):
            reminder = Alarm()
            reminder.add("ACTION", "DISPLAY")
            reminder.add("DESCRIPTION", vText(titled(due, language)))
            reminder.add("TRIGGER", timedelta(days=-1))
            entry.add_component(reminder)
        made.add_component(entry)
    return bytes(made.to_ical())
