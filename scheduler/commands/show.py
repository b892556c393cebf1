"""show: the grid of a timetable, on the terminal."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.inputs.inputs import Inputs, refusal_of, told_waived
from scheduler.commands.options import Json, Scenario, Screen, Stored, StoreOption
from scheduler.errors import UsageError
from scheduler.render.reports import findings_report, log_report, replan_report
from scheduler.render.terminal.answer import OK, Answer, adapt
from scheduler.render.terminal.screen import BLANK, draw_timetable
from scheduler.timetable.files import to_bytes


def show(
    timetable: Stored | None = None,
    *,
    scenario: Scenario | None = None,
    day: Annotated[str | None, Parameter(help="Only 2025-02-26, or wednesday.")] = None,
    json: Json = False,
    where: StoreOption = StoreOption(),
    screen: Screen = Screen(),
) -> Answer:
    """Print the grid of a timetable that holds; by default of what is published."""
    with Inputs(scenario, where.store) as inputs:
        pair = inputs.pair(timetable)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    if json:
        return Answer(OK, to_bytes(pair.record), pair.doubts)
    view = screen.view
    try:
        lines = [*draw_timetable(pair.problem, pair.record, view, day=day), BLANK]
    except ValueError as error:
        raise UsageError(str(error)) from None
    if pair.revision is not None:
        lines += [log_report.issue(pair.problem, pair.revision), BLANK]
    lines += replan_report.summary(pair.problem, told_waived(pair))
    lines += findings_report.waivers(pair.record.waive)
    return Answer(OK, adapt(lines, view), pair.doubts, width=view.width)
