"""Deadlines as lines, as JSON and as a calendar."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from scheduler.deadlines import Due, State
from scheduler.render.console import Line
from scheduler.render.words import DAYS, printable

TOLD: dict[State, str] = {
    "done": "done",
    "late": "LATE",
    "slips": "planned too late",
    "due": "due",
    "open": "",
}
STYLES: dict[State, str] = {
    "done": "dim",
    "late": "bold red",
    "slips": "yellow",
    "due": "bold",
    "open": "",
}


def late(dues: Iterable[Due], at: date) -> tuple[Due, ...]:
    """What is late, or planned for a day that is too late."""
    return tuple(due for due in dues if due.state(at) in ("late", "slips"))


def as_lines(dues: Sequence[Due], at: date) -> list[Line]:
    """In order of the day, one a line; today stands where it belongs; then how many are late."""
    several = len({due.meeting for due in dues}) > 1
    width = max((len(due.kind) for due in dues), default=0)
    lines, today = [], False
    for due in dues:
        if not today and due.day >= at:
            today = True
            lines.append(Line(f"  {at} {DAYS[at.weekday()][:3]}  ---- today ----", "dim"))
        state = due.state(at)
        meeting = f"{due.meeting}  " if several else ""
        text = f"  {due.day} {DAYS[due.day.weekday()][:3]}  {due.kind:{width}}  {meeting}"
        lines.append(Line(f"{text}{_described(due, at)}", STYLES[state]))
    return [*lines, Line(), *_summary(dues, at)]


def _described(due: Due, at: date) -> str:
    parts = [printable(due.title)]
    if due.who:
        parts.append(printable(due.who))
    if due.waits:
        parts.append(f"for {', '.join(due.waits[:3])}{' ...' if len(due.waits) > 3 else ''}")
    return " · ".join([*parts, _standing(due, at)]).removesuffix(" · ")


def _standing(due: Due, at: date) -> str:
    days = abs((due.day - at).days)
    match due.state(at):
        case "done":
            return f"done {due.done}" + (
                "" if due.done is None or due.done <= due.day else ", late"
            )
        case "late":
            return f"LATE by {_days(days)}"
        case "slips":
            return f"planned for {due.planned}: too late"
        case "due":
            return "due today" if days == 0 else f"due in {_days(days)}"
    return f"planned for {due.planned}" if due.planned is not None else ""


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _summary(dues: Sequence[Due], at: date) -> list[Line]:
    states = [due.state(at) for due in dues]
    counts = [
        f"{states.count(state)} {word}"
        for state, word in (
            ("late", "late"),
            ("slips", "planned too late"),
            ("due", "due within a week"),
            ("open", "later"),
            ("done", "done"),
        )
        if state in states
    ]
    return [Line(f"  {', '.join(counts) or 'Nothing is due.'}")]


def as_json(dues: Iterable[Due], at: date) -> bytes:
    """One object."""
    listed = [
        {
            "meeting": due.meeting,
            "id": due.id,
            "kind": due.kind,
            "title": due.title,
            "due": due.day.isoformat(),
            "who": due.who or None,
            "planned": due.planned.isoformat() if due.planned is not None else None,
            "done": due.done.isoformat() if due.state(at) == "done" and due.done else None,
            "sessions": list(due.waits),
            "state": due.state(at),
        }
        for due in dues
    ]
    content = {"format_version": 1, "at": at.isoformat(), "deadlines": listed}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def as_calendar(dues: Iterable[Due], at: date) -> bytes:
    """A day of its own for each, free, with a reminder the day before; stable names."""
    from icalendar import Alarm, Calendar, Event, vText

    from scheduler.render.calendars.writing import MAKER

    made = Calendar()
    made.add("PRODID", MAKER)
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    made.add("NAME", vText("Deadlines"))
    made.add("X-WR-CALNAME", vText("Deadlines"))
    for due in dues:
        entry = Event()
        name = f"{quote(due.id, safe='')}@{quote(due.meeting, safe='')}.deadlines.rollgrid"
        entry.add("UID", vText(name))
        entry.add("DTSTAMP", datetime.combine(at, time(), UTC))
        entry.add("DTSTART", due.day)
        entry.add("DTEND", due.day + timedelta(days=1))
        entry.add("SUMMARY", vText(f"{due.meeting}: {printable(due.title)}"))
        entry.add("DESCRIPTION", vText(_described(due, at)))
        entry.add("CATEGORIES", [vText(due.kind)])
        entry.add("TRANSP", "TRANSPARENT")
        if due.state(at) != "done":
            reminder = Alarm()
            reminder.add("ACTION", "DISPLAY")
            reminder.add("DESCRIPTION", vText(printable(due.title)))
            reminder.add("TRIGGER", timedelta(days=-1))
            entry.add_component(reminder)
        made.add_component(entry)
    return bytes(made.to_ical())
