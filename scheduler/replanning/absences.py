"""Why a session changes: people, interpreters and rooms that are away or taken."""

from collections.abc import Sequence
from datetime import UTC, datetime

from scheduler.problem import Problem, Session, Sitting
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import Fact
from scheduler.search.outcome import Outcome
from scheduler.timetable import Change
from scheduler.timetable.diff import by_number
from scheduler.timetable.sentences import voice
from scheduler.timetable.serving import serving


def absent(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str | None:
    """Somebody who was to preside, in person or for another, is away then."""
    served = serving(basis.problem)
    for fact in basis.of("absent"):
        wanted = (s for s in change.before if fact.subject in served.chairs(s))
        if any(meets(basis, fact, s, outcome) for s in wanted):
            return f"{_person(basis, fact.subject)} is absent{since(fact)}"
    return None


def relieved(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """Why somebody no longer presides over a part: away, or somewhere else."""
    served = serving(basis.problem)
    pairs = by_number(change.before, change.after)
    gone = {c for a, b in pairs for c in served.chairs(a) if c not in served.chairs(b)}
    for fact in basis.of("absent"):
        if fact.subject in gone and _is_about(basis, outcome, change, fact):
            return f"{_person(basis, fact.subject)} is absent{since(fact)}"
    return _engaged(basis, outcome, change.after, gone)


def replaced(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """The team that interpreted does not work then."""
    served = serving(basis.problem)
    teams = {served.team(sitting) for sitting in change.before}
    for fact in basis.of("interpretation-lost"):
        if fact.subject in teams and _is_about(basis, outcome, change, fact):
            return f"{fact.subject} cannot interpret{since(fact)}"
    return None


def _is_about(basis: PublishedBasis, outcome: Outcome, change: Change, fact: Fact) -> bool:
    """Whether a fact covers a sitting of the session, before or after."""
    return any(meets(basis, fact, s, outcome) for s in (*change.before, *change.after))


def unserved(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    served = serving(basis.problem)
    for fact in basis.of("interpretation-lost"):
        wanted = (s for s in change.before if served.team(s) == fact.subject)
        if any(meets(basis, fact, s, outcome) for s in wanted):
            return f"{fact.subject} cannot interpret{since(fact)}"
    return None


def busy(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str | None:
    """One of those who were to preside presides elsewhere when it was to sit."""
    served = serving(basis.problem)
    wanted = {chair for s in change.before for chair in served.chairs(s)}
    return _engaged(basis, outcome, change.before, wanted)


def taken(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str | None:
    """Another session sits in its room when it was to sit."""
    for other in outcome.timetable.sittings:
        for s in change.before if other.session != session.id else ():
            if s.room == other.room and s.start < other.end and other.start < s.end:
                return f"{called(basis, other.session)} is there"
    return None


def _engaged(
    basis: PublishedBasis, outcome: Outcome, sittings: Sequence[Sitting], people: set[str]
) -> str | None:
    """One of these people presides over another session during one of these sittings."""
    own = {sitting.session for sitting in sittings}
    served = serving(basis.problem)
    for other in basis.problem.sessions:
        for sitting in outcome.timetable.of_session(other.id) if other.id not in own else ():
            shared = people & set(served.chairs(sitting))
            if shared and any(s.start < sitting.end and sitting.start < s.end for s in sittings):
                until = moment(basis.problem, sitting.end)
                person = _person(basis, min(shared))
                return f"{person} is in {called(basis, other.id)} until {until}"
    return None


def meets(basis: PublishedBasis, fact: Fact, sitting: Sitting, outcome: Outcome) -> bool:
    situation = outcome.problem.situation
    begin = situation.now if situation is not None else sitting.start
    local = basis.problem.zone
    start = begin if fact.start is None else fact.start.replace(tzinfo=local).astimezone(UTC)
    end = None if fact.end is None else fact.end.replace(tzinfo=local).astimezone(UTC)
    return sitting.end > start and (end is None or sitting.start < end)


def since(fact: Fact) -> str:
    start = "" if fact.start is None else f" from {fact.start:%a %H:%M}"
    return start + ("" if fact.end is None else f" to {fact.end:%a %H:%M}")


def moment(problem: Problem, moment: datetime) -> str:
    return f"{moment.astimezone(problem.zone):%A %H:%M}"


def called(basis: PublishedBasis, session: str) -> str:
    return voice(basis.problem.zone, basis.published, problem=basis.problem).session(session)


def _person(basis: PublishedBasis, id: str) -> str:
    return next((p.title for p in basis.problem.people if p.id == id and p.title), id)
