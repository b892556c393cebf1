"""The letters of one publication: for each whom it concerns, three forms of one notice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.notices.mail import Mail, short, shortened, to_bytes
from scheduler.notices.news import News, Recipient, news, recipients, wanted
from scheduler.notices.reasons import OF_THE_PLANNER, in_words
from scheduler.notices.wording import Wording, wording
from scheduler.problem import Problem, Sitting
from scheduler.render.calendars import ics_writer
from scheduler.render.calendars.entries import Entry, Key, carry_over
from scheduler.render.languages.dating import moment, on
from scheduler.render.layout.zone import zone_in_words
from scheduler.render.words import hours, printable
from scheduler.timetable import Record

LONG = 40
"""Characters that a short text can spare for the title of the meeting."""
NOBODY: Mapping[str, int] = {}


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


@dataclass(frozen=True, slots=True)
class _Publication:
    """What is published, when, after what; see ``letters``."""

    problem: Problem
    old: Problem
    history: Sequence[Record]
    after: Record
    at: datetime
    untold: Mapping[str, int]
    waiting: frozenset[str]


def letters(
    problem: Problem,
    history: Sequence[Record],
    after: Record,
    at: datetime,
    *,
    before: Problem | None = None,
    untold: Mapping[str, int] = NOBODY,
    waiting: frozenset[str] = frozenset(),
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
    untold
        Recipients who were not told of all of it, with the number of records that they know: the
        first so many. What they missed is told together with what is new.
    waiting
        Those of them for whom a notice lies that was not written yet: they are told even if nothing
        is new to them in ``after``.
    """
    old = before if before is not None else problem
    made = _Publication(problem, old, history, after, at, untold, waiting)
    drafted = (_letter(made, recipient) for recipient in recipients(problem, old))
    return tuple(letter for letter in drafted if letter is not None)


def _letter(made: _Publication, recipient: Recipient) -> Letter | None:
    then, since = wanted(made.old, recipient), wanted(made.problem, recipient)
    was = [tuple(filter(then, record.sittings)) for record in made.history]
    now = tuple(filter(since, made.after.sittings))
    known = was[: made.untold.get(recipient.name, len(was))]
    changes = news(made.problem, known[-1] if known else (), now, made.after)
    if not changes or not _is_due(made, recipient, was, now):
        return None
    words = wording(made.problem, made.old, recipient.language)
    first = not known or not known[-1]
    ics, method = _calendar(made, recipient, _entries(was, known, now), now)
    mail = Mail(
        meeting=made.problem.meeting.id,
        recipient=recipient,
        revision=made.after.revision,
        at=made.at,
        subject=_subject(made, recipient, changes, words),
        body=_body(made, recipient, changes, now, words),
        ics=ics,
        method=method,
    )
    pieces = [words.brief(piece, first=first) for piece in changes]
    text = short(shortened(made.problem.meeting.title, LONG), _issue(made.after, words), pieces)
    return Letter(recipient.name, text, to_bytes(mail), ics)


def _is_due(
    made: _Publication,
    recipient: Recipient,
    was: Sequence[tuple[Sitting, ...]],
    now: tuple[Sitting, ...],
) -> bool:
    """Whether this publication changes something, or takes the place of a notice that waits."""
    if recipient.name in made.waiting or recipient.name not in made.untold:
        return True
    return bool(news(made.problem, was[-1] if was else (), now, made.after))


def _entries(
    was: Sequence[tuple[Sitting, ...]],
    known: Sequence[tuple[Sitting, ...]],
    now: tuple[Sitting, ...],
) -> dict[Key, Entry]:
    """The entries of the calendar that differ from the one which the recipient has."""
    old = carry_over(known)
    new = carry_over([*was, now]).items()
    return {k: e for k, e in new if old.get(k) != e and not (e.cancelled and k not in old)}


def _calendar(
    made: _Publication,
    recipient: Recipient,
    entries: dict[Key, Entry],
    now: tuple[Sitting, ...],
) -> tuple[bytes, Literal["PUBLISH", "CANCEL"]]:
    cancelled = bool(entries) and all(entry.cancelled for entry in entries.values())
    method: Literal["PUBLISH", "CANCEL"] = "CANCEL" if cancelled else "PUBLISH"
    issue = ics_writer.Issue(made.at, made.after.revision, recipient.name, title=recipient.title)
    return ics_writer.write(made.problem, entries, now, issue, method=method), method


def _title(recipient: Recipient, words: Wording) -> str:
    return words.person(recipient.id) if recipient.kind == "person" else recipient.title


def _issue(record: Record, words: Wording) -> str:
    if record.revision == 0:
        return words.words.first_issue
    return words.language.revision.format(number=record.revision)


def _subject(
    made: _Publication, recipient: Recipient, changes: Sequence[News], words: Wording
) -> str:
    """``WGTU: Thursday p.m. starts 30 min later – Rev.1``; of the first issue, for whom it is."""
    issue = _issue(made.after, words)
    if made.after.revision == 0:
        title = printable(made.problem.meeting.title)
        name = _title(recipient, words)
        return words.words.subject.format(title=title, issue=issue, name=name)
    head = words.brief(changes[0])
    if len(changes) > 1:
        head += f"{words.language.comma}{words.words.more.format(number=len(changes) - 1)}"
    return f"{head} – {issue}"


def _body(
    made: _Publication,
    recipient: Recipient,
    changes: Sequence[News],
    sittings: Sequence[Sitting],
    words: Wording,
) -> str:
    """Plain text: what was and is, why, whom it concerns, what stays, and all that concerns one."""
    said, record, problem = words.words, made.after, made.problem
    issue = _issue(record, words)
    if record.as_of is not None:
        when = words.language.as_of.format(moment=_moment(record.as_of, words))
        issue = f"{issue}{words.language.comma}{when}"
    lines = [said.to.format(name=_title(recipient, words)), printable(problem.meeting.title)]
    lines += [
        f"{issue[:1].upper()}{issue[1:]}",
        said.times.format(zone=zone_in_words(problem, words.language)),
    ]
    lines += ["", said.changes if record.revision > 0 else said.plan, ""]
    for piece in changes:
        lines += _told(made, piece, words)
    changed = {piece.session for piece in changes}
    stays = dict.fromkeys(s.session for s in sittings if s.session not in changed)
    if stays:
        names = words.language.joint.join(map(words.session, stays))
        lines += ["", said.stays.format(names=names)]
    lines += ["", said.agenda, "", *_agenda(problem, sittings, words)]
    if any(s.session in order.order for order in problem.rolling for s in sittings):
        lines += ["", words.language.calendar.rolling]
    return "\n".join([*lines, "", said.attached, ""])


def _moment(as_of: str, words: Wording) -> str:
    """``25 February 2025, 17:55``; words of the planner's own stay as they are."""
    try:
        return moment(datetime.fromisoformat(as_of), words.language)
    except ValueError:
        return printable(as_of)


def _told(made: _Publication, piece: News, words: Wording) -> Iterator[str]:
    """What becomes of a session, a line; below it why, and whom else it concerns."""
    yield f"- {words.line(piece, first=made.after.revision == 0)}"
    for reason in piece.reasons:
        if reason in OF_THE_PLANNER:
            continue
        yield f"  {words.words.why.format(reason=printable(in_words(reason, words)))}"
    if made.after.revision > 0 and piece.people:
        names = words.language.comma.join(map(words.concerned, piece.people))
        yield f"  {words.words.concerns.format(names=names)}"


def _agenda(problem: Problem, sittings: Sequence[Sitting], words: Wording) -> list[str]:
    zone = problem.zone
    lines = []
    for s in sittings:
        start, end = s.start.astimezone(zone), s.end.astimezone(zone)
        part = words.language.calendar.part.format(part=s.part, parts=s.parts)
        part = f" ({part})" if s.parts > 1 else ""
        room = ics_writer.location(words.names, s.room)
        lines.append(
            f"- {on(start.date(), words.language)}{words.language.comma}"
            f"{hours(start.time(), end.time())}{words.language.colon}"
            f"{words.session(s.session)}{part}{words.language.comma}{room}"
        )
    return lines or [f"- {words.words.nothing}"]
