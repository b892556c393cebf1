"""
What was really held until a moment: the published timetable, with the facts played through.

A fact may be told after it took effect ("it is Wednesday 10:20, and ENIP still runs"). Until it was
told nobody had decided anything, so the meeting rolled on: the next session began when the one
before was over, and later parts went to later slots. A decision, to cancel or to add a session,
takes effect when it is told: what had begun by then had begun.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable
from scheduler.problem import MEANS, Policy, Problem, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.replanning.amend import BOUND
from scheduler.replanning.as_told import given
from scheduler.replanning.basis import (
    DECIDED,
    first_effect_before,
    interventions,
    not_noticed_yet,
    told_at,
    without_expired_retractions,
)
from scheduler.replanning.durations import PublishedBasis, minutes_in_force
from scheduler.replanning.facts import HELD, MINUTES, Fact
from scheduler.replanning.held import minutes_held_by, slot_of
from scheduler.replanning.in_order import in_order
from scheduler.replanning.next_problem import build_situation
from scheduler.replanning.past import refuse_rewritten
from scheduler.replanning.printed_hours import (
    PrintedHours,
    longer_sessions,
    rolling_sessions,
    same_until,
)
from scheduler.replanning.put_off import in_turn, put_off
from scheduler.replanning.request import Effort
from scheduler.replanning.rests import GoingOn
from scheduler.search.budget import Budget
from scheduler.search.solve import solve
from scheduler.timetable import Timetable
from scheduler.timetable.diff import minutes

ROUNDS = 12
"""The most rounds of asking who is in whose way: two or three are usual."""


def settle(basis: PublishedBasis, now: datetime, policy: Policy, effort: Effort) -> PublishedBasis:
    """
    The basis at ``now``, with the minutes of each list of speakers.

    Raises
    ------
    FactError
        A list is about a session that had not begun.
    Infeasible, NoTimetable, Interrupted
        As ``replay_until_now``.
    """
    return count_lists(without_expired_retractions(basis, now), policy, effort)


def count_lists(basis: PublishedBasis, policy: Policy, effort: Effort) -> PublishedBasis:
    """The same with the minutes held by the moment of each new list; errors as ``settle``."""
    lists = [fact for fact in basis.new if fact.kind == "speakers" and fact.at is not None]
    later = sorted(lists, key=lambda fact: fact.at or datetime.min)
    while later:
        fact = later.pop(0)
        at = told_at(basis.problem, fact)
        known = replace(basis, new=tuple(f for f in basis.new if f not in (fact, *later)))
        past = replay_until_now(_still_on(known, fact.subject), at, policy, effort)
        held = minutes_held_by(basis, past, fact.subject, at, policy)
        if not held:
            raise FactError(f"{fact}: {fact.subject} has not begun by then")
        basis = replace(basis, held={**basis.held, str(fact): held})
    return basis


def _still_on(basis: PublishedBasis, session: str) -> PublishedBasis:
    """The basis without facts that would have ended a session early: a list says that it is on."""
    published = minutes(basis.published.of_session(session))
    if minutes_in_force(basis).get(session, 0) >= published:
        return basis
    own = (f for f in basis.new if f.subject == session and f.kind in HELD)
    gone = tuple(own)
    return replace(basis, new=tuple(f for f in basis.new if f not in gone))


def try_past(
    basis: PublishedBasis, now: datetime, seconds: float = 5.0
) -> tuple[PublishedBasis, Timetable]:
    """
    The basis at ``now``, and what was held, as far as the seconds allow.

    Raises
    ------
    FactError
        Facts that took effect before now would change what is past, or cannot be meant.
    """
    policy, effort = basis.problem.usual_policy, Effort(Budget(seconds))
    past = basis.published
    with suppress(Infeasible, NoTimetable):
        basis = count_lists(basis, policy, effort)
        past = replay_until_now(basis, now, policy, effort)
    return basis, past


def replay_until_now(
    basis: PublishedBasis, now: datetime, policy: Policy, effort: Effort
) -> Timetable:
    """
    What was held until ``now``; what comes after it in the timetable is no plan.

    A slot closes with the overtime that the policy grants it; under ``extend``, but at the last
    close, only to a session that overran.

    Raises
    ------
    FactError
        What the facts say would change what is past.
    Infeasible, NoTimetable, Interrupted
        As ``search.solve``.
    """
    replay, past = _Replay(basis, now, policy, effort), basis.published
    since = first_effect_before(basis, now)
    if since is not None:
        past = replay.go_on(past, since, ())
        own = tuple(fact for fact in basis.new if fact.kind in (*HELD, *MINUTES))
        refuse_rewritten(basis, own, basis.published, past, now)
    known: list[Fact] = []
    for moment, fact in interventions(basis, now):
        known.append(fact)
        before, past = past, replay.go_on(past, moment, known)
        if fact.kind in BOUND:
            refuse_rewritten(basis, (fact,), before, past, now)
    return past


@dataclass(frozen=True, slots=True)
class _Replay:
    """A meeting that goes on until ``now``, with nobody deciding anything."""

    basis: PublishedBasis
    now: datetime
    policy: Policy
    effort: Effort

    def go_on(self, past: Timetable, since: datetime, between: Sequence[Fact]) -> Timetable:
        """From ``since``, until when ``past`` was held; ``between``: what had come in between."""
        own = [fact for fact in self.basis.new if fact.kind not in (*DECIDED, *BOUND)]
        waits = [fact for fact in own if not_noticed_yet(self.basis, fact, self.now)]
        while True:
            shown = [fact for fact in own if fact not in waits]
            found = self._as_it_came((*shown, *between), past, since)
            # facts together may have it end earlier than printed: then it did not end there
            over = {s.session: s.end for s in found.sittings}
            more = [f for f in waits if f.kind in HELD and over.get(f.subject, self.now) < self.now]
            if not more:
                return found
            waits = [fact for fact in waits if fact not in more]

    def _as_it_came(self, told: Sequence[Fact], past: Timetable, since: datetime) -> Timetable:
        """The length of a session that waits in a rolling order is known once it has begun."""
        begun = {s.session for s in past.sittings if s.start < since}
        unforeseen = [fact for fact in self._unforeseen(told) if fact.subject not in begun]
        while True:
            news = tuple(fact for fact in told if fact not in unforeseen)
            known = replace(self.basis, new=news, withdrawn=())
            past = self._rolled_on(known, past, since)
            subjects = {fact.subject for fact in unforeseen}
            found = [s for s in past.sittings if s.session in subjects and s.start < self.now]
            if not found:
                return past
            first = min(found, key=lambda s: s.start)
            since = max(since, first.start + MINUTE)
            unforeseen = [fact for fact in unforeseen if fact.subject != first.session]

    def _unforeseen(self, told: Sequence[Fact]) -> list[Fact]:
        """Facts about how long a session of a rolling order takes, if others may have moved it."""
        rolling = {id for order in self.basis.problem.rolling for id in order.order}
        if len({fact.subject for fact in told}) < 2:
            return []
        return [fact for fact in told if fact.kind in HELD and fact.subject in rolling]

    def _rolled_on(self, known: PublishedBasis, past: Timetable, since: datetime) -> Timetable:
        """
        Outside rolling orders as printed, in them as they come; who waits for whom is asked again.
        """
        overtime = (
            _overrun_slots(known, past) if MEANS[self.policy].overtime == "every slot" else {}
        )
        then = build_situation(known, past, since, timedelta(0), "roll", overtime)
        then = _without_newcomers(_closing_as(then, self.policy), known)
        printed, rolling = PrintedHours(known, self.policy), rolling_sessions(known.problem)
        alone, rolled, unplaced = printed.held(printed.told()), tuple[Sitting, ...](), past.unplaced
        for _ in range(ROUNDS if rolling else 0):
            found = self._played(given(then, alone, self.now), known)
            rolled = tuple(s for s in found.sittings if s.session in rolling)
            unplaced, before, alone = found.unplaced, alone, printed.held(rolled)
            if same_until(before, alone, self.now):
                break
        return Timetable.of((*rolled, *alone), unplaced)

    def _played(self, then: Problem, known: PublishedBasis) -> Timetable:
        """A session that is printed, or told to begin, is not put off for one of another order."""
        found, hours = self._went_on(then, known), PrintedHours(known, self.policy)
        for _ in range(ROUNDS):
            met = put_off(then, hours, found)
            if not met:
                break
            then = in_turn(then, met)
            try:
                found = self._went_on(then, known)
            except Infeasible:  # something else was in the way as well
                break
        return found

    def _went_on(self, then: Problem, known: PublishedBasis) -> Timetable:
        """Sessions that went on did so whatever would have ended them; all of them in turn."""
        return GoingOn(known, self.now, self._in_order).held(then)

    def _in_order(self, then: Problem) -> Timetable:
        return in_order(then, self.now, self._solved)

    def _solved(self, then: Problem) -> Timetable:
        # nobody sees this timetable: why a session has no place in it is not asked
        budget = self.effort.for_search(len(then.sessions))
        outcome = solve(then, budget, "roll", explaining=False)
        if outcome.interrupted:
            raise Interrupted("stopped before the past of the meeting was computed")
        return outcome.timetable


def _without_newcomers(problem: Problem, known: PublishedBasis) -> Problem:
    """
    Unpublished sessions have no place before somebody replans, unless they were added by then.
    """
    situation = problem.situation
    assert situation is not None
    added = {fact.subject for fact in known.new if fact.kind == "added"}
    there = {s.session for s in known.published.sittings} | added
    absent = {session.id for session in problem.sessions if session.id not in there}
    update = {"cancelled": situation.cancelled | absent}
    return problem.model_copy(update={"situation": situation.model_copy(update=update)})


def _closing_as(problem: Problem, policy: Policy) -> Problem:
    """The same; the last slot closes with its end if the policy grants no overtime there."""
    closes = MEANS[policy].allows_overtime(last=True)
    return problem if closes else problem.model_copy(update={"last_close": None})


def _overrun_slots(basis: PublishedBasis, past: Timetable) -> dict[str, int]:
    """Overtime limits of the slots in which the sessions that overran were to end, as they sat."""
    limits = {slot.id: slot.limit for slot in day_slots(basis.problem)}
    longer = sorted(longer_sessions(basis) & rolling_sessions(basis.problem))
    sat = [past.of_session(id) or basis.published.of_session(id) for id in longer]
    slots = [slot_of(basis.problem, sittings[-1]) for sittings in sat]
    return {slot.id: limits[slot.id] for slot in slots if slot is not None and limits[slot.id]}
