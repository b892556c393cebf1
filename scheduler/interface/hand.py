"""A planner's hand: a session elsewhere, two that change places, one in other parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.errors import FactError
from scheduler.interface.asking import require_session
from scheduler.interface.plan import Plan
from scheduler.interface.solving import budget_of, record_plan, request_of
from scheduler.problem import Place
from scheduler.problem.spoken_names import with_room_id
from scheduler.replanning.by_hand import Wish, find_move, find_swap
from scheduler.replanning.replan import replan
from scheduler.replanning.request import Effort, ReplanRequest, policy_by_hand
from scheduler.replanning.splitting import find_split
from scheduler.search.progress import Report
from scheduler.vocabulary.policies import Policy
from scheduler.vocabulary.whereabouts import Where, read_where


def move(
    plan: Plan,
    session: str,
    where: str,
    *,
    facts: Sequence[str] = (),
    now: datetime | str | None = None,
    policy: Policy | None = None,
    freeze: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> Plan:
    """
    The timetable closest to a published one that has the session there.

    Parameters
    ----------
    where
        A slot, a moment or a day, and a room, or one of both: ``wednesday afternoon``,
        ``2025-02-26/afternoon``, ``wed 15:00 plenary``. What is left open is chosen.
    policy
        By default ``reorder`` where the session is in a rolling order, else that of the scenario.
    facts, now, freeze
        As ``replan``.

    Raises
    ------
    FactError
        ``where`` or a fact cannot be read; the session has begun.
    Infeasible, NoTimetable
        It cannot be there: ``why`` with ``at`` says what is in the way. Nothing found in time.
    Interrupted, VerificationError
        As ``solve``.
    """
    budget = budget_of(seconds, seed, workers, progress)
    problem = plan.scenario.problem
    session = require_session(problem, session)
    words = with_room_id(problem, [where])
    place = read_where(words, problem.calendar, [room.id for room in problem.rooms])
    if place == Where():
        raise FactError(
            f"no place is given for {session}: expected 'wednesday afternoon' or a room"
        )
    start = None if place.start is None else place.start.replace(tzinfo=problem.zone)
    wish = Wish(session, start, place.slot, place.day, place.room)
    request = request_of(plan, facts, now, policy, freeze, budget)
    return _by_hand(plan, request, [session], lambda asked: find_move(asked, wish))


def swap(
    plan: Plan,
    session: str,
    other: str,
    *,
    facts: Sequence[str] = (),
    now: datetime | str | None = None,
    policy: Policy | None = None,
    freeze: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> Plan:
    """
    The timetable closest to a published one in which two sessions have changed places.

    Parameters and errors as ``move``; NothingFits where none was found.
    """
    budget = budget_of(seconds, seed, workers, progress)
    session, other = (require_session(plan.problem, name) for name in (session, other))
    request = request_of(plan, facts, now, policy, freeze, budget)
    return _by_hand(plan, request, [session, other], lambda asked: find_swap(asked, session, other))


def split(
    plan: Plan,
    session: str,
    minutes: Sequence[int],
    *,
    facts: Sequence[str] = (),
    now: datetime | str | None = None,
    policy: Policy | None = None,
    freeze: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> Plan:
    """
    The timetable closest to a published one in which the parts of a session last so long.

    ``minutes``: of each part, in order; all the session's minutes. The rest, and errors, as
    ``move``; FactError also if it may not be cut so, NothingFits if no start leads to these parts.
    """
    budget = budget_of(seconds, seed, workers, progress)
    session = require_session(plan.problem, session)
    request = request_of(plan, facts, now, policy, freeze, budget)
    return _by_hand(plan, request, [session], lambda asked: find_split(asked, session, minutes))


def _by_hand(
    plan: Plan,
    request: ReplanRequest,
    sessions: Sequence[str],
    find: Callable[[ReplanRequest], tuple[Place, ...]],
) -> Plan:
    """A replan under the pins that bring it about; both take their time from one budget."""
    effort = Effort(request.budget)
    policy = request.policy or policy_by_hand(request.problem, sessions)
    request = replace(request, policy=policy)
    pins = find(request)
    left = replace(request.budget, seconds=max(effort.left, 0.1))
    return record_plan(plan, replan(replace(request, pins=pins, budget=left)))
