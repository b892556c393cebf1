"""Timetables without a thought: sessions one after another in slots and rooms, for round trips."""

from datetime import UTC, datetime, timedelta
from random import Random

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Record
from scheduler.timetable.timetable import Unplaced


def filled(problem: Problem, seed: int) -> Record:
    """
    Every session somewhere, as long as there are slots: no rule is kept but that of the slots.

    Some sessions have two parts; what is left over has no place.
    """
    rng = Random(seed)
    grid = problem.meeting.grid
    waiting = list(problem.sessions)
    rng.shuffle(waiting)
    sittings: list[Sitting] = []
    for day in problem.days:
        for slot in problem.slots:
            for room in problem.rooms:
                at, end = (
                    datetime.combine(day, clock, problem.zone).astimezone(UTC)
                    for clock in (slot.start, slot.end)
                )
                while waiting and at + timedelta(minutes=grid) <= end and rng.random() < 0.8:
                    session = next((s for s in waiting if slot.serves(s.kind)), None)
                    if session is None or (slot.days is not None and day not in slot.days):
                        break
                    waiting.remove(session)
                    left = int((end - at).total_seconds() // 60) // grid
                    minutes = rng.randint(1, left) * grid
                    start, at = at, at + timedelta(minutes=minutes)
                    hours = (moment.astimezone(problem.zone) for moment in (start, at))
                    made = dict(zip(("start", "end"), hours, strict=True))
                    sittings.append(Sitting(session=session.id, room=room.id, **made))
    return Record(
        meeting=problem.meeting.id,
        scenario_sha256="0" * 64,
        timezone=problem.zone.key,
        sittings=tuple(sorted(sittings, key=lambda s: (s.start, s.room, s.session))),
        unplaced=tuple(
            Unplaced(session=s.id, reason="no slot left")
            for s in sorted(waiting, key=lambda s: s.id)
        ),
    )
