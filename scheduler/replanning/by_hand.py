"""
A planner's change by hand: where sessions are to be, made with the least change, as pins.

A wish leaves something open: which start in a slot, which slot of several, where the other session
goes. The closest timetable that has the session there settles it; its starts become pins. The
replan under these pins is the one that is shown, proved and kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.errors import FactError, Infeasible, NothingFits, NoTimetable
from scheduler.insight.location import Location
from scheduler.problem import Place, Precedence, Problem, Rule, Session, Sitting
from scheduler.problem.day_slots import DaySlot, day_slots
from scheduler.replanning.basis import moment_of, read_basis
from scheduler.replanning.replan import build_problem, predict
from scheduler.replanning.replaying import settle
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.located import locate
from scheduler.search.outcome import Outcome

Pins = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """
    Where a session is to be; None leaves it open.

    Attributes
    ----------
    start
        Aware: it starts exactly then.
    slot
        ``afternoon`` of any day, or ``2025-02-26/afternoon``.
    """

    session: str
    start: datetime | None = None
    slot: str | None = None
    day: date | None = None
    room: str | None = None


def find_move(request: ReplanRequest, wish: Wish) -> Pins:
    """
    The pin that puts a session where it is wished to be, with the least change.

    Raises
    ------
    FactError
        It has begun or is cancelled; there is no such slot.
    Infeasible, NoTimetable, Interrupted
        As ``replan``: it cannot be there.
    """
    request = without_pins_of(request, [wish.session])
    slots = frozenset(slot.id for slot in slots_of(request.problem, wish))
    pins: Pins = (Place(session=wish.session, start=wish.start, room=wish.room),)
    exact = wish.start is not None
    found = _located(
        replace(request, pins=(*request.pins, *pins)) if exact else request,
        Location(wish.session, slots, wish.room),
    )
    if wish.slot is not None or wish.day is not None:
        pins = (Place(session=wish.session, start=found.start, room=wish.room),)
    solve_pinned(request, pins)
    return pins


def find_swap(request: ReplanRequest, one: str, other: str) -> Pins:
    """
    The pins by which two sessions change places, with the least change.

    Errors as ``find_move``; NothingFits where neither way to do it leads to a timetable.

    Each starts where the other does, in its room. Where they follow one another in a rolling order,
    or that cannot be, the later one starts where the earlier does, which comes after it.
    """
    request = without_pins_of(request, [one, other])
    early, late = sorted((_published(request, one), _published(request, other)), key=_by_start)
    rolling = any({one, other} <= {*order.order} for order in request.problem.rolling)
    if not rolling:
        exact = tuple(
            Place(session=a.session, start=b.start, room=b.room)
            for a, b in ((early, late), (late, early))
        )
        try:
            solve_pinned(request, exact)
        except Infeasible:
            pass
        else:
            return exact
    ahead = Place(session=late.session, start=early.start, room=None if rolling else early.room)
    after = Precedence.model_validate(
        {
            "rule": "precedence",
            "first": f"session:{late.session}",
            "then": f"session:{early.session}",
        }
    )
    try:
        ahead_of = replace(request, pins=(*request.pins, ahead))
        follows = _first_of(_solved(ahead_of, [after], (one, other)), early.session)
        room = None if rolling else follows.room
        pins = ahead, Place(session=early.session, start=follows.start, room=room)
        solve_pinned(request, pins)
    except Infeasible as error:
        message = "no timetable was found in which they swap places"
        raise NothingFits(message) from error
    return pins


def _located(request: ReplanRequest, location: Location) -> Sitting:
    """The first sitting of a session in the closest timetable that has it there."""
    effort, policy = Effort(request.budget), request.chosen_policy
    request = replace(request, problem=_freed_of(request.problem, [location.session]))
    basis = read_basis(request)
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = settle(basis, moment, policy, effort)
    problem = build_problem(basis, request, moment, policy, effort)
    problem = problem.model_copy(update={"in_force": policy})
    _refuse_settled(problem, [location.session])
    found = locate(problem, location, frozenset(), effort.for_search(len(problem.sessions)))
    if found.timetable is not None:
        return found.timetable.of_session(location.session)[0]
    if found.proved:
        raise Infeasible("no timetable has it there, even if other sessions move or are left out")
    raise NoTimetable(
        f"{location.session}: no solution was found there in time; try more --seconds"
    )


def slots_of(problem: Problem, wish: Wish) -> Iterator[DaySlot]:
    """The day slots of the wish that serve the session; FactError if there is none."""
    session = problem.session(wish.session)
    slots = [slot for slot in day_slots(problem) if slot.template.serves(session.kind)]
    meant = [slot for slot in slots if _is_meant(slot, wish)]
    if not meant:
        there = "; ".join(slot.id for slot in slots[:8]) + ("; ..." if slots[8:] else "")
        raise FactError(f"{wish.session} has no slot there; its slots are {there}")
    yield from meant


def _is_meant(slot: DaySlot, wish: Wish) -> bool:
    return wish.slot in (None, slot.id, slot.template.id) and wish.day in (None, slot.day)


def solve_pinned(request: ReplanRequest, pins: Pins) -> Outcome:
    """
    The timetable under the pins; Infeasible if a session would rather be left out than put there.
    """
    names = [pin.session for pin in pins]
    outcome = _solved(replace(request, pins=(*request.pins, *pins)), [], names)
    for pin in pins:
        first = _first_of(outcome, pin.session)
        if pin.start not in (None, first.start) or pin.room not in (None, first.room):
            raise _refusal(outcome, f"{pin.session} itself would be left out")
    return outcome


def _solved(request: ReplanRequest, rules: Sequence[Rule], names: Sequence[str]) -> Outcome:
    """A replan under more rules in which these sessions have a place and have not begun."""
    problem = _freed_of(request.problem, names)
    edited = problem.model_copy(update={"rules": (*problem.rules, *rules)})
    outcome = predict(replace(request, problem=edited))
    _refuse_settled(outcome.problem, names)
    return outcome


def _refuse_settled(problem: Problem, names: Sequence[str]) -> None:
    """FactError for what is no longer to be decided."""
    situation = problem.situation
    assert situation is not None, "a replan has a situation"
    begun = {s.session for s in (*situation.history, *situation.running)}
    for name in names:
        if name in begun:
            raise FactError(f"{name} has begun, and stays where it is")
        if name in situation.cancelled:
            raise FactError(f"{name} is cancelled")


def _freed_of(problem: Problem, names: Sequence[str]) -> Problem:
    sessions = tuple(_freed(s) if s.id in names else s for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def _freed(session: Session) -> Session:
    """Without the start that the scenario pins, which a planner's pin takes the place of."""
    if session.pin is None:
        return session
    pin = session.pin.model_copy(update={"exact": None, "not_before": None})
    return session.model_copy(update={"pin": pin if pin.room is not None else None})


def without_pins_of(request: ReplanRequest, names: Sequence[str]) -> ReplanRequest:
    return replace(request, pins=tuple(pin for pin in request.pins if pin.session not in names))


def _first_of(outcome: Outcome, session: str) -> Sitting:
    sittings = outcome.timetable.of_session(session)
    if not sittings:
        raise _refusal(
            outcome, f"{session} could be there only if sessions of higher rank were left out"
        )
    return sittings[0]


def _refusal(outcome: Outcome, message: str) -> Infeasible | NoTimetable:
    """A proof only where the timetable is proved down to who has no place."""
    names = [tier.name for tier in outcome.tiers]
    decisive = outcome.tiers[: names.index("unplaced") + 1] if "unplaced" in names else ()
    proved = bool(decisive) and all(tier.cost == tier.bound for tier in decisive)
    return Infeasible(message) if proved else NoTimetable(message)


def published_parts(request: ReplanRequest, session: str) -> Sequence[Sitting]:
    return request.published.timetable.of_session(session)


def _published(request: ReplanRequest, session: str) -> Sitting:
    sittings = published_parts(request, session)
    if not sittings:
        raise FactError(f"{session} is not in the timetable: give it a place with move")
    return sittings[0]


def _by_start(sitting: Sitting) -> tuple[datetime, str]:
    return sitting.start, sitting.session
