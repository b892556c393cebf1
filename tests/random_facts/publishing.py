"""What is published of a random meeting, laid out as a planner might by hand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from scheduler import verifier
from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.timetable import Record, Timetable, Unplaced

TRIES = 6
"""Places that are tried for a session."""
Stretch = tuple[DaySlot, datetime, datetime]


def lay_out(rng: Random, problem: Problem) -> Record:
    """
    Rolling orders one session after the other, all others where nothing speaks against it.

    Mostly: what finds no such place in a few tries is left out, or sits where it breaks a rule.
    """
    sheet = Sheet(problem)
    rolled = {id for order in problem.rolling for id in order.order}
    for order in problem.rolling:
        free = sheet.slots[0].start
        for id in order.order:
            parts = sheet.parts(problem.session(id), order.room, free)
            sheet.sittings += parts
            free = parts[-1].end + order.changeover * MINUTE if parts else free
    for session in problem.sessions:
        if session.id not in rolled and (session.rank is None or rng.random() < 0.7):
            sheet.sittings += _place(rng, sheet, session)
    return sheet.record()


def _place(rng: Random, sheet: "Sheet", session: Session) -> list[Sitting]:
    """The first of a few places that breaks no more rules; else, now and then, any."""
    rooms = session.rooms or [room.id for room in sheet.problem.rooms]
    before, tried = sheet.broken([]), list[Sitting]()
    for _ in range(TRIES):
        tried = sheet.parts(session, rng.choice(rooms), rng.choice(sheet.slots).start)
        if tried and sheet.broken(tried) <= before:
            return tried
    return tried if rng.random() < 0.3 else []


class Sheet:
    """The timetable as it fills."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = day_slots(problem)
        self.sittings: list[Sitting] = []
        self._step = timedelta(minutes=problem.meeting.grid)

    def parts(self, session: Session, room: str, earliest: datetime) -> list[Sitting]:
        """Its sittings in a room from a moment on; none if there is no place for them."""
        stretches = list(self._stretches(session, room, earliest))
        held = sum((end - start for _, start, end in stretches), timedelta(0))
        most = session.split.most_parts if session.split is not None else 1
        if held < session.minutes.likely * MINUTE or len(stretches) > (most or len(stretches)):
            return []
        return [
            Sitting(
                session=session.id,
                part=n,
                parts=len(stretches),
                room=room,
                start=start,
                end=end,
            )
            for n, (_, start, end) in enumerate(stretches, 1)
        ]

    def _stretches(self, session: Session, room: str, earliest: datetime) -> Iterator[Stretch]:
        left, days = session.minutes.likely * MINUTE, list[date]()
        together = "any" if session.split is None else session.split.days
        for slot in self.slots:
            fits = {"any": True, "same": {slot.day}.issuperset(days)}
            stretch = self._stretch(session, slot, room, earliest, left)
            if left and stretch is not None and fits.get(together, slot.day not in days):
                yield slot, *stretch
                left -= stretch[1] - stretch[0]
                days.append(slot.day)

    def _stretch(
        self, session: Session, slot: DaySlot, room: str, earliest: datetime, left: timedelta
    ) -> tuple[datetime, datetime] | None:
        """What of the session may sit in a slot, on the grid, behind whom it holds already."""
        busy = [s.end for s in self.sittings if s.room == room and s.start < slot.end]
        after = max([slot.start, earliest, *busy])
        start = after + -(after - slot.start) % self._step
        space = slot.end - start
        least = session.split.least_part * MINUTE if session.split is not None else left
        if (
            not slot.template.serves(session.kind)
            or space <= timedelta(0)
            or space < min(least, left)
        ):
            return None
        return start, start + min(left, space)

    def broken(self, more: list[Sitting]) -> int:
        """How many rules are broken with these sittings besides, unplaced sessions aside."""
        timetable = self._timetable([*self.sittings, *more])
        return sum(v.rule != "placement" for v in verifier.violations(self.problem, timetable))

    def _timetable(self, sittings: list[Sitting]) -> Timetable:
        placed = {s.session for s in sittings}
        missing = [s.id for s in self.problem.sessions if s.id not in placed]
        return Timetable.of(sittings, [Unplaced(session=id, reason="-") for id in missing])

    def record(self) -> Record:
        timetable = self._timetable(self.sittings)
        return Record(
            meeting=self.problem.meeting.id,
            scenario_sha256="",
            timezone=self.problem.meeting.timezone,
            sittings=timetable.sittings,
            unplaced=timetable.unplaced,
        )
