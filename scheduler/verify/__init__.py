"""
Judge a timetable against the problem as the planner wrote it, never against a model of it.

One module per family of docs/semantics.md, in datetimes and names. Nothing here shares code
with the solver's side: a mistake on the way from problem to solver must not hide here too.
No timetable is too absurd to be judged: what is wrong is reported, nothing is raised.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verify import (
    attendee_clash,
    availability,
    cells,
    days,
    freeze,
    history,
    office_holder,
    order,
    overtime,
    person_clash,
    placement,
    precedence,
    rolling,
    room_clash,
    room_fit,
    rooms,
    shifts,
    side_event,
    split,
    trimming,
    unplaced,
    window,
)
from scheduler.verify.findings import Violation
from scheduler.verify.tiers import tiers_of

__all__ = ["HARD", "SOFT", "Charge", "Violation", "charges", "tiers_of", "violations"]


class Hard(Protocol):
    """A family of rules that no timetable may break."""

    def check(self, problem: Problem, timetable: Timetable) -> Iterator[Violation]: ...


class Soft(Protocol):
    """A family of rules that may be bent, at a price."""

    def charge(self, problem: Problem, timetable: Timetable) -> Iterator[Charge]: ...


HARD: tuple[Hard, ...] = (
    placement,
    overtime,
    split,
    room_fit,
    room_clash,
    person_clash,
    availability,
    office_holder,
    window,
    rolling,
    precedence,
    side_event,
    history,
)
SOFT: tuple[Soft, ...] = (
    overtime,
    trimming,
    attendee_clash,
    unplaced,
    freeze,
    days,
    cells,
    order,
    rooms,
    shifts,
)


def violations(
    problem: Problem, timetable: Timetable, families: Iterable[Hard] = HARD
) -> list[Violation]:
    """Every hard rule that the timetable breaks, family by family; empty if it holds."""
    return [v for family in families for v in family.check(problem, timetable)]


def charges(
    problem: Problem, timetable: Timetable, families: Iterable[Soft] = SOFT
) -> list[Charge]:
    """Everything that the timetable costs, each line with its tier; no line costs nothing."""
    return [c for family in families for c in family.charge(problem, timetable)]
