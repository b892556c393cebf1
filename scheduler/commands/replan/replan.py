"""Replan: one way with its reasons, or several side by side; from files or from the store."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs import drafts
from scheduler.commands.inputs.loading import load_pair, load_scenario, notes_of
from scheduler.commands.inputs.orders import orders_of
from scheduler.commands.inputs.stores import Standing, located, opened_at, present, standing
from scheduler.commands.options import Hand, Search, UsageError
from scheduler.commands.replan import obstacles as in_the_way
from scheduler.commands.replan.report import one, several
from scheduler.commands.replan.task import Back, Task
from scheduler.commands.store.publish import edited_beside
from scheduler.errors import Infeasible
from scheduler.problem import Policy
from scheduler.render.reports import choices_report, replan_report
from scheduler.render.terminal.answer import INTERRUPTED, Answer, Line, View
from scheduler.render.terminal.console import progress
from scheduler.render.terminal.show import STOPPED, next_step
from scheduler.replanning.facts import parse_moment, parser
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.replanning.replan import Replanned
    from scheduler.replanning.revert import Reversion

LETTERS = "ABCDEFGHI"


def replanned(
    scenario: Path | None,
    published: Path | None,
    facts: Sequence[str],
    *,
    now: str | None,
    freeze: str,
    policy: Policy | None,
    alternatives: int | None,
    search: Search,
    hand: Hand,
    out: Path | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The timetable that moves least, with the reasons; or several of them, side by side."""
    moment = parse_moment(now) if now is not None else None
    if published is not None:
        task = _from_files(scenario, published, facts, moment)
    else:
        task = _from_store(scenario, facts, moment, hand)
    return carried_out(
        task,
        freeze=freeze,
        policy=policy,
        alternatives=alternatives,
        search=search,
        hand=hand,
        out=out,
        as_json=as_json,
        view=view,
    )


def carried_out(
    task: Task,
    *,
    freeze: str,
    policy: Policy | None,
    alternatives: int | None,
    search: Search,
    hand: Hand,
    out: Path | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The task solved, kept where there is a store, and told."""
    began = time.perf_counter()

    def lost(sessions: Sequence[str]) -> list[str]:
        left = began + search.seconds - time.perf_counter()
        return in_the_way.told(task, policy, freeze, sessions, left)

    try:
        ways = _ways(task, freeze, policy, alternatives, search)
    except Infeasible as error:
        for line in lost(()):
            error.add_note(line)
        raise
    homeless = [u.session for u in ways[0].outcome.timetable.unplaced]
    pairs = zip(LETTERS, ways, strict=False)
    chosen = [_choice(letter, way, task) for letter, way in pairs]
    saved = _saved(task, chosen, freeze, search, hand)
    told = (
        partial(one, apart=_not_back(chosen[0], ways[0], task.back))
        if alternatives is None
        else several
    )
    body, files = told(chosen, task.published, ways[0].notes, out, as_json=as_json, view=view)
    stopped = any(way.outcome.interrupted for way in ways)
    after = drafts.next_step(saved.drafts) if saved.drafts else None
    step = after or next_step(task.loaded.path, files[0][0] if files else None)
    obstacles = lost(homeless) if homeless and not stopped else []
    remarks = [*task.doubts, *ways[0].notes, *obstacles, *saved.remarks]
    remarks += [STOPPED, *([after] if after else [])] if stopped else [step]
    code = INTERRUPTED if stopped else saved.code
    return Answer(code, body, remarks, files, width=view.width)


def _from_files(
    scenario: Path | None, published: Path, facts: Sequence[str], now: datetime | None
) -> Task:
    if scenario is None:
        raise UsageError(f"which scenario is {published} of? rollgrid replan SCENARIO --published")
    loaded, old, _ = load_pair(scenario, published)
    return Task(loaded, old, tuple(facts), now=now)


def _from_store(
    scenario: Path | None, facts: Sequence[str], now: datetime | None, hand: Hand
) -> Task:
    """From what is published, with the facts told since; by another scenario if one is named."""
    if facts:
        raise UsageError("in a store a fact is told with 'rollgrid report', and then replanned")
    from scheduler import store as stores

    place = located(hand.store, scenario)
    with opened_at(hand.store, scenario) as store:
        stands = standing(store)
        base = stands.base
        if base.published is None:
            raise UsageError(f"nothing is published yet: rollgrid publish r{base.draft}")
        problem, loaded = stands.problem, stands.loaded
        text = stores.scenario_of(store, base.scenario)
        doubts = edited_beside(store, base) if scenario is None else []
        if scenario is not None:
            loaded = load_scenario(scenario)
            text, problem = loaded.data, loaded.problem
        orders = orders_of(store, problem.meeting.timezone)
        moment = not_before(now, present(problem, store.clock()), stands)
        numbers = {fact.text: fact.number for fact in stores.facts(store)}
    return Task(
        loaded=loaded,
        old=base.record,
        facts=stands.new,
        undone=stands.undone,
        orders=orders,
        now=moment,
        doubts=tuple(doubts),
        place=place,
        parent=base.published.number,
        scenario=text,
        numbers=numbers,
    )


def not_before(said: datetime | None, clock: datetime | None, stands: Standing) -> datetime | None:
    """
    The moment of a replan: never before what is published or the last fact in force.

    A clock that was put back is not believed; UsageError if somebody says so.
    """
    known = [parse_moment(stands.base.record.as_of)] if stands.base.record.as_of else []
    told = [fact.at for fact in parser.parse(stands.problem, stands.facts) if fact.at is not None]
    latest = max([*known, *told], default=None)
    if said is None:
        return clock if clock is None or latest is None else max(clock, latest)
    if latest is not None and said < latest:
        what = "a fact was told at" if latest in told else "what is published is as of"
        raise UsageError(
            f"--now {said:%Y-%m-%d %H:%M} is too early: {what} {latest:%Y-%m-%d %H:%M}; "
            f'--now "{latest:%Y-%m-%d %H:%M}" or later'
        )
    return said


def _ways(
    task: Task, freeze: str, policy: Policy | None, alternatives: int | None, search: Search
) -> "tuple[Replanned, ...]":
    from scheduler.replanning.alternatives import alternatives as several_ways
    from scheduler.replanning.replan import replan

    with progress("replanning", verbose=search.verbose) as tell:
        request = task.request(policy, freeze, search.budget(tell))
        return (replan(request),) if alternatives is None else several_ways(request, alternatives)


def _choice(letter: str, way: "Replanned", task: Task) -> choices_report.Choice:
    from scheduler.replanning.recording import record_replan

    if task.back is not None:
        way = replace(way, changes=_return(way, task.back).changes)
    made = record_replan(
        way,
        task.old,
        sha256=task.loaded.sha256,
        notes=notes_of(task.loaded),
        waive=task.orders.waive,
    )
    return choices_report.Choice(letter, way.outcome.problem, made)


def _return(way: "Replanned", back: Back) -> "Reversion":
    from scheduler.replanning import revert

    problem, after = way.outcome.problem, way.outcome.timetable
    return revert.compare_reversion(problem, back.head.timetable, back.earlier, after, way.changes)


def _not_back(choice: choices_report.Choice, way: "Replanned", back: Back | None) -> Sequence[Line]:
    """What is other than in the revision that was asked for."""
    if back is None:
        return ()
    remaining = _return(way, back).remaining
    return replan_report.apart(choice.problem, back.earlier, choice.record, remaining, back.name)


def _saved(
    task: Task, chosen: Sequence[choices_report.Choice], freeze: str, search: Search, hand: Hand
) -> drafts.Kept:
    """A draft of each, in a store."""
    if task.place is None:
        return drafts.Kept()
    return drafts.keep(
        task.place,
        [choice.record for choice in chosen],
        task.scenario,
        parent=task.parent,
        causes=[task.cause or _cause(task, choice.record) for choice in chosen],
        commands=[_command(task, choice.record, freeze, search) for choice in chosen],
        author=hand.author,
    )


def _cause(task: Task, record: Record) -> str:
    parts = [fact for fact in record.facts if fact not in task.old.facts]
    parts += [f"{fact} taken back" for fact in task.undone]
    situation = record.situation
    parts += [f"{pin.session} pinned" for pin in situation.pins] if situation is not None else []
    parts += [f"{waiver.rule} waived" for waiver in record.waive]
    if record.scenario_sha256 != task.old.scenario_sha256:
        parts.append("the scenario was edited")
    return "; ".join(parts) or "nothing new"


def _command(task: Task, record: Record, freeze: str, search: Search) -> str:
    now = f" --now '{record.as_of}'" if record.as_of is not None else ""
    named = record.policy is not None and task.back is None  # a return has that of the revision
    policy = f" --policy {record.policy}" if named else ""
    frozen = f" --freeze {freeze}" if freeze != "0" else ""
    return f"{task.command or 'rollgrid replan'}{now}{policy}{frozen}{drafts.searching(search)}"
