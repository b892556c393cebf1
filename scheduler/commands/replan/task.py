"""What is to be replanned, and from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from scheduler.commands.inputs.orders import Orders
from scheduler.problem import Policy
from scheduler.replanning.amend import with_waived
from scheduler.replanning.facts import parse_minutes
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import Loaded
from scheduler.search.budget import Budget
from scheduler.timetable import Record, Timetable


@dataclass(frozen=True, slots=True)
class Back:
    """What is published, the earlier timetable that is gone back to, and what that is called."""

    head: Record
    earlier: Timetable
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """
    What is replanned.

    Attributes
    ----------
    facts, undone
        Those told since the old timetable, and those that it contains and that hold no longer.
    place, parent, scenario
        Where drafts go, the number that they are made from, the scenario's bytes; without a
        store nothing is kept.
    cause, command
        What is kept with the drafts, where the facts and the options do not tell it.
    numbers
        Of the facts in the store, by their words.
    back
        Where the old timetable is not the published one, but an earlier one that is gone back to.
    """

    loaded: Loaded
    old: Record
    facts: tuple[str, ...]
    undone: tuple[str, ...] = ()
    orders: Orders = field(default_factory=Orders)
    now: datetime | None = None
    doubts: tuple[str, ...] = ()
    place: str | Path | None = None
    parent: int | None = None
    scenario: bytes = b""
    cause: str = ""
    command: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    back: Back | None = None

    @property
    def published(self) -> Record:
        """What people hold in their hands: changes are told against it."""
        return self.old if self.back is None else self.back.head

    def request(self, policy: Policy | None, freeze: str, budget: Budget) -> ReplanRequest:
        return ReplanRequest(
            problem=with_waived(self.loaded.problem, self.orders.waive),
            published=self.old,
            facts=self.facts,
            undone=self.undone,
            pins=self.orders.pins,
            now=self.now,
            policy=policy,
            freeze_minutes=parse_minutes(freeze),
            budget=budget,
        )
