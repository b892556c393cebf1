"""Replan: an ordinary solve of the problem as it stands, then what changed, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.problem import Policy, Problem, Waiver
from scheduler.problem.day_slots import localised
from scheduler.replanning import facts as reading
from scheduler.replanning import reasons
from scheduler.replanning.basis import (
    moment_of,
    read_basis,
)
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.forced import find_forced
from scheduler.replanning.next_problem import build_situation
from scheduler.replanning.pins import hours_in_force, with_orders
from scheduler.replanning.replaying import replay_until_now, settle
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.outcome import Outcome, record
from scheduler.search.solve import solve
from scheduler.timetable import Change, Record, Timetable, Warning_, diff


@dataclass(frozen=True, slots=True)
class Replanned:
    """
    A new timetable, close to the published one.

    Attributes
    ----------
    changes
        What became of each session, forced, a choice or not asked, with the reason in a sentence.
    facts
        All facts in force, in canonical words, old ones first.
    now
        Local, aware.
    notes
        What the planner should know besides: policies that allow no timetable.
    """

    outcome: Outcome
    changes: tuple[Change, ...]
    facts: tuple[str, ...]
    now: datetime
    policy: Policy
    notes: tuple[str, ...] = ()


def replan(request: ReplanRequest) -> Replanned:
    """
    The timetable closest to the published one under which the facts hold.

    Raises
    ------
    FactError, TimetableError
        A fact, pin or ban cannot be read or does not fit; the timetable belongs to another meeting.
    Infeasible, NoTimetable, Interrupted, VerificationError
        As ``search.solve``.
    """
    basis = read_basis(request)
    effort = Effort(request.budget)
    policy, search = request.chosen_policy, effort.before_asking()
    way = explained(find_under_policy(basis, request, policy, search), effort)
    return replace(way, notes=remark_known_facts(basis, request.facts))


def record_replan(
    way: Replanned,
    previous: Record,
    *,
    sha256: str,
    notes: Sequence[Warning_] = (),
    waive: Sequence[Waiver] = (),
) -> Record:
    """The next revision after ``previous``, to be stored; the rest as ``search.outcome.record``."""
    hours = hours_in_force(way.outcome.problem, previous)
    made = record(way.outcome, sha256=sha256, notes=notes, pins=hours, waive=waive)
    return made.model_copy(
        update={
            "revision": previous.revision + 1,
            "as_of": f"{way.now:%Y-%m-%d %H:%M}",
            "facts": way.facts,
            "changes": way.changes,
        }
    )


def predict(request: ReplanRequest, *, replay: bool = False) -> Outcome:
    """
    The outcome of ``replan`` alone, without asking what is forced, and why.

    Errors the same; that nothing is possible is told without the rules involved.

    The meeting is taken to have been held as published until ``now``, unless the facts are to be
    replayed; only then it is said why a session has no place.
    """
    basis = read_basis(request)
    moment = moment_of(basis, request.now, request.published.as_of)
    policy, effort = request.chosen_policy, Effort(request.budget)
    basis = settle(basis, moment, policy, effort)
    past = replay_until_now(basis, moment, policy, effort) if replay else basis.published
    problem = _situated(basis, request, past, moment, policy)
    return _solve(problem, policy, effort, naming_rules=False, explaining=replay)


def remark_known_facts(basis: PublishedBasis, facts: Sequence[str]) -> tuple[str, ...]:
    """A remark on facts that the published timetable contains already."""
    return tuple(
        (
            f"{fact} is part of the published timetable already; if it happened again, add 'at "
            "MOMENT'"
        )
        for fact in reading.parse(basis.problem, facts)
        if fact in basis.old
    )


@dataclass(frozen=True, slots=True)
class Found:
    """
    What a policy comes to, before it is asked what of it is forced, and why.

    ``basis``: settled at ``now``, which is aware.
    """

    basis: PublishedBasis
    outcome: Outcome
    now: datetime
    policy: Policy


def find_under_policy(
    basis: PublishedBasis,
    request: ReplanRequest,
    policy: Policy,
    effort: Effort,
    starts: Sequence[Timetable] = (),
) -> Found:
    """
    The timetable of a replan; errors as ``replan``; ``starts`` as ``search.solve``.
    """
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = settle(basis, moment, policy, effort)
    problem = build_problem(basis, request, moment, policy, effort)
    return Found(basis, _solve(problem, policy, effort, starts), moment, policy)


def explained(found: Found, effort: Effort) -> Replanned:
    """The same with what is forced, as far as the effort allows to ask, and why."""
    basis, outcome = found.basis, found.outcome
    changes = diff.changes(outcome.problem, basis.published, outcome.timetable)
    left = 0.0 if outcome.interrupted else effort.left
    verdicts = find_forced(outcome, changes, left, _wanted(basis))
    return Replanned(
        outcome=outcome,
        changes=reasons.explain_changes(basis, outcome, changes, verdicts),
        facts=tuple(str(fact) for fact in basis.facts),
        now=localised(found.now, basis.problem.zone),
        policy=found.policy,
    )


def _wanted(basis: PublishedBasis) -> frozenset[str]:
    """Sessions that are held since a fact was reported or taken back."""
    added = {fact.subject for fact in basis.of("added")}
    return frozenset(added | {f.subject for f in basis.undone if f.kind == "cancelled"})


def build_problem(
    basis: PublishedBasis, request: ReplanRequest, now: datetime, policy: Policy, effort: Effort
) -> Problem:
    """The problem at ``now`` (aware), once the facts are replayed until then."""
    past = replay_until_now(basis, now, policy, effort)
    return _situated(basis, request, past, now, policy)


def _situated(
    basis: PublishedBasis, request: ReplanRequest, past: Timetable, now: datetime, policy: Policy
) -> Problem:
    """The problem at ``now`` if ``past`` is what was held until then, with the planner's orders."""
    problem = build_situation(basis, past, now, timedelta(minutes=request.freeze_minutes), policy)
    return with_orders(problem, request.pins, request.bans)


def _solve(
    problem: Problem,
    policy: Policy,
    effort: Effort,
    starts: Sequence[Timetable] = (),
    *,
    naming_rules: bool = True,
    explaining: bool = True,
) -> Outcome:
    budget = effort.for_search(len(problem.sessions))
    return solve(
        problem,
        budget,
        policy,
        starts=starts,
        naming_rules=naming_rules,
        explaining=explaining,
    )
