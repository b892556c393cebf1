"""A question about a session of a timetable: one that is named or stored, or else the best one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.loading import refuse_unknown_session
from scheduler.commands.options import Search, StoreOption, UsageError
from scheduler.insight.why_here import bound, is_settled
from scheduler.problem import Problem
from scheduler.render.terminal.console import progress
from scheduler.timetable import Timetable

if TYPE_CHECKING:  # OR-Tools, for which a question about a timetable that is there need not wait
    from scheduler.search.solve import Outcome

FIRST_SOLVE = 60.0
"""Seconds for the first timetable, where none is named; ``--seconds`` may give more."""


@dataclass(frozen=True, slots=True)
class Question:
    """The problem, the timetable and the session that are asked about, and what to doubt of it."""

    problem: Problem
    timetable: Timetable
    session: str
    doubts: list[str]


def ask(
    scenario: Path | None, timetable: Path | None, session: str, search: Search, where: StoreOption
) -> Question:
    """The timetable that is named, or is in the store; the best one for a scenario alone."""
    with Inputs(scenario, where.store) as inputs:
        if timetable is not None or scenario is None:
            pair = inputs.pair(timetable)
            refuse_unknown_session(pair.problem, session)
            return Question(pair.problem, pair.record.timetable, session, pair.doubts)
        problem = inputs.loaded.problem
    refuse_unknown_session(problem, session)
    outcome = solver(search)(problem, max(search.seconds, FIRST_SOLVE))
    return Question(outcome.problem, outcome.timetable, session, [])


def solver(search: Search) -> "Callable[[Problem, float], Outcome]":
    """``solve`` with the options of a search, for so many seconds, with its progress shown."""
    from scheduler.search import solve as searching  # OR-Tools: not for all questions

    def solve(problem: Problem, seconds: float) -> "Outcome":
        with progress("solving", verbose=search.verbose) as tell:
            return searching.solve(problem, replace(search.budget(tell), seconds=seconds))

    return solve


def refuse_settled(question: Question) -> None:
    """UsageError for a session that can be nowhere else."""
    if is_settled(question.problem, question.session):
        raise UsageError(f"{question.session} {bound(question.problem, question.session)}")
