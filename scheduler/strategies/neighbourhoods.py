"""
Large-neighbourhood search: all but a few sessions keep their places, and the rest is solved again.

CP-SAT has such a search of its own, but it knows variables, not meetings. Here the sessions set
free are those of a body, of a stretch of time, of a room or of a person, or those that cost
something (by the verifier's charges) with whom they could change places. How many are set free is
adapted: more once such a neighbourhood is searched to its end, fewer when time runs out in it.
A neighbourhood kind that helps is drawn more often, and so is the amount of linear relaxation that
comes to an end sooner: conferences of papers are searched ten times as fast with all of it (0.3 s
instead of 3 s for 30 of 279), overlaps of attendees with little. Each worker searches its own.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from ortools.sat.python.cp_model import (
    FEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    CpSolverStatus,
    IntVar,
    LinearExpr,
)

from scheduler import verify
from scheduler.model import Model
from scheduler.model.variables import Part
from scheduler.search.lexicographic import Result, timetable_of
from scheduler.search.running import Limits
from scheduler.timetable import Timetable

NAME = "neighbourhoods"
SECONDS = 1.5
"""Wall clock of one neighbourhood."""
LINEAR = (1, 2)
"""Linearization levels of CP-SAT to choose from."""
FEW = 6
"""The fewest sessions that are set free at once, and how many it starts with at the least."""


@dataclass(slots=True)
class _Search:
    """What the workers share: the incumbent, how many sessions to free, which kinds help."""

    model: Model
    limits: Limits
    tier: str
    cost: LinearExpr
    bound: int
    solver: CpSolver
    reached: int
    size: float
    variables: list[tuple[int, ...]]
    lock: threading.Lock = field(default_factory=threading.Lock)
    credit: dict[str, float] = field(default_factory=dict)
    pace: dict[int, float] = field(default_factory=lambda: dict.fromkeys(LINEAR, 1.0))
    places: tuple[int, "_Places"] | None = None

    @property
    def over(self) -> bool:
        return self.limits.left <= 0 or self.reached <= self.bound


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the sessions are in the incumbent, and which of them cost something."""

    start: dict[int, int]
    room: dict[int, int]
    bodies: dict[str, list[int]]
    people: dict[str, list[int]]
    charged: list[tuple[int, list[int]]]


def improve(model: Model, found: Result, limits: Limits) -> Result:
    """
    Better timetables near the one found, tier after tier, for all the time that is left.

    Bounds stay as they were proved; nothing is proved here.
    """
    limits = replace(limits, phase=limits.phase or NAME)
    best, tiers = found.solver, list(found.tiers)
    held = model.cp.clone()
    for n, tier in enumerate(tiers):
        cost = LinearExpr.sum(model.tiers[tier.name])
        reached = round(best.value(cost))
        if reached > tier.bound and limits.left > 0:
            best, reached = _improve(model, held, best, tier.name, tier.bound, limits)
        tiers[n] = tier.model_copy(update={"cost": reached})
        if model.tiers[tier.name]:
            held.add(cost <= reached)
    return Result(timetable_of(model, best), tuple(tiers), best)


def _improve(
    model: Model, held: CpModel, best: CpSolver, tier: str, bound: int, limits: Limits
) -> tuple[CpSolver, int]:
    cost = LinearExpr.sum(model.tiers[tier])
    reached = round(best.value(cost))
    size = max(FEW, len(model.instance.sessions) / 10)
    variables = [tuple(_of_session(model, i)) for i in range(len(model.instance.sessions))]
    search = _Search(model, limits, tier, cost, bound, best, reached, size, variables)
    search.credit.update(dict.fromkeys(NEIGHBOURHOODS, 1.0))
    with ThreadPoolExecutor(max_workers=max(1, limits.workers)) as pool:
        for future in [
            pool.submit(_work, search, held, random.Random(f"{limits.seed} {n}"))
            for n in range(max(1, limits.workers))
        ]:
            future.result()
    return search.solver, search.reached


def _work(search: _Search, held: CpModel, draw: random.Random) -> None:
    while not search.over:
        with search.lock:
            kind = draw.choices(list(search.credit), list(search.credit.values()))[0]
            best, reached, size = search.solver, search.reached, search.size
            places = _places(search)
            linear = draw.choices(list(search.pace), list(search.pace.values()))[0]
        free = set(_fill(NEIGHBOURHOODS[kind](places, draw), places, draw, round(size)))
        solver = _solver(search.limits, draw.randrange(2**30), linear)
        near = _near(search, held, best, reached, free)
        with search.limits.stop.telling(solver):
            status = solver.solve(near)
        with search.lock:
            _learn(search, kind, solver, status)
            pace = 1 / max(0.05, solver.wall_time) if status == OPTIMAL else 0.1
            search.pace[linear] = 0.8 * search.pace[linear] + 0.2 * pace


def _learn(search: _Search, kind: str, solver: CpSolver, status: CpSolverStatus) -> None:
    better = False
    if status in (OPTIMAL, FEASIBLE):
        reached = round(solver.value(search.cost))
        better = reached < search.reached
        if reached <= search.reached:
            search.solver, search.reached = solver, reached
    most = len(search.model.instance.sessions)
    if status == OPTIMAL:
        search.size = min(most, search.size * (1.01 if better else 1.05))
    elif not better:
        search.size = max(FEW, search.size * 0.93)
    search.credit[kind] = 0.9 * search.credit[kind] + 0.1 * (1 if better else 0.05) + 0.001
    if better:
        search.limits.tell(search.tier, search.reached, search.bound)


def _solver(limits: Limits, seed: int, linear: int) -> CpSolver:
    solver = CpSolver()
    solver.parameters.max_time_in_seconds = min(SECONDS, limits.left)
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = linear
    solver.parameters.catch_sigint_signal = False
    return solver


def _near(search: _Search, held: CpModel, best: CpSolver, reached: int, free: set[int]) -> CpModel:
    """The neighbourhood of the incumbent in which these sessions are free."""
    near = held.clone()
    values = list(best.response_proto.solution)
    for i in range(len(search.model.instance.sessions)):
        if i not in free:
            for index in search.variables[i]:
                domain = near.proto.variables[index].domain
                domain.clear()
                domain.extend([values[index], values[index]])
    near.clear_hints()  # type: ignore[no-untyped-call]
    hint = near.proto.solution_hint
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)
    near.add(search.cost <= reached)
    near.minimize(search.cost)
    return near


def _of_session(model: Model, i: int) -> Iterator[int]:
    """The variables that say where and when a session is held, and by whom."""
    var = model.var
    yield from _indices([var.placed[i], var.minutes[i], *var.bench[i]])
    for part in var.parts[i]:
        yield from _of_part(part)


def _of_part(part: Part) -> Iterator[int]:
    yield from _indices([part.held, *part.slots.values(), *part.rooms.values()])
    yield from _indices([part.start, part.end, part.length])


def _indices(literals: Sequence[object]) -> Iterator[int]:
    for literal in literals:
        if isinstance(literal, IntVar):
            yield literal.index


def _places(search: _Search) -> _Places:
    """Made anew for each incumbent."""
    if search.places is None or search.places[0] != search.reached:
        search.places = (search.reached, _places_of(search.model, search.solver))
    return search.places[1]


def _places_of(model: Model, solver: CpSolver) -> _Places:
    instance = model.instance
    timetable = timetable_of(model, solver)
    start: dict[int, int] = {}
    room: dict[int, int] = {}
    number = {r: n for n, r in enumerate(instance.rooms)}
    for sitting in timetable.sittings:
        i = instance.index[sitting.session]
        start.setdefault(i, instance.grid.floor(sitting.start))
        room.setdefault(i, number[sitting.room])
    return _Places(start, room, _bodies(model), _people(model), _charged(model, timetable))


def _bodies(model: Model) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, session in enumerate(model.instance.sessions):
        for body in (*((session.group,) if session.group else ()), *session.joint):
            found.setdefault(body, []).append(i)
    return found


def _people(model: Model) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, people in enumerate(model.instance.people):
        for who in sorted(people):
            found.setdefault(who, []).append(i)
    return found


def _charged(model: Model, timetable: Timetable) -> list[tuple[int, list[int]]]:
    """(amount, sessions) of each charge."""
    instance = model.instance
    return [
        (charge.amount, [instance.index[id] for id in charge.sessions if id in instance.index])
        for charge in verify.charges(instance.problem, timetable)
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
    """Those that start about when one of them does."""
    start = places.start[draw.choice(list(places.start))]
    return sorted(places.start, key=lambda i: (abs(places.start[i] - start), i))[:FEW]


def _by_room(places: _Places, draw: random.Random) -> list[int]:
    """Those in the room of one of them, about then."""
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
