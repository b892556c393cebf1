"""Which row and column of the annex a sitting belongs to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scheduler.problem import Problem, Sitting, Slot

SIDE_EVENT = "side-event"
Places = Mapping[tuple[str, date, str], tuple[Sitting, ...]]
"""Room, day and slot to the regular sittings there, in order."""
SidePlaces = Mapping[date, tuple[Sitting, ...]]
"""Every day of the meeting to its side events, in order."""


@dataclass(frozen=True, slots=True)
class _DaySlot:
    """One regular slot of one day; ``start`` in UTC."""

    start: datetime
    day: date
    template: Slot


def days(problem: Problem) -> tuple[date, ...]:
    """The columns, in order of time."""
    return tuple(sorted(set(problem.days)))


def is_held(slot: Slot, day: date) -> bool:
    return slot.days is None or day in slot.days


def bands(problem: Problem) -> tuple[tuple[Slot, ...], ...]:
    """
    The rows: the slots that serve some regular session, in order of the clock.

    Slots of the same hours on different days (a Friday morning of its own) share a row.
    """
    rows: list[list[Slot]] = []
    for slot in sorted(_regular(problem), key=lambda slot: (slot.start, slot.minutes)):
        for row in rows:
            same = (row[0].start, row[0].end) == (slot.start, slot.end)
            if same and not _meet(problem, row, slot):
                row.append(slot)
                break
        else:
            rows.append([slot])
    return tuple(map(tuple, rows))


def _regular(problem: Problem) -> Iterable[Slot]:
    """A slot for committees only is a row where there are committees; one for side events never."""
    kinds = {session.kind for session in problem.sessions} - {SIDE_EVENT} or {"session"}
    return (
        slot
        for slot in problem.slots
        if any(slot.serves(kind) for kind in kinds)
        and any(is_held(slot, day) for day in problem.days)
    )


def _meet(problem: Problem, row: Iterable[Slot], slot: Slot) -> bool:
    return any(is_held(slot, day) and is_held(other, day) for day in problem.days for other in row)


def regular(problem: Problem, sittings: Iterable[Sitting]) -> Places:
    """
    Every regular sitting in its room slot.

    That is the latest slot for its kind that began by its start, so that what begins in the
    overtime, or past midnight, is printed where it belongs; the first slot, if none began.
    """
    slots = _day_slots(problem)
    kinds = _kinds(problem)
    fitting = {
        kind: [slot for slot in slots if slot.template.serves(kind)] or slots
        for kind in {"session", *kinds.values()}
    }
    sittings_of: defaultdict[tuple[str, date, str], list[Sitting]] = defaultdict(list)
    for sitting in sorted(sittings, key=lambda s: (s.start, s.session, s.part)):
        kind = kinds.get(sitting.session, "session")
        if kind != SIDE_EVENT:
            slot = _slot_of(sitting, fitting[kind])
            sittings_of[sitting.room, slot.day, slot.template.id].append(sitting)
    return {place: tuple(there) for place, there in sittings_of.items()}


def _slot_of(sitting: Sitting, slots: list[_DaySlot]) -> _DaySlot:
    begun = bisect_right(slots, sitting.start, key=lambda slot: slot.start)
    return slots[max(begun - 1, 0)]


def _day_slots(problem: Problem) -> list[_DaySlot]:
    zone = problem.zone
    templates = [slot for band in bands(problem) for slot in band]
    slots = [
        _DaySlot(datetime.combine(day, slot.start, zone).astimezone(UTC), day, slot)
        for day in days(problem)
        for slot in templates
        if is_held(slot, day)
    ]
    return sorted(slots, key=lambda slot: slot.start)


def side_events(problem: Problem, sittings: Iterable[Sitting]) -> SidePlaces:
    """The side events of each day of the meeting, in all rooms, in order."""
    zone = problem.zone
    kinds = _kinds(problem)
    sittings_of: dict[date, list[Sitting]] = {day: [] for day in days(problem)}
    for sitting in sorted(sittings, key=lambda s: (s.start, s.room, s.session)):
        if kinds.get(sitting.session) == SIDE_EVENT:
            local = sitting.start.astimezone(zone).date()
            sittings_of[
                max((d for d in sittings_of if d <= local), default=min(sittings_of))
            ].append(sitting)
    return {day: tuple(there) for day, there in sittings_of.items()}


def _kinds(problem: Problem) -> Mapping[str, str]:
    return {session.id: session.kind for session in problem.sessions}
