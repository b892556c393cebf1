"""
Pins and bans of one replan: what a planner decides besides what happened.

A pin keeps a session where it says, as a pin of the scenario does; a ban keeps it away from there,
as a statement ``avoid`` does. Both are written in the words of the problem, so the model and the
verifier each read them in their own way. They are part of the situation, and hold for the timetable
made under them; the next replan starts without. Only hours before which a session does not begin
(``solve --robust``) belong to the timetable, and stay with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import FactError, did_you_mean
from scheduler.problem import Pin, Place, Preference, Problem, Session
from scheduler.problem.day_slots import slot_day
from scheduler.timetable import Record


def with_orders(problem: Problem, pins: Iterable[Place], bans: Iterable[Place]) -> Problem:
    """
    The problem, which has a situation, under these pins and bans.

    Raises
    ------
    FactError
        A session or room that the scenario does not know, two pins of one session, or a ban from
        everywhere; every complaint at once.
    """
    pins, bans = tuple(dict.fromkeys(pins)), tuple(dict.fromkeys(bans))
    if problem.situation is None:
        return problem
    counted = Counter(pin.session for pin in pins)
    twice = (f"pin: {id} is pinned twice" for id, n in sorted(counted.items()) if n > 1)
    _refuse([*_doubts(problem, "pin", pins), *_doubts(problem, "ban", bans), *twice])
    situation = problem.situation.model_copy(update={"pins": pins, "bans": bans})
    return with_situation_orders(problem.model_copy(update={"situation": situation}))


def with_situation_orders(problem: Problem) -> Problem:
    """The problem with the pins and bans of its situation said as its own."""
    situation = problem.situation
    if situation is None or not (situation.pins or situation.bans):
        return problem
    rules = (*problem.rules, *(_avoid(problem, ban) for ban in situation.bans))
    return with_pins(problem.model_copy(update={"rules": rules}), situation.pins)


def with_pins(problem: Problem, places: Iterable[Place]) -> Problem:
    """The problem with these pins as its own; FactError for what it does not know."""
    pins = {pin.session: pin for pin in places}
    _refuse(list(_doubts(problem, "pin", pins.values())))
    if not pins:
        return problem
    zone = problem.zone
    sessions = tuple(
        _with_pin(session, pins[session.id], zone) if session.id in pins else session
        for session in problem.sessions
    )
    return problem.model_copy(update={"sessions": sessions})


def hours_in_force(problem: Problem, published: Record) -> tuple[Place, ...]:
    """
    The hours that a published timetable gave to sessions, as far as the problem knows these.

    Unlike other pins they hold in every replan: who was told an hour is not called before.
    """
    known = {session.id for session in problem.sessions}
    return tuple(pin for pin in published.hours if pin.session in known)


def _refuse(complaints: Sequence[str]) -> None:
    if complaints:
        raise FactError("\n".join(complaints))


def _with_pin(session: Session, place: Place, zone: ZoneInfo) -> Session:
    """A pin takes the place of the scenario's own in what it says."""
    pin: dict[str, object] = {} if session.pin is None else session.pin.model_dump()
    if place.start is not None:
        pin |= {"exact": _local(place.start, zone), "not_before": None}
    elif place.not_before is not None:
        pin |= {"exact": None, "not_before": _local(place.not_before, zone)}
    if place.room is not None:
        pin["room"] = place.room
    return session.model_copy(update={"pin": Pin.model_validate(pin)})


def _avoid(problem: Problem, ban: Place) -> Preference:
    """Not in that room, or not then: the step of the grid that begins at that moment."""
    zone, step = problem.zone, timedelta(minutes=problem.meeting.grid)
    rooms = None if ban.room is None else (ban.room,)
    days: tuple[date, ...] | None = None
    hours = None
    if ban.start is not None:
        start = min(moment := _local(ban.start, zone), moment.replace(hour=23, minute=58))
        end = min(start + step, start.replace(hour=23, minute=59))
        days, hours = (slot_day(problem, ban.start),), (start.time(), end.time())
    return Preference.model_validate(
        {
            "rule": "avoid",
            "level": "hard",
            "of": (f"session:{ban.session}",),
            "rooms": rooms,
            "days": days,
            "hours": hours,
        }
    )


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _doubts(problem: Problem, kind: str, places: Iterable[Place]) -> Iterator[str]:
    sessions = [session.id for session in problem.sessions]
    rooms = [room.id for room in problem.rooms]
    for place in places:
        if place.session not in sessions:
            near = did_you_mean(place.session, sessions)
            yield f"{kind}: no session is called {place.session!r}{near}"
        if place.room is not None and place.room not in rooms:
            near = did_you_mean(place.room, rooms)
            yield f"{kind} {place.session}: no room is called {place.room!r}{near}"
        if place.room is None and place.start is None and place.not_before is None:
            yield f"{kind} {place.session}: expected a start, a room or both"
