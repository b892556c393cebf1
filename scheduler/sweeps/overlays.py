"""Apply overlays: the problem with something changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from scheduler.errors import FactError, SchedulerError, did_you_mean
from scheduler.problem import Minutes, Overtime, Problem, Session, Window
from scheduler.problem.subproblem import restrict
from scheduler.scenario.diagnostics import quoted
from scheduler.sweeps.statements import (
    Absent,
    Durations,
    Gone,
    Less,
    More,
    Overlay,
    SlotOvertime,
)
from scheduler.vocabulary.locations import Loc
from scheduler.vocabulary.moments import parse_window


class OverlayError(SchedulerError):
    """
    Something in an overlay cannot be taken.

    ``loc``: where in it. ``code``: as in complaints about scenarios.
    """

    def __init__(self, loc: Loc, message: str, code: str = "S008") -> None:
        super().__init__(message)
        self.loc, self.code = loc, code


def apply(problem: Problem, overlay: Overlay) -> Problem:
    """The problem with all that the overlay says; OverlayError for the first that cannot be."""
    after = problem
    for changed, error in _steps(problem, overlay):
        if error is not None:
            raise error
        after = changed
    return after


def faults(problem: Problem, overlay: Overlay) -> list[OverlayError]:
    """Everything in an overlay that cannot be taken."""
    return [error for _, error in _steps(problem, overlay) if error is not None]


def _steps(problem: Problem, overlay: Overlay) -> Iterator[tuple[Problem, OverlayError | None]]:
    """The problem after each statement, and what was wrong with it: then it is as it was before."""
    for loc, take in _taken(overlay):
        try:
            problem, error = take(problem), None
        except OverlayError as fault:
            error = OverlayError((*loc, *fault.loc), str(fault), fault.code)
        yield problem, error


def _taken(overlay: Overlay) -> Iterator[tuple[Loc, Callable[[Problem], Problem]]]:
    """Each statement by its place; sessions that are left out come last, for others name them."""
    for i, durations in enumerate(overlay.durations):
        yield ("durations", i), partial(_with_durations, durations)
    for i, more in enumerate(overlay.more):
        yield ("more", i), partial(with_more, more)
    for i, less in enumerate(overlay.less):
        yield ("less", i), partial(_with_less, less)
    # who and when apart, so that both are told where both are wrong
    for i, absent in enumerate(overlay.absent):
        yield ("absent", i), partial(_who_is_known, absent)
        yield ("absent", i), partial(_without_somebody, absent)
    for i, gone in enumerate(overlay.gone):
        yield ("gone", i), partial(_room_is_known, gone)
        yield ("gone", i), partial(_without_room, gone)
    for i, overtime in enumerate(overlay.overtime):
        yield ("overtime", i), partial(_with_overtime, overtime)
    for i, name in enumerate(overlay.without):
        yield ("without", i), partial(_without_sessions, name)
    if overlay.last_close is not None:
        yield (
            ("last_close",),
            partial(Problem.model_copy, update={"last_close": overlay.last_close}),
        )
    if overlay.policy is not None:
        yield ("policy",), partial(Problem.model_copy, update={"in_force": overlay.policy})


def sessions_of(problem: Problem, name: str, loc: Loc = ("of",)) -> tuple[Session, ...]:
    """The sessions that a name stands for, in the order in which they roll or are written."""
    ids = problem.chosen((name,))
    if not ids:
        known = [s.id for s in problem.sessions] + [g for s in problem.sessions for g in s.groups]
        hint = did_you_mean(name, known)
        raise OverlayError(loc, f"no session or body is called {quoted(name)}{hint}", "S022")
    rolling = [id for order in problem.rolling for id in order.order]
    rank = {id: n for n, id in enumerate(rolling)}
    chosen = [session for session in problem.sessions if session.id in set(ids)]
    return tuple(sorted(chosen, key=lambda s: rank.get(s.id, -1)))


def with_sessions(problem: Problem, changed: Sequence[Session]) -> Problem:
    """The problem with these sessions in place of those of their ids."""
    by_id = {session.id: session for session in changed}
    sessions = tuple(by_id.get(session.id, session) for session in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def lengthened(session: Session, minutes: int) -> Session:
    """A session that needs so many minutes more; fewer, if they are less than nothing."""
    m = session.minutes
    return with_minutes(session, m.least + minutes, m.likely + minutes, m.most + minutes)


def with_minutes(session: Session, least: int, likely: int, most: int) -> Session:
    minutes = Minutes(least=least, likely=likely, most=most)
    return session.model_copy(update={"minutes": minutes})


def _with_durations(durations: Durations, problem: Problem) -> Problem:
    changed = []
    for session in sessions_of(problem, durations.of):
        if durations.minutes is not None:
            changed.append(session.model_copy(update={"minutes": durations.minutes}))
        elif durations.percent is not None:
            m, percent = session.minutes, durations.percent
            parts = (max(1, round(n * percent / 100)) for n in (m.least, m.likely, m.most))
            changed.append(with_minutes(session, *parts))
    return with_sessions(problem, changed)


def slot_minutes(problem: Problem, session: Session) -> int:
    """Minutes of the longest slot that serves sessions of this kind."""
    lengths = [slot.minutes for slot in problem.slots if slot.serves(session.kind)]
    if not lengths:
        raise OverlayError(("of",), f"no slot is for {quoted(session.id)}")
    return max(lengths)


def minutes_of(problem: Problem, more: More) -> int:
    """How many minutes are needed besides."""
    if more.minutes is not None:
        return more.minutes
    assert more.slots is not None
    return more.slots * slot_minutes(problem, sessions_of(problem, more.of)[-1])


def with_more(more: More, problem: Problem) -> Problem:
    """The last session of the body longer, or one more like it for each slot."""
    last = sessions_of(problem, more.of)[-1]
    minutes = minutes_of(problem, more)
    if more.slots is None or last.split is not None:
        return with_sessions(problem, [lengthened(last, minutes)])
    each = minutes // more.slots
    for _ in range(more.slots):
        problem = _with_another(problem, last, each)
    return problem


def _with_another(problem: Problem, like: Session, minutes: int) -> Problem:
    """A session like another, after it in its rolling order, and pinned nowhere."""
    taken = {session.id for session in problem.sessions}
    number = next(n for n in range(2, len(taken) + 3) if f"{like.id}-{n}" not in taken)
    id = f"{like.id}-{number}"
    title = f"{like.title or like.id} ({number})"
    update: dict[str, Any] = {
        "id": id,
        "title": title,
        "label": None,
        "titles": None,
        "labels": None,
        "pin": None,
    }
    update |= {"minutes": Minutes(least=minutes, likely=minutes, most=minutes), "spread": None}
    new = like.model_copy(update=update)
    rolling = tuple(
        order.model_copy(update={"order": _after(order.order, like.id, id)})
        for order in problem.rolling
    )
    added = {"sessions": (*problem.sessions, new), "rolling": rolling}
    return problem.model_copy(update=added)


def _after(order: tuple[str, ...], one: str, new: str) -> tuple[str, ...]:
    if one not in order:
        return order
    at = order.index(one) + 1
    return (*order[:at], new, *order[at:])


def _with_less(less: Less, problem: Problem) -> Problem:
    longest = max(sessions_of(problem, less.of), key=lambda session: session.minutes.likely)
    m = longest.minutes
    if less.minutes >= m.likely:
        raise OverlayError(
            ("minutes",), f"{less.minutes} of {m.likely} minutes: no minutes are left"
        )
    least = max(1, m.least - less.minutes)
    return with_sessions(problem, [with_minutes(longest, least, m.likely - less.minutes, m.most)])


def window_of(problem: Problem, when: str) -> Window:
    """A window in the words of facts: ``thursday``, ``wed afternoon``, ``wed 15:00 to 18:00``."""
    try:
        start, end = parse_window(when.split(), problem.calendar)
    except FactError as error:
        raise OverlayError(("when",), str(error), "S014") from None
    first, last = problem.days[0], problem.days[-1]
    opens = start if start is not None else datetime.combine(min(first, last), time())
    closes = end if end is not None else _after_all(problem)
    if opens >= closes or closes <= datetime.combine(min(problem.days), time()):
        raise OverlayError(("when",), f"{quoted(when)} is not within the meeting", "S014")
    # in the meeting's zone, wherever who is away lives
    zone = problem.meeting.timezone
    return Window.model_validate({"from": opens, "to": closes, "timezone": zone})


def _after_all(problem: Problem) -> datetime:
    return datetime.combine(max(problem.days) + timedelta(days=2), time())


def whole_meeting(problem: Problem) -> Window:
    start: date = min(problem.days)
    return Window.model_validate(
        {"from": datetime.combine(start, time()), "to": _after_all(problem)}
    )


def _who_is_known(absent: Absent, problem: Problem) -> Problem:
    known = [p.id for p in problem.people] + [g.id for g in problem.groups]
    if absent.who not in known:
        hint = did_you_mean(absent.who, known)
        message = f"no person or group is called {quoted(absent.who)}{hint}"
        raise OverlayError(("who",), message, "S017")
    return problem


def _without_somebody(absent: Absent, problem: Problem) -> Problem:
    window = window_of(problem, absent.when)
    is_person = any(person.id == absent.who for person in problem.people)
    return _away(problem, "people" if is_person else "groups", absent.who, window)


def _room_is_known(gone: Gone, problem: Problem) -> Problem:
    known = [room.id for room in problem.rooms]
    if gone.room not in known:
        hint = did_you_mean(gone.room, known)
        raise OverlayError(("room",), f"no room is called {quoted(gone.room)}{hint}", "S018")
    return problem


def _without_room(gone: Gone, problem: Problem) -> Problem:
    window = window_of(problem, gone.when) if gone.when is not None else whole_meeting(problem)
    return _away(problem, "rooms", gone.room, window)


def _away(problem: Problem, collection: str, id: str, window: Window) -> Problem:
    owners: tuple[Any, ...] = getattr(problem, collection)
    ones = tuple(
        one.model_copy(update={"unavailable": (*one.unavailable, window)}) if one.id == id else one
        for one in owners
    )
    return problem.model_copy(update={collection: ones})


def _with_overtime(more: SlotOvertime, problem: Problem) -> Problem:
    if all(slot.id != more.slot for slot in problem.slots):
        hint = did_you_mean(more.slot, [slot.id for slot in problem.slots])
        raise OverlayError(("slot",), f"no slot is called {quoted(more.slot)}{hint}", "S019")
    offered = Overtime(minutes=more.minutes, price=more.price)
    slots = tuple(
        slot.model_copy(update={"overtime": offered}) if slot.id == more.slot else slot
        for slot in problem.slots
    )
    return problem.model_copy(update={"slots": slots})


def _without_sessions(name: str, problem: Problem) -> Problem:
    gone = {session.id for session in sessions_of(problem, name, ())}
    left = [session.id for session in problem.sessions if session.id not in gone]
    if not left:
        raise OverlayError((), f"{quoted(name)}: no session is left")
    return restrict(problem, left)
