"""revert: back to an earlier revision, as far as what was held since allows."""

from dataclasses import replace
from datetime import UTC, datetime
from shlex import quote
from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import require_reason
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.stores import called, named, problem_of, stored_meeting
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json, Now
from scheduler.commands.replan.carry_out import Reply, carry_out
from scheduler.commands.replan.task import Back, Task, not_before
from scheduler.errors import UsageError
from scheduler.problem import Problem
from scheduler.render.terminal.answer import Answer
from scheduler.replanning.facts import HELD, parse
from scheduler.timetable import Record


def revert(
    rev: Annotated[str, Parameter(help="A revision: r2, Rev.1, head.")],
    *,
    reason: Annotated[str | None, Parameter(help="The reason, for the log (required).")] = None,
    now: Now = None,
    json: Json = False,
    search: Search = Search(),
    author: Author = Author(),
) -> Answer:
    """Draft a return to an earlier revision.

    The draft is as close to that revision as the facts since then allow.
    """
    why = require_reason(reason, f"going back to {rev}")
    with Inputs(None, author.store) as inputs:
        task = task_of_return(inputs, rev, why, now)
    return carry_out(task, search, author, Reply(None, json, Screen().terminal))


def task_of_return(inputs: Inputs, name: str, reason: str, now: str | None) -> Task:
    """To come as close to a revision as the facts since allow; UsageError if it is in force."""
    store = inputs.store
    state, old = stored_meeting(store), named(store, name)
    head, problem = state.base, state.problem
    if head.published is None:
        raise UsageError("nothing is published yet, so there is nothing to revert")
    if old.draft == head.draft:
        raise UsageError(f"{called(old)} is already the published revision")
    orders = orders_of(store, problem.zone)
    moment = not_before(now, store.clock(), state)
    base = compose_base(problem, old.record, head.record, moment)
    return Task(
        loaded=state.loaded,
        old=base,
        facts=tuple(fact for fact in state.facts if fact not in base.facts),
        undone=tuple(fact for fact in base.facts if fact not in state.facts),
        orders=replace(orders, pins=orders.standing),
        now=moment,
        printed=problem_of(store, head),
        policy=old.record.policy or problem.usual_policy,
        place=inputs.store_location,
        parent=head.published.number,
        scenario=stores.scenario_of(store, head.scenario),
        cause=f"back to {called(old)}: {reason}",
        command=f"rollgrid revert r{old.draft} --reason {quote(reason)}",
        back=Back(head.record, old.record.timetable, called(old)),
    )


def compose_base(problem: Problem, old: Record, head: Record, now: datetime | None) -> Record:
    """
    What to stay close to: what has begun as it is published now, the rest as it was then.

    ``now`` is local; without it nothing has begun since ``head`` was made. A fact about how long
    something lasts that came after ``old``, and is about what has not begun, is yet to be counted.
    """
    moment = _moment(problem, head, now)
    begun = {s.session for s in head.sittings if moment is not None and s.start < moment}
    later = {
        str(fact)
        for fact in parse(problem, head.facts)
        if fact.kind in HELD and str(fact) not in old.facts and fact.subject not in begun
    }
    past = {s.session for s in old.sittings if moment is not None and s.start < moment}
    past |= begun  # what was to begin by now and has not cannot go back to where it was
    sittings = [s for s in head.sittings if s.session in past]
    sittings += [s for s in old.sittings if s.session not in past]
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
