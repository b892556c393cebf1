"""The problem with a session held to a place, and the timetable it has published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from scheduler.insight.minutes import SlotMinutes, minute, moment
from scheduler.insight.occupancy import Board
from scheduler.insight.places import Place
from scheduler.insight.precomputed import Frame, frame_of
from scheduler.problem import Pin, Problem, Session, Situation
from scheduler.timetable import Timetable

LONG_BEFORE = timedelta(days=3)
"""Before the first day, so that no change is inside the notice period."""
TRIED = 6
"""Starts tried for a session that is longer than the slot."""


@dataclass(frozen=True, slots=True)
class Question:
    """Why not there: a slot, of every day if it names none, and a room, any one if it is None."""

    board: Board
    session: Session
    slot: str
    room: str | None

    @property
    def slots(self) -> tuple[SlotMinutes, ...]:
        frame = self.board.frame
        return tuple(s for s in frame.slots_for(self.session) if self.slot in (s.id, s.template.id))


def restrictions(question: Question, best: Place) -> tuple[Problem, ...]:
    """The problem with the session at the place; several if only its start can say so."""
    frame, session = question.board.frame, question.session
    update: dict[str, object] = {} if question.room is None else {"rooms": (question.room,)}
    if session.split is None or len(best.spans) == 1:
        return (_with(frame.problem, session, {**update, "slots": (question.slot,)}),)
    if session.id in frame.orders:
        moments = [("not_before", slot.start) for slot in question.slots]
    else:
        moments = [("exact", t) for t in _starts(best, question.slots)]
    return tuple(
        _with(frame.problem, session, {**update, "pin": _pin(frame, session, kind, t)})
        for kind, t in moments[:TRIED]
    )


def _starts(best: Place, slots: Iterable[SlotMinutes]) -> list[int]:
    """The start with the least in its way, then the starts of the slots."""
    return list(dict.fromkeys((best.start, *(slot.start for slot in slots))))


def _pin(frame: Frame, session: Session, kind: str, start: int) -> Pin:
    room = session.pin.room if session.pin is not None else None
    at = moment(start, frame.zone).replace(tzinfo=None)
    return Pin.model_validate({kind: at, "room": room})


def _with(problem: Problem, session: Session, update: dict[str, object]) -> Problem:
    changed = session.model_copy(update=update)
    sessions = tuple(changed if s.id == session.id else s for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def staying(problem: Problem, timetable: Timetable) -> Problem:
    """A situation in which the timetable is published and all that happened is what had."""
    if problem.situation is not None:
        known = problem.situation.model_copy(update={"published": timetable.sittings})
        return problem.model_copy(update={"situation": known})
    frame = frame_of(problem)
    first = min((s.start for s in timetable.sittings), default=None)
    opening = moment(min(slot.start for slot in frame.slots), frame.zone)
    now = min(opening, first or opening) - LONG_BEFORE
    known = Situation(now=now, freeze_until=now, published=timetable.sittings, minutes={})
    return problem.model_copy(update={"situation": known})


def is_there(question: Question, timetable: Timetable) -> bool:
    """Whether the session starts in the slot, and in the room."""
    sittings = timetable.of_session(question.session.id)
    if not sittings:
        return False
    start = minute(sittings[0].start)
    there = any(slot.start <= start < slot.end for slot in question.slots)
    return there and question.room in (None, sittings[0].room)
