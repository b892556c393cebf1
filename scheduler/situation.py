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
from scheduler.errors import FactError
from scheduler.facts import Fact
from scheduler.grid import MINUTE, DaySlot, at, day_slots
from scheduler.pinning import applied
from scheduler.problem import Problem, Room, Sitting, Situation, Window
from scheduler.timetable import Record, Timetable


@dataclass(frozen=True, slots=True)
class Known:
    """
    A published timetable and the facts since: ``old`` ones are part of it, ``new`` ones are not.

    ``waiting``: minutes in force of sessions that found no place in it.
    """

    problem: Problem
    published: Timetable
    old: tuple[Fact, ...]
    new: tuple[Fact, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.old, *self.new)

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)


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
    for fact in known.new:
        if fact.kind in ("overrun", "early") and fact.minutes is not None:
            first_start(known, fact.subject)
            sign = 1 if fact.kind == "overrun" else -1
            minutes[fact.subject] += sign * fact.minutes
            if minutes[fact.subject] < 1:
                raise FactError(
                    f"{fact}: {fact.subject} was to last "
                    f"{minutes[fact.subject] + fact.minutes} minutes in all"
                )
    return {session: held for session, held in minutes.items() if held > 0}


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
    if fact.kind in ("cancelled", "added"):
        return None
    if fact.kind in ("absent", "room-lost"):
        return None if fact.start is None else fact.start.replace(tzinfo=zone(known.problem))
    start = first_start(known, fact.subject)
    if fact.kind == "late" or fact.minutes is None:
        return start
    sittings = known.published.of_session(fact.subject)
    rest = minutes_in_force(known)[fact.subject]
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
        settled=frozenset(fact.subject for fact in known.of("overrun", "early")),
        history=history,
        running=running,
        starts={id: start for id, start in starts.items() if id not in cancelled},
        cancelled=cancelled,
        overtime=agreed,
    )
    return _with_windows(known, now).model_copy(update={"situation": situation})


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


def _with_windows(known: Known, now: datetime) -> Problem:
    """The problem with absent people and lost rooms as windows; lost rooms get substitutes."""
    problem = known.problem
    away = _windows(known, now, "absent")
    closed = _windows(known, now, "room-lost")
    people = tuple(
        person.model_copy(update={"unavailable": (*person.unavailable, *away.get(person.id, ()))})
        for person in problem.people
    )
    rooms = tuple(
        room.model_copy(update={"unavailable": (*room.unavailable, *closed.get(room.id, ()))})
        for room in problem.rooms
    )
    rolling = tuple(
        order.model_copy(update={"substitutes": _substitutes(order.room, rooms)})
        if order.room in closed and not order.substitutes
        else order
        for order in problem.rolling
    )
    return problem.model_copy(update={"people": people, "rooms": rooms, "rolling": rolling})


def restated(problem: Problem, record: Record) -> Problem:
    """The problem that a stored timetable solves: with its policy, facts and situation."""
    problem = problem.model_copy(update={"in_force": record.policy})
    if record.situation is None:
        return problem
    told = Known(problem, record.timetable, facts.parse(problem, record.facts), ())
    update = {"situation": record.situation}
    return applied(_with_windows(told, record.situation.now).model_copy(update=update))


def _windows(known: Known, now: datetime, kind: str) -> dict[str, list[Window]]:
    """Windows by person or room; an open start is now, an open end is after everything."""
    problem = known.problem
    local = now.astimezone(zone(problem)).replace(tzinfo=None, second=0, microsecond=0)
    windows: dict[str, list[Window]] = {}
    for fact in known.of(kind):
        start = fact.start if fact.start is not None else local
        if fact.end is not None and fact.end <= start:
            continue  # over before it was told
        window = Window.model_validate(
            {
                "from": start,
                "to": fact.end if fact.end is not None else _after_all(problem, start),
                "timezone": problem.meeting.timezone,
            }
        )
        windows.setdefault(fact.subject, []).append(window)
    return windows


def _substitutes(room: str, rooms: Sequence[Room]) -> tuple[str, ...]:
    """Every other room may take over from one that was lost; ``room_fit`` says which can."""
    return tuple(other.id for other in rooms if other.id != room)


def _after_all(problem: Problem, start: datetime) -> datetime:
    """Local midnight after the last day, or after ``start`` if that is later."""
    end = at(
        max(problem.days[-1], start.date()) + timedelta(days=1), datetime.min.time(), zone(problem)
    )
    return end.astimezone(zone(problem)).replace(tzinfo=None)


def default_now(known: Known, as_of: str | None = None) -> datetime:
    """
    ``as_of`` of the published timetable if there is nothing new. Otherwise when somebody would
    first have told the facts: just before an overrunning session was to end,
    as an early one ends, when a late or cancelled one was to start, when an absence begins. The
    opening of the meeting if the facts name no moment.
    """
    if not known.new and as_of is not None:
        with suppress(ValueError):
            return datetime.fromisoformat(as_of).replace(tzinfo=zone(known.problem)).astimezone(UTC)
    told = [_told(known, fact) for fact in known.new]
    opening = min(slot.start for slot in day_slots(known.problem))
    return min((moment for moment in told if moment is not None), default=opening).astimezone(UTC)


def _told(known: Known, fact: Fact) -> datetime | None:
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
