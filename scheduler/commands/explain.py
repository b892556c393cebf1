"""explain: why no timetable is possible, and what would make one possible."""

from scheduler.commands.options.search import Search
from scheduler.commands.options.values import Json, PolicyOption, Scenario
from scheduler.explanation import Claim
from scheduler.interface import solving
from scheduler.render.reports import explanation_report as explaining
from scheduler.render.terminal.answer import INFEASIBLE, OK, TIMEOUT, Answer
from scheduler.render.terminal.console import progress, working
from scheduler.scenario import load
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import rollgrid


def explain(
    scenario: Scenario,
    *,
    policy: PolicyOption = None,
    json: Json = False,
    search: Search = Search(),
) -> Answer:
    """Explain why no timetable is possible, and the ways out."""
    with working(f"reading {scenario.name}"):
        loaded = load(scenario)
    with progress("explaining", seconds=search.seconds):
        reasons = solving.explain(
            loaded,
            policy=policy,
            seconds=search.seconds,
            seed=search.seed,
            workers=search.cores,
        )

    def place(claim: Claim) -> str:
        return loaded.locate(claim.loc)

    code = {True: OK, False: INFEASIBLE, None: TIMEOUT}[reasons.feasible]
    if json:
        return Answer(code, explaining.as_json(reasons, place))
    step = [f"next: {rollgrid('solve', scenario)}"] if reasons.feasible else []
    lines = explaining.as_lines(reasons, place, wording_of(loaded.problem))
    return Answer(code, lines, step)
