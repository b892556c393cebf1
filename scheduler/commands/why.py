"""why: why a session is where it is, or what it would take to have it elsewhere."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.inputs.question import Question, ask, refuse_settled, solver
from scheduler.commands.options import (
    HERE,
    SIDE_SEARCH,
    Json,
    Scenario,
    Search,
    Session,
    SideSearch,
    StoreOption,
    TimetableOption,
    UsageError,
)
from scheduler.insight.why_here import why_here
from scheduler.insight.why_not import NoSuchPlaceError, why_not
from scheduler.render.reports import insights_json, insights_report
from scheduler.render.terminal.answer import NO, OK, Answer


def why(
    session: Session,
    *,
    scenario: Scenario | None = None,
    timetable: TimetableOption = None,
    at: Annotated[
        str | None, Parameter(help="Why not there: SLOT or SLOT:ROOM, as 2025-02-25/morning.")
    ] = None,
    json: Json = False,
    where: StoreOption = HERE,
    search: SideSearch = SIDE_SEARCH,
) -> Answer:
    """Why a session is where it is, or, with --at, what it would take to have it elsewhere."""
    question = ask(scenario, timetable, session, search, where)
    if at is not None:
        return _why_not(question, at, search, as_json=json)
    answer = why_here(question.problem, question.timetable, session)
    report = insights_json.why_here if json else insights_report.why_here
    return Answer(OK, report(question.problem, question.timetable, answer), question.doubts)


def _why_not(question: Question, at: str, search: Search, *, as_json: bool) -> Answer:
    refuse_settled(question)
    try:
        answer = why_not(
            question.problem,
            question.timetable,
            question.session,
            at,
            solve=solver(search),
            seconds=search.seconds,
        )
    except NoSuchPlaceError as error:
        raise UsageError(str(error)) from None
    report = insights_json.why_not if as_json else insights_report.why_not
    code = OK if answer.timetable is not None else NO
    body = report(question.problem, question.timetable, answer, at)
    return Answer(code, body, question.doubts)
