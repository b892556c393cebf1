"""The letters of one publication: for each whom it concerns, three forms of one notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.notices.mail import Mail, short, to_bytes
from scheduler.notices.news import News, news
from scheduler.notices.recipients import Recipient, recipients, wanted
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars import ics_writer
from scheduler.render.calendars.entries import Entry, Key, carry_over
from scheduler.render.calendars.ics_writer import timezone
from scheduler.render.words import printable
from scheduler.timetable import Record

LONG = 40
"""Characters of a title that a short text can spare; else the id of the meeting is told."""


@dataclass(frozen=True, slots=True)
class Letter:
    """
    What one recipient is told.

    Attributes
    ----------
    recipient
        ``person:wgtu-chair`` or ``group:WGTU``.
    text
        At most 160 characters.
    eml, ics
        A mail with the calendar file attached, and the calendar file: the entries that changed.
    """

    recipient: str
    text: str
    eml: bytes
    ics: bytes


def letters(
    problem: Problem,
    history: Sequence[Record],
    after: Record,
    at: datetime,
    *,
    before: Problem | None = None,
) -> tuple[Letter, ...]:
    """
    Who must be told of a publication, and what; nobody twice, and nobody whom it does not concern.

    Parameters
    ----------
    history
        What was published before, oldest first; the numbers in the calendars count on from it.
    after
        What is published now, with its number.
    at
        When, aware: the date of the mails and the stamp of the calendars.
    before
        The scenario of the last one in ``history``, if that is another.
    """
    old = before if before is not None else problem
    drafted = (_letter(problem, old, history, after, at, r) for r in recipients(problem, old))
    return tuple(letter for letter in drafted if letter is not None)


def _letter(
    problem: Problem,
    old: Problem,
    history: Sequence[Record],
    after: Record,
    at: datetime,
    recipient: Recipient,
) -> Letter | None:
    then, since = wanted(old, recipient), wanted(problem, recipient)
    was = [tuple(filter(then, record.sittings)) for record in history]
    now = tuple(filter(since, after.sittings))
    changes = news(problem, was[-1] if was else (), now, after)
    if not changes:
        return None
    entries = _changed(carry_over(was), carry_over([*was, now]))
    ics = _calendar(problem, recipient, entries, now, after.revision, at)
    title, issue = _called(problem), _issue(after)
    mail = Mail(
        meeting=problem.meeting.id,
        recipient=recipient,
        revision=after.revision,
        at=at,
        subject=f"{title}, {issue}: for {recipient.title}",
        body=_body(problem, recipient, changes, now, after),
        ics=ics,
        method="CANCEL" if _all_cancelled(entries) else "PUBLISH",
    )
    text = short(title, issue, [piece.short for piece in changes])
    return Letter(recipient.name, text, to_bytes(mail), ics)


def _changed(old: Mapping[Key, Entry], new: Mapping[Key, Entry]) -> dict[Key, Entry]:
    return {key: entry for key, entry in new.items() if old.get(key) != entry}


def _all_cancelled(entries: Mapping[Key, Entry]) -> bool:
    return bool(entries) and all(entry.cancelled for entry in entries.values())


def _calendar(
    problem: Problem,
    recipient: Recipient,
    entries: Mapping[Key, Entry],
    sittings: Sequence[Sitting],
    revision: int,
    at: datetime,
) -> bytes:
    """The entries that changed; METHOD is CANCEL if that is all that is told, else PUBLISH."""
    zone = problem.zone
    issue = ics_writer.Issue(at, revision, recipient.name, title=recipient.title)
    method = "CANCEL" if _all_cancelled(entries) else "PUBLISH"
    said = ics_writer.names_in(problem)
    made = ics_writer.calendar_file(said, issue, method=method)
    if entries and not ics_writer.is_utc(zone):
        moments = (moment for entry in entries.values() for moment in (entry.start, entry.end))
        years = [moment.astimezone(zone).year for moment in moments]
        made.add_component(_described(zone.key, min(years), max(years)))
    sitting_of = {(s.session, s.part): s for s in sittings}
    for entry in ics_writer.in_order(entries.values()):
        made.add_component(ics_writer.event_of(said, entry, sitting_of.get(entry.key), at))
    return bytes(made.to_ical())


@cache
def _described(zone: str, first: int, last: int) -> Any:
    """The VTIMEZONE of these years; a hundred letters have the same."""
    middle = (datetime(year, 7, 1, tzinfo=UTC) for year in (first, last))
    return timezone(ZoneInfo(zone), *middle)


def _called(problem: Problem) -> str:
    title = printable(problem.meeting.title)
    return title if len(title) <= LONG else problem.meeting.id


def _issue(record: Record) -> str:
    return "first issue" if record.revision == 0 else f"Rev.{record.revision}"


def _body(
    problem: Problem,
    recipient: Recipient,
    told: Sequence[News],
    sittings: Sequence[Sitting],
    record: Record,
) -> str:
    """Plain text: what changes and why, then everything that now concerns the recipient."""
    as_of = "" if record.as_of is None else f", as of {record.as_of}"
    what = "What changes for you" if record.revision > 0 else "What is planned for you"
    lines = [f"To: {recipient.title}", f"{printable(problem.meeting.title)}"]
    lines += [f"{_issue(record).capitalize()}{as_of}", "", f"{what}:", ""]
    for piece in told:
        why = f" ({printable(piece.reason)})" if piece.reason else ""
        lines.append(f"- {printable(piece.full)}{why}")
    lines += ["", "All that concerns you now:", "", *_agenda(problem, sittings)]
    if any(s.session in order.order for order in problem.rolling for s in sittings):
        lines += ["", "On a rolling basis: a session starts when the one before it ends."]
    return "\n".join([*lines, "", "The calendar file holds the entries that changed.", ""])


def _agenda(problem: Problem, sittings: Sequence[Sitting]) -> list[str]:
    zone, said = problem.zone, ics_writer.names_in(problem, "en")
    names = {session.id: printable(session.printed) for session in problem.sessions}
    lines = []
    for s in sittings:
        start, end = s.start.astimezone(zone), s.end.astimezone(zone)
        part = f" (part {s.part} of {s.parts})" if s.parts > 1 else ""
        room = ics_writer.location(said, s.room)
        lines.append(
            f"- {start:%Y-%m-%d %H:%M} to {end:%H:%M}: {names.get(s.session) or s.session}{part}, "
            f"{room}"
        )
    return lines or ["- nothing"]
