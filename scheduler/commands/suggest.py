"""suggest: where else a session could be."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to
from scheduler.commands.inputs.question import Source, ask
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, Scenario, Session, TimetableOption
from scheduler.interface import asking
from scheduler.render.reports import insights_json, insights_report
from scheduler.render.terminal.answer import NO, OK, Answer


def suggest(
    session: Session,
    *,
    scenario: Scenario | None = None,
    timetable: TimetableOption = None,
    top: Annotated[int, Parameter(validator=from_to(1, 50), help="Number of places to show.")] = 5,
    json: Json = False,
    where: StoreOption = StoreOption(),
    search: Search = Search(),
) -> Answer:
    """Suggest the best other places of a session, and their cost.

    Shows also which other sessions would move.
    """
    plan, doubts = ask(Source(scenario, timetable, where.store), session, search)
    places = asking.suggest(plan, session, top=top)
    report = insights_json.suggestions if json else insights_report.suggestions
    body = report(plan.problem, plan.timetable, places)
    return Answer(OK if places.found else NO, body, doubts)
