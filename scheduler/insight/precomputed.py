"""
A problem prepared for quick questions: its instance, and what concerns each session.

One tick is one minute here, so that no sitting of a timetable, whoever made it, is rounded. All of
this holds for any timetable of the problem, so it is made once and used for thousands of places.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from scheduler.instance.compile import compile
from scheduler.instance.conflicts import conflicting, opposed
from scheduler.instance.grid import minute_grid
from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.instance.presiding import acting, holders
from scheduler.instance.records import After, SlotTicks
from scheduler.problem import (
    Concurrency,
    Conflict,
    NothingAfter,
    Preference,
    Problem,
    Session,
    Slot,
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Crowd:
    """At most ``most`` sittings of these sessions may go on at once."""

    sessions: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Follower:
    """A delegation of so many people that follows these sessions."""

    id: str
    people: int
    sessions: frozenset[str]


@dataclass(frozen=True)
class Precomputed:
    """
    What holds for every timetable of a problem.

    Attributes
    ----------
    instance
        The sessions that are held, at one tick a minute.
    sessions
        All sessions by id, cancelled ones too.
    slot_index, room_index
        Index of each day slot and room in the instance, by id.
    templates
        The slots of the scenario by id.
    presiding, present
        Persons by session, as acting where an office is vacant.
    opposed
        By session: (code of the rule, other session) that must not be in parallel.
    minute_prices
        By session: what a minute in parallel to another one costs by soft conflicts.
    crowds
        Sessions of which only so many may go on at once.
    followers
        Small delegations, by the sessions that they follow.
    unwanted
        By session: the hard statements that leave it only some hours, slots or rooms.
    afters
        By session: the order in which it has to come with others.
    """

    instance: Instance
    sessions: Mapping[str, Session]
    slot_index: Mapping[str, int]
    room_index: Mapping[str, int]
    templates: Mapping[str, Slot]
    presiding: Mapping[str, tuple[str, ...]]
    present: Mapping[str, frozenset[str]]
    opposed: Mapping[str, tuple[tuple[str, str], ...]]
    minute_prices: Mapping[str, Mapping[str, int]]
    crowds: tuple[Crowd, ...]
    followers: Mapping[str, tuple[Follower, ...]]
    unwanted: Mapping[str, tuple[Preference | NothingAfter, ...]]
    afters: Mapping[str, tuple[After, ...]]

    @property
    def problem(self) -> Problem:
        return self.instance.problem

    def template(self, slot: SlotTicks) -> Slot:
        return self.templates[slot.template]

    def slots_for(self, session: Session) -> tuple[SlotTicks, ...]:
        """The day slots that serve its kind, also where it is cancelled."""
        slots = self.instance.slots
        return tuple(slot for slot in slots if self.template(slot).serves(session.kind))

    def suitable_rooms(self, i: int) -> tuple[int, ...]:
        """The rooms that fit session i; of a rolling order, those that the order may use."""
        return suitable_rooms(self.instance, i)

    def walk(self, r: int, other: str) -> int:
        """Minutes of travel between a room r and another one, by its id."""
        s = self.room_index.get(other)
        return 0 if s is None else self.instance.travel.get((r, s), 0)

    @cached_property
    def longest_walk(self) -> int:
        return max(self.instance.travel.values(), default=0)


def precompute(problem: Problem) -> Precomputed:
    """Prepare a problem; a few milliseconds for a hundred sessions over ten days."""
    instance = compile(problem, minute_grid(problem))
    people = {person.id: person for person in problem.people}
    return Precomputed(
        instance=instance,
        sessions={s.id: s for s in problem.sessions},
        slot_index={slot.id: k for k, slot in enumerate(instance.slots)},
        room_index={room: r for r, room in enumerate(instance.rooms)},
        templates={slot.id: slot for slot in problem.slots},
        presiding={s.id: tuple(dict.fromkeys(holders(people, s))) for s in problem.sessions},
        present={
            s.id: frozenset(acting(people, who) for who in (*s.chairs, *s.attendees))
            for s in problem.sessions
        },
        opposed=grouped(
            pair
            for rule, a, b in opposed(problem, instance.levels)
            for pair in ((a, (rule, b)), (b, (rule, a)))
        ),
        minute_prices=_minute_prices(problem),
        crowds=_crowds(problem),
        followers=grouped(_followers(problem)),
        unwanted=grouped(
            (id, rule)
            for rule in hard_statements(problem, Preference, NothingAfter)
            if isinstance(rule, Preference | NothingAfter)
            for id in problem.chosen(rule.of)
        ),
        afters=grouped(
            (instance.sessions[i].id, after)
            for after in instance.afters
            for i in (after.a, after.b)
        ),
    )


def suitable_rooms(instance: Instance, i: int) -> tuple[int, ...]:
    """The rooms that fit session i; of a rolling order, those that the order may use."""
    fitting = instance.fitting(i)
    if i not in instance.order_of:
        return fitting
    order = instance.orders[instance.order_of[i]]
    return tuple(r for r in fitting if r in (order.room, *order.substitutes))


def grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """The values of each name, in the order in which they come."""
    values_of: dict[str, list[Value]] = {}
    for name, value in pairs:
        values_of.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in values_of.items()}


def _crowds(problem: Problem) -> tuple[Crowd, ...]:
    """Hard ``concurrency`` statements; what runs already may go on."""
    running = problem.situation.running if problem.situation is not None else ()
    limits = []
    for rule in hard_statements(problem, Concurrency):
        assert isinstance(rule, Concurrency)
        sessions = frozenset(problem.chosen(rule.of))
        going_on = sum(sitting.session in sessions for sitting in running)
        limits.append(Crowd(sessions, max(rule.most, going_on)))
    return tuple(limits)


def _followers(problem: Problem) -> Iterator[tuple[str, Follower]]:
    """Each delegation with each session that it follows."""
    for delegation in problem.delegations:
        ids = problem.chosen(delegation.follows)
        follower = Follower(delegation.id, delegation.people, frozenset(ids))
        yield from ((id, follower) for id in ids)


def _minute_prices(problem: Problem) -> dict[str, Mapping[str, int]]:
    """Sessions of soft conflicts, and what a minute of them costs; a guess where pairs count."""
    prices: dict[str, dict[str, int]] = {}
    for rule in problem.rules:
        if not isinstance(rule, Conflict) or rule.count == "slots":
            continue
        strictness = of_statement(rule)
        for a, b in conflicting(problem, rule) if strictness.level == "soft" else ():
            for one, other in ((a, b), (b, a)):
                row = prices.setdefault(one, {})
                row[other] = row.get(other, 0) + strictness.weight
    return dict(prices)
