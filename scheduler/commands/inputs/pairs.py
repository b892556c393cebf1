"""A timetable with its problem, and whether it keeps the rules of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.render.terminal.answer import NO, Answer
from scheduler.timetable import Charge, Record
from scheduler.verifier import Violation

if TYPE_CHECKING:  # SQLAlchemy and YAML, which a command loads only if it reads a store or scenario
    from scheduler.scenario import Loaded
    from scheduler.store import Revision


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A timetable with all that it takes to judge it.

    Attributes
    ----------
    problem
        The problem that the timetable solves: with its policy, facts and situation.
    name
        What messages call the timetable: a file, ``r2``, ``Rev.1 (r2)``.
    doubts
        Warnings: that the scenario was edited since, that facts stand without a situation.
    revision
        As the store keeps it, if it is from there.
    """

    loaded: "Loaded"
    record: Record
    problem: Problem
    name: str
    doubts: list[str]
    revision: "Revision | None" = None


def judged(problem: Problem, record: Record) -> tuple[list[Violation], list[Charge]]:
    """Rules broken and prices due; a price that the file states wrongly is broken too."""
    charges = verifier.charges(problem, record.timetable)
    violations = verifier.violations(problem, record.timetable)
    for tier in record.tiers:
        due = sum(charge.amount for charge in charges if charge.tier == tier.name)
        if due != tier.cost:
            message = f"Tier {tier.name} costs {due}, the file says {tier.cost}."
            violations.append(Violation("tiers", (), message))
    return violations, charges


def refusal_of(pair: Pair) -> Answer | None:
    """No timetable is shown that breaks a rule of the problem that it solves."""
    violations, _ = judged(pair.problem, pair.record)
    if not violations:
        return None
    complaints = [f"{pair.name}: {v.rule}: {v.message}" for v in violations]
    message = f"{pair.name} breaks rules of {pair.loaded.path}: not shown"
    return Answer(NO, (), [*complaints, message])
