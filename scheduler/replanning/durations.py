"""
How long each session lasts: its published minutes, changed by the facts since.

An overrun and an early end change what was planned; a list of speakers sets the minutes, whatever
was planned. So the minutes before a list are kept, to go back to if it is taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scheduler.errors import FactError
from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.facts import HELD, Fact
from scheduler.timetable import Timetable

SIGNS = {"overrun": 1, "early": -1}
MOST = 100_000
"""Minutes that a session may last, as in a scenario."""


@dataclass(frozen=True, slots=True)
class PublishedBasis:
    """
    A published timetable and the facts since: ``old`` ones are part of it, ``new`` ones are not.

    Attributes
    ----------
    before
        Facts that are part of it, in the order told: those in force, and those taken back since.
    waiting
        Minutes in force of sessions that found no place in it, or were added since.
    undone
        Facts that are part of it and were taken back since.
    sequence, planned, starts
        As in ``Situation``, of the published timetable.
    withdrawn
        Where sessions that have no sitting in it, since they were cancelled, were published last.
    held
        Minutes that had really been held when a new list of speakers was told, by its words.
    """

    problem: Problem
    published: Timetable
    before: tuple[Fact, ...]
    new: tuple[Fact, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)
    undone: tuple[Fact, ...] = ()
    sequence: tuple[str, ...] = ()
    planned: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[str, datetime] = field(default_factory=dict)
    withdrawn: tuple[Sitting, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def old(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.before if fact not in self.undone)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.old, *self.new)

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)


def length(sitting: Sitting) -> int:
    return int((sitting.end - sitting.start) // MINUTE)


def first_start(basis: PublishedBasis, session: str) -> datetime:
    """The published start of a session; FactError if it is not in the timetable."""
    sittings = basis.published.of_session(session)
    if not sittings:
        raise FactError(f"{session} is not in the published timetable")
    return min(sitting.start for sitting in sittings)


def minutes_in_force(basis: PublishedBasis) -> dict[str, int]:
    """Minutes per session: the published ones, changed by the new facts and those taken back."""
    minutes = {session.id: _as_published(basis, session.id) for session in basis.problem.sessions}
    for subject in {fact.subject for fact in basis.undone if fact.kind in HELD}:
        if minutes[subject]:
            minutes[subject] = _replanned(basis, subject)
    for fact in basis.new:
        if fact.kind in HELD:
            first_start(basis, fact.subject)
            minutes[fact.subject] = _settled(basis, fact, minutes[fact.subject])
    return {session: m for session, m in minutes.items() if m > 0}


def _as_published(basis: PublishedBasis, session: str) -> int:
    """Minutes published, or for which a session waits that has no place; 0 if it is not held."""
    published = sum(length(s) for s in basis.published.of_session(session))
    return published or basis.waiting.get(session, 0)


def count_minutes(basis: PublishedBasis, session: str) -> tuple[int, int]:
    """Minutes of a session with every fact in force, and those planned without any of them."""
    return minutes_in_force(basis).get(session, 0), _unlisted(basis, session)


def planned_before_speakers(basis: PublishedBasis) -> dict[str, int]:
    """Minutes of sessions with a list of speakers, as they would be planned without it."""
    listed = {fact.subject for fact in basis.of("speakers")}
    return {
        id: minutes
        for id in sorted(listed)
        if (minutes := _unlisted(basis, id) + _differing(id, (*basis.old, *basis.new))) > 0
    }


def _replanned(basis: PublishedBasis, session: str) -> int:
    """Published minutes as they would be without what was taken back; new facts come on top."""
    minutes = _unlisted(basis, session)
    for fact in basis.old:
        if fact.subject == session and fact.kind in HELD:
            minutes = _settled(basis, fact, minutes)
    return minutes


def _unlisted(basis: PublishedBasis, session: str) -> int:
    """The minutes planned before any fact about how long it lasts."""
    before = (*basis.old, *basis.undone)
    minutes = basis.planned.get(session)
    if minutes is None and any(f.kind == "speakers" and f.subject == session for f in before):
        # a timetable from before this was kept: nobody knows whether it had been trimmed
        return basis.problem.session(session).minutes.likely
    if minutes is None:
        minutes = _as_published(basis, session)
    return minutes - _differing(session, before)


def _differing(session: str, facts: tuple[Fact, ...]) -> int:
    """By how many minutes facts in all differ from what was planned."""
    return sum(SIGNS.get(f.kind, 0) * (f.minutes or 0) for f in facts if f.subject == session)


def _settled(basis: PublishedBasis, fact: Fact, planned: int) -> int:
    """Minutes of a session in all, once a fact has settled them; FactError if none are left."""
    minutes = planned + SIGNS.get(fact.kind, 0) * (fact.minutes or 0)
    if fact.left is not None and fact.minutes is not None and fact.at is not None:
        minutes = _held_by(basis, fact, fact.at) + fact.left * fact.minutes
    if minutes < 1:
        raise FactError(f"{fact}: {fact.subject} was to last {planned} minutes in all")
    if minutes > MOST:
        raise FactError(f"{fact}: {fact.subject} would last {minutes} minutes, more than {MOST}")
    return minutes


def _held_by(basis: PublishedBasis, fact: Fact, told: datetime) -> int:
    """Minutes held when a list was told; a published timetable has those of its own lists."""
    if str(fact) in basis.held:
        return basis.held[str(fact)]
    at = told.replace(tzinfo=basis.problem.zone).astimezone(UTC)
    spans = ((s.start, min(s.end, at)) for s in basis.published.of_session(fact.subject))
    return sum(int((end - start) // MINUTE) for start, end in spans if start < end)
