"""What a planner should know of a timetable that breaks no rule."""

from collections.abc import Iterator, Sequence

from scheduler.insight.interpreters import remedies
from scheduler.problem import Problem
from scheduler.problem.day_slots import spans
from scheduler.timetable import Charge, Timetable, Warning_
from scheduler.timetable.utilisation import fill


def warnings(
    problem: Problem, timetable: Timetable, charges: Sequence[Charge]
) -> tuple[Warning_, ...]:
    """Warnings, in a fixed order; codes are explained by ``check --explain``."""
    return (
        *_not_kept(charges),
        *_interpreters(problem, timetable, charges),
        *_no_slack(problem, timetable),
        *_longer_than_most(problem),
        *_sits_on(problem, timetable),
    )


def _not_kept(charges: Sequence[Charge]) -> Iterator[Warning_]:
    """W110: a rule that is only warned of is not kept."""
    for charge in charges:
        if charge.tier == "warnings" and charge.rule != "interpretation":
            yield Warning_(code="W110", message=f"{charge.rule}: {charge.message}")


def _interpreters(
    problem: Problem, timetable: Timetable, charges: Sequence[Charge]
) -> Iterator[Warning_]:
    """W112: interpreters are asked for more than they may do, and what would help."""
    broken = [c for c in charges if c.tier == "warnings" and c.rule == "interpretation"]
    yield from (Warning_(code="W112", message=f"interpretation: {c.message}") for c in broken)
    help = "; or ".join(remedies(problem, timetable)) if broken else ""
    if help:
        yield Warning_(code="W112", message=f"interpretation, cheapest: {help}")


def _no_slack(problem: Problem, timetable: Timetable) -> Iterator[Warning_]:
    """W201: every minute of the slots is taken, of a meeting held on a rolling basis."""
    filled = fill(problem, timetable)
    if problem.rolling and filled.free == 0:
        taken = f"{filled.inside:,} of {filled.offered:,} minutes are used, so there is no slack"
        ways = "an overrun must shorten sessions, extend a slot or run past the last close"
        yield Warning_(code="W201", message=f"{taken}: {ways}")


def _longer_than_most(problem: Problem) -> Iterator[Warning_]:
    """W202: a fact makes a session longer than the most that was thought possible."""
    in_force = problem.situation.minutes if problem.situation is not None else {}
    for session in problem.held:
        minutes, most = in_force.get(session.id, 0), session.minutes.most
        if minutes > most:
            longer = f"{session.id} now takes {minutes} minutes, more than its most ({most})"
            yield Warning_(code="W202", message=longer)


def _sits_on(problem: Problem, timetable: Timetable) -> Iterator[Warning_]:
    """W203: a running session keeps a room that it may no longer use."""
    situation = problem.situation
    if situation is None:
        return
    begun = {(s.session, s.room, s.start) for s in situation.running}
    for sitting in timetable.sittings:
        if (sitting.session, sitting.room, sitting.start) not in begun:
            continue
        room = next(r for r in problem.rooms if r.id == sitting.room)
        closed = spans(room.unavailable, problem.zone, problem.days)
        if any(a < sitting.end and situation.now < b for a, b in closed):
            where = f"{sitting.session} is running in {sitting.room}, which is not available"
            stays = "it stays there, unless you report 'early' with the time when it ended"
            yield Warning_(code="W203", message=f"{where}: {stays}")
