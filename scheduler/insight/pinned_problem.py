"""The problem with a session held to a place, and the timetable it has published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace
from scheduler.insight.precomputed import Precomputed
from scheduler.instance.records import SlotTicks
from scheduler.problem import Pin, Problem, Session, Situation, day_slots
from scheduler.timetable import Timetable

LONG_BEFORE = timedelta(days=3)
"""Before the first day, so that no change is inside the notice period."""
TRIED = 6
"""Starts tried for a session that is longer than the slot."""


@dataclass(frozen=True, slots=True)
class Question:
    """Why not there: a slot, of every day if it names none, and a room, any one if it is None."""

    occupancy: Occupancy
    session: Session
    slot: str
    room: str | None

    @property
    def slots(self) -> tuple[SlotTicks, ...]:
        slots = self.occupancy.precomputed.slots_for(self.session)
        return tuple(slot for slot in slots if slot.is_called((self.slot,)))


def restrictions(question: Question, best: CandidatePlace) -> tuple[Problem, ...]:
    """The problem with the session at the place; several if only its start can say so."""
    precomputed, session = question.occupancy.precomputed, question.session
    update: dict[str, object] = {} if question.room is None else {"rooms": (question.room,)}
    if session.split is None or len(best.spans) == 1:
        return (_with(precomputed.problem, session, {**update, "slots": (question.slot,)}),)
    if precomputed.instance.index[session.id] in precomputed.instance.order_of:
        moments = [("not_before", slot.start) for slot in question.slots]
    else:
        moments = [("exact", t) for t in _starts(best, question.slots)]
    return tuple(
        _with(precomputed.problem, session, {**update, "pin": _pin(precomputed, session, kind, t)})
        for kind, t in moments[:TRIED]
    )


def _starts(best: CandidatePlace, slots: Iterable[SlotTicks]) -> list[int]:
    """The start with the least in its way, then the starts of the slots."""
    return list(dict.fromkeys((best.start, *(slot.start for slot in slots))))


def _pin(precomputed: Precomputed, session: Session, kind: str, start: int) -> Pin:
    room = session.pin.room if session.pin is not None else None
    at = precomputed.instance.grid.clock(start).replace(tzinfo=None)
    return Pin.model_validate({kind: at, "room": room})


def _with(problem: Problem, session: Session, update: dict[str, object]) -> Problem:
    changed = session.model_copy(update=update)
    sessions = tuple(changed if s.id == session.id else s for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def staying(problem: Problem, timetable: Timetable) -> Problem:
    """A situation in which the timetable is published and all that happened is what had."""
    if problem.situation is not None:
        situation = problem.situation.model_copy(update={"published": timetable.sittings})
        return problem.model_copy(update={"situation": situation})
    opening = min(slot.start for slot in day_slots.day_slots(problem))
    first = min((sitting.start for sitting in timetable.sittings), default=opening)
    now = day_slots.localised(min(opening, first), problem.zone) - LONG_BEFORE
    situation = Situation(now=now, freeze_until=now, published=timetable.sittings, minutes={})
    return problem.model_copy(update={"situation": situation})


def is_there(question: Question, timetable: Timetable) -> bool:
    """Whether the session starts in the slot, and in the room."""
    sittings = timetable.of_session(question.session.id)
    if not sittings:
        return False
    start = question.occupancy.instance.grid.floor(sittings[0].start)
    there = any(slot.start <= start < slot.end for slot in question.slots)
    return there and question.room in (None, sittings[0].room)
