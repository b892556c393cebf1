"""Why a session is where it is: what it costs there, and what its next best place would cost."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.insight.costs import charged, of_session
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.precomputed import precompute
from scheduler.insight.suggesting import Suggestion, best_places
from scheduler.insight.why_unplaced import Tally, tally_elsewhere
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Charge, Timetable


@dataclass(frozen=True)
class WhyHere:
    """
    A session in its place.

    Attributes
    ----------
    charges
        What the timetable pays for it, the dearest first.
    elsewhere
        What stands in the way of other slots, everything else being as it is.
    next
        The cheapest other place, with those that move for it; None if there is none.
    """

    session: str
    sittings: tuple[Sitting, ...]
    charges: tuple[Charge, ...]
    elsewhere: Tally
    next: Suggestion | None


def why_here(problem: Problem, timetable: Timetable, session: str) -> WhyHere:
    """Why a session of the timetable, placed or not, is where it is."""
    occupancy = Occupancy(precompute(problem), timetable)
    next_best = best_places(occupancy, session, top=1).found
    return WhyHere(
        session=session,
        sittings=timetable.of_session(session),
        charges=of_session(charged(problem, timetable), session),
        elsewhere=tally_elsewhere(occupancy, session),
        next=next_best[0] if next_best else None,
    )


def is_settled(problem: Problem, session: str) -> bool:
    """Whether nothing can be asked of it any more: it has begun, or is cancelled."""
    situation = problem.situation
    if situation is None:
        return False
    begun = (*situation.history, *situation.running)
    return session in situation.cancelled or any(s.session == session for s in begun)


def bound(
    problem: Problem,
    session: str,
    called: Callable[[str], str] = str,
    room_called: Callable[[str], str] = str,
) -> str | None:
    """What leaves a session no choice, or little; with the names that sessions and rooms have."""
    if is_settled(problem, session):
        gone = problem.situation is not None and session in problem.situation.cancelled
        return "is cancelled" if gone else "has begun, and stays where it is"
    pin = problem.session(session).pin
    if pin is not None and pin.exact is not None:
        return f"is pinned to {pin.exact:%Y-%m-%d %H:%M}"
    order = next((o for o in problem.rolling if session in o.order), None)
    if order is None:
        return None
    k = order.order.index(session)
    after = "comes first" if k == 0 else f"follows {called(order.order[k - 1])}"
    return f"{after} in the rolling order of {room_called(order.room)}"
