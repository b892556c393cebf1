"""The letters of one publication: for each whom it concerns, three forms of one notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.notices.mail import Mail, short, to_bytes
from scheduler.notices.news import News, Recipient, news, recipients, wanted
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars import ics_writer
from scheduler.render.calendars.entries import carry_over
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
    old_entries = carry_over(was)
    entries = {k: e for k, e in carry_over([*was, now]).items() if old_entries.get(k) != e}
    cancelled = bool(entries) and all(entry.cancelled for entry in entries.values())
    method: Literal["PUBLISH", "CANCEL"] = "CANCEL" if cancelled else "PUBLISH"
    calendar = ics_writer.Issue(at, after.revision, recipient.name, title=recipient.title)
    ics = ics_writer.write(problem, entries, now, calendar, method=method)
    title, issue = _called(problem), _issue(after)
    mail = Mail(
        meeting=problem.meeting.id,
        recipient=recipient,
        revision=after.revision,
        at=at,
        subject=f"{title}, {issue}: for {recipient.title}",
        body=_body(problem, recipient, changes, now, after),
        ics=ics,
        method=method,
    )
    text = short(title, issue, [piece.short for piece in changes])
    return Letter(recipient.name, text, to_bytes(mail), ics)


def _called(problem: Problem) -> str:
    title = printable(problem.meeting.title)
    return title if len(title) <= LONG else problem.meeting.id


def _issue(record: Record) -> str:
    return "first issue" if record.revision == 0 else f"Rev.{record.revision}"


def _body(
    problem: Problem,
    recipient: Recipient,
    changes: Sequence[News],
    sittings: Sequence[Sitting],
    record: Record,
) -> str:
    """Plain text: what changes and why, then everything that now concerns the recipient."""
    as_of = "" if record.as_of is None else f", as of {record.as_of}"
    what = "What changes for you" if record.revision > 0 else "What is planned for you"
    lines = [f"To: {recipient.title}", f"{printable(problem.meeting.title)}"]
    lines += [f"{_issue(record).capitalize()}{as_of}", "", f"{what}:", ""]
    for piece in changes:
        why = f" ({printable(piece.reason)})" if piece.reason else ""
        lines.append(f"- {printable(piece.full)}{why}")
    lines += ["", "All that concerns you now:", "", *_agenda(problem, sittings)]
    if any(s.session in order.order for order in problem.rolling for s in sittings):
        lines += ["", "On a rolling basis: a session starts when the one before it ends."]
    return "\n".join([*lines, "", "The calendar file holds the entries that changed.", ""])


def _agenda(problem: Problem, sittings: Sequence[Sitting]) -> list[str]:
    zone, in_english = problem.zone, ics_writer.names_in(problem, "en")
    names = {session.id: printable(session.printed) for session in problem.sessions}
    lines = []
    for s in sittings:
        start, end = s.start.astimezone(zone), s.end.astimezone(zone)
        part = f" (part {s.part} of {s.parts})" if s.parts > 1 else ""
        room = ics_writer.location(in_english, s.room)
        lines.append(
            f"- {start:%Y-%m-%d %H:%M} to {end:%H:%M}: {names.get(s.session) or s.session}{part}, "
            f"{room}"
        )
    return lines or ["- nothing"]
