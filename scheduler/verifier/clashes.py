"""Whether a stretch of time would clash with a sitting: same room, chair or group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

from scheduler.problem import Session
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.levels import level_of
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules import conflict
from scheduler.verifier.rules.person_clash import sittings_by
from scheduler.verifier.rules.side_event import opposed
from scheduler.verifier.spans import Calendar, grouped

NOBODY: Calendar[Stay] = Calendar.of(())


@dataclass(frozen=True, slots=True)
class Clashes:
    """
    The sittings of a timetable by room, by who presides, and by session.

    ``foes``: sessions that must never meet, by conflict or as a side event of the same group.
    """

    reading: Reading
    in_room: Mapping[str, Calendar[Stay]]
    by_chair: Mapping[str, Calendar[Stay]]
    of_session: Mapping[str, Calendar[Stay]]
    foes: Mapping[str, frozenset[str]]
    longest_walk: timedelta

    def room_taken(
        self, session: Session, room: str, start: datetime, end: datetime, ignoring: frozenset[str]
    ) -> bool:
        """Whether a session that must not share the room sits in it, or in a part of it."""
        return any(
            s.session not in ignoring and self._must_not(session, s, "room_clash")
            for other, calendar in self.in_room.items()
            if self.reading.share_a_part(room, other)
            for s in calendar.during(start, end)
        )

    def people_taken(
        self, session: Session, room: str, start: datetime, end: datetime, ignoring: frozenset[str]
    ) -> bool:
        """
        Whether who is to preside is needed elsewhere, or a session that must not meet it is on.

        Who has to come from, or go to, another room is wanted for the walk as well.
        """
        for chair in sorted(self.reading.chairs_to_come[session.id]):
            calendar = self.by_chair.get(chair, NOBODY)
            for s in calendar.during(start - self.longest_walk, end + self.longest_walk):
                walk = self.reading.travel(room, s.room)
                near = s.start < end + walk and start - walk < s.end
                there = near and s.session not in ignoring
                if there and self._must_not(session, s, "person_clash", (chair,)):
                    return True
        return any(
            s.session not in ignoring
            for other in sorted(self.foes.get(session.id, ()))
            for s in self.of_session.get(other, NOBODY).during(start, end)
        )

    def _must_not(
        self, session: Session, stay: Stay, rule: str, people: tuple[str, ...] = ()
    ) -> bool:
        pair = (session.id, stay.session)
        return level_of(self.reading.problem, rule, pair, people).obeyed


def clashes_in(reading: Reading) -> Clashes:
    """Index every sitting; names that nobody defined still take up their room."""
    travel = reading.problem.travel
    walks = (travel.minutes, *(walk.minutes for walk in travel.between))
    return Clashes(
        reading,
        in_room=_calendars(grouped(reading.stays, lambda s: s.room)),
        by_chair=_calendars(sittings_by(reading, lambda stay: stay.presiding)),
        of_session=_calendars(reading.stays_of),
        foes=_foes(reading),
        longest_walk=max(walks) * MINUTE,
    )


def _foes(reading: Reading) -> dict[str, frozenset[str]]:
    conflicts = {id: set(others) for id, others in conflict.opposed(reading).items()}
    for sessions in grouped(reading.sessions.values(), lambda s: s.group).values():
        for a, b in permutations(sessions, 2):
            pair = (a.id, b.id)
            if opposed(a, b) and level_of(reading.problem, "side_event", pair).obeyed:
                conflicts.setdefault(a.id, set()).add(b.id)
    return {id: frozenset(others) for id, others in conflicts.items()}


def _calendars(stays_by_key: Mapping[str, Iterable[Stay]]) -> dict[str, Calendar[Stay]]:
    return {key: Calendar.of(stays) for key, stays in stays_by_key.items()}
