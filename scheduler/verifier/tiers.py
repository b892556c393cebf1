"""The levels of the lexicographic objective, most important first."""

from scheduler.problem import LEVELS, Problem
from scheduler.verifier.levels import level_of_statement

REPLAN = (
    "unplaced",
    "freeze",
    "days",
    "cells",
    "moves",
    "order",
    "rooms",
    "minutes",
    "shifts",
    "served",
    "preferences",
)
STAY = ("unplaced", "freeze", "moves", "days", "cells", *REPLAN[5:])
"""Under the policy of that name, who moves counts first."""
WARNINGS = "warnings"
"""The last tier: what is only reported breaks ties."""


def tiers_of(problem: Problem) -> tuple[str, ...]:
    """The tiers in force; that of warnings only if something can be merely warned of."""
    replan = STAY if problem.in_force == "stay" else REPLAN
    first = ("unplaced", "preferences") if problem.situation is None else replan
    return (*first, WARNINGS) if _may_warn(problem) else first


def _may_warn(problem: Problem) -> bool:
    if any(entry.level == "warn" for entry in problem.levels):
        return True
    if any(level_of_statement(r).level == "warn" and r.waive is None for r in problem.rules):
        return True
    return bool(problem.documents) and LEVELS["documents"] == "warn"


def tier_of_minutes(problem: Problem) -> str:
    """Where overtime and trimming are paid: a first timetable has no tier for minutes."""
    return "preferences" if problem.situation is None else "minutes"
