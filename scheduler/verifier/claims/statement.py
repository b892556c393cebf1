"""A timetable file beside its problem, with its facts and minutes read plainly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Problem, Session, Sitting, Situation
from scheduler.timetable import Record, Timetable
from scheduler.verifier.clock import minutes, utc

SPELLED = {"canceled": "cancelled", "cancel": "cancelled", "late-start": "late"}
SPELLED |= {"early-finish": "early", "add": "added"}
"""Kinds of facts that may be written otherwise than they are stored."""


@dataclass(frozen=True, slots=True)
class Statement:
    """
    What a file says.

    Attributes
    ----------
    told
        Kinds of the facts about each session, person or room.
    published
        What the timetable was made from, where that is kept elsewhere than in the file.
    """

    problem: Problem
    record: Record
    published: Timetable | None
    sessions: Mapping[str, Session]
    told: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, problem: Problem, record: Record, published: Timetable | None) -> "Statement":
        sessions = {session.id: session for session in problem.sessions}
        return cls(problem, record, published, sessions, _told(record.facts))

    @property
    def situation(self) -> Situation | None:
        return self.record.situation

    def tells(self, session: str, *kinds: str) -> bool:
        """Whether a fact of these kinds, or of any if none is named, is about the session."""
        facts = self.told.get(session, frozenset())
        return bool(facts & set(kinds)) if kinds else bool(facts)

    def says(self, field: str) -> bool:
        """Whether the file lists this: something, or nothing where it tells what it all costs."""
        listed = field in self.record.model_fields_set and bool(self.record.tiers)
        return listed or bool(getattr(self.record, field))


def _told(facts: Iterable[str]) -> dict[str, frozenset[str]]:
    """By the second word of each fact, which is what it is about, the first, which is its kind."""
    told: dict[str, frozenset[str]] = {}
    for words in (fact.split() for fact in facts):
        if len(words) > 1:
            kind = SPELLED.get(words[0].lower(), words[0].lower())
            told[words[1]] = told.get(words[1], frozenset()) | {kind}
    return told


def by_session(sittings: Iterable[Sitting]) -> dict[str, tuple[Sitting, ...]]:
    """The sittings of each session in order of time."""
    sessions: dict[str, list[Sitting]] = {}
    for sitting in sorted(sittings, key=lambda s: (utc(s.start), s.room)):
        sessions.setdefault(sitting.session, []).append(sitting)
    return {session: tuple(own) for session, own in sessions.items()}


def span(sitting: Sitting) -> tuple[datetime, datetime]:
    return utc(sitting.start), utc(sitting.end)


def minutes_of(sittings: Iterable[Sitting], until: datetime | None = None) -> int:
    """The minutes of sittings in all; those before a moment, if one is given."""
    spans = (span(sitting) for sitting in sittings)
    if until is None:
        return sum(minutes(end - start) for start, end in spans)
    return sum(max(0, minutes(min(end, until) - start)) for start, end in spans)
