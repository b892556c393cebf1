"""What is to be replanned, and from where: from files, or from the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from scheduler import store as stores
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.orders import Orders, orders_of
from scheduler.commands.inputs.stores import (
    StoredMeeting,
    present,
    problem_of,
    scenario_edited,
    stored_meeting,
    today,
)
from scheduler.errors import UsageError
from scheduler.problem import Problem
from scheduler.replanning.amend import with_waived
from scheduler.replanning.facts import parser
from scheduler.replanning.request import ReplanRequest, policy_by_hand
from scheduler.scenario import Loaded
from scheduler.search.budget import Budget
from scheduler.timetable import Record, Timetable
from scheduler.vocabulary.command_lines import on_store
from scheduler.vocabulary.moments import parse_minutes, parse_moment
from scheduler.vocabulary.policies import Policy


@dataclass(frozen=True, slots=True)
class Back:
    """What is published, the earlier timetable that is gone back to, and what that is called."""

    head: Record
    earlier: Timetable
    name: str


def _no_more(_: Record) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Task:
    """
    What is replanned.

    Attributes
    ----------
    facts, undone
        Those reported since the old timetable, and those of it that were taken back.
    policy, freeze
        As the planner gave them.
    place, parent, scenario
        Where drafts go, the number that they are made from, the scenario's bytes; without a
        place nothing is saved.
    cause, command
        What is saved with the drafts, where the facts and the options do not tell it.
    numbers
        Of the facts in the store, by their words.
    back
        Where the old timetable is not the published one, but an earlier one that is gone back to.
    afterwards
        What to say of the timetable that came of it, at the end.
    published_file
        Where the old timetable is a file.
    printed
        Whose names the published timetable was printed with, if they may be others.
    """

    loaded: Loaded
    old: Record
    facts: tuple[str, ...]
    undone: tuple[str, ...] = ()
    orders: Orders = field(default_factory=Orders)
    now: datetime | None = None
    policy: Policy | None = None
    freeze: str = "0"
    doubts: tuple[str, ...] = ()
    place: str | Path | None = None
    parent: int | None = None
    scenario: bytes = b""
    cause: str = ""
    command: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    back: Back | None = None
    afterwards: Callable[[Record], Sequence[str]] = _no_more
    published_file: Path | None = None
    printed: Problem | None = None

    @property
    def published(self) -> Record:
        """What people hold in their hands: changes are told against it."""
        return self.old if self.back is None else self.back.head

    def request(self, budget: Budget) -> ReplanRequest:
        """The same for the solver; FactError for a freeze that is no duration."""
        return ReplanRequest(
            problem=with_waived(self.loaded.problem, self.orders.waive),
            published=self.old,
            facts=self.facts,
            undone=self.undone,
            pins=self.orders.pins,
            now=self.now,
            policy=self.policy,
            freeze_minutes=parse_minutes(self.freeze),
            budget=budget,
        )


def task_of_files(inputs: Inputs, published: Path, facts: Sequence[str], now: str | None) -> Task:
    """From a timetable file and its scenario, with the facts of the command line."""
    if inputs.scenario is None:
        raise UsageError(
            f"{published} needs its scenario: rollgrid replan SCENARIO --published {published}"
        )
    pair = inputs.pair_of_file(published)
    moment = None if now is None else parse_moment(now, today(pair.scenario.problem))
    return Task(pair.scenario, pair.record, tuple(facts), now=moment, published_file=published)


def task_of_store(inputs: Inputs, now: str | None) -> Task:
    """From what is published and the facts reported since; by another scenario if one is named."""
    store = inputs.store
    state = stored_meeting(store)
    base = state.base
    if base.published is None:
        raise UsageError(f"nothing is published yet: {on_store('publish', f'r{base.draft}')}")
    text, doubts = stores.scenario_of(store, base.scenario), []
    loaded = state.loaded
    if inputs.scenario is None:
        doubts = scenario_edited(store, base)
    else:
        loaded = inputs.loaded
        text = loaded.data
    problem, orders = loaded.problem, orders_of(store, loaded.problem.zone)
    return Task(
        loaded=loaded,
        old=base.record,
        facts=state.new,
        undone=state.undone,
        orders=orders,
        policy=policy_by_hand(problem, orders.by_hand),
        now=not_before(now, store.clock(), state),
        doubts=tuple(doubts),
        place=inputs.store_location,
        parent=base.published.number,
        scenario=text,
        numbers={fact.text: fact.number for fact in stores.facts(store)},
        printed=problem_of(store, base),
    )


def not_before(said: str | None, clock: datetime, state: StoredMeeting) -> datetime | None:
    """
    The moment of a replan: never before what is published or the last fact in force.

    ``clock``: of the store; None comes of it while the meeting is not on, and nobody says a moment.
    A clock that was put back is not believed; UsageError if somebody says so.
    """
    calendar = today(state.problem, clock)
    now = None if said is None else parse_moment(said, calendar)
    as_of = state.base.record.as_of
    moments = [parse_moment(as_of, calendar)] if as_of else []
    reported = [fact.at for fact in parser.parse(state.problem, state.facts) if fact.at is not None]
    latest = max([*moments, *reported], default=None)
    if now is None:
        here = present(state.problem, clock)
        return here if here is None or latest is None else max(here, latest)
    if latest is not None and now < latest:
        what = (
            "a fact was reported for" if latest in reported else "the published timetable is as of"
        )
        raise UsageError(
            f"--now {now:%Y-%m-%d %H:%M} is too early: {what} {latest:%Y-%m-%d %H:%M}; "
            f'expected --now "{latest:%Y-%m-%d %H:%M}" or later'
        )
    return now
