"""The tiers of the objective, most important first."""

from scheduler.problem import Problem

TIERS = ("unplaced", "preferences")
REPLAN_TIERS = (
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
DISTANCE = REPLAN_TIERS[: REPLAN_TIERS.index("served")]
"""Tiers in which a session that changes its place always costs something, the last one included."""
STAYING_TIERS = ("unplaced", "freeze", "moves", "days", "cells", *REPLAN_TIERS[5:])
"""Under ``stay`` the number of those that move counts before where to, and before the annex."""
WARNINGS = "warnings"
"""The last tier, where something may be merely warned of."""


def tier_names(problem: Problem) -> tuple[str, ...]:
    """The tiers in the order in which the policy wants them, but that of warnings."""
    if problem.situation is None:
        return TIERS
    return STAYING_TIERS if problem.means.fewest_moves_first else REPLAN_TIERS


def distance_tiers(problem: Problem) -> tuple[str, ...]:
    """Those of ``DISTANCE``, in that order."""
    return tuple(tier for tier in tier_names(problem) if tier in DISTANCE)
