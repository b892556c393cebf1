"""What a publication changes for one recipient, in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Change, Record, Timetable, diff, sentences
from scheduler.timetable.sentences import DAYS, Voice


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
    What is new, moved, cancelled, in another room, longer or shorter, among these sittings.

    ``before`` and ``after`` are those that concern the recipient. What was over when the timetable
    was made is no news.
    """
    old, new = Timetable.of(before), Timetable.of(after)
    zone = problem.zone
    voice = sentences.voice(zone, old, new, problem=problem)
    brief = Short(voice.zone, voice.dated, voice.sessions, voice.rooms)
    there = {s.session for s in record.sittings}
    reasons = {(c.session, c.kind): c.reason for c in record.changes}
    return tuple(
        News(
            change,
            _sentence(change, voice, there, everybody=not before),
            _sentence(change, brief, there, everybody=not before),
            reasons.get((change.session, change.kind)),
        )
        for change in diff.changes(problem, old, new)
        if not _over(change, record)
    )


def _sentence(change: Change, voice: Voice, there: set[str], *, everybody: bool) -> str:
    """As everybody is told; but who comes or goes while the session stays is told so."""
    if change.kind == "cancelled" and change.session in there:
        return f"you are no longer wanted in {voice.session(change.session)}"
    if change.kind == "new" and everybody:
        return sentences.sentence(change, voice).replace(" is new: ", ": ", 1)
    return sentences.sentence(change, voice)


def _over(change: Change, record: Record) -> bool:
    """Whether all that differs had ended when the timetable was made."""
    if record.situation is None:
        return False
    now = record.situation.now
    old, new = _places(change.before), _places(change.after)
    return all(end <= now for *_, end in old ^ new)


def _places(sittings: Iterable[Sitting]) -> set[tuple[str, datetime, datetime]]:
    return {(s.room, s.start.astimezone(UTC), s.end.astimezone(UTC)) for s in sittings}
