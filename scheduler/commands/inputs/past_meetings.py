"""How long sessions took, as the stores of past meetings tell."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from scheduler import store as stores
from scheduler.commands.inputs.stores import loaded_of
from scheduler.errors import FactError, Infeasible, NoTimetable, StoreError, UsageError
from scheduler.problem import Problem, Session
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.basis import read_basis
from scheduler.replanning.durations import PublishedBasis, length, minutes_in_force
from scheduler.replanning.facts import HELD
from scheduler.replanning.held import cancelled_sessions
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.risk.distributions import HIGH
from scheduler.risk.learning import Case
from scheduler.risk.spreads import durations_of
from scheduler.search.budget import Budget
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.clock import utc_now

POINTS = np.array([0.05, 0.5, 0.95])


@dataclass(frozen=True, slots=True)
class Past:
    """
    Attributes
    ----------
    cases
        Every session that is over, of meetings in which somebody reported how long one took.
    meetings
        How many these are.
    titles
        Of bodies, by id.
    remarks
        Why the others tell nothing.
    """

    cases: tuple[Case, ...]
    meetings: int
    titles: Mapping[str, str]
    remarks: tuple[str, ...]


def read_past(names: Sequence[str], now: datetime | None = None) -> Past:
    """
    The past sessions of all these stores.

    Raises
    ------
    StoreError
        One or more cannot be read; all are named.
    UsageError
        Two are of the same meeting.
    FactError
        What was reported contradicts what was published.
    """
    moment = utc_now() if now is None else now
    cases: list[Case] = []
    titles: dict[str, str] = {}
    remarks, errors, of_meeting = [], list[StoreError](), dict[str, str]()
    for name in names:
        try:
            with stores.opened(name, reads_only=True) as store:
                head = stores.head(store)
                if head is None:
                    remarks.append(f"note: {store.name}: nothing was published")
                    continue
                _refuse_twice(of_meeting, head.meeting, store.name)
                own = _cases(store, head, moment, titles)
        except StoreError as error:
            errors.append(error)
            continue
        cases += own if any(case.reported for case in own) else ()
        remarks += _remark(store.name, own)
    _raise(errors)
    return Past(tuple(cases), len({case.meeting for case in cases}), titles, tuple(remarks))


def _refuse_twice(of_meeting: dict[str, str], meeting: str, name: str) -> None:
    if meeting in of_meeting:
        raise UsageError(
            f"{of_meeting[meeting]} and {name} have the same meeting ({meeting}): give one of them"
        )
    of_meeting[meeting] = name


def _remark(name: str, cases: Sequence[Case]) -> list[str]:
    if not cases:
        return [f"note: {name}: no session has ended"]
    if not any(case.reported for case in cases):
        return [f"note: {name} is left out: nobody reported how long a session took"]
    return []


def _raise(errors: Sequence[StoreError]) -> None:
    """One error as it is, so that its exit code is its own; of several, all their words."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise StoreError("\n".join(map(str, errors)))


def _cases(
    store: stores.Store, head: stores.Revision, now: datetime, titles: dict[str, str]
) -> list[Case]:
    """The sessions that are over; ``titles`` takes in those of their bodies."""
    first = loaded_of(store, stores.published(store, 0)).problem
    basis = _basis(store, head)
    estimated = {session.id: (first, session) for session in first.sessions}
    wording = wording_of(basis.problem)
    cases = []
    for session, minutes in _held(basis, now):
        body = session.group or session.id
        titles[body] = wording.of(body)
        expected = _estimate(*estimated.get(session.id, (basis.problem, session)))
        case = Case(
            body=body,
            kind=session.kind,
            meeting=head.meeting,
            minutes=minutes,
            reported=any(f.kind in HELD and f.subject == session.id for f in basis.facts),
            planned=expected.planned,
            estimate=expected.middle,
            spread=expected.spread,
        )
        cases.append(case)
    return cases


def _basis(store: stores.Store, head: stores.Revision) -> PublishedBasis:
    """What was published last, with what was reported since."""
    record = head.record
    in_force = tuple(fact.text for fact in stores.facts(store))
    request = ReplanRequest(
        loaded_of(store, head).problem,
        record,
        facts=tuple(fact for fact in in_force if fact not in record.facts),
        undone=tuple(fact for fact in record.facts if fact not in in_force),
    )
    try:
        basis = read_basis(request)
        if any(fact.kind == "speakers" for fact in basis.new):
            # OR-Tools: only where a list of speakers was not published yet
            from scheduler.replanning.replaying import count_lists

            with suppress(Infeasible, NoTimetable):
                policy = basis.problem.usual_policy
                basis = count_lists(basis, policy, Effort(Budget(seconds=5.0, workers=1)))
        minutes_in_force(basis)
    except FactError as error:
        raise FactError(f"{store.name}: {error}") from None
    return basis


def _held(basis: PublishedBasis, now: datetime) -> Iterator[tuple[Session, int]]:
    """Sessions that are over, with the minutes that they were held."""
    minutes, cancelled = minutes_in_force(basis), cancelled_sessions(basis)
    for session in basis.problem.sessions:
        sittings = basis.published.of_session(session.id)
        if not sittings or session.id in cancelled or session.id not in minutes:
            continue
        more = minutes[session.id] - sum(length(sitting) for sitting in sittings)
        if sittings[-1].end + max(timedelta(0), more * MINUTE) <= now:
            yield session, minutes[session.id]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the planner expected before the meeting: her plan, the middle, how sure she was."""

    planned: int
    middle: float
    spread: float | None


def _estimate(problem: Problem, session: Session) -> Estimate:
    low, middle, high = map(int, durations_of(problem, session).at(POINTS))
    spread = None if low == high else math.log(high / low) / (2.0 * HIGH)
    return Estimate(session.minutes.likely, float(middle), spread)
