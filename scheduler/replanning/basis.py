"""What is known before a replan: what was published, what happened, what was taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.errors import FactError, TimetableError
from scheduler.problem import Problem, Sitting
from scheduler.replanning import facts as reading
from scheduler.replanning.amend import BOUND, with_added
from scheduler.replanning.durations import PublishedBasis, first_start, length, minutes_in_force
from scheduler.replanning.facts import HELD, MINUTES, Fact
from scheduler.replanning.next_problem import (
    begins_to_differ,
    build_situation,
    default_moment,
    sequence_of,
)
from scheduler.replanning.pins import hours_in_force, with_pins
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable import Record, Timetable
from scheduler.timetable.standing import standing
from scheduler.vocabulary.calendar import YEARS


def read_basis(request: ReplanRequest) -> PublishedBasis:
    """
    The published timetable with its facts and those since.

    Raises
    ------
    FactError, TimetableError
        A fact cannot be read or does not fit; the timetable is of another meeting, or names what
        the scenario does not know.
    """
    problem, published = request.problem, request.published
    if published.meeting != problem.meeting.id:
        raise TimetableError(
            f"the timetable is of meeting {published.meeting!r}, "
            f"the scenario of {problem.meeting.id!r}"
        )
    before = reading.parse(problem, published.facts)
    gone = tuple(fact for fact in before if str(fact) in request.undone)
    old = tuple(f for f in before if f not in gone)
    every = reading.parse(problem, (*map(str, old), *request.facts))
    problem = with_added(problem, every)
    problem = with_pins(problem, hours_in_force(problem, published))
    _recognise(problem, published)
    new = tuple(fact for fact in every if fact not in old)
    _nothing_added_was_there(published, new)
    waiting = _waiting(problem, published, (*new, *gone))
    situation = published.situation
    return PublishedBasis(
        problem=problem,
        published=published.timetable,
        before=before,
        new=new,
        waiting=waiting,
        undone=gone,
        sequence=sequence_of(problem, published),
        planned=situation.planned if situation is not None else {},
        starts=situation.starts if situation is not None else {},
        withdrawn=_withdrawn(published),
    )


def _withdrawn(published: Record) -> tuple[Sitting, ...]:
    """Where cancelled sessions were published last."""
    there = {sitting.session for sitting in published.sittings}
    before = published.situation.withdrawn if published.situation is not None else ()
    return tuple(sitting for sitting in before if sitting.session not in there)


def _waiting(problem: Problem, published: Record, facts: Sequence[Fact]) -> dict[str, int]:
    """Minutes of sessions without a place: left out, added since, or held after all."""
    situation = published.situation
    minutes = {session.id: session.minutes.likely for session in problem.sessions}
    back = {f.subject for f in facts if f.kind in ("added", "cancelled")} & minutes.keys()
    before = situation.minutes if situation is not None else {}
    left = {u.session for u in published.unplaced} & before.keys()
    withdrawn = _withdrawn(published)
    for id in back & {sitting.session for sitting in withdrawn}:
        minutes[id] = sum(length(s) for s in withdrawn if s.session == id)
    return {**{id: minutes[id] for id in sorted(back)}, **{id: before[id] for id in sorted(left)}}


def _nothing_added_was_there(published: Record, new: Sequence[Fact]) -> None:
    there = {sitting.session for sitting in published.sittings}
    for fact in new:
        if fact.kind == "added" and fact.subject in there:
            raise FactError(f"{fact}: {fact.subject} is in the published timetable already")


def _recognise(problem: Problem, published: Record) -> None:
    sessions = {session.id for session in problem.sessions}
    rooms = {room.id for room in problem.rooms}
    strangers = [f"session {s.session!r}" for s in published.sittings if s.session not in sessions]
    strangers += [f"room {s.room!r}" for s in published.sittings if s.room not in rooms]
    if strangers:
        names = ", ".join(dict.fromkeys(strangers))
        raise TimetableError(f"the timetable has names that are not in the scenario: {names}")


def retracted_too_late(basis: PublishedBasis, now: datetime) -> tuple[Fact, ...]:
    """Facts about something that was over when they were taken back: what was held was held."""
    ends = {s.session: s.end for s in basis.published.sittings}
    over = {session for session, end in ends.items() if end < now}
    begun = {s.session for s in basis.published.sittings if standing(s, now) != "to come"}
    too_late = {**dict.fromkeys(HELD, over), "late": begun}
    return tuple(f for f in basis.undone if f.subject in too_late.get(f.kind, ()))


def without_expired_retractions(basis: PublishedBasis, now: datetime) -> PublishedBasis:
    """The basis with those facts in force that can no longer be taken back."""
    late = retracted_too_late(basis, now)
    return replace(
        basis,
        undone=tuple(f for f in basis.undone if f not in late),
        new=tuple(f for f in basis.new if f not in late),
    )


def refuse_late_facts(basis: PublishedBasis, now: datetime) -> None:
    """FactError for facts that report, or take back, what is over as if it were still to come."""
    zone = basis.problem.zone
    for fact in retracted_too_late(basis, now):
        end = max(s.end for s in basis.published.of_session(fact.subject))
        began = fact.kind == "late" and end > now
        moment = (first_start(basis, fact.subject) if began else end).astimezone(zone)
        when = f"{'began' if began else 'was over'} {moment:%A %H:%M}"
        raise FactError(f"{fact}: {fact.subject} {when}; a session that was held cannot be undone")
    for fact in basis.new:
        until = None if fact.end is None else fact.end.replace(tzinfo=zone).astimezone(UTC)
        if fact.kind in BOUND and until is not None and until <= now:
            raise FactError(f"{fact}: that was over before it was reported")
        if fact.kind == "late" and fact.at is not None:
            since = basis.published.of_session(fact.subject)
            if since and since[-1].end <= now:
                raise FactError(f"{fact}: {fact.subject} was over by then, as published")


def first_effect_before(basis: PublishedBasis, now: datetime) -> datetime | None:
    """
    The first moment before now at which a fact about when and how long something is held took
    effect.
    """
    own = (fact for fact in basis.new if fact.kind in (*MINUTES, *HELD))
    noticed = (fact for fact in own if not not_noticed_yet(basis, fact, now))
    moments = (begins_to_differ(basis, fact) for fact in noticed)
    return min((m for m in moments if m is not None and m < now), default=None)


DECIDED = ("cancelled", "added")
"""Kinds of facts that are decisions: they take effect when they are told."""


def held_as_published(basis: PublishedBasis, now: datetime) -> bool:
    """Whether no fact is about what was held before now."""
    lists = any(fact.kind == "speakers" for fact in basis.new)
    otherwise = first_effect_before(basis, now) is not None or bool(interventions(basis, now))
    return not lists and not otherwise


def interventions(basis: PublishedBasis, now: datetime) -> tuple[tuple[datetime, Fact], ...]:
    """
    What came in between before now, with the moment, in order of time: it changes what is to come.

    What is decided takes effect when it is told; who is away, or what is lost, from when it is. A
    session that is added to no rolling order has no place before somebody replans.
    """
    rolling = {id for order in basis.problem.rolling for id in order.order}
    found = []
    for fact in basis.new:
        if fact.kind in DECIDED and (fact.kind != "added" or fact.subject in rolling):
            begins = None if fact.at is None else told_at(basis.problem, fact)
        else:
            begins = begins_to_differ(basis, fact) if fact.kind in BOUND else None
        if begins is not None and begins < now:
            found.append((begins, fact))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def told_at(problem: Problem, fact: Fact) -> datetime:
    """The moment in UTC at which a fact says it was told."""
    assert fact.at is not None
    return fact.at.replace(tzinfo=problem.zone).astimezone(UTC)


def not_noticed_yet(basis: PublishedBasis, fact: Fact, now: datetime) -> bool:
    """Whether a session lasts longer, and was to last until now or later anyway."""
    if fact.kind not in HELD:
        return False
    planned = basis.published.of_session(fact.subject)
    longer = minutes_in_force(basis).get(fact.subject, 0) >= sum(length(s) for s in planned)
    return longer and bool(planned) and planned[-1].end >= now


def moment_of(basis: PublishedBasis, now: datetime | None, as_of: str | None) -> datetime:
    """
    Now in UTC: as given, local or aware, else when the facts were told.

    FactError where no clock can reckon with it.
    """
    if now is None:
        return default_moment(basis, as_of)
    if now.year not in YEARS:
        raise FactError(f"{now}: the year must lie within {YEARS[0]} to {YEARS[-1]}")
    aware = now if now.tzinfo is not None else now.replace(tzinfo=basis.problem.zone)
    return aware.astimezone(UTC)


def refuse_impossible(basis: PublishedBasis, past: Timetable, now: datetime) -> None:
    """FactError if a fact contradicts what has begun; what the facts move is not asked."""
    build_situation(basis, past, now, timedelta(0), basis.problem.usual_policy)
