"""What is wrong with a timetable, what it costs, and what was waived, family by family."""

from collections.abc import Iterable, Iterator
from itertools import islice
from types import ModuleType

from scheduler.problem import LEVELS, Problem
from scheduler.timetable import Charge, Timetable
from scheduler.verifier import tiers
from scheduler.verifier.findings import Breach, Finding, Violation
from scheduler.verifier.levels import JudgedLevel, level_of_breach, level_of_statement
from scheduler.verifier.reading import Reading, read
from scheduler.verifier.rules import BREACHED, HARD, LEVELED, SOFT, STATED


def violations(
    problem: Problem,
    timetable: Timetable,
    families: Iterable[ModuleType] = HARD,
    *,
    most: int | None = None,
) -> list[Violation]:
    """
    Every hard rule that the timetable breaks, family by family; empty if it holds.

    ``most``: of each rule with a level, so many at the most. A thousand talks in one room clash
    half a million times.
    """
    reading = read(problem, timetable)
    broken: list[Violation] = []
    for family in families:
        if hasattr(family, "check"):
            broken += family.check(reading)
        own = (b for b, judged in _judged(reading, family) if judged.obeyed and not b.past)
        for breach in islice(own, most):
            broken.append(Violation(breach.rule, breach.sessions, breach.message))
    return broken


def charges(
    problem: Problem, timetable: Timetable, families: Iterable[ModuleType] | None = None
) -> list[Charge]:
    """
    Everything that the timetable costs, each line with its tier; no line costs nothing.

    What is only warned of costs in the last tier, ``warnings``.
    """
    chosen = (*SOFT, *BREACHED) if families is None else families
    reading = read(problem, timetable)
    costs: list[Charge] = []
    for family in dict.fromkeys(chosen):
        if hasattr(family, "charge"):
            costs += family.charge(reading)
        for breach, judged in _judged(reading, family) if _may_cost(problem, family) else ():
            if judged.reason is None and judged.level != "hard":
                costs.append(
                    Charge(
                        rule=breach.rule,
                        tier=tiers.WARNINGS if judged.level == "warn" else "preferences",
                        sessions=breach.sessions,
                        amount=breach.amount * judged.weight,
                        message=breach.message,
                    )
                )
    return costs


def waived(problem: Problem, timetable: Timetable) -> list[Finding]:
    """Rules that are not kept, and need not be, with the reason given."""
    if not problem.waive and all(rule.waive is None for rule in problem.rules):
        return []
    reading = read(problem, timetable)
    return [
        Finding(b.rule, b.sessions, b.amount, b.message, judged.reason)
        for family in BREACHED
        for b, judged in _judged(reading, family)
        if judged.reason is not None
    ]


def tier_costs(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """What the timetable costs, tier by tier."""
    costs = dict.fromkeys(tiers.tiers_of(problem), 0)
    for charge in charges(problem, timetable):
        costs[charge.tier] += charge.amount
    return costs


def _may_cost(problem: Problem, family: ModuleType) -> bool:
    """Whether a breach may be charged: not where its rule is hard, and no level says otherwise."""
    if family not in LEVELED:
        return True
    rule = family.__name__.rpartition(".")[2]
    return LEVELS[rule] != "hard" or any(entry.rule == rule for entry in problem.levels)


def _judged(reading: Reading, family: ModuleType) -> Iterator[tuple[Breach, JudgedLevel]]:
    """The findings of a family, with the strictness of each."""
    if family in LEVELED:
        for breach in family.breaches(reading):
            yield breach, level_of_breach(reading.problem, breach)
        return
    for rule in reading.problem.rules:
        if STATED[rule.rule] is family:
            judged = level_of_statement(rule)
            for breach in family.breaches(reading, rule):
                yield breach, judged
