"""Why no timetable is possible, and what would make one possible."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs.loading import load_scenario
from scheduler.commands.options import Search
from scheduler.problem import Policy
from scheduler.render.reports import explanation_report as explaining
from scheduler.render.terminal.answer import INFEASIBLE, OK, TIMEOUT, Answer
from scheduler.render.terminal.console import progress

if TYPE_CHECKING:
    from scheduler.explanation import Claim


def explained(scenario: Path, *, policy: Policy | None, search: Search, as_json: bool) -> Answer:
    """What cannot all hold, with places in the file, and repairs that were tried."""
    loaded = load_scenario(scenario)
    from scheduler import explanation

    problem = loaded.problem.model_copy(update={"in_force": policy})
    with progress("explaining"):
        found = explanation.explain(
            problem, seconds=search.seconds, seed=search.seed, workers=search.cores
        )

    def place(claim: "Claim") -> str:
        return loaded.locate(claim.loc)

    code = {True: OK, False: INFEASIBLE, None: TIMEOUT}[found.feasible]
    if as_json:
        return Answer(code, explaining.as_json(found, place))
    step = [f"next: rollgrid solve {scenario}"] if found.feasible else []
    return Answer(code, explaining.as_lines(found, place), step)
