"""score: what a timetable costs, or two of them side by side."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import shift
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, Scenario, Stored
from scheduler.interface import asking
from scheduler.render.reports import scores_report
from scheduler.render.terminal.answer import OK, Answer
from scheduler.timetable.wording import wording_of


def score(
    scenario: Scenario | None = None,
    timetable: Stored | None = None,
    other: Annotated[Path | None, Parameter(help="Another timetable to compare with.")] = None,
    *,
    all: Annotated[
        bool, Parameter(negative=(), help="Show all lines (default: the most expensive).")
    ] = False,
    json: Json = False,
    where: StoreOption = StoreOption(),
) -> Answer:
    """Show what a timetable costs, how fair and how full it is."""
    scenario, timetable, other = shift(scenario, timetable, other)
    with Inputs(scenario, where.store) as inputs:
        pairs = [inputs.pair(timetable)]
        if other is not None:
            pairs.append(inputs.pair(other))
    scored = [asking.score(pair) for pair in pairs]
    doubts = [doubt for pair in pairs for doubt in pair.doubts]
    names = [pair.name if pair.revision is not None else Path(pair.name).stem for pair in pairs]
    if json:
        return Answer(OK, scores_report.as_json(names, scored), doubts)
    wording, width = wording_of(pairs[0].problem), Screen().terminal.width
    told = scores_report.lines(names, scored, wording, width=width, every=all)
    return Answer(OK, told, doubts)
