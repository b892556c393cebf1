"""The scenario as a file is compared with it: its slots, rooms, rolling orders, and its times."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from scheduler.importing.against.file_report import Stretch
from scheduler.importing.against.sayings import slot_names
from scheduler.importing.against.slots_begun import Slots
from scheduler.letter.folding import plain
from scheduler.problem import Problem, Room, Session, Sitting
from scheduler.problem.day_slots import MINUTE


@dataclass(frozen=True)
class View:
    """
    A problem, and when its sessions were held before, if that is known.

    ``base``: the parts of each session that had a place, by id; None if there is no timetable to
    compare with.
    """

    problem: Problem
    base: Mapping[str, tuple[Stretch, ...]] | None = None

    @cached_property
    def slots(self) -> Slots:
        return Slots(self.problem)

    @cached_property
    def slot_names(self) -> dict[str, str]:
        return slot_names(self.problem)

    @cached_property
    def sessions(self) -> dict[str, Session]:
        return {session.id: session for session in self.problem.sessions}

    @cached_property
    def orders(self) -> dict[str, int]:
        """Number of the rolling order of each session that is in one."""
        return {id: i for i, order in enumerate(self.problem.rolling) for id in order.order}

    @cached_property
    def starts(self) -> dict[str, datetime]:
        """When sessions start, as far as the timetable or a pin says it."""
        if self.base is not None:
            return {id: parts[0].start for id, parts in self.base.items() if parts}
        pinned = ((s.id, s.pin.exact) for s in self.problem.sessions if s.pin is not None)
        return {id: exact for id, exact in pinned if exact is not None}

    def first_place(self, id: str) -> tuple[str, datetime] | None:
        """Room and start of the slot in which a session began before; None: not known."""
        parts = self.base.get(id) if self.base is not None else None
        begun = self.slots.begun(self.sessions[id].kind, parts[0].start) if parts else None
        return (parts[0].room, begun.start) if parts and begun is not None else None

    @cached_property
    def _rooms(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for room in reversed(self.problem.rooms):
            names |= dict.fromkeys(_names(room), room.id)
        return names | {plain(room.id): room.id for room in self.problem.rooms}

    def room(self, words: str) -> str | None:
        """The id of a room by its id or name, also with its floor behind; None if there is none."""
        folded = plain(words)
        if folded in self._rooms:
            return self._rooms[folded]
        starts = [name for name in self._rooms if name and folded.startswith(name)]
        longest = max(starts, key=len, default=None)
        return self._rooms[longest] if longest is not None else None

    def room_name(self, id: str) -> str:
        """``Room 2``"""
        return next((r.name or r.id for r in self.problem.rooms if r.id == id), id)

    def name(self, id: str) -> str:
        """What people call a session."""
        session = self.sessions.get(id)
        return session.printed if session is not None else id


def _names(room: Room) -> set[str]:
    others = room.names.model_dump().values() if room.names is not None else ()
    names = (room.name, *(name for name in others if name))
    return {plain(text) for name in names if name for text in (name, f"{name} ({room.id})")}


def base_of(problem: Problem, sittings: Iterable[Sitting]) -> dict[str, tuple[Stretch, ...]]:
    """The parts of each session in a timetable, by the clock of the meeting."""
    zone = problem.zone
    parts: dict[str, list[Stretch]] = {}
    for sitting in sorted(sittings, key=lambda s: (s.start.astimezone(UTC), s.session, s.part)):
        # in UTC: two datetimes of one ZoneInfo subtract as wall clocks
        length = sitting.end.astimezone(UTC) - sitting.start.astimezone(UTC)
        minutes = length // MINUTE
        start = sitting.start.astimezone(zone).replace(tzinfo=None)
        made = Stretch(start=start, minutes=minutes, room=sitting.room)
        parts.setdefault(sitting.session, []).append(made)
    return {id: tuple(own) for id, own in parts.items()}
