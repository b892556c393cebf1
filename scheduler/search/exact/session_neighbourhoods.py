"""
Neighbourhoods of a timetable: which sessions are set free together.

They are the sessions of a body, of a stretch of time, of a room or of a person, or those that cost
something (by the verifier's charges) with the sessions that they could change places with.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ortools.sat.python.cp_model import CpSolver, IntVar

from scheduler import verifier
from scheduler.model import Model
from scheduler.search.cpsat import large_neighbourhoods
from scheduler.search.cpsat.incumbent import Incumbent
from scheduler.search.cpsat.lexicographic import decoded
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import Found, Solved
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.timetable import Timetable

FEW = 6
"""The fewest sessions that are set free at once."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the sessions are in the incumbent, and which of them cost something."""

    start: dict[int, int]
    room: dict[int, int]
    bodies: dict[str, list[int]]
    people: dict[str, list[int]]
    charged: list[tuple[int, list[int]]]


@dataclass
class Sessions:
    """Sessions that are set free, each with all that says where and when it is held."""

    model: Model
    variables: list[tuple[int, ...]]
    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: tuple[Incumbent, _Places] | None = None
    fewest: int = FEW

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(NEIGHBOURHOODS)

    @property
    def most(self) -> int:
        return len(self.variables)

    @property
    def decided(self) -> frozenset[int]:
        return frozenset(index for own in self.variables for index in own)

    def free(self, incumbent: Incumbent, kind: str, size: int, draw: random.Random) -> set[int]:
        """The variables of so many sessions that belong together."""
        places = self._places(incumbent)
        chosen = _fill(NEIGHBOURHOODS[kind](places, draw), places, draw, size)
        return {index for i in chosen for index in self.variables[i]}

    def _places(self, incumbent: Incumbent) -> _Places:
        """Made anew for each incumbent."""
        with self.lock:
            if self.seen is None or self.seen[0] is not incumbent:
                self.seen = (incumbent, _places_of(self.model, incumbent.solver))
            return self.seen[1]


def improve(model: Model, solved: Solved, limits: Limits) -> Found:
    """Better timetables near the one found, for all the time that is left."""
    variables = [tuple(_of_session(model, i)) for i in range(len(model.instance.sessions))]
    return decoded(
        model, large_neighbourhoods.improve(model, solved, Sessions(model, variables), limits)
    )


def _of_session(model: Model, i: int) -> Iterator[int]:
    """The variables that say where and when a session is held, and by whom."""
    var = model.var
    yield from _indices([var.placed[i], var.minutes[i], *var.panel[i]])
    for part in var.parts[i]:
        yield from _indices([part.held, *part.slots.values(), *part.rooms.values()])
        yield from _indices([part.start, part.end, part.length])


def _indices(literals: Sequence[object]) -> Iterator[int]:
    for literal in literals:
        if isinstance(literal, IntVar):
            yield literal.index


def _places_of(model: Model, incumbent: CpSolver) -> _Places:
    instance = model.instance
    timetable = timetable_of(model, incumbent)
    start: dict[int, int] = {}
    room: dict[int, int] = {}
    for sitting in timetable.sittings:
        i = instance.index[sitting.session]
        start.setdefault(i, instance.grid.floor(sitting.start))
        room.setdefault(i, instance.room_index[sitting.room])
    return _Places(start, room, _bodies(model), instance.involving, _charged(model, timetable))


def _bodies(model: Model) -> dict[str, list[int]]:
    bodies: dict[str, list[int]] = {}
    for i, session in enumerate(model.instance.sessions):
        for body in (*((session.group,) if session.group else ()), *session.joint):
            bodies.setdefault(body, []).append(i)
    return bodies


def _charged(model: Model, timetable: Timetable) -> list[tuple[int, list[int]]]:
    """(amount, sessions) of each charge."""
    instance = model.instance
    return [
        (charge.amount, [instance.index[id] for id in charge.sessions if id in instance.index])
        for charge in verifier.charges(instance.problem, timetable)
        if charge.amount > 0 and charge.sessions
    ]


def _by_body(places: _Places, draw: random.Random) -> list[int]:
    return draw.choice(list(places.bodies.values())) if places.bodies else []


def _by_person(places: _Places, draw: random.Random) -> list[int]:
    return draw.choice(list(places.people.values())) if places.people else []


def _by_cost(places: _Places, draw: random.Random) -> list[int]:
    if not places.charged:
        return []
    amounts = [amount for amount, _ in places.charged]
    return draw.choices([sessions for _, sessions in places.charged], amounts)[0]


def _by_time(places: _Places, draw: random.Random) -> list[int]:
    """Sessions that start at about the time of one of them."""
    if not places.start:
        return []
    start = places.start[draw.choice(list(places.start))]
    return sorted(places.start, key=lambda i: (abs(places.start[i] - start), i))[:FEW]


def _by_room(places: _Places, draw: random.Random) -> list[int]:
    """Sessions in the room of one of them at about that time."""
    if not places.start:
        return []
    one = draw.choice(list(places.start))
    here = [i for i in places.start if places.room[i] == places.room[one]]
    return sorted(here, key=lambda i: (abs(places.start[i] - places.start[one]), i))[: 2 * FEW]


def _by_chance(places: _Places, draw: random.Random) -> list[int]:
    return draw.sample(list(places.start), min(FEW, len(places.start)))


NEIGHBOURHOODS: dict[str, Callable[[_Places, random.Random], list[int]]] = {
    "body": _by_body,
    "person": _by_person,
    "cost": _by_cost,
    "time": _by_time,
    "room": _by_room,
    "chance": _by_chance,
}


def _fill(seed: list[int], places: _Places, draw: random.Random, size: int) -> list[int]:
    """
    The sessions of the kind, and as many again of those about the same time or of the same kind.

    A session alone has nowhere to go where rooms are full: somebody has to change with it.
    """
    free = list(dict.fromkeys(seed if len(seed) <= size else draw.sample(seed, size)))
    while len(free) < min(size, len(places.start)):
        fill = draw.choice((_by_time, _by_room, _by_body, _by_chance))
        more = [i for i in fill(places, draw) if i not in free]
        if not more:
            more = [i for i in _by_chance(places, draw) if i not in free]
        free += more[: size - len(free)]
    return free
