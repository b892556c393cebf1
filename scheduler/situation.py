"""
Published timetable + facts + now = the problem to solve next.

Nothing here decides what moves. Facts change what the problem asks for (minutes, windows, who is
there), and what has begun becomes history. A fact reported after it took effect first has to be
played through to ``now``: see ``replanning.replan``.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler import facts
from scheduler.amended import BOUND, with_added, with_facts, with_waived
from scheduler.errors import FactError
from scheduler.facts import HELD, MINUTES, Fact
from scheduler.grid import MINUTE, DaySlot, day_slots
from scheduler.pinning import applied, kept
from scheduler.problem import Problem, Sitting, Situation
from scheduler.timetable import Record, Timetable


@dataclass(frozen=True, slots=True)
class Known:
    """
    A published timetable and the facts since: ``old`` ones are part of it, ``new`` ones are not.

    Attributes
    ----------
    waiting
        Minutes in force of sessions that found no place in it, or were added since.
    undone
        Facts that are part of it and were taken back since.
    sequence
        As in ``Situation``.
    """

    problem: Problem
    published: Timetable
    old: tuple[Fact, ...]
    new: tuple[Fact, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)
    undone: tuple[Fact, ...] = ()
    sequence: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.old, *self.new)

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)


def sequence_of(problem: Problem, published: Record) -> tuple[str, ...]:
    """
    The sessions of rolling orders as they were published, if another order than the listed one was.

    Only ``reorder`` publishes another order. Where it never did, the list is the order in force:
    who has edited it since meant to.
    """
    before = published.situation
    if published.policy != "reorder" and (before is None or not before.sequence):
        return ()
    starts = {s.session: s.start for s in reversed(published.timetable.sittings)}
    found: list[str] = []
    for order in problem.rolling:
        listed = [id for id in order.order if id in starts]
        found += sorted(listed, key=starts.__getitem__)
    listed = [id for order in problem.rolling for id in order.order if id in starts]
    return () if found == listed else tuple(found)


def zone(problem: Problem) -> ZoneInfo:
    return ZoneInfo(problem.meeting.timezone)


def first_start(known: Known, session: str) -> datetime:
    """The published start of a session; FactError if it is not in the timetable."""
    sittings = known.published.of_session(session)
    if not sittings:
        raise FactError(f"{session} is not in the published timetable")
    return min(sitting.start for sitting in sittings)


def minutes_in_force(known: Known) -> dict[str, int]:
    """Minutes per session: the published ones, changed by the new facts."""
    minutes = {
        session.id: sum(length(s) for s in known.published.of_session(session.id))
        or known.waiting.get(session.id, 0)
        for session in known.problem.sessions
    }
    for fact in known.undone:
        if fact.kind in MINUTES and known.published.of_session(fact.subject):
            minutes[fact.subject] -= SIGNS.get(fact.kind, 0) * (fact.minutes or 0)
    for fact in known.new:
        if fact.kind in HELD:
            planned = minutes[fact.subject]
            minutes[fact.subject] = _told_minutes(known, fact, planned)
            if minutes[fact.subject] < 1:
                raise FactError(f"{fact}: {fact.subject} was to last {planned} minutes in all")
    return {session: held for session, held in minutes.items() if held > 0}


SIGNS = {"overrun": 1, "early": -1}


def _told_minutes(known: Known, fact: Fact, planned: int) -> int:
    """Minutes of a session in all, once a fact has settled them."""
    start = first_start(known, fact.subject)
    if fact.left is None or fact.minutes is None or fact.at is None:
        return planned + SIGNS[fact.kind] * (fact.minutes or 0)
    told = fact.at.replace(tzinfo=zone(known.problem)).astimezone(UTC)
    late = sum(f.minutes or 0 for f in known.new if f.kind == "late" and f.subject == fact.subject)
    spans = ((s.start, min(s.end, told)) for s in known.published.of_session(fact.subject))
    held = sum(int((end - begin) // MINUTE) for begin, end in spans if begin < end) - late
    if held < 0 or told <= start.astimezone(UTC):
        raise FactError(f"{fact}: {fact.subject} has not begun by then")
    return held + fact.left * fact.minutes


def length(sitting: Sitting) -> int:
    return int((sitting.end - sitting.start) // MINUTE)


def true_starts(known: Known) -> dict[str, datetime]:
    """Sessions that a fact made start late, and when they truly start."""
    starts = {
        fact.subject: first_start(known, fact.subject)
        for fact in known.of("late")
        if fact in known.new or known.published.of_session(fact.subject)
    }
    for fact in known.new:
        if fact.kind == "late" and fact.minutes is not None:
            starts[fact.subject] += fact.minutes * MINUTE
    return starts


def effect(known: Known, fact: Fact) -> datetime | None:
    """When a fact begins to differ from the published timetable; None: from now on."""
    if fact.kind in BOUND:
        begins = fact.start or fact.at
        return None if begins is None else begins.replace(tzinfo=zone(known.problem))
    if fact.kind not in (*MINUTES, *HELD):
        return None
    start = first_start(known, fact.subject)
    if fact.kind == "late" or fact.minutes is None:
        return start
    sittings = known.published.of_session(fact.subject)
    rest = minutes_in_force(known).get(fact.subject, 0)
    for sitting in sittings:
        rest -= length(sitting)
        if rest <= 0:
            return sitting.start + MINUTE
    return sittings[-1].start + MINUTE


def situate(
    known: Known,
    timetable: Timetable,
    now: datetime,
    freeze: timedelta,
    *,
    overtime: Mapping[str, int] | None = None,
) -> Problem:
    """
    The problem as it stands at ``now``, if ``timetable`` is what was held until then.

    What started before ``now`` has begun. ``overtime`` adds to what was agreed per slot.
    """
    starts = true_starts(known)
    cancelled = frozenset(fact.subject for fact in known.of("cancelled"))
    minutes = minutes_in_force(known)
    begun = [s for s in timetable.sittings if s.start < now and not _still_to_come(s, starts, now)]
    _nothing_begun_is_cancelled(known, begun)
    history, running = _history_and_running(begun, minutes, now, cancelled)
    agreed = dict(overtime or {})
    for source in (known.published.sittings, history):
        for slot, over in _overtime(known.problem, source).items():
            agreed[slot] = max(over, agreed.get(slot, 0))
    situation = Situation(
        now=now,
        freeze_until=now + freeze,
        published=tuple(
            s for s in known.published.sittings if s.session not in cancelled or s in history
        ),
        minutes={id: m for id, m in minutes.items() if id not in cancelled},
        settled=frozenset(fact.subject for fact in known.of(*HELD)),
        history=history,
        running=running,
        starts={id: start for id, start in starts.items() if id not in cancelled},
        cancelled=cancelled,
        overtime=agreed,
        sequence=known.sequence,
    )
    return with_facts(known.problem, known.facts, now).model_copy(update={"situation": situation})


def _nothing_begun_is_cancelled(known: Known, begun: Sequence[Sitting]) -> None:
    for fact in known.new:
        since = [s.start for s in begun if s.session == fact.subject]
        if fact.kind == "cancelled" and since:
            when = f"{since[0].astimezone(zone(known.problem)):%A %H:%M}"
            raise FactError(f"{fact}: {fact.subject} began {when}; say early instead")


def _still_to_come(sitting: Sitting, starts: Mapping[str, datetime], now: datetime) -> bool:
    return sitting.session in starts and starts[sitting.session] >= now


def _history_and_running(
    begun: Sequence[Sitting],
    minutes: Mapping[str, int],
    now: datetime,
    cancelled: Iterable[str],
) -> tuple[tuple[Sitting, ...], tuple[Sitting, ...]]:
    """Sittings over by ``now`` (ends as the minutes in force say), and those that still run."""
    history, running = [], []
    last = {sitting.session: sitting for sitting in begun}
    held: dict[str, int] = {}
    for sitting in begun:
        left = minutes.get(sitting.session, 0) - held.get(sitting.session, 0)
        if sitting is last[sitting.session] and sitting.session not in cancelled:
            over = sitting.end if left >= length(sitting) else sitting.start + left * MINUTE
            lasts_on = over > now
        else:
            over, lasts_on = sitting.end, sitting.end > now
        held[sitting.session] = held.get(sitting.session, 0) + length(sitting)
        if lasts_on:
            running.append(sitting)
        else:
            history.append(sitting.model_copy(update={"end": over}))
    return tuple(history), tuple(running)


def slot_of(problem: Problem, sitting: Sitting) -> DaySlot | None:
    """The latest day slot serving the session's kind that had begun by the start."""
    return _slots_of(problem, [sitting])[0]


def _slots_of(problem: Problem, sittings: Sequence[Sitting]) -> list[DaySlot | None]:
    kinds = {session.id: session.kind for session in problem.sessions}
    slots = day_slots(problem)
    found = []
    for sitting in sittings:
        kind = kinds.get(sitting.session, "session")
        begun = (s for s in slots if s.start <= sitting.start and s.template.serves(kind))
        found.append(max(begun, key=lambda slot: slot.start, default=None))
    return found


def _overtime(problem: Problem, sittings: Sequence[Sitting]) -> dict[str, int]:
    """Minutes that sittings run past the end of their slot, per slot."""
    over: dict[str, int] = {}
    for sitting, slot in zip(sittings, _slots_of(problem, sittings), strict=True):
        if slot is not None and sitting.end > slot.end:
            minutes = int((sitting.end - slot.end) // MINUTE)
            over[slot.id] = max(minutes, over.get(slot.id, 0))
    return over


def restated(problem: Problem, record: Record) -> Problem:
    """The problem that a stored timetable solves: with its policy, orders, facts and situation."""
    problem = kept(with_waived(problem, record.waive), record.pins)
    problem = problem.model_copy(update={"in_force": record.policy})
    if record.situation is None:
        return problem
    told = facts.parse(problem, record.facts)
    changed = with_facts(with_added(problem, told), told, record.situation.now)
    return applied(changed.model_copy(update={"situation": record.situation}))


def default_now(known: Known, as_of: str | None = None) -> datetime:
    """
    ``as_of`` of the published timetable if there is nothing new. Otherwise the latest moment at
    which a fact was told, if one says that. Else when somebody would first have told the facts:
    just before an overrunning session was to end, as an early one ends, when a late one was to
    start, when an absence begins. The opening of the meeting if the facts name no moment.
    """
    if not known.new and as_of is not None:
        with suppress(ValueError):
            return datetime.fromisoformat(as_of).replace(tzinfo=zone(known.problem)).astimezone(UTC)
    said = [_told(known, fact) for fact in known.new if fact.at is not None]
    if said:
        return max(moment for moment in said if moment is not None).astimezone(UTC)
    told = [_told(known, fact) for fact in known.new]
    opening = min(slot.start for slot in day_slots(known.problem))
    return min((moment for moment in told if moment is not None), default=opening).astimezone(UTC)


def _told(known: Known, fact: Fact) -> datetime | None:
    if fact.at is not None:
        return fact.at.replace(tzinfo=zone(known.problem))
    begins = effect(known, fact)
    if begins is None or fact.minutes is None or fact.kind == "late":
        return begins
    sittings = known.published.of_session(fact.subject)
    if fact.kind == "overrun":
        return max(begins, sittings[-1].end - LEAD)
    before = sum(length(s) for s in sittings if s.start + MINUTE < begins)
    return begins - MINUTE + (minutes_in_force(known)[fact.subject] - before) * MINUTE


LEAD = 5 * MINUTE
"""How long before the end a chair says that it will not do."""
