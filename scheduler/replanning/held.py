"""Which part of a timetable was held by a moment, and what still runs."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.errors import FactError
from scheduler.problem import Policy, Problem, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.replanning.durations import PublishedBasis, first_start, length, minutes_in_force
from scheduler.replanning.facts import HELD
from scheduler.timetable import Timetable
from scheduler.timetable.diff import utc
from scheduler.timetable.standing import closes, standing


@dataclass(frozen=True, slots=True)
class Held:
    """
    What was held until a moment.

    Attributes
    ----------
    over, running
        Sittings that have begun, ``over`` with their true ends.
    minutes
        In force per session.
    overtime
        Minutes agreed per slot.
    """

    over: tuple[Sitting, ...]
    running: tuple[Sitting, ...]
    minutes: Mapping[str, int]
    overtime: dict[str, int]

    @property
    def begun(self) -> tuple[Sitting, ...]:
        return (*self.over, *self.running)


def held_by(
    basis: PublishedBasis,
    timetable: Timetable,
    now: datetime,
    policy: Policy,
    overtime: Mapping[str, int],
) -> Held:
    """The part of a timetable that was held by ``now``, and how long each session lasts."""
    starts = true_starts(basis)
    begun = [
        s
        for s in timetable.sittings
        if standing(s, now) != "to come" and starts.get(s.session, s.start) < now
    ]
    _nothing_begun_is_cancelled(basis, begun)
    minutes = minutes_in_force(basis) | _held_beyond(basis, begun, now)
    agreed = dict(overtime)
    agree(agreed, published_overtime(basis.problem, basis.published.sittings))
    closing = _closing(basis.problem, begun, policy, agreed)
    history, running = _history_and_running(begun, minutes, now, cancelled_sessions(basis), closing)
    agree(agreed, overtime_of(basis.problem, history))
    return Held(history, running, minutes, agreed)


def minutes_held_by(
    basis: PublishedBasis, timetable: Timetable, session: str, at: datetime, policy: Policy
) -> int:
    """
    Minutes held by then of a session that is still on; none if it had not begun.

    Its last sitting may have gone on past its end, as long as its slot is open.
    """
    sittings = timetable.of_session(session)
    begun = [s for s in sittings if standing(s, at) != "to come"]
    ends = {s: s.end for s in begun}
    if begun and begun[-1] == sittings[-1]:
        agreed = published_overtime(basis.problem, basis.published.sittings)
        closing = _closing(basis.problem, begun[-1:], policy, agreed)
        ends[begun[-1]] = max(begun[-1].end, closing.get(begun[-1], begun[-1].end))
    return sum(int((min(ends[s], at) - s.start) // MINUTE) for s in begun)


def true_starts(basis: PublishedBasis) -> dict[str, datetime]:
    """Sessions that a fact made start late, and when they truly start."""
    starts = {
        fact.subject: first_start(basis, fact.subject)
        for fact in basis.of("late")
        if fact in basis.new or basis.published.of_session(fact.subject)
    }
    for fact in basis.new:
        if fact.kind == "late" and fact.minutes is not None:
            starts[fact.subject] += fact.minutes * MINUTE
    return starts


def cancelled_sessions(basis: PublishedBasis) -> frozenset[str]:
    return frozenset(fact.subject for fact in basis.of("cancelled"))


def _nothing_begun_is_cancelled(basis: PublishedBasis, begun: Sequence[Sitting]) -> None:
    for fact in basis.new:
        since = [s.start for s in begun if s.session == fact.subject]
        if fact.kind == "cancelled" and since:
            when = f"{since[0].astimezone(basis.problem.zone):%A %H:%M}"
            raise FactError(f"{fact}: {fact.subject} began {when}; report early instead")


def _held_beyond(basis: PublishedBasis, begun: Sequence[Sitting], now: datetime) -> dict[str, int]:
    """
    Minutes held by now of sessions that held more than is in force since a fact was taken back.
    """
    gone = {fact.subject for fact in basis.undone if fact.kind in HELD}
    spent: Counter[str] = Counter()
    for s in begun:
        if s.session in gone:
            spent[s.session] += int((min(s.end, now) - s.start) // MINUTE)
    force = minutes_in_force(basis)
    return {session: m for session, m in spent.items() if m > force.get(session, 0)}


def _history_and_running(
    begun: Sequence[Sitting],
    minutes: Mapping[str, int],
    now: datetime,
    cancelled: Iterable[str],
    closing: Mapping[Sitting, datetime],
) -> tuple[tuple[Sitting, ...], tuple[Sitting, ...]]:
    """
    Sittings over by ``now`` (ends as the minutes in force say), and those that still run.

    ``closing``: when the slot of each closes.
    """
    history, running = [], []
    last = {sitting.session: sitting for sitting in begun}
    spent: Counter[str] = Counter()
    for sitting in begun:
        left = minutes.get(sitting.session, 0) - spent[sitting.session]
        end, goes_on = sitting.end, False
        if sitting is last[sitting.session] and sitting.session not in cancelled:
            end = min(end, sitting.start + left * MINUTE)
            goes_on = left > length(sitting) and closing.get(sitting, now) > now
        spent[sitting.session] += length(sitting)
        held = sitting.model_copy(update={"end": end})
        if standing(held, now, goes_on=goes_on) == "running":
            running.append(sitting)
        else:
            history.append(held)
    return tuple(history), tuple(running)


def _closing(
    problem: Problem, begun: Sequence[Sitting], policy: Policy, agreed: Mapping[str, int]
) -> dict[Sitting, datetime]:
    """When the slot of each sitting closes."""
    slots = zip(begun, _slots_of(problem, begun), strict=True)
    return {s: closes(slot, policy, agreed) for s, slot in slots if slot is not None}


def agree(agreed: dict[str, int], more: Mapping[str, int]) -> None:
    """Add minutes of overtime per slot, where they are more."""
    for slot, over in more.items():
        agreed[slot] = max(over, agreed.get(slot, 0))


def slot_of(problem: Problem, sitting: Sitting) -> DaySlot | None:
    """The latest day slot serving the session's kind that had begun by the start."""
    return _slots_of(problem, [sitting])[0]


def _slots_of(problem: Problem, sittings: Sequence[Sitting]) -> list[DaySlot | None]:
    kinds = {session.id: session.kind for session in problem.sessions}
    slots = sorted(day_slots(problem), key=_opens)
    serving: dict[str, list[DaySlot]] = {}
    slots_of_sittings: list[DaySlot | None] = []
    for sitting in sittings:
        kind = kinds.get(sitting.session, "session")
        if kind not in serving:
            serving[kind] = [s for s in slots if s.template.serves(kind)]
        own = serving[kind]
        begun = bisect_right(own, utc(sitting.start), key=_opens)
        first = bisect_left(own, _opens(own[begun - 1]), key=_opens) if begun else 0
        slots_of_sittings.append(own[first] if begun else None)
    return slots_of_sittings


def _opens(slot: DaySlot) -> datetime:
    return utc(slot.start)


def published_overtime(problem: Problem, sittings: Sequence[Sitting]) -> dict[str, int]:
    """The same of what is published: who begins in no slot, for it was edited away, agrees none."""
    slots = zip(sittings, _slots_of(problem, sittings), strict=True)
    inside = [
        sitting
        for sitting, slot in slots
        if slot is not None and utc(sitting.start) < slot.end + slot.limit * MINUTE
    ]
    return overtime_of(problem, inside)


def overtime_of(problem: Problem, sittings: Sequence[Sitting]) -> dict[str, int]:
    """Minutes that sittings run past the end of their slot, per slot."""
    over: dict[str, int] = {}
    for sitting, slot in zip(sittings, _slots_of(problem, sittings), strict=True):
        if slot is not None and sitting.end > slot.end:
            minutes = int((sitting.end - slot.end) // MINUTE)
            over[slot.id] = max(minutes, over.get(slot.id, 0))
    return over
