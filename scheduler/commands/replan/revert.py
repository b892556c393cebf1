"""Go back to an earlier revision, as far as what was held since allows."""

from datetime import UTC, datetime
from shlex import quote

from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.stores import (
    called,
    loaded_of,
    located,
    named,
    opened_at,
    present,
    standing,
)
from scheduler.commands.options import Hand, Screen, Search, UsageError
from scheduler.commands.replan.replan import carried_out, not_before
from scheduler.commands.replan.task import Back, Task
from scheduler.problem import Problem
from scheduler.render.terminal.answer import Answer
from scheduler.replanning.facts import HELD, parse
from scheduler.timetable import Record


def reverted(
    name: str, *, now: str | None, reason: str, search: Search, hand: Hand, as_json: bool
) -> Answer:
    """A new draft, as close to an earlier revision as what was held since then allows."""
    from scheduler import store as stores
    from scheduler.replanning.facts import parse_moment

    moment = parse_moment(now) if now is not None else None
    with opened_at(hand.store) as store:
        stands, old = standing(store), named(store, name)
        head = stands.base
        if head.published is None:
            raise UsageError("nothing is published yet: there is nothing to go back from")
        if old.draft == head.draft:
            raise UsageError(f"{called(old)} is what is published")
        loaded = loaded_of(store, head)
        moment = not_before(moment, present(loaded.problem, store.clock()), stands)
        base = composed(loaded.problem, old.record, head.record, moment)
        task = Task(
            loaded=loaded,
            old=base,
            facts=tuple(fact for fact in stands.facts if fact not in base.facts),
            undone=tuple(fact for fact in base.facts if fact not in stands.facts),
            orders=orders_of(store, loaded.problem.meeting.timezone),
            now=moment,
            place=located(hand.store),
            parent=head.published.number,
            scenario=stores.scenario_of(store, head.scenario),
            cause=f"back to {called(old)}: {reason}",
            command=f"rollgrid revert r{old.draft} --reason {quote(reason)}",
            back=Back(head.record, old.record.timetable, called(old)),
        )
    return carried_out(
        task,
        freeze="0",
        policy=old.record.policy or loaded.problem.usual_policy,
        alternatives=None,
        search=search,
        hand=hand,
        out=None,
        as_json=as_json,
        view=Screen().view,
    )


def composed(problem: Problem, old: Record, head: Record, now: datetime | None) -> Record:
    """
    What to stay close to: what has begun as it is published now, the rest as it was then.

    ``now`` is local; without it nothing has begun since ``head`` was made. A fact about how long
    something lasts that came after ``old``, and is about what has not begun, is yet to be counted.
    """
    moment = _moment(problem, head, now)
    begun = {s.session for s in head.sittings if moment is not None and s.start < moment}
    told = parse(problem, head.facts)
    later = {
        str(fact)
        for fact in told
        if fact.kind in HELD and str(fact) not in old.facts and fact.subject not in begun
    }
    past = {s.session for s in old.sittings if moment is not None and s.start < moment}
    kept = begun | past  # what was to begin by now and has not cannot go back to where it was
    sittings = [s for s in head.sittings if s.session in kept]
    sittings += [s for s in old.sittings if s.session not in kept]
    placed = {s.session for s in sittings}
    left = {u.session: u for u in (*old.unplaced, *head.unplaced) if u.session not in placed}
    return head.model_copy(
        update={
            "sittings": tuple(sittings),
            "unplaced": tuple(left[id] for id in sorted(left)),
            "facts": tuple(fact for fact in head.facts if fact not in later),
        }
    )


def _moment(problem: Problem, head: Record, now: datetime | None) -> datetime | None:
    if now is not None:
        return now.replace(tzinfo=problem.zone).astimezone(UTC)
    return head.situation.now if head.situation is not None else None
