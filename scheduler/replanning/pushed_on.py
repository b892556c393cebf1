"""
Who found its room taken, outside rolling orders, while a meeting was played through until now.

It began when the room was free, on the grid, and sat until it was done or its slot closed: nobody
has decided yet where its rest goes. If its slot was over by then, or it is not yet free, it has not
begun.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, slot_day
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD
from scheduler.replanning.held import slot_of, true_starts
from scheduler.timetable import Timetable
from scheduler.timetable.standing import closes


def pushed_on(basis: PublishedBasis, past: Timetable, now: datetime) -> Timetable:
    """What was held until ``now``, with those who waited for their room where they were to be."""
    late = true_starts(basis)
    moved = (_told(s, late.get(s.session)) for s in basis.published.sittings)
    wanted = sorted((s for s in moved if _is_looked_at(basis, s, now)), key=lambda s: s.start)
    held = _not_early(past.sittings, wanted)
    for sitting in wanted:
        own = [s for s in held if s.session == sitting.session]
        free = free_from(basis, held, sitting)
        begins = sitting.start if free is None else _on_grid(basis.problem, free)
        is_true = free is None and sitting.session in late
        there = any(
            s.start == begins if is_true else _is_behind(basis.problem, s, sitting, begins)
            for s in own
        )
        if not there and (is_true or free is not None):
            held = [s for s in held if s not in own]
            held += _from_then_on(basis, sitting, begins, now)
    return Timetable.of(held, past.unplaced)


def _not_early(held: Sequence[Sitting], wanted: Sequence[Sitting]) -> list[Sitting]:
    """Nobody begins before it was to: who does is where it was to be."""
    known = {sitting.session: sitting for sitting in wanted}
    early = {s.session for s in held if s.session in known and s.start < known[s.session].start}
    return [*(s for s in held if s.session not in early), *(known[id] for id in sorted(early))]


def _told(sitting: Sitting, start: datetime | None) -> Sitting:
    """A sitting as printed, or from its true start on."""
    if start is None:
        return sitting
    return sitting.model_copy(update={"start": start, "end": start + (sitting.end - sitting.start)})


def free_from(basis: PublishedBasis, held: Iterable[Sitting], wanted: Sitting) -> datetime | None:
    """When its room is left that was taken by who sat there otherwise than printed; else None."""
    printed, problem = frozenset(basis.published.sittings), basis.problem
    others = (s for s in held if s.session != wanted.session and s not in printed)
    return max((s.end for s in others if _is_taken(problem, s, wanted)), default=None)


def _is_looked_at(basis: PublishedBasis, wanted: Sitting, now: datetime) -> bool:
    """Whether it was to begin before now, outside rolling orders, as the only part."""
    told = {f.subject for f in basis.new if f.kind in HELD}
    rolling = {id for order in basis.problem.rolling for id in order.order}
    return wanted.parts == 1 and wanted.start < now and wanted.session not in told | rolling


def _is_behind(problem: Problem, sitting: Sitting, wanted: Sitting, begins: datetime) -> bool:
    """Whether it was held in its room that day, from that moment on or later."""
    days = (slot_day(problem, s.start) for s in (sitting, wanted))
    return sitting.room == wanted.room and sitting.start >= begins and len(set(days)) == 1


def _is_taken(problem: Problem, other: Sitting, wanted: Sitting) -> bool:
    parts = {room.id: {room.id, *room.combines} for room in problem.rooms}
    together = parts[other.room] & parts[wanted.room]
    return bool(together) and other.start <= wanted.start < other.end


def _on_grid(problem: Problem, moment: datetime) -> datetime:
    local = moment.astimezone(problem.zone)
    return moment + -(local.hour * 60 + local.minute) % problem.meeting.grid * MINUTE


def _from_then_on(
    basis: PublishedBasis, wanted: Sitting, begins: datetime, now: datetime
) -> list[Sitting]:
    """Its sitting, if that begins before now and its slot is open."""
    slot = slot_of(basis.problem, wanted)
    until = closes(slot, "roll", {}) if slot is not None else wanted.end
    if begins >= min(until, now):
        return []
    end = min(begins + (wanted.end - wanted.start), until)
    return [wanted.model_copy(update={"start": begins, "end": end})]
