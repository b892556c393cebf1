"""verify: judge a timetable."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import shift
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, Scenario, Stored
from scheduler.interface import verdict
from scheduler.render.reports import findings_report
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.render.terminal.console import working


def verify(
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    *,
    bounds: Annotated[
        bool,
        Parameter(negative=(), help="Also check the certificates of bounds, by exact arithmetic."),
    ] = False,
    json: Json = False,
    where: StoreOption = StoreOption(),
) -> Answer:
    """Check a timetable against every rule and its own claims.

    The timetable may also be made by hand.
    """
    scenario, timetable = shift(scenario, timetable)
    with Inputs(scenario, where.store) as inputs:
        pair = inputs.pair(timetable)
    with working("checking every rule and every claim"):
        judged = verdict.verify(pair, bounds=bounds)
    code = OK if judged.valid else NO
    if json:
        return Answer(code, findings_report.verdict_json(judged), pair.doubts)
    return Answer(code, findings_report.verdict(judged, pair.problem), pair.doubts)
