"""
What a fact says of a session that had begun was so, whatever the rules say.

When a meeting is played through until now, nobody decides: a session that is said to have gone on
went on, though its interpreters were to leave; one that is said to have begun late sat until its
slot closed. Who may be cut goes on in another slot then, as the rules say.
"""

from collections.abc import Collection
from datetime import datetime

from scheduler.problem import GIVEN, Problem, Statement, Waiver
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD
from scheduler.timetable import Timetable
from scheduler.timetable.standing import closes

REASON = "so it was held"


def as_told(
    problem: Problem, known: PublishedBasis, now: datetime, cut: Collection[str] = ()
) -> Problem:
    """
    The problem of playing through, in which begun sessions last as facts say, until ``now``.

    ``cut``: those that may be cut of which it is asked too.
    """
    situation = problem.situation
    assert situation is not None
    whole = {session.id for session in problem.held if session.split is None}
    names = sorted((whole | {*cut}) & begun_and_told(known, now))
    if not names:
        return problem
    scopes = (_waiver(problem, rule, names) for rule, of in GIVEN.items() if of.ends_running)
    minutes = dict(situation.minutes)
    for id in (id for id in names if id in situation.starts and id in minutes):
        minutes[id] = min(minutes[id], _until_closing(problem, id))
    return problem.model_copy(
        update={
            "waive": (*problem.waive, *(scope for scope in scopes if scope is not None)),
            "rules": tuple(_yielding(problem, rule, names) for rule in problem.rules),
            "situation": situation.model_copy(update={"minutes": minutes}),
        }
    )


def begun_and_told(known: PublishedBasis, now: datetime) -> set[str]:
    """Sessions that were to begin before ``now``, of which facts say when or how long."""
    begun = {s.session for s in known.published.sittings if s.start < now}
    return begun & {fact.subject for fact in known.new if fact.kind in (*HELD, "late")}


def stopped(problem: Problem, found: Timetable, told: Collection[str]) -> set[str]:
    """Those of the told ones whose first part ended before they were done and their slot closed."""
    ended = set()
    for id in told:
        sittings = found.of_session(id)
        slot = _slot_at(problem, id, sittings[0].start) if sittings else None
        if slot is not None and len(sittings) > 1:
            ended |= {id} if sittings[0].end < slot.end else set()
    return ended


def _waiver(problem: Problem, rule: str, names: Collection[str]) -> Waiver | None:
    """The rule is not asked of them; where it is about no sessions, of nobody, if they count."""
    told: dict[str, object] = {"rule": rule, "reason": REASON}
    if rule != "interpretation":
        return Waiver.model_validate(told | {"sessions": tuple(f"session:{id}" for id in names)})
    spoken = any(problem.session(id).languages for id in names)
    return Waiver.model_validate(told) if spoken else None


def _yielding(problem: Problem, rule: Statement, names: Collection[str]) -> Statement:
    """A statement that would end them is merely wished for."""
    is_hard = rule.declaration.ends_running and rule.level_in_force == "hard"
    of = getattr(rule, "of", None)
    concerned = of is None or not set(names).isdisjoint(problem.chosen(of))
    return rule.model_copy(update={"level": "soft"}) if is_hard and concerned else rule


def _until_closing(problem: Problem, id: str) -> int:
    """Minutes from a session's true start until its slot closes; all it has outside slots."""
    situation = problem.situation
    assert situation is not None
    start = situation.starts[id]
    slot = _slot_at(problem, id, start)
    if slot is None:
        return situation.minutes[id]
    return int((closes(slot, "roll", situation.overtime) - start) // MINUTE)


def _slot_at(problem: Problem, id: str, start: datetime) -> DaySlot | None:
    kind = problem.session(id).kind
    serving = (slot for slot in day_slots(problem) if slot.template.serves(kind))
    return next((slot for slot in serving if slot.start <= start < slot.end), None)
