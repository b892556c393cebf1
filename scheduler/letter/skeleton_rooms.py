"""The rooms of a skeleton: those that an annex names, and one for each thing held in parallel."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.letter.agenda import Business
from scheduler.letter.folding import plain
from scheduler.letter.inference import Guess
from scheduler.letter.names_of_ids import slug
from scheduler.letter.printed_marks import room_and_floor

ROOM = "plenary"


@dataclass(frozen=True, slots=True)
class Rooms:
    """``names`` by id, empty if not said; ``of``: the room of each session."""

    names: dict[str, str]
    of: dict[str, str]

    @property
    def several(self) -> bool:
        """Whether a session has to say which room is its own."""
        return len(self.names) > 1


def rooms_of(guess: Guess) -> Rooms:
    """
    The room of each session.

    One that is not said is the plenary, or a room of its own for what is held in parallel; a side
    event without one has a room of its own among those of its day.
    """
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    made: dict[str, str] = {}
    taken, used = {ROOM}, dict[object, int]()
    for session in sorted(guess.sessions, key=lambda session: session.side):
        if session.room is not None:
            key = plain(session.room)
            if key not in ids:
                name = room_and_floor(session.room)[0]
                ids[key] = ROOM if key == ROOM else slug(name, taken)
            made[session.id] = ids[key]
            names.setdefault(ids[key], session.room)
        elif session.side:
            day = session.shares[0].day
            used[day] = used.get(day, 0) + 1
            made[session.id] = f"side-room-{used[day]}"
            names.setdefault(made[session.id], "")
        else:
            made[session.id] = f"room-{session.lane + 1}" if session.lane else ROOM
            names.setdefault(made[session.id], "")
    return Rooms(names or {ROOM: ""}, made)


def room_lines(rooms: Rooms) -> Iterator[tuple[str, str]]:
    """Id and name, the plenary first."""
    yield from sorted(rooms.names.items(), key=lambda room: room[0] != ROOM)


def orders(guess: Guess, rooms: Rooms) -> dict[str, list[Business]]:
    """The sessions of each room in their order, side events apart."""
    made: dict[str, list[Business]] = {}
    for session in guess.sessions:
        if not session.side:
            made.setdefault(rooms.of[session.id], []).append(session)
    return made
