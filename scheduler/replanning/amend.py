"""
The problem as facts and waivers amend it: they change data, so that every rule stays as it is.

An added session becomes a session, an absence a window, a late document its day, a missed quorum
another count of delegations, a waiver one more waiver.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from scheduler.errors import FactError
from scheduler.problem import Document, Problem, Registered, RollingOrder, Waiver, Window
from scheduler.problem.day_slots import at
from scheduler.replanning.facts import Fact
from scheduler.replanning.facts.added import session_of

BOUND = ("absent", "room-lost", "interpretation-lost")
"""Kinds of fact that bar somebody or something for a while."""


def with_waived(problem: Problem, waive: Iterable[Waiver]) -> Problem:
    """The problem with a planner's waivers besides its own."""
    more = tuple(waiver for waiver in waive if waiver not in problem.waive)
    return problem.model_copy(update={"waive": (*problem.waive, *more)}) if more else problem


def with_added(problem: Problem, facts: Iterable[Fact]) -> Problem:
    """The problem with the sessions that were added, in rolling orders where that was said."""
    for fact in facts:
        new = fact.kind == "added" and fact.minutes is not None
        if new and all(s.id != fact.subject for s in problem.sessions):
            problem = problem.model_copy(
                update={
                    "sessions": (*problem.sessions, session_of(problem, fact)),
                    "rolling": tuple(_joined(order, fact) for order in problem.rolling),
                }
            )
    return problem


def _joined(order: RollingOrder, fact: Fact) -> RollingOrder:
    if fact.follows not in order.order:
        return order
    place = order.order.index(fact.follows) + 1
    sessions = (*order.order[:place], fact.subject, *order.order[place:])
    return order.model_copy(update={"order": sessions})


def with_facts(problem: Problem, facts: Sequence[Fact], now: datetime) -> Problem:
    """
    The problem with what facts bar or delay; ``now`` is aware.

    Absent people, lost rooms and interpreters get windows, lost rooms substitutes.
    """
    local = now.astimezone(problem.zone)
    moment = local.replace(tzinfo=None, second=0, microsecond=0)
    away = _windows(problem, facts, moment, "absent")
    closed = _windows(problem, facts, moment, "room-lost")
    people = tuple(
        person.model_copy(update={"unavailable": (*person.unavailable, *away.get(person.id, ()))})
        for person in problem.people
    )
    rooms = tuple(
        room.model_copy(update={"unavailable": (*room.unavailable, *closed.get(room.id, ()))})
        for room in problem.rooms
    )
    rolling = tuple(
        # every other room may take over from one that was lost; ``room_fit`` says which can
        order.model_copy(update={"substitutes": tuple(r.id for r in rooms if r.id != order.room)})
        if order.room in closed and not order.substitutes
        else order
        for order in problem.rolling
    )
    update = {"people": people, "rooms": rooms, "rolling": rolling}
    problem = problem.model_copy(update=update)
    for amend in (_interpreted, _documented, _counted):
        problem = amend(problem, facts, moment)
    return problem


def _windows(
    problem: Problem, facts: Iterable[Fact], now: datetime, kind: str
) -> dict[str, list[Window]]:
    """
    Windows by person, room or team.

    An open start is when the fact was told, else now; an open end is after everything.
    """
    windows: dict[str, list[Window]] = {}
    for fact in facts:
        if fact.kind != kind:
            continue
        start = fact.start or fact.at or now
        if fact.end is not None and fact.end <= start:
            continue  # over before it was told
        window = Window.model_validate(
            {
                "from": start,
                "to": fact.end if fact.end is not None else _after_all(problem, start),
                "timezone": problem.meeting.timezone,
            }
        )
        windows.setdefault(fact.subject, []).append(window)
    return windows


def _after_all(problem: Problem, start: datetime) -> datetime:
    """Local midnight after the last day, or after ``start`` if that is later."""
    zone = problem.zone
    last = max(problem.days[-1], start.date()) + timedelta(days=1)
    return at(last, datetime.min.time(), zone).astimezone(zone).replace(tzinfo=None)


def _interpreted(problem: Problem, facts: Sequence[Fact], now: datetime) -> Problem:
    """Teams that are away; and the shortest stretch that they were cut to, without overtime."""
    offered = problem.interpretation
    if offered is None:
        return problem
    away = _windows(problem, facts, now, "interpretation-lost")
    teams = tuple(
        team.model_copy(update={"unavailable": (*team.unavailable, *away.get(team.id, ()))})
        for team in offered.teams
    )
    cuts = [f.minutes for f in facts if f.kind == "interpretation-cut" and f.minutes is not None]
    cut = {"minutes": min(*cuts, offered.minutes), "overtime": None} if cuts else {}
    changed = offered.model_copy(update={"teams": teams, **cut})
    return problem.model_copy(update={"interpretation": changed})


def _documented(problem: Problem, facts: Sequence[Fact], now: datetime) -> Problem:
    """Documents that come out on another day; for each the newest fact counts."""
    days = {f.subject: f.start.date() for f in facts if f.kind == "documents" and f.start}
    documents = list(problem.documents)
    for subject, day in days.items():
        named = paper_of(problem, subject)
        place = next((k for k, document in enumerate(documents) if document.id == named), None)
        if place is None:
            documents.append(Document(id=named, sessions=(subject,), out=day))
        else:
            documents[place] = documents[place].model_copy(update={"out": day, "languages": {}})
    return problem.model_copy(update={"documents": tuple(documents)})


def paper_of(problem: Problem, subject: str) -> str:
    """
    The document that is meant: by its own name, or as the only one of a session.

    A session that has none gets one. FactError if it has several.
    """
    if any(document.id == subject for document in problem.documents):
        return subject
    of = [d.id for d in problem.documents if subject in problem.chosen(d.sessions)]
    if len(of) > 1:
        raise FactError(f"{subject} has several documents: expected one of {', '.join(of)}")
    return of[0] if of else f"{subject}-papers"


def _counted(problem: Problem, facts: Sequence[Fact], now: datetime) -> Problem:
    """Counts of delegations that were expected, and did not come true."""
    quorum = problem.quorum
    missed = [fact for fact in facts if fact.kind == "quorum-missed"]
    if quorum is None or not missed:
        return problem
    counts = quorum.registered
    for fact in missed:
        if fact.end is None:
            counts = tuple(count for count in counts if count.at > (fact.at or now))
        else:
            enough = Registered(at=fact.end, delegations=quorum.needed)
            counts = (enough, *(count for count in counts if count.at > fact.end))
    changed = quorum.model_copy(update={"registered": counts})
    return problem.model_copy(update={"quorum": changed})
