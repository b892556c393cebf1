"""why: why a session is where it is, or what it would take to have it elsewhere."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.inputs.question import Source, ask
from scheduler.commands.options.search import SideSearch
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, Scenario, Session, TimetableOption
from scheduler.interface import asking
from scheduler.render.reports import insights_json, insights_report
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.render.terminal.console import progress


def why(
    session: Session,
    *,
    scenario: Scenario | None = None,
    timetable: TimetableOption = None,
    at: Annotated[
        str | None, Parameter(help="Another place: SLOT or SLOT:ROOM, such as 'wed morning'.")
    ] = None,
    json: Json = False,
    where: StoreOption = StoreOption(),
    search: SideSearch = SideSearch(),
) -> Answer:
    """Explain why a session is where it is.

    With --at: what it would take to have it elsewhere.
    """
    source = Source(scenario, timetable, where.store)
    plan, doubts = ask(source, session, search, searches=at is not None)
    if at is not None:
        with progress("solving", verbose=search.verbose, seconds=search.seconds) as tell:
            answer = asking.why(
                plan,
                session,
                at=at,
                seconds=search.seconds,
                seed=search.seed,
                workers=search.cores,
                progress=tell,
            )
        code = OK if answer.timetable is not None else NO
        if json:
            told = insights_json.why_not(plan.problem, plan.timetable, answer, at)
            return Answer(code, told, doubts)
        return Answer(code, insights_report.why_not(plan.problem, plan.timetable, answer), doubts)
    tell_why_here = insights_json.why_here if json else insights_report.why_here
    body = tell_why_here(plan.problem, plan.timetable, asking.why(plan, session))
    return Answer(OK, body, doubts)
