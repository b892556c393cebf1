"""A timetable laid out in minutes beside its problem: who sits where, when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scheduler.insight.frame import Frame, minute
from scheduler.timetable import Timetable


class Taken(NamedTuple):
    """A sitting in minutes."""

    start: int
    end: int
    room: str
    session: str


@dataclass(frozen=True)
class Board:
    """A timetable laid out in minutes beside its problem."""

    frame: Frame
    timetable: Timetable

    @cached_property
    def taken(self) -> tuple[Taken, ...]:
        return tuple(
            Taken(minute(s.start), minute(s.end), s.room, s.session)
            for s in self.timetable.sittings
        )

    @cached_property
    def in_room(self) -> Mapping[str, tuple[Taken, ...]]:
        """Sittings in a room or one that shares a part with it."""
        found: dict[str, list[Taken]] = defaultdict(list)
        for taken in self.taken:
            for room in self.frame.sharing.get(taken.room, frozenset((taken.room,))):
                found[room].append(taken)
        return {room: tuple(there) for room, there in found.items()}

    @cached_property
    def presiding(self) -> Mapping[str, tuple[str, ...]]:
        """Who presides in this timetable, deputies where they do."""
        deputised = {s.session: s.chairs for s in self.timetable.sittings if s.chairs}
        return {**self.frame.presiding, **deputised}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Taken, ...]]:
        """Sittings that a person is wanted in, presiding or not."""
        found: dict[str, list[Taken]] = defaultdict(list)
        for taken in self.taken:
            present = self.frame.present.get(taken.session, frozenset())
            for person in present | frozenset(self.presiding.get(taken.session, ())):
                found[person].append(taken)
        return {person: tuple(there) for person, there in found.items()}

    @cached_property
    def now(self) -> int | None:
        situation = self.frame.problem.situation
        return minute(situation.now) if situation is not None else None


def board_of(frame: Frame, timetable: Timetable) -> Board:
    return Board(frame, timetable)
