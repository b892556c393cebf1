"""Where a session is asked to be, every place there, and the problem that prices changes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from scheduler.errors import SchedulerError, did_you_mean
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, place
from scheduler.instance.instance import Instance
from scheduler.instance.records import SlotTicks
from scheduler.problem import Problem, Session, Situation, day_slots
from scheduler.timetable import Timetable

LONG_BEFORE = timedelta(days=3)
"""Before the first day, so that no change is inside the notice period."""


class NoSuchPlaceError(SchedulerError):
    """There is no such slot, or no such room; or no session of this kind may sit there."""


@dataclass(frozen=True, slots=True)
class Location:
    """A session whose first sitting starts in one of these day slots (ids), in a room or any."""

    session: str
    slots: frozenset[str]
    room: str | None


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

    @property
    def location(self) -> Location:
        return Location(self.session.id, frozenset(slot.id for slot in self.slots), self.room)

    @property
    def rooms(self) -> tuple[str, ...]:
        """The room that is named, else those that suit the session, else all."""
        instance = self.occupancy.instance
        if self.room is not None:
            return (self.room,)
        suitable = self.occupancy.precomputed.suitable_rooms(instance.index[self.session.id])
        return tuple(instance.rooms[r] for r in suitable) or instance.rooms


def places_of(question: Question) -> list[CandidatePlace]:
    """
    Every start on the grid that is not past, in every slot and room of the question.

    Raises
    ------
    NoSuchPlaceError
        There is no such slot or room, or none of these for this session.
    """
    _require_place(question)
    occupancy = question.occupancy
    candidates = list(_starting(question, occupancy.instance.now))
    if candidates:
        return candidates
    return list(_starting(question, 0))[:1] or _at_the_start(question)


def _starting(question: Question, now: int) -> Iterator[CandidatePlace]:
    occupancy, precomputed = question.occupancy, question.occupancy.precomputed
    i = occupancy.instance.index[question.session.id]
    for slot, room in product(question.slots, question.rooms):
        k, r = precomputed.slot_index[slot.id], precomputed.room_index[room]
        starts = (t for t in occupancy.instance.starts(i, k) if t >= now)
        yield from (place(occupancy, i, k, r, start) for start in starts)


def _at_the_start(question: Question) -> list[CandidatePlace]:
    """The start of the first slot, where none of its minutes is on the grid."""
    occupancy, precomputed = question.occupancy, question.occupancy.precomputed
    slot, room = question.slots[0], question.rooms[0]
    i = occupancy.instance.index[question.session.id]
    k, r = precomputed.slot_index[slot.id], precomputed.room_index[room]
    return [place(occupancy, i, k, r, slot.start)]


def _require_place(question: Question) -> None:
    instance, slot, room = question.occupancy.instance, question.slot, question.room
    if room is not None and room not in instance.rooms:
        raise NoSuchPlaceError(f"no room is called {room!r}{did_you_mean(room, instance.rooms)}")
    if not any(s.is_called((slot,)) for s in instance.slots):
        raise NoSuchPlaceError(f"no slot is called {slot!r}; {_meant(instance, slot)}")
    if not question.slots:
        raise NoSuchPlaceError(f"{slot} is not for sessions of kind {question.session.kind!r}")
    if question.session.id not in instance.index:
        raise NoSuchPlaceError(f"{question.session.id} is cancelled")


def _meant(instance: Instance, slot: str) -> str:
    """``write morning, or 2025-02-25/morning``, in words of this meeting."""
    slots, name = instance.slots, slot.rpartition("/")[2]
    same = [s for s in slots if name == s.template] or slots
    return f"write {same[0].template}, or {same[0].id}"


def staying(problem: Problem, timetable: Timetable) -> Problem:
    """As ``published``, and every session lasts no longer than it does: it need not be longer."""
    replan = published(problem, timetable)
    assert replan.situation is not None
    lengths = Counter[str]()
    for sitting in timetable.sittings:
        lengths[sitting.session] += int((sitting.end - sitting.start) // day_slots.MINUTE)
    situation = replan.situation.model_copy(
        update={"minutes": {**replan.situation.minutes, **lengths}}
    )
    return replan.model_copy(update={"situation": situation})


def published(problem: Problem, timetable: Timetable) -> Problem:
    """A situation in which the timetable is published and all that happened is what had."""
    situation = problem.situation
    if situation is None:
        opening = min(slot.start for slot in day_slots.day_slots(problem))
        first = min((sitting.start for sitting in timetable.sittings), default=opening)
        now = day_slots.localised(min(opening, first), problem.zone) - LONG_BEFORE
        situation = Situation(now=now, freeze_until=now, published=(), minutes={})
    minutes = {session.id: session.minutes.likely for session in problem.held}
    overtime = _overtime(problem, timetable)
    for slot, agreed in situation.overtime.items():
        overtime[slot] = max(agreed, overtime.get(slot, 0))
    told = {
        "published": timetable.sittings,
        "minutes": minutes | situation.minutes,
        "overtime": overtime,
    }
    return problem.model_copy(update={"situation": situation.model_copy(update=told)})


def _overtime(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Minutes past the end of a day slot that are published: every policy may use them."""
    kinds = {session.id: session.kind for session in problem.sessions}
    over: dict[str, int] = {}
    for slot in day_slots.day_slots(problem):
        for s in timetable.sittings:
            inside = slot.template.serves(kinds[s.session]) and slot.start <= s.start < slot.end
            if inside and s.end > slot.end:
                minutes = int((s.end - slot.end) // day_slots.MINUTE)
                over[slot.id] = max(minutes, over.get(slot.id, 0))
    return over


def is_there(question: Question, timetable: Timetable) -> bool:
    """Whether the session starts in the slot, and in the room."""
    sittings = timetable.of_session(question.session.id)
    if not sittings:
        return False
    start = question.occupancy.instance.grid.floor(sittings[0].start)
    there = any(slot.start <= start < slot.end for slot in question.slots)
    return there and question.room in (None, sittings[0].room)
