"""Questions about a timetable: why there, where else, what it costs, what differs."""

from typing import overload

from scheduler.errors import SchedulerError
from scheduler.insight.scoring import Score
from scheduler.insight.scoring import score as score_timetable
from scheduler.insight.suggesting import Suggestions
from scheduler.insight.suggesting import suggest as suggest_places
from scheduler.insight.why_here import WhyHere, bound, is_settled, why_here
from scheduler.insight.why_not import why_not
from scheduler.insight.why_not_answer import WhyNot
from scheduler.interface.plan import Plan
from scheduler.problem import Problem
from scheduler.problem.spoken_names import room_meant, session_meant, spoken_sessions, unknown
from scheduler.search.progress import Report
from scheduler.timetable import Change
from scheduler.timetable.diff import changes
from scheduler.vocabulary.moments import name_slot

__all__ = ["WhyHere", "WhyNot", "diff", "require_session", "score", "suggest", "why"]


@overload
def why(plan: Plan, session: str) -> WhyHere: ...
@overload
def why(
    plan: Plan,
    session: str,
    *,
    at: str,
    seconds: float = ...,
    seed: int = ...,
    workers: int | None = ...,
    progress: Report | None = ...,
) -> WhyNot: ...
def why(
    plan: Plan,
    session: str,
    *,
    at: str | None = None,
    seconds: float = 3.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> WhyHere | WhyNot:
    """
    Why a session is where it is; with ``at``, why it is not there.

    A session is named by its id, or as it is printed. ``at`` is SLOT or SLOT:ROOM, as
    ``2025-02-28/morning:plenary``. Where others would have to move for it, the meeting is solved
    again with the session there, for at most ``seconds``.

    Raises
    ------
    SchedulerError
        There is no such session, or it has begun; no such slot or room.
    """
    session = require_session(plan.problem, session)
    if at is None:
        return why_here(plan.problem, plan.timetable, session)
    _require_movable(plan, session)
    slot, colon, room = at.partition(":")
    at = f"{name_slot(slot, plan.problem.calendar)}{colon}{room_meant(plan.problem, room)}"
    from scheduler.interface.solving import budget_of  # OR-Tools: not for all questions
    from scheduler.search.located import locate

    return why_not(
        plan.problem,
        plan.timetable,
        session,
        at,
        locate=lambda problem, location, stay, limit: locate(
            problem, location, stay, budget_of(limit, seed, workers, progress)
        ),
        seconds=seconds,
    )


def suggest(plan: Plan, session: str, *, top: int = 5) -> Suggestions:
    """The best other places of a session, each with what it would cost and who would move."""
    session = require_session(plan.problem, session)
    _require_movable(plan, session)
    return suggest_places(plan.problem, plan.timetable, session, top=top)


def score(plan: Plan) -> Score:
    """What a timetable costs by rule and session, how it treats whom, how full it is."""
    return score_timetable(plan.problem, plan.timetable)


def diff(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The changes of each session between two timetables of a meeting."""
    return changes(after.problem, before.timetable, after.timetable)


def require_session(problem: Problem, session: str) -> str:
    """The id of the session that is called so: by id, label or title; SchedulerError if none is."""
    id = session_meant(problem, session)
    spoken = spoken_sessions(problem)
    if id not in spoken:
        raise SchedulerError(unknown("no session", session, spoken))
    return id


def _require_movable(plan: Plan, session: str) -> None:
    if is_settled(plan.problem, session):
        raise SchedulerError(f"{session} {bound(plan.problem, session)}")
