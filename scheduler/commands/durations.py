"""durations: how long sessions take, learned from past meetings."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.past_meetings import read_past
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.values import Json
from scheduler.errors import UsageError
from scheduler.render.reports import learned_report as reports
from scheduler.render.terminal.answer import OK, Answer, to_json
from scheduler.render.terminal.console import working
from scheduler.risk.learning import learn as learn_from


def learn(
    *stores: Annotated[
        str, Parameter(help="Stores of past meetings: files or postgresql:// URLs.")
    ],
    json: Json = False,
    screen: Screen = Screen(),
) -> Answer:
    """Learn from past meetings how long sessions really take.

    Reads what was reported in their stores (overruns, early ends, speakers) and what the planner
    expected. Gives figures for each body and kind of session. Says how well they predict sessions
    that were not used for learning.
    """
    if json:
        refuse_beside("--json", **screen.given())
    if not stores:
        raise UsageError(
            "no store is given: add that of a past meeting, such as rollgrid "
            "durations learn csp10.db"
        )
    with working("reading past meetings"):
        past = read_past(stores)
    if not past.cases:
        reasons = "\n".join(past.remarks)
        raise UsageError(f"there is nothing to learn from\n{reasons}")
    with working("learning how long sessions take"):
        lesson = learn_from(past.cases)
    if json:
        return Answer(OK, to_json(reports.fields(past.meetings, lesson, past.titles)), past.remarks)
    body = reports.lines(past.meetings, lesson, past.titles, screen.terminal)
    return Answer(OK, body, past.remarks, width=screen.terminal.width)
