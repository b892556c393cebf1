"""Replan: an ordinary solve of the problem as it stands, then what changed, and why."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable
from scheduler.problem import MEANS, Policy, Problem, Waiver
from scheduler.problem.day_slots import day_slots, localised
from scheduler.replanning import facts as reading
from scheduler.replanning import reasons
from scheduler.replanning.amend import BOUND
from scheduler.replanning.basis import (
    first_effect_before,
    moment_of,
    not_noticed_yet,
    read_basis,
    without_expired_retractions,
)
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.forced import find_forced
from scheduler.replanning.next_problem import build_situation, slot_of
from scheduler.replanning.pins import with_orders
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.solve import Outcome, record, solve
from scheduler.timetable import Change, Record, Timetable, Warning_, diff
from scheduler.timetable.standing import standing


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
    way = replan_under_policy(basis, request, request.chosen_policy, Effort(request.budget))
    return replace(way, notes=remark_known_facts(basis, request.facts))


def record_replan(
    way: Replanned,
    previous: Record,
    *,
    sha256: str,
    notes: Sequence[Warning_] = (),
    waive: Sequence[Waiver] = (),
) -> Record:
    """The next revision after ``previous``, to be stored; the rest as ``search.solve.record``."""
    return record(way.outcome, sha256=sha256, notes=notes, waive=waive).model_copy(
        update={
            "revision": previous.revision + 1,
            "as_of": f"{way.now:%Y-%m-%d %H:%M}",
            "facts": way.facts,
            "changes": way.changes,
        }
    )


def predict(request: ReplanRequest, *, replay: bool = False) -> Outcome:
    """
    The outcome of ``replan`` alone, without asking what is forced, and why. Errors the same.

    The meeting is taken to have been held as published until ``now``, unless the facts are to be
    replayed.
    """
    basis = read_basis(request)
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = without_expired_retractions(basis, moment)
    policy, effort = request.chosen_policy, Effort(request.budget)
    past = replay_until_now(basis, moment, policy, effort) if replay else basis.published
    return _solve(_situated(basis, request, past, moment, policy), policy, effort)


def remark_known_facts(basis: PublishedBasis, facts: Sequence[str]) -> tuple[str, ...]:
    """A remark on facts that the published timetable contains already."""
    return tuple(
        f"{fact} is part of the published timetable already; if it happened again, "
        "say when: add 'at MOMENT'"
        for fact in reading.parse(basis.problem, facts)
        if fact in basis.old
    )


def replan_under_policy(
    basis: PublishedBasis,
    request: ReplanRequest,
    policy: Policy,
    effort: Effort,
    starts: Sequence[Timetable] = (),
) -> Replanned:
    """With what is forced and why; errors as ``replan``; ``starts`` as ``search.solve``."""
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = without_expired_retractions(basis, moment)
    problem = build_problem(basis, request, moment, policy, effort)
    outcome = _solve(problem, policy, effort, starts)
    changes = diff.changes(problem, basis.published, outcome.timetable)
    left = 0.0 if outcome.interrupted else effort.left
    added = frozenset(fact.subject for fact in basis.of("added"))
    verdicts = find_forced(outcome, changes, left, added)
    return Replanned(
        outcome=outcome,
        changes=reasons.explain_changes(basis, outcome, changes, verdicts),
        facts=tuple(str(fact) for fact in basis.facts),
        now=localised(moment, basis.problem.zone),
        policy=policy,
    )


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
    problem: Problem, policy: Policy, effort: Effort, starts: Sequence[Timetable] = ()
) -> Outcome:
    return solve(problem, effort.for_search(len(problem.sessions)), policy, starts=starts)


def refuse_rewritten_past(basis: PublishedBasis, now: datetime, seconds: float = 5.0) -> None:
    """FactError if facts that took effect before now would change what is past."""
    with suppress(Infeasible, NoTimetable):
        replay_until_now(basis, now, basis.problem.usual_policy, Effort(Budget(seconds)))


def replay_until_now(
    basis: PublishedBasis, now: datetime, policy: Policy, effort: Effort
) -> Timetable:
    """
    What was held until ``now``: the published timetable, with the facts played through.

    A fact may be told after it took effect ("it is Wednesday 10:20, and ENIP still runs"). Until
    now nobody has decided anything, so the meeting rolled on: later parts in later slots. Only
    under ``extend`` is a session that overran taken to have used the overtime of its slot.
    """
    since = first_effect_before(basis, now)
    if since is None:
        return basis.published
    overtime = _overrun_slots(basis) if MEANS[policy].overtime == "every slot" else {}
    shown = (f for f in basis.new if f.kind != "cancelled" and not not_noticed_yet(basis, f, now))
    until_now = replace(basis, new=tuple(shown))
    then = build_situation(until_now, basis.published, since, timedelta(0), "roll", overtime)
    outcome = _solve(then, "roll", effort)
    if outcome.interrupted:
        raise Interrupted("stopped before it was known what was held until now")
    past = _nothing_held_early(basis, outcome.timetable, now)
    _past_untouched(basis, past, now)
    _begun_untouched(basis, past, now)
    return past


def _nothing_held_early(basis: PublishedBasis, past: Timetable, now: datetime) -> Timetable:
    """The same, but outside rolling orders nobody sat before now who was to sit later."""
    rolling = {id for order in basis.problem.rolling for id in order.order}
    published = {s.session for s in basis.published.sittings}
    begun = {s.session for s in basis.published.sittings if standing(s, now) != "to come"}
    early = {
        s.session
        for s in past.sittings
        if standing(s, now) != "to come" and s.session not in rolling | begun
    } & published
    kept = [s for s in past.sittings if s.session not in early]
    again = [s for s in basis.published.sittings if s.session in early]
    return Timetable.of([*kept, *again], past.unplaced)


def _past_untouched(basis: PublishedBasis, past: Timetable, now: datetime) -> None:
    """What was over as published, and no fact is about, cannot be told to have been otherwise."""
    subjects = {fact.subject for fact in basis.new}
    places = {(s.session, s.room, s.start, s.end) for s in past.sittings}
    for s in basis.published.sittings:
        same = (s.session, s.room, s.start, s.end) in places
        if s.end < now and s.session not in subjects and not same:
            end = f"{s.end.astimezone(basis.problem.zone):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in basis.new)}: that would change what is past "
                f"({s.session} was held until {end}); {_as_of(basis, now)}"
            )


def _begun_untouched(basis: PublishedBasis, past: Timetable, now: datetime) -> None:
    """
    Outside rolling orders what had begun by now began where it was published.

    It may have begun later, in the same room on the same day, behind what overran there. Who was
    away, or which room was lost, may be why it was not held at all: then nothing is refused.
    """
    if any(fact.kind not in (*reading.HELD, *reading.MINUTES) for fact in basis.new):
        return
    rolling = {id for order in basis.problem.rolling for id in order.order}
    late = {fact.subject for fact in basis.new if fact.kind == "late"}
    for s in basis.published.sittings:
        if s.session in rolling or s.session in late or s.start >= now:
            continue
        same_day = (
            f.room == s.room and f.start.date() == s.start.date() and f.start >= s.start
            for f in past.of_session(s.session)
        )
        if not any(same_day):
            begun = f"{s.start.astimezone(basis.problem.zone):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in basis.new)}: told together and this late, they "
                f"leave no room for {s.session}, which had begun {begun} as published; replan and "
                f"publish what was told first as of then, or say when {s.session} began: "
                f"late {s.session} MINUTES"
            )


def _as_of(basis: PublishedBasis, now: datetime) -> str:
    """What to say instead of facts that would change what is past."""
    local = now.astimezone(basis.problem.zone)
    for fact in basis.new:
        since = None if fact.start is None else fact.start.replace(tzinfo=local.tzinfo)
        if fact.kind in BOUND and since is not None and since < now:
            until = "" if fact.end is None else f" to {fact.end:%Y-%m-%d %H:%M}"
            return f"say from when on: {fact.kind} {fact.subject} {local:%Y-%m-%d %H:%M}{until}"
    return "tell it as of a moment before that"


def _overrun_slots(basis: PublishedBasis) -> dict[str, int]:
    """Overtime limits of the slots in which the sessions that overran were to end."""
    limits = {slot.id: slot.limit for slot in day_slots(basis.problem)}
    slots = [
        slot_of(basis.problem, basis.published.of_session(fact.subject)[-1])
        for fact in basis.new
        if fact.kind == "overrun"
    ]
    return {slot.id: limits[slot.id] for slot in slots if slot is not None and limits[slot.id]}
