"""A question about a session of a timetable: one that is named or stored, or else the best one."""

from pathlib import Path

from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import StoreOption
from scheduler.interface.asking import require_session
from scheduler.interface.plan import Plan
from scheduler.render.terminal.console import progress

FIRST_SOLVE = 60.0
"""Seconds for the first timetable, where none is named; ``--seconds`` may give more."""


def ask(
    scenario: Path | None, timetable: Path | None, session: str, search: Search, where: StoreOption
) -> tuple[Plan, list[str]]:
    """The timetable that is named or in the store, with doubts; the best for a scenario alone."""
    with Inputs(scenario, where.store) as inputs:
        if timetable is not None or scenario is None:
            pair = inputs.pair(timetable)
            require_session(pair.problem, session)
            return pair, pair.doubts
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
    return plan, []
