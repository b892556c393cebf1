"""Who is told of a publication, and what it changes for each, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from scheduler.problem import Problem, Sitting
from scheduler.render.calendars.entries import Concerns, NobodyError, concerns
from scheduler.render.words import printable
from scheduler.timetable import Change, Record, Timetable, diff, sentences
from scheduler.timetable.sentences import DAYS, Voice
from scheduler.timetable.serving import serving

Kind = Literal["person", "group"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """An office or a body: ``person:wgtu-chair`` or ``group:WGTU``, and what it is called."""

    kind: Kind
    id: str
    title: str

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
        yield Recipient("person", person.id, printable(person.title) or person.id)
    for group in sorted({group for session in problem.sessions for group in session.groups}):
        yield Recipient("group", group, printable(group))


def wanted(problem: Problem, recipient: Recipient) -> Concerns:
    """Whether a sitting concerns the recipient; none does if the scenario does not know it."""
    try:
        return concerns(problem, recipient.name)
    except NobodyError:
        return lambda sitting: False


class Short(Voice):
    """``Wed 10:30`` instead of ``Wednesday 10:30``."""

    __slots__ = ()

    def day(self, day: date) -> str:
        name = DAYS[day.weekday()][:3]
        return f"{name} {day.day}.{day.month}." if self.dated else name


@dataclass(frozen=True, slots=True)
class News:
    """One change for a recipient: told in full, in short, and why, if the timetable says why."""

    change: Change
    full: str
    short: str
    reason: str | None


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
    zone = problem.zone
    voice = sentences.voice(zone, old, new, problem=problem)
    brief = Short(voice.zone, voice.dated, voice.sessions, voice.rooms, voice.people, voice.served)
    there = {s.session for s in record.sittings}
    return tuple(
        News(
            change,
            _sentence(change, voice, there, everybody=not before),
            _sentence(change, brief, there, everybody=not before),
            _why(change, record, there),
        )
        for change in diff.changes(problem, old, new)
        if not _over(problem, change, record)
    )


def _why(change: Change, record: Record, there: set[str]) -> str | None:
    """The reason that the timetable gives; who comes or goes is told why others preside."""
    reasons = {c.kind: c.reason for c in record.changes if c.session == change.session}
    comes_or_goes = change.kind in ("new", "cancelled") and change.session in there
    return reasons.get(change.kind) or (reasons.get("chairs") if comes_or_goes else None)


def _sentence(change: Change, voice: Voice, there: set[str], *, everybody: bool) -> str:
    """As everybody is told; but who comes or goes while the session stays is told so."""
    if change.kind == "cancelled" and change.session in there:
        return f"you are no longer wanted in {voice.session(change.session)}"
    if change.kind == "new" and everybody:
        return sentences.sentence(change, voice).replace(" is new: ", ": ", 1)
    return sentences.sentence(change, voice)


def _over(problem: Problem, change: Change, record: Record) -> bool:
    """Whether all that differs had ended when the timetable was made."""
    if record.situation is None:
        return False
    touched = diff.differing(change.before, change.after, serving(problem))
    return all(sitting.end <= record.situation.now for sitting in touched)
