"""Why a session is where it is, where else it could be, and what a timetable costs."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.commands.inputs.loading import load_scenario
from scheduler.commands.inputs.pairs import pair_of
from scheduler.commands.options import Search, UsageError
from scheduler.problem import Problem
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.render.terminal.console import progress
from scheduler.timetable import Timetable

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.scenario import Diagnostic
    from scheduler.search.solve import Outcome


@dataclass(frozen=True, slots=True)
class Asked:
    """The problem, the timetable that is asked about, and what to doubt of it."""

    problem: Problem
    timetable: Timetable
    doubts: list[str]


FIRST_SOLVE = 60.0
"""Seconds for the first timetable, where none is named; ``--seconds`` may give more."""


def _asked(
    scenario: Path | None, timetable: Path | None, session: str, search: Search, store: str | None
) -> Asked:
    """The timetable that is named, or kept in the store; the best one for a scenario alone."""
    if timetable is not None or scenario is None:
        pair = pair_of(scenario, timetable, store=store)
        _known(pair.problem, session)
        return Asked(pair.problem, pair.record.timetable, pair.doubts)
    problem = load_scenario(scenario).problem
    _known(problem, session)
    outcome = _solve(search)(problem, max(search.seconds, FIRST_SOLVE))
    return Asked(outcome.problem, outcome.timetable, [])


def _solve(search: Search) -> "Callable[[Problem, float], Outcome]":
    """``planning.solve`` as asked for, with its progress on the terminal."""
    from scheduler.search import solve as planning

    def solve(problem: Problem, seconds: float) -> "Outcome":
        with progress("solving", verbose=search.verbose) as tell:
            return planning.solve(problem, replace(search.budget(tell), seconds=seconds))

    return solve


def _known(problem: Problem, session: str) -> None:
    ids = [s.id for s in problem.sessions]
    if session not in ids:
        from scheduler.errors import did_you_mean

        raise UsageError(f"no session is called {session!r}{did_you_mean(session, ids)}")


def why(
    scenario: Path | None,
    session: str,
    *,
    timetable: Path | None,
    store: str | None,
    at: str | None,
    search: Search,
    as_json: bool,
) -> Answer:
    """Why a session is where it is; with ``at``, why it is not there."""
    asked = _asked(scenario, timetable, session, search, store)
    if at is not None:
        return _why_not(asked, session, at, search, as_json=as_json)
    from scheduler.insight.why_here import why_here
    from scheduler.render.reports import insights_json, insights_report

    answer = why_here(asked.problem, asked.timetable, session)
    body = insights_json.why_here if as_json else insights_report.why_here
    return Answer(OK, body(asked.problem, asked.timetable, answer), asked.doubts)


def _why_not(asked: Asked, session: str, at: str, search: Search, *, as_json: bool) -> Answer:
    from scheduler.insight.why_here import bound, is_settled
    from scheduler.insight.why_not import NoSuchPlaceError, why_not
    from scheduler.render.reports import insights_json, insights_report

    if is_settled(asked.problem, session):
        raise UsageError(f"{session} {bound(asked.problem, session)}")
    try:
        answer = why_not(
            asked.problem,
            asked.timetable,
            session,
            at,
            solve=_solve(search),
            seconds=search.seconds,
        )
    except NoSuchPlaceError as error:
        raise UsageError(str(error)) from None
    body = insights_json.why_not if as_json else insights_report.why_not
    code = OK if answer.timetable is not None else NO
    return Answer(code, body(asked.problem, asked.timetable, answer, at), asked.doubts)


def suggested(
    scenario: Path | None,
    session: str,
    *,
    timetable: Path | None,
    store: str | None,
    top: int,
    search: Search,
    as_json: bool,
) -> Answer:
    """The best other places of a session; nothing is carried out."""
    asked = _asked(scenario, timetable, session, search, store)
    from scheduler.insight.suggesting import suggest
    from scheduler.insight.why_here import bound, is_settled
    from scheduler.render.reports import insights_json, insights_report

    if is_settled(asked.problem, session):
        raise UsageError(f"{session} {bound(asked.problem, session)}")
    found = suggest(asked.problem, asked.timetable, session, top=top)
    told = insights_json.suggestions if as_json else insights_report.suggestions
    body = told(asked.problem, asked.timetable, found)
    return Answer(OK if found.found else NO, body, asked.doubts)


def scored(
    scenario: Path | None,
    timetable: Path | None,
    other: Path | None,
    *,
    store: str | None,
    every: bool,
    as_json: bool,
) -> Answer:
    """What one timetable costs, or two side by side."""
    pairs = [pair_of(scenario, timetable, store=store)]
    if other is not None:
        pairs.append(pair_of(scenario, other, store=store))
    from scheduler.insight.scoring import score
    from scheduler.render.reports import scores_report

    found = [score(pair.problem, pair.record.timetable) for pair in pairs]
    doubts = [doubt for pair in pairs for doubt in pair.doubts]
    names = [pair.name if pair.revision is not None else Path(pair.name).stem for pair in pairs]
    if as_json:
        return Answer(OK, scores_report.as_json(names, found), doubts)
    return Answer(OK, scores_report.lines(names, found, every=every), doubts)


def looked_into(scenario: Path) -> "list[Diagnostic]":
    """What a deep check adds to the complaints; nothing where the file cannot be read."""
    from scheduler.insight.capacity import diagnose
    from scheduler.scenario import InvalidScenarioError

    try:
        return diagnose(load_scenario(scenario))
    except InvalidScenarioError:
        return []
