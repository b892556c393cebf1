"""
Judge a timetable against the problem as the planner wrote it, never against a model of it.

One module per family of docs/semantics.md, in datetimes and names. Nothing here shares code
with the solver's side: a mistake on the way from problem to solver must not hide here too.
No timetable is too absurd to be judged: what is wrong is reported, nothing is raised.

Families of three sorts: what a timetable is (``check``), what it costs (``charge``), and rules
with a level (``breaches``): there the level says whether a breach is a violation, a charge, a
warning, or waived.
"""

from collections.abc import Iterable, Iterator
from types import ModuleType

from scheduler.problem import Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verifier import levels, tiers
from scheduler.verifier.findings import Breach, Finding, Violation
from scheduler.verifier.reading import read
from scheduler.verifier.rules import (
    adjacency,
    attendee_clash,
    availability,
    cells,
    closing,
    comfort,
    concurrency,
    conflict,
    contiguous,
    days,
    days_apart,
    deputies,
    documents,
    exclusive,
    fairness,
    freeze,
    history,
    interpretation,
    moves,
    nothing_after,
    office_holder,
    opening,
    order,
    overtime,
    parallel,
    person_clash,
    placement,
    position,
    precedence,
    preference,
    quorum,
    reserve,
    rolling,
    room_clash,
    room_fit,
    room_stability,
    rooms,
    served,
    shifts,
    side_event,
    small_delegation,
    split,
    spread,
    together,
    trimming,
    unplaced,
    window,
)
from scheduler.verifier.tiers import tiers_of

__all__ = [
    "HARD",
    "LEVELED",
    "SOFT",
    "STATED",
    "Breach",
    "Charge",
    "Finding",
    "Violation",
    "charges",
    "tier_costs",
    "tiers_of",
    "violations",
    "waived",
]

LEVELED: tuple[ModuleType, ...] = (
    room_fit,
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    office_holder,
    window,
    side_event,
    documents,
    quorum,
    interpretation,
    small_delegation,
    comfort,
)
"""Rules with a level that follow from sessions, rooms and people."""

STATED: dict[str, ModuleType] = {
    "precedence": precedence,
    "opening": opening,
    "closing": closing,
    "conflict": conflict,
    "adjacency": adjacency,
    "together": together,
    "spread": spread,
    "days_apart": days_apart,
    "room_stability": room_stability,
    "concurrency": concurrency,
    "nothing_after": nothing_after,
    "reserve": reserve,
    "fairness": fairness,
    "prefer": preference,
    "avoid": preference,
    "exclusive": exclusive,
    "contiguous": contiguous,
    "parallel": parallel,
    "position": position,
}
"""The family of each rule that a planner states."""

HARD: tuple[ModuleType, ...] = (
    placement,
    overtime,
    split,
    rolling,
    history,
    *LEVELED,
    *dict.fromkeys(STATED.values()),
)
"""Families that can refuse a timetable."""

SOFT: tuple[ModuleType, ...] = (
    overtime,
    trimming,
    unplaced,
    freeze,
    days,
    cells,
    moves,
    order,
    rooms,
    shifts,
    served,
    deputies,
    interpretation,
)
"""Families that charge, at a price of their own."""


def violations(
    problem: Problem, timetable: Timetable, families: Iterable[ModuleType] = HARD
) -> list[Violation]:
    """Every hard rule that the timetable breaks, family by family; empty if it holds."""
    found: list[Violation] = []
    for family in families:
        if hasattr(family, "check"):
            found += family.check(problem, timetable)
        for breach, taken in _judged(problem, timetable, family):
            if taken.obeyed and not _is_past(problem, timetable, breach):
                found.append(Violation(breach.rule, breach.sessions, breach.message))
    return found


def charges(
    problem: Problem, timetable: Timetable, families: Iterable[ModuleType] | None = None
) -> list[Charge]:
    """
    Everything that the timetable costs, each line with its tier; no line costs nothing.

    What is only warned of costs in the last tier, ``warnings``.
    """
    chosen = (*SOFT, *LEVELED, *dict.fromkeys(STATED.values())) if families is None else families
    found: list[Charge] = []
    for family in dict.fromkeys(chosen):
        if hasattr(family, "charge"):
            found += family.charge(problem, timetable)
        for breach, taken in _judged(problem, timetable, family):
            if taken.reason is None and taken.level != "hard":
                found.append(
                    Charge(
                        rule=breach.rule,
                        tier=tiers.WARNINGS if taken.level == "warn" else "preferences",
                        sessions=breach.sessions,
                        amount=breach.amount * taken.weight,
                        message=breach.message,
                    )
                )
    return found


def waived(problem: Problem, timetable: Timetable) -> list[Finding]:
    """Rules that are not kept, and need not be, with the reason given."""
    if not problem.waive and all(rule.waive is None for rule in problem.rules):
        return []
    return [
        Finding(b.rule, b.sessions, b.amount, b.message, taken.reason)
        for family in (*LEVELED, *dict.fromkeys(STATED.values()))
        for b, taken in _judged(problem, timetable, family)
        if taken.reason is not None
    ]


def tier_costs(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """What the timetable costs, tier by tier."""
    found = dict.fromkeys(tiers_of(problem), 0)
    for charge in charges(problem, timetable):
        found[charge.tier] += charge.amount
    return found


def _judged(
    problem: Problem, timetable: Timetable, family: ModuleType
) -> Iterator[tuple[Breach, levels.JudgedLevel]]:
    """What a family finds, with how strictly it is taken."""
    if family in LEVELED:
        for breach in family.breaches(problem, timetable):
            yield breach, levels.level_of_breach(problem, breach)
        return
    for rule in problem.rules:
        if STATED[rule.rule] is family:
            taken = levels.level_of_statement(rule, rule.rule)
            for breach in family.breaches(problem, timetable, rule):
                yield breach, taken


def _is_past(problem: Problem, timetable: Timetable, breach: Breach) -> bool:
    """Whether all that takes part has begun: what has happened is not undone."""
    if breach.begun:
        return True
    if breach.rule not in STATED or not breach.sessions:
        return False
    begun = read(problem, timetable).begun
    return all(session in begun for session in breach.sessions)
