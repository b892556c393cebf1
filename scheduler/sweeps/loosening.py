"""
What a planner could concede: each of her statements, loosened a little, and then a little more.

A concession is about one statement. Where it has an amount (minutes, hours), it is offered in
steps, the smallest first; what can only be given up as a whole has one step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from scheduler.explanation.claim import Change, Claim, changed, changed_interpretation
from scheduler.explanation.claims import claims
from scheduler.explanation.repairs import plainly
from scheduler.problem import Overtime, Problem, Session, Slot
from scheduler.sweeps.overlays import with_minutes, with_sessions
from scheduler.sweeps.presence import presences
from scheduler.vocabulary.locations import Loc

MINUTES = (30, 60, 120, 180)
"""Steps in which minutes of a session, and overtime, are given."""
LEAST = 15
"""Minutes that are left of a session, at least."""
WHOLE = ("chair", "rule", "pin", "split", "fit", "vacant", "level", "document", "aligned")
"""Claims that can only be given up as a whole."""


@dataclass(frozen=True, eq=False)
class Concession:
    """
    Attributes
    ----------
    loc
        Where the statement stands in the scenario.
    says
        What to concede, with ids: ``let cei take 30 minutes less``.
    change
        The problem with it.
    about
        Sessions that it is about; none where it may be about any.
    """

    loc: Loc
    says: str
    change: Change
    about: frozenset[str] = frozenset()


Steps = Sequence[Concession]


def loosenings(problem: Problem) -> tuple[Steps, ...]:
    """The statements that could be loosened, each with its steps."""
    return tuple(steps for steps in _all(problem) if steps)


def _all(problem: Problem) -> Iterator[Steps]:
    for i, session in enumerate(problem.sessions):
        yield _shorter(i, session)
        yield _later(i, session)
        yield _earlier(i, session)
        yield from ([one] for one in _wider(i, session, problem))
    for one in presences(problem):
        yield [Concession(one.loc, n.says, n.change, one.about) for n in one.steps]
    for k, slot in enumerate(problem.slots):
        if slot.serves("session"):
            yield _overtime(k, slot)
    yield _last_close(problem)
    yield from _interpreters(problem)
    yield from ([one] for one in _given_up(problem))


def _of(session: Session) -> frozenset[str]:
    return frozenset((session.id,))


def _shorter(i: int, session: Session) -> Steps:
    """Planned for less, and its least is less as well."""
    m = session.minutes

    def change(minutes: int, problem: Problem) -> Problem:
        there = problem.session(session.id)
        least = max(LEAST, min(there.minutes.least, there.minutes.likely) - minutes)
        likely = max(LEAST, there.minutes.likely - minutes)
        return with_sessions(problem, [with_minutes(there, least, likely, there.minutes.most)])

    return [
        Concession(
            ("sessions", i, "minutes"),
            f"shorten {session.id} by {minutes} minutes, to {m.likely - minutes}",
            partial(change, minutes),
            _of(session),
        )
        for minutes in MINUTES
        if m.likely - minutes >= LEAST
    ]


def _later(i: int, session: Session) -> Steps:
    deadline = session.deadline
    if deadline is None:
        return []
    offers = [deadline + timedelta(minutes=minutes) for minutes in MINUTES[1:]]
    return [
        Concession(
            ("sessions", i, "deadline"),
            f"let {session.id} be over by {moment:%Y-%m-%d} {moment:%H:%M}",
            changed("sessions", session.id, deadline=moment),
            _of(session),
        )
        for moment in offers
    ]


def _earlier(i: int, session: Session) -> Steps:
    after = session.after
    if after is None:
        return []
    offers = [after - timedelta(minutes=minutes) for minutes in MINUTES[1:]]
    return [
        Concession(
            ("sessions", i, "after"),
            f"let {session.id} start from {moment:%Y-%m-%d} {moment:%H:%M} on",
            changed("sessions", session.id, after=moment),
            _of(session),
        )
        for moment in offers
    ]


def _wider(i: int, session: Session, problem: Problem) -> Iterator[Concession]:
    """One room, day or slot more, where it may use some only."""
    kinds = (
        ("rooms", session.rooms, [room.id for room in problem.rooms], "use {} too"),
        ("days", session.days, list(problem.days), "be held on {} too"),
        ("slots", session.slots, _slots_of(session, problem), "use the slot {} too"),
    )
    for field, allowed, known, words in kinds:
        for name in known if allowed is not None else ():
            if allowed is not None and name not in allowed:
                change = changed("sessions", session.id, **{field: (*allowed, name)})
                says = f"let {session.id} {words.format(name)}"
                yield Concession(("sessions", i, field), says, change, _of(session))


def _slots_of(session: Session, problem: Problem) -> list[str]:
    return [slot.id for slot in problem.slots if slot.serves(session.kind)]


def _overtime(k: int, slot: Slot) -> Steps:
    """More overtime at the end of a slot, at its price."""
    offered = slot.overtime if slot.overtime is not None else Overtime(minutes=1, price=1)
    before = slot.overtime.minutes if slot.overtime is not None else 0
    return [
        Concession(
            ("slots", k, "overtime"),
            f"let the slot {slot.id} run over by {before + minutes} minutes",
            changed("slots", slot.id, overtime=_longer(offered, before + minutes)),
        )
        for minutes in MINUTES
    ]


def _last_close(problem: Problem) -> Steps:
    offered = problem.last_close if problem.last_close is not None else Overtime(minutes=1, price=1)
    before = problem.last_close.minutes if problem.last_close is not None else 0
    return [
        Concession(
            ("last_close",),
            f"let the meeting run over its last close by {before + minutes} minutes",
            partial(Problem.model_copy, update={"last_close": _longer(offered, before + minutes)}),
        )
        for minutes in MINUTES
    ]


def _longer(offered: Overtime, minutes: int) -> Overtime:
    return offered.model_copy(update={"minutes": minutes})


def _interpreters(problem: Problem) -> Iterator[Steps]:
    offered = problem.interpretation
    if offered is None or not any(session.languages for session in problem.sessions):
        return
    at = "interpretation"
    day = offered.per_day + 1
    says = f"let a team of interpreters work {day} times a day"
    yield [Concession((at, "per_day"), says, changed_interpretation(per_day=day))]
    yield [
        Concession(
            (at, "minutes"),
            f"let a team of interpreters work {offered.minutes + minutes} minutes without a break",
            changed_interpretation(minutes=offered.minutes + minutes),
        )
        for minutes in MINUTES[:2]
    ]
    yield [
        Concession(
            (at, "between"),
            f"let a team of interpreters have breaks of only {offered.between - minutes} minutes",
            changed_interpretation(between=offered.between - minutes),
        )
        for minutes in MINUTES[:2]
        if offered.between >= minutes
    ]


def _given_up(problem: Problem) -> Iterator[Concession]:
    """What cannot be given by halves."""
    sessions = {session.id: session for session in problem.sessions}
    for claim in claims(problem, problem):
        # a room, a day, a slot more is offered one by one
        if claim.kind in WHOLE and not (claim.kind == "fit" and claim.loc[-1] == "rooms"):
            session = sessions.get(claim.subject)
            about = _of(session) if session is not None else frozenset[str]()
            yield Concession(claim.loc, _words(claim, session), claim.taken_back, about)


def _words(claim: Claim, session: Session | None) -> str:
    return plainly(claim, session)[0]
