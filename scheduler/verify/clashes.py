"""Whether a stretch of time would clash with what sits already: same room, chair or group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Session
from scheduler.verify.reading import Reading, Stay
from scheduler.verify.side_event import opposed
from scheduler.verify.spans import Calendar

NOBODY: Calendar[Stay] = Calendar.of(())


@dataclass(frozen=True, slots=True)
class Clashes:
    """The sittings of a timetable by room, by chair, and by group."""

    reading: Reading
    in_room: Mapping[str, Calendar[Stay]]
    by_chair: Mapping[str, Calendar[Stay]]
    of_group: Mapping[str, Calendar[Stay]]

    def room_taken(
        self, room: str, start: datetime, end: datetime, ignoring: frozenset[str]
    ) -> bool:
        """Whether a session that is not to be ignored sits in the room meanwhile."""
        sitting = self.in_room.get(room, NOBODY).during(start, end)
        return any(s.session not in ignoring for s in sitting)

    def people_taken(
        self, session: Session, start: datetime, end: datetime, ignoring: frozenset[str]
    ) -> bool:
        """Whether a chair is wanted elsewhere, or the group's side event is on, meanwhile."""
        for chair in sorted(self.reading.chairs_of[session.id]):
            sitting = self.by_chair.get(chair, NOBODY).during(start, end)
            if any(s.session not in ignoring for s in sitting):
                return True
        group = self.of_group.get(session.group, NOBODY) if session.group is not None else NOBODY
        return any(
            s.session not in ignoring and opposed(session, self.reading.sessions[s.session])
            for s in group.during(start, end)
        )


def clashes_in(reading: Reading) -> Clashes:
    """Index every sitting; names that nobody defined still take up their room."""
    in_room, by_chair, of_group = (defaultdict[str, list[Stay]](list) for _ in range(3))
    for stay in reading.stays:
        in_room[stay.room].append(stay)
        for chair in reading.chairs_of.get(stay.session, ()):
            by_chair[chair].append(stay)
        session = reading.sessions.get(stay.session)
        if session is not None and session.group is not None:
            of_group[session.group].append(stay)
    return Clashes(reading, _calendars(in_room), _calendars(by_chair), _calendars(of_group))


def _calendars(found: Mapping[str, Iterable[Stay]]) -> dict[str, Calendar[Stay]]:
    return {key: Calendar.of(stays) for key, stays in found.items()}
