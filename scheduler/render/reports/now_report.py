"""What runs, what is next, how late we are: a few lines for a terminal on a desk."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Problem
from scheduler.problem.day_slots import MINUTE
from scheduler.render.reports.replan_report import brief
from scheduler.render.terminal.answer import GOOD, INDENT, QUIET, WEAK, Line, View, adapt, to_json
from scheduler.render.terminal.fitting import wrap_words
from scheduler.render.words import day_of, printable, weekday
from scheduler.timetable import Record
from scheduler.timetable.live import ExpectedSitting, MeetingState, RoomNow, minutes_late
from scheduler.timetable.sentences import Voice

PIECE = 2
"""Spaces between the columns."""


def lines(
    problem: Problem, record: Record, now: MeetingState, view: View, *, draft: str | None = None
) -> list[Line]:
    """The state of the meeting, a block for each room; ``draft``: its name, if it is one."""
    zone = problem.zone
    voice = brief(problem, record.timetable)
    local = now.at.astimezone(zone)
    issue = "first issue" if record.revision == 0 else f"Rev.{record.revision}"
    if draft is not None:
        issue = f"draft {draft}, not published"
    head = f"{weekday(local.date())} {day_of(local.date())} {local:%H:%M}"
    rows = [
        Line(f"{'':{INDENT}}{head}", "bold"),
        Line(f"{'':{INDENT}}{printable(problem.meeting.title)} · {issue}", QUIET),
        Line(),
        *_state(now, voice),
    ]
    wide = max((len(voice.room(room.room)) for room in now.rooms), default=0) + PIECE
    for room in now.rooms if now.state not in ("over",) else ():
        rows += _room(room, voice, now.at, wide)
    rows += [Line(), Line(f"{'':{INDENT}}{_progress(now)}", QUIET)]
    if now.unplaced:
        names = ", ".join(voice.session(id) for id in now.unplaced)
        rows.append(Line(f"{'':{INDENT}}without a place: {names}", WEAK))
    return [piece for line in adapt(rows, view) for piece in fitted(line, view.width)]


def fitted(line: Line, width: int) -> list[Line]:
    """A line that is too long, in several."""
    if len(line.plain) <= width:
        return [line]
    pieces = wrap_words(line.plain, width, other=" " * 2 * INDENT)
    return [Line(piece, line.style) for piece in pieces]


def as_json(record: Record, now: MeetingState, facts: tuple[str, ...], zone: ZoneInfo) -> bytes:
    """One object; moments local, lateness in minutes."""

    def place(sitting: ExpectedSitting | None) -> dict[str, object] | None:
        if sitting is None:
            return None
        behind = {"late": minutes_late(sitting), "ends_late": minutes_late(sitting, end=True)}
        return {**asdict(sitting), **behind}

    content = {
        "meeting": record.meeting,
        "revision": record.revision,
        "at": now.at,
        "state": now.state,
        "opens": now.opens,
        "closes": now.closes,
        "held_minutes": now.held,
        "planned_minutes": now.planned,
        "unplaced": now.unplaced,
        "facts_since": facts,
        "rooms": [
            {
                "room": room.room,
                "running": [place(p) for p in room.running],
                "last": place(room.last),
                "next": place(room.next),
            }
            for room in now.rooms
        ],
    }
    return to_json(content, zone)


def _state(now: MeetingState, voice: Voice) -> list[Line]:
    if now.opens is None or now.closes is None:
        return [Line(f"{'':{INDENT}}nothing is held")]
    if now.state == "before":
        state = f"begins {_when(now.opens, now.at, voice)}, in {span(now.opens - now.at)}"
        return [Line(f"{'':{INDENT}}{state}"), Line()]
    if now.state == "over":
        since = _when(now.closes, now.at, voice)
        return [Line(f"{'':{INDENT}}over since {since}")]
    return []


def _when(moment: datetime, at: datetime, voice: Voice, *, short: bool = False) -> str:
    """``Wed 10:30`` in this week (``short``: ``11:30`` today); with its date in any other."""
    local, here = (m.astimezone(voice.zone) for m in (moment, at))
    if local.isocalendar()[:2] == here.isocalendar()[:2]:
        return voice.moment(moment, beside=at if short else None)
    year = "" if local.year == here.year else f" {local.year}"
    return f"{replace(voice, dated=True).day(local.date())}{year} {local:%H:%M}"


def _room(room: RoomNow, voice: Voice, at: datetime, wide: int) -> list[Line]:
    name = printable(voice.room(room.room))
    lines = [
        Line(f"{'':{INDENT}}{name:<{wide}}{text}", style) for text, style in _on(room, voice, at)
    ]
    blank = "" if lines else name
    if room.next is not None:
        text, style = _next(room.next, voice, at)
        lines.append(Line(f"{'':{INDENT}}{blank:<{wide}}{text}", style))
    return lines


def _on(room: RoomNow, voice: Voice, at: datetime) -> list[tuple[str, str]]:
    """What runs, or what ended last."""
    if room.running:
        return [_running(place, voice, at) for place in room.running]
    if room.last is None:
        return []
    ago = span((at - room.last.end) // MINUTE * MINUTE)
    return [(f"pause: {voice.session(room.last.session)} ended {ago} ago", QUIET)]


def _running(place: ExpectedSitting, voice: Voice, at: datetime) -> tuple[str, str]:
    """``ENIP 2/3  since 15:00, until 18:00, 5 min left · 30 min late``"""
    part = f" {place.part}/{place.parts}" if place.parts > 1 else ""
    until = voice.until(place.end, since=at)
    since = _when(place.start, at, voice, short=True)
    sentence = f"{voice.session(place.session)}{part}  since {since}"
    sentence += f", until {until}, {span(place.end - at)} left"
    behind, style = _behind(place.was_end, place.end, voice)
    return f"{sentence} · {behind}", style


def _next(place: ExpectedSitting, voice: Voice, at: datetime) -> tuple[str, str]:
    """``next  CEI Wed 10:30, in 16 h 35 min · 30 min late``"""
    behind, style = _behind(place.was_start, place.start, voice)
    if place.was_start is None and place.was_end is not None:
        behind = f"due to end {_when(place.was_end, at, voice)}"
    starts = _when(place.start, at, voice, short=True)
    sentence = f"next  {voice.session(place.session)} {starts}"
    goes_on = " (goes on)" if place.part > 1 else ""
    return f"{sentence}{goes_on}, in {span(place.start - at)} · {behind}", style


def _behind(was: datetime | None, now: datetime, voice: Voice) -> tuple[str, str]:
    """``on time``, ``30 min late``, ``45 min early``; on another day, when it was to be."""
    if was is None:
        return "not in the published timetable", WEAK
    if was == now:
        return "on time", GOOD
    local = [moment.astimezone(voice.zone).date() for moment in (was, now)]
    if local[0] != local[1]:
        return f"published {voice.moment(was)}", WEAK
    return f"{span(abs(now - was))} {'late' if now > was else 'early'}", WEAK


def _progress(now: MeetingState) -> str:
    closes = "" if now.closes is None else f", {now.planned - now.held:,} to come"
    return f"{now.held:,} of {now.planned:,} minutes held{closes}"


def span(length: timedelta) -> str:
    """``5 min``, ``1 h 05 min``, ``2 d 3 h``; a minute that has begun counts."""
    whole = -(-length // MINUTE)
    days, rest = divmod(whole, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {left:02} min" if left else f"{hours} h"
    return f"{left} min"
