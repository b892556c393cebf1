"""The records of an instance, in ticks and indices; ``Instance`` says what the indices mean."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from scheduler.instance.grid import Grid
from scheduler.problem import Pool, Problem, Session
from scheduler.problem.day_slots import at

NOON = time(12)

Span = tuple[int, int]
"""[start, end) in ticks."""


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether [start, end) meets any of the spans."""
    return any(a < end and start < b for a, b in spans)


@dataclass(frozen=True, slots=True)
class SlotTicks:
    """
    A day slot k in ticks.

    Attributes
    ----------
    start, end
        [start, end) without overtime.
    allowed
        Overtime allowed by the policy in force.
    agreed
        Overtime that is already part of the published timetable, free of charge.
    price
        Per minute of overtime.
    starts
        Ticks of the planner's grid in [start, end); the start alone, if the slot is ``aligned``.
    opens, over_midnight
        When it starts by the clock; whether it ends on the next day, and not as that begins.
    """

    id: str
    day: int
    start: int
    end: int
    allowed: int
    agreed: int
    price: int
    starts: tuple[int, ...]
    aligned: bool = False
    opens: time = time()
    over_midnight: bool = False

    @property
    def template(self) -> str:
        """Id of the slot that it is on its day: ``morning`` of ``2025-02-25/morning``."""
        return self.id.partition("/")[2]

    def is_called(self, names: Collection[str]) -> bool:
        """Whether one of the names is its own, or that of its template."""
        return self.id in names or self.template in names


@dataclass(frozen=True, slots=True)
class Begun:
    """
    A sitting that has begun.

    ``end``: None while it is running. ``chairs``: who presides over it, as acting. ``stops``: by
    rule, the last tick at which it may end where that rule is hard. ``last``: the least of them,
    and the end of its slot with the allowed overtime.
    """

    slot: int
    room: int
    start: int
    end: int | None
    team: str | None = None
    chairs: tuple[str, ...] = ()
    stops: tuple[tuple[str, int], ...] = ()
    last: int = 0

    @property
    def running(self) -> bool:
        return self.end is None

    def stop(self, rule: str) -> int | None:
        """The last tick at which the rule lets it end; None if that is any."""
        return next((tick for code, tick in self.stops if code == rule), None)


@dataclass(frozen=True, slots=True)
class Panel:
    """
    People who may preside over a session together: one for each of its chairs.

    ``price``: of the deputies among them. ``away``: spans in which one of them, or a group of the
    session, is not available where that is asked for; sorted, disjoint.
    """

    chairs: tuple[str, ...]
    people: frozenset[str]
    price: int
    away: tuple[Span, ...]
    vacant: bool


@dataclass(frozen=True, slots=True)
class After:
    """
    Session b starts after session a is over, ``steps`` later; ``rule`` is the code of the rule.

    ``steps``: pairs (e, t), both rising: once a ends after tick e, b starts at t or later. ``lag``:
    ticks that lie between in any case.
    """

    rule: str
    a: int
    b: int
    lag: int
    steps: tuple[tuple[int, int], ...] = ()

    def release(self, end: int) -> int:
        """The first tick at which b may start if a ends then."""
        earliest = end + self.lag
        return max([earliest, *(t for e, t in self.steps if end > e)]) if self.steps else earliest


@dataclass(frozen=True, slots=True)
class Order:
    """
    A rolling order: sessions i in the sequence in force, their room, substitutes, changeover in
    ticks.

    ``free``: whether the policy allows another sequence.
    """

    sessions: tuple[int, ...]
    room: int
    substitutes: tuple[int, ...]
    changeover: int
    free: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """
    Session i as published.

    ``sittings``: (slot, room, start in ticks), first one first. ``teams``: who interprets each.
    ``chairs``: who presides.
    """

    sittings: tuple[tuple[int, int, int], ...]
    teams: tuple[str | None, ...] = ()
    chairs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axes:
    """
    What a problem is counted along: ticks, held sessions i, day slots k in order of start, rooms r.

    ``serving``: day slots k that serve session i's kind; shape (n,).
    """

    problem: Problem
    grid: Grid
    sessions: tuple[Session, ...]
    slots: tuple[SlotTicks, ...]
    rooms: tuple[str, ...]
    serving: tuple[tuple[int, ...], ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """Index of each session that is held, by id."""
        return {session.id: i for i, session in enumerate(self.sessions)}

    @cached_property
    def room_index(self) -> dict[str, int]:
        """Index of each room, by id."""
        return {room: r for r, room in enumerate(self.rooms)}

    def chosen(self, names: Iterable[str]) -> list[int]:
        """The sessions that the names of a statement stand for."""
        return [self.index[id] for id in self.problem.chosen(names)]

    def bodies(self, pool: Pool) -> Iterator[tuple[str, list[int]]]:
        """(name, sessions) of the bodies of a statement that have any."""
        for name, ids in self.problem.bodies(pool):
            if ids:
                yield name, [self.index[id] for id in ids]

    def no_later(self, k: int, clock: time) -> int:
        """The tick after which it is too late in slot k; of a night that may be the next day's."""
        slot = self.slots[k]
        next_day = slot.over_midnight and clock < min(slot.opens, NOON)
        return self._tick(slot.day + next_day, clock)

    def occurrences(self, k: int, hours: tuple[time, time]) -> tuple[Span, ...]:
        """
        When it is that late around slot k: on its day, and on the next one of a slot over midnight.

        Hours over midnight of the evening before count as well. Disjoint, in order.
        """
        slot, late = self.slots[k], hours[1] <= hours[0]
        days = range(slot.day - late, slot.day + slot.over_midnight + 1)
        return tuple((self._tick(d, hours[0]), self._tick(d + late, hours[1])) for d in days)

    def _tick(self, day: int, clock: time) -> int:
        return self.grid.ceil(at(self.date(day), clock, self.grid.zone))

    def midnight(self, day: int) -> int:
        """The tick at which a day, counted from the first one, begins."""
        return self._tick(day, time(0))

    def date(self, day: int) -> date:
        """The local date of a day, counted from the first one."""
        return self.problem.days[0] + timedelta(days=day)
