"""A question about a session of a timetable: one that is named or stored, or else the best one."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options import Search, StoreOption
from scheduler.interface.asking import require_session
from scheduler.interface.plan import Plan
from scheduler.render.terminal.console import progress

FIRST_SOLVE = 60.0
"""Seconds for the first timetable, where none is named; ``--seconds`` may give more."""


@dataclass(frozen=True, slots=True)
class Question:
    """The timetable and the session that are asked about, and what to doubt of it."""

    plan: Plan
    session: str
    doubts: list[str]


def ask(
    scenario: Path | None, timetable: Path | None, session: str, search: Search, where: StoreOption
) -> Question:
    """The timetable that is named, or is in the store; the best one for a scenario alone."""
    with Inputs(scenario, where.store) as inputs:
        if timetable is not None or scenario is None:
            pair = inputs.pair(timetable)
            require_session(pair.problem, session)
            return Question(pair, session, pair.doubts)
        loaded = inputs.loaded
    require_session(loaded.problem, session)
    from scheduler.interface.solving import solve  # OR-Tools: not for all questions

    with progress("solving", verbose=search.verbose) as tell:
        plan = solve(
            loaded,
            seconds=max(search.seconds, FIRST_SOLVE),
            seed=search.seed,
            workers=search.cores,
            progress=tell,
        )
    return Question(plan, session, [])
