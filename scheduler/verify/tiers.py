"""The levels of the lexicographic objective, most important first."""

from scheduler.problem import Problem

REPLAN = (
    "unplaced",
    "freeze",
    "days",
    "cells",
    "order",
    "rooms",
    "minutes",
    "shifts",
    "preferences",
)


def tiers_of(problem: Problem) -> tuple[str, ...]:
    """The tiers in force: two for a first timetable, all nine for a replan."""
    return ("unplaced", "preferences") if problem.situation is None else REPLAN


def tier_of_minutes(problem: Problem) -> str:
    """Where overtime and trimming are paid: a first timetable has no tier for minutes."""
    return "preferences" if problem.situation is None else "minutes"
