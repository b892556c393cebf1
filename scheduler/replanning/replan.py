"""Replan: an ordinary solve of the problem as it stands, then what changed, and why."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable
from scheduler.problem import MEANS, Place, Policy, Problem
from scheduler.problem.day_slots import day_slots, localised
from scheduler.replanning import facts as reading
from scheduler.replanning import reasons
from scheduler.replanning.amend import BOUND
from scheduler.replanning.basis import begun_before, known_of, moment_of, still_undone, yet_to_show
from scheduler.replanning.budget import Effort
from scheduler.replanning.durations import Known, zone
from scheduler.replanning.forced import forced
from scheduler.replanning.pins import pinned
from scheduler.replanning.situate import situate, slot_of
from scheduler.search.cpsat.running import Report
from scheduler.search.solve import Outcome, solve
from scheduler.timetable import Change, Record, Timetable, diff


@dataclass(frozen=True, slots=True)
class Decided:
    """What the planner decides beside what happened."""

    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Replanned:
    """
    A new timetable, close to the published one.

    Attributes
    ----------
    changes
        What became of each session, forced or not, with the reason in a sentence.
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


def replan(
    problem: Problem,
    published: Record,
    facts: Sequence[str],
    *,
    pins: Sequence[Place] = (),
    bans: Sequence[Place] = (),
    undone: Sequence[str] = (),
    now: datetime | None = None,
    policy: Policy | None = None,
    freeze_minutes: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 2,
    progress: Report | None = None,
) -> Replanned:
    """
    The timetable closest to the published one under which the facts hold.

    ``now`` local or aware; without it, the moment at which the facts would first have been told.
    ``policy``: the scenario's, if none is given. Facts that the published timetable already
    contains are not counted twice; those that are ``undone`` hold no longer. ``pins``, ``bans``:
    places that sessions have to keep, or to keep away from, in this replan alone.

    Raises
    ------
    FactError, TimetableError
        A fact, pin or ban cannot be read or does not fit; the timetable belongs to another meeting.
    Infeasible, NoTimetable, Interrupted, VerificationError
        As ``planning.solve``.
    """
    known = known_of(problem, published, facts, undone)
    effort = Effort(seconds, seed, workers, progress)
    decided = Decided(tuple(pins), tuple(bans))
    policy = policy or problem.usual_policy
    found = replanned(known, decided, now, published.as_of, policy, freeze_minutes, effort)
    return replace(found, notes=counted_before(known, facts))


def foreseen(
    problem: Problem,
    published: Record,
    facts: Sequence[str],
    *,
    pins: Sequence[Place] = (),
    undone: Sequence[str] = (),
    now: datetime | None = None,
    policy: Policy | None = None,
    played: bool = False,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 1,
) -> Outcome:
    """
    The outcome of ``replan`` alone, without asking what is forced, and why. Errors the same.

    Until ``now`` the meeting is taken to have been held as published, unless it is to be
    ``played`` through with the facts.
    """
    known = known_of(problem, published, facts, undone)
    moment = moment_of(known, now, published.as_of)
    known = still_undone(known, moment)
    policy, effort = policy or problem.usual_policy, Effort(seconds, seed, workers)
    held = replayed(known, moment, policy, effort) if played else known.published
    standing = pinned(situate(known, held, moment, timedelta(0)), pins, ())
    return _solve(standing, policy, effort)


def counted_before(known: Known, facts: Sequence[str]) -> tuple[str, ...]:
    """A remark on facts that the published timetable contains already."""
    told = reading.parse(known.problem, facts)
    return tuple(
        f"{fact} is part of the published timetable already; if it happened again, "
        "say when: add 'at MOMENT'"
        for fact in told
        if fact in known.old
    )


def replanned(
    known: Known,
    decided: Decided,
    now: datetime | None,
    as_of: str | None,
    policy: Policy,
    freeze_minutes: int,
    effort: Effort,
) -> Replanned:
    """Under one policy, with what is forced and why; errors as ``replan``."""
    moment = moment_of(known, now, as_of)
    known = still_undone(known, moment)
    problem = standing(known, decided, moment, policy, freeze_minutes, effort)
    outcome = _solve(problem, policy, effort)
    changes = diff.changes(problem, known.published, outcome.timetable)
    must = forced(outcome, changes, 0.0 if outcome.interrupted else effort.left)
    return Replanned(
        outcome=outcome,
        changes=reasons.explained(known, outcome, changes, must),
        facts=tuple(str(fact) for fact in known.facts),
        now=localised(moment, zone(known.problem)),
        policy=policy,
    )


def standing(
    known: Known,
    decided: Decided,
    now: datetime,
    policy: Policy,
    freeze_minutes: int,
    effort: Effort,
) -> Problem:
    """The problem as it stands at ``now`` (aware), played through until then."""
    held = replayed(known, now, policy, effort)
    problem = situate(known, held, now, timedelta(minutes=freeze_minutes))
    return pinned(problem, decided.pins, decided.bans)


def _solve(problem: Problem, policy: Policy, effort: Effort) -> Outcome:
    return solve(
        problem,
        seconds=effort.searching(len(problem.sessions)),
        seed=effort.seed,
        workers=effort.workers,
        policy=policy,
        progress=effort.progress,
    )


def played_through(known: Known, now: datetime, seconds: float = 5.0) -> None:
    """FactError if facts that took effect before now would change what is past."""
    with suppress(Infeasible, NoTimetable):
        replayed(known, now, known.problem.usual_policy, Effort(seconds))


def replayed(known: Known, now: datetime, policy: Policy, effort: Effort) -> Timetable:
    """
    What was held until ``now``: the published timetable, with the facts played through.

    A fact may be told after it took effect ("it is Wednesday 10:20, and ENIP still runs"). Until
    now nobody has decided anything, so the meeting rolled on: later parts in later slots. Only
    under ``extend`` is a session that overran taken to have used the overtime of its slot.
    """
    since = begun_before(known, now)
    if since is None:
        return known.published
    overtime = _overrun_slots(known) if MEANS[policy].overtime == "every slot" else {}
    shown = (f for f in known.new if f.kind != "cancelled" and not yet_to_show(known, f, now))
    until_now = replace(known, new=tuple(shown))
    then = situate(until_now, known.published, since, timedelta(0), overtime=overtime)
    held = _solve(then, "roll", effort)
    if held.interrupted:
        raise Interrupted("stopped before it was known what was held until now")
    _past_untouched(known, held.timetable, now)
    _begun_untouched(known, held.timetable, now)
    return held.timetable


def _past_untouched(known: Known, held: Timetable, now: datetime) -> None:
    """What was over as published, and no fact is about, cannot be told to have been otherwise."""
    told = {fact.subject for fact in known.new}
    kept = {(s.session, s.room, s.start, s.end) for s in held.sittings}
    for s in known.published.sittings:
        same = (s.session, s.room, s.start, s.end) in kept
        if s.end <= now and s.session not in told and not same:
            end = f"{s.end.astimezone(zone(known.problem)):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in known.new)}: that would change what is past "
                f"({s.session} was held until {end}); {_as_of(known, now)}"
            )


def _begun_untouched(known: Known, held: Timetable, now: datetime) -> None:
    """
    Outside rolling orders what had begun by now began where it was published.

    It may have begun later, in the same room on the same day, behind what overran there. Who was
    away, or which room was lost, may be why it was not held at all: then nothing is refused.
    """
    if any(fact.kind not in (*reading.HELD, *reading.MINUTES) for fact in known.new):
        return
    rolling = {id for order in known.problem.rolling for id in order.order}
    told = {fact.subject for fact in known.new if fact.kind == "late"}
    for s in known.published.sittings:
        if s.session in rolling or s.session in told or s.start >= now:
            continue
        found = held.of_session(s.session)
        same = [f for f in found if f.room == s.room and f.start.date() == s.start.date()]
        if not any(f.start >= s.start for f in same):
            begun = f"{s.start.astimezone(zone(known.problem)):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in known.new)}: told together and this late, they "
                f"leave no room for {s.session}, which had begun {begun} as published; replan and "
                f"publish what was told first as of then, or say when {s.session} began: "
                f"late {s.session} MINUTES"
            )


def _as_of(known: Known, now: datetime) -> str:
    """What to say instead of facts that would change what is past."""
    local = now.astimezone(zone(known.problem))
    for fact in known.new:
        since = None if fact.start is None else fact.start.replace(tzinfo=local.tzinfo)
        if fact.kind in BOUND and since is not None and since < now:
            until = "" if fact.end is None else f" to {fact.end:%Y-%m-%d %H:%M}"
            return f"say from when on: {fact.kind} {fact.subject} {local:%Y-%m-%d %H:%M}{until}"
    return "tell it as of a moment before that"


def _overrun_slots(known: Known) -> dict[str, int]:
    """Overtime limits of the slots in which the sessions that overran were to end."""
    limits = {slot.id: slot.limit for slot in day_slots(known.problem)}
    slots = [
        slot_of(known.problem, known.published.of_session(fact.subject)[-1])
        for fact in known.new
        if fact.kind == "overrun"
    ]
    return {slot.id: limits[slot.id] for slot in slots if slot is not None and limits[slot.id]}
