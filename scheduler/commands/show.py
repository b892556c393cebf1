"""show: the grid of a timetable, on the terminal."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.acknowledged import without_acknowledged
from scheduler.commands.inputs.inputs import NO_STUBS, Inputs, refusal_of, told_waived
from scheduler.commands.inputs.shown import shown
from scheduler.commands.options.screen import WHOLE, GridScreen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Clean, Json, Scenario, Stored, Stubs
from scheduler.render.reports import findings_report, log_report, replan_report
from scheduler.render.terminal.answer import OK, Answer, adapt
from scheduler.render.terminal.screen import BLANK, draw_timetable
from scheduler.timetable.files import to_bytes


def show(
    timetable: Stored | None = None,
    *,
    scenario: Scenario | None = None,
    before: Annotated[
        Path | None,
        Parameter(
            help="Mark the differences from this timetable (default: the one that "
            "it was made from)."
        ),
    ] = None,
    clean: Clean = False,
    stubs: Stubs = False,
    json: Json = False,
    where: StoreOption = StoreOption(),
    screen: GridScreen = GridScreen(),
) -> Answer:
    """Print the grid of a valid timetable (default: published).

    Marks what differs from the issue before.
    """
    if json:
        refuse_beside(WHOLE, before=before, clean=clean, stubs=stubs, **screen.given())
    with Inputs(scenario, where.store) as inputs:
        pair = inputs.pair(timetable)
        refusal = refusal_of(pair)
        if refusal is not None:
            return refusal
        old = inputs.compared(before, pair, clean=clean and not stubs)
        draft = inputs.draft(pair)
        told = told_waived(pair)
        stored = pair.revision is not None
        known, seen = without_acknowledged(inputs.store, told) if stored else (told, [])
    request = replace(shown(pair.problem, screen), before=old.timetable, clean=clean, stubs=stubs)
    request = replace(request, earlier=old.problem, draft=draft)
    seen = [*([NO_STUBS] if stubs and old.timetable is None else []), *seen]
    seen = [*([old.doubt] if old.doubt is not None else []), *seen]
    if json:
        return Answer(OK, to_bytes(pair.record), pair.doubts)
    view = screen.terminal
    lines = [*draw_timetable(pair.problem, pair.record, view, request), BLANK]
    if pair.revision is not None:
        lines += [log_report.issue(pair.problem, pair.revision), BLANK]
    lines += replan_report.summary(pair.problem, known)
    lines += findings_report.waivers(pair.record.waive, pair.problem)
    return Answer(OK, adapt(lines, view), [*pair.doubts, *seen], width=view.width)
