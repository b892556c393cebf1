"""A question about a session of a timetable: one that is named or stored, or else the best one."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.search import Search
from scheduler.interface.asking import require_session
from scheduler.interface.plan import Plan
from scheduler.render.terminal.console import progress

FIRST_SOLVE = 60.0
"""Seconds for the first timetable, where none is named, unless ``--seconds`` says."""
KNOWN = "a given timetable, which needs no search"


@dataclass(frozen=True, slots=True)
class Source:
    """What a question is asked of: a timetable, a scenario, or what a store has published."""

    scenario: Path | None
    timetable: Path | None
    store: str | None


def ask(
    source: Source, session: str, search: Search, *, searches: bool = False
) -> tuple[Plan, list[str]]:
    """
    The timetable that is named or in the store, with doubts; the best for a scenario alone.

    ``searches``: the question needs a search of its own. UsageError for options of a search where
    there is none.
    """
    with Inputs(source.scenario, source.store) as inputs:
        if source.timetable is not None or source.scenario is None:
            if not searches:
                refuse_beside(KNOWN, **search.given())
            pair = inputs.pair(source.timetable)
            require_session(pair.problem, session)
            return pair, pair.doubts
        loaded = inputs.loaded
    require_session(loaded.problem, session)
    from scheduler.interface.solving import solve  # OR-Tools: not for all questions

    seconds = search.seconds if "seconds" in search.given() else FIRST_SOLVE
    with progress("solving", verbose=search.verbose, seconds=seconds) as tell:
        plan = solve(
            loaded,
            seconds=seconds,
            seed=search.seed,
            workers=search.cores,
            progress=tell,
        )
    return plan, []
