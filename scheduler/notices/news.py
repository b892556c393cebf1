"""Who is told of a publication, and what it changes for each: one piece of news a session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.entries import Concerns, NobodyError, concerns
from scheduler.render.words import printable
from scheduler.timetable import Change, Record, Timetable, diff
from scheduler.timetable.serving import serving
from scheduler.vocabulary.printing import LanguageCode

Type = Literal["person", "group"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """
    An office or a body: ``person:wgtu-chair`` or ``group:WGTU``, and what it is called.

    ``language``: the one it reads; None is that of the annex.
    """

    kind: Type
    id: str
    title: str
    language: LanguageCode | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.id}"


def recipients(problem: Problem, before: Problem) -> tuple[Recipient, ...]:
    """Everybody of this scenario or of the one before, offices first, each in order of ids."""
    recipients_by_id: dict[str, Recipient] = {}
    for source in (problem, before):
        for recipient in _of(source):
            recipients_by_id.setdefault(recipient.name, recipient)
    return tuple(sorted(recipients_by_id.values(), key=lambda r: (r.kind == "group", r.id)))


def _of(problem: Problem) -> Iterator[Recipient]:
    for person in problem.people:
        title = printable(person.title) or person.id
        yield Recipient("person", person.id, title, person.language)
    titles = {group.id: printable(group.title) for group in problem.groups}
    for group in sorted({group for session in problem.sessions for group in session.groups}):
        yield Recipient("group", group, titles.get(group) or printable(group))


def wanted(problem: Problem, recipient: Recipient) -> Concerns:
    """Whether a sitting concerns the recipient; none does if the scenario does not know it."""
    try:
        return concerns(problem, recipient.name)
    except NobodyError:
        return lambda sitting: False


@dataclass(frozen=True, slots=True)
class News:
    """
    What becomes of one session for a recipient, joined.

    Attributes
    ----------
    changes
        Of this session, all of the same sittings; never empty.
    released
        The session is held, but the recipient is no longer needed.
    reasons
        Why, as far as the timetable says.
    """

    changes: tuple[Change, ...]
    released: bool
    reasons: tuple[str, ...]

    @property
    def session(self) -> str:
        return self.changes[0].session

    @property
    def before(self) -> tuple[Sitting, ...]:
        return self.changes[0].before

    @property
    def after(self) -> tuple[Sitting, ...]:
        return self.changes[0].after

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those whom it concerns."""
        return tuple(dict.fromkeys(who for change in self.changes for who in change.people))


def news(
    problem: Problem, before: Sequence[Sitting], after: Sequence[Sitting], record: Record
) -> tuple[News, ...]:
    """
    What is new, moved, cancelled, in another room, longer, shorter, or served by others, among
    these sittings.

    ``before`` and ``after`` are those that concern the recipient. What was over when the timetable
    was made is no news.
    """
    old, new = Timetable.of(before), Timetable.of(after)
    there = {s.session for s in record.sittings}
    found = (c for c in diff.changes(problem, old, new) if not _over(problem, c, record))
    return tuple(_joined(tuple(own), record, there) for _, own in groupby(found, _session))


def _session(change: Change) -> str:
    return change.session


def _joined(changes: tuple[Change, ...], record: Record, there: set[str]) -> News:
    released = changes[0].kind == "cancelled" and changes[0].session in there
    reasons = (_why(change, record, there) for change in changes)
    return News(changes, released, tuple(dict.fromkeys(filter(None, reasons))))


def _why(change: Change, record: Record, there: set[str]) -> str | None:
    """The reason that the timetable gives; who comes or goes is told why others preside."""
    reasons = {c.kind: c.reason for c in record.changes if c.session == change.session}
    comes_or_goes = change.kind in ("new", "cancelled") and change.session in there
    return reasons.get(change.kind) or (reasons.get("chairs") if comes_or_goes else None)


def _over(problem: Problem, change: Change, record: Record) -> bool:
    """Whether all that differs had ended when the timetable was made."""
    if record.situation is None:
        return False
    touched = diff.differing(change.before, change.after, serving(problem))
    return all(sitting.end <= record.situation.now for sitting in touched)
