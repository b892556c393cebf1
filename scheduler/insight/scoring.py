"""
What a timetable costs, whom it treats how, and how full it is.

Counts and minutes only; ``render`` puts two of them side by side.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from scheduler import verifier
from scheduler.insight.costs import charged
from scheduler.insight.occupancy import Occupancy, Occupied
from scheduler.insight.precomputed import Precomputed, grouped, precompute
from scheduler.instance.records import SlotTicks
from scheduler.problem import Problem
from scheduler.problem.day_slots import DaySlot
from scheduler.timetable import Charge, Timetable
from scheduler.timetable.utilisation import (
    offered,
    regular_kinds,
    regular_slots,
    rooms_in_use,
)

EVENING = 18
"""A slot that starts at this hour or later is one in the evening."""


@dataclass(frozen=True, slots=True)
class Share:
    """
    How a group or a region fares.

    Attributes
    ----------
    sittings, minutes
        Held, and for how long in all.
    lost
        Minutes planned and not held: trimmed, or of sessions without a place.
    last
        Sittings in the last slot of the last day.
    evening
        Sittings in slots that start at 18:00 or later.
    """

    name: str
    sessions: int
    sittings: int
    minutes: int
    lost: int
    last: int
    evening: int


@dataclass(frozen=True, slots=True)
class Use:
    """Minutes of regular sessions in a room or on a day, of those that its slots offer."""

    name: str
    used: int
    offered: int


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes over which a person presides, and those of the longest day."""

    name: str
    sittings: int
    minutes: int
    longest: int


@dataclass(frozen=True, slots=True)
class Score:
    """
    One timetable in figures.

    Attributes
    ----------
    violations
        How often hard rules are broken: of each, the first thousand times.
    more
        Hard rules that are broken more often than that.
    tiers, rules, sessions
        (name, amount): what the tiers cost in their order, the rules and the sessions that cost
        anything, the dearest first. A charge counts for each session that takes part in it.
    charges
        Every line, the dearest first.
    """

    violations: int
    more: tuple[str, ...]
    tiers: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int], ...]
    sessions: tuple[tuple[str, int], ...]
    charges: tuple[Charge, ...]
    groups: tuple[Share, ...]
    regions: tuple[Share, ...]
    rooms: tuple[Use, ...]
    days: tuple[Use, ...]
    people: tuple[Load, ...]


def score(problem: Problem, timetable: Timetable) -> Score:
    """All figures of a timetable, whether it holds or not."""
    occupancy = Occupancy(precompute(problem), timetable)
    charges = charged(problem, timetable)
    broken, more = verifier.first_violations(problem, timetable)
    return Score(
        violations=len(broken),
        more=more,
        tiers=tuple(
            (tier, sum(c.amount for c in charges if c.tier == tier))
            for tier in verifier.tiers_of(problem)
        ),
        rules=_ranked(charges, lambda charge: (charge.rule,)),
        sessions=_ranked(charges, lambda charge: charge.sessions),
        charges=tuple(sorted(charges, key=lambda c: -c.amount)),
        groups=_groups(occupancy),
        regions=_regions(occupancy),
        rooms=_rooms(occupancy),
        days=_days(occupancy),
        people=_people(occupancy),
    )


def _ranked(
    charges: Iterable[Charge], names: Callable[[Charge], tuple[str, ...]]
) -> tuple[tuple[str, int], ...]:
    sums: Counter[str] = Counter()
    for charge in charges:
        for name in dict.fromkeys(names(charge)):
            sums[name] += charge.amount
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _groups(occupancy: Occupancy) -> tuple[Share, ...]:
    by_group = grouped((group, s.id) for s in occupancy.problem.held for group in s.groups)
    return tuple(_share(occupancy, name, frozenset(ids)) for name, ids in by_group.items())


def _regions(occupancy: Occupancy) -> tuple[Share, ...]:
    """The sum over the groups of a region; a session that two of them hold counts twice."""
    region = {g.id: g.region for g in occupancy.problem.groups if g.region is not None}
    by_region = grouped((region[s.name], s) for s in _groups(occupancy) if s.name in region)
    counts = attrgetter("sessions", "sittings", "minutes", "lost", "last", "evening")
    return tuple(
        Share(name, *map(sum, zip(*map(counts, shares), strict=True)))
        for name, shares in by_region.items()
    )


def _share(occupancy: Occupancy, name: str, sessions: frozenset[str]) -> Share:
    precomputed, instance = occupancy.precomputed, occupancy.instance
    own = [sitting for sitting in occupancy.sittings if sitting.session in sessions]
    slots = [slot for s in own if (slot := _slot_of(precomputed, s)) is not None]
    last = max(_regular_slots(precomputed), key=lambda slot: (slot.end, slot.start), default=None)
    planned = sum(instance.planned[instance.index[id]] for id in sessions)
    minutes = sum(sitting.end - sitting.start for sitting in own)
    return Share(
        name=name,
        sessions=len(sessions),
        sittings=len(own),
        minutes=minutes,
        lost=max(0, planned - minutes),
        last=sum(slot == last for slot in slots),
        evening=sum(precomputed.template(slot).start.hour >= EVENING for slot in slots),
    )


def _slot_of(precomputed: Precomputed, sitting: Occupied) -> SlotTicks | None:
    session = precomputed.sessions.get(sitting.session)
    slots = precomputed.slots_for(session) if session is not None else precomputed.instance.slots
    return next((slot for slot in slots if slot.start <= sitting.start < slot.end), None)


def _regular_slots(precomputed: Precomputed) -> tuple[SlotTicks, ...]:
    kinds = regular_kinds(precomputed.problem)
    return tuple(
        slot
        for slot in precomputed.instance.slots
        if any(precomputed.template(slot).serves(kind) for kind in kinds)
    )


def _regular_sittings(occupancy: Occupancy) -> tuple[Occupied, ...]:
    kinds = regular_kinds(occupancy.problem)
    regular = {s.id for s in occupancy.problem.sessions if s.kind in kinds}
    return tuple(sitting for sitting in occupancy.sittings if sitting.session in regular)


def _rooms(occupancy: Occupancy) -> tuple[Use, ...]:
    problem = occupancy.problem
    slots = regular_slots(problem)
    used: Counter[str] = Counter()
    for sitting in _regular_sittings(occupancy):
        used[sitting.room] += sitting.end - sitting.start
    in_use = rooms_in_use(problem, occupancy.timetable)
    rooms = [room.id for room in problem.rooms if room.id in in_use]
    return tuple(Use(id, used[id], offered(problem, id, slots)) for id in rooms)


def _days(occupancy: Occupancy) -> tuple[Use, ...]:
    """Rooms that combine others are not counted once more in what is offered."""
    problem, used = occupancy.problem, Counter[date]()
    in_use = rooms_in_use(problem, occupancy.timetable)
    rooms = [room for room in problem.rooms if room.id in in_use]
    single = sorted({part for room in rooms for part in (room.combines or (room.id,))})
    for sitting in _regular_sittings(occupancy):
        room = next((r for r in problem.rooms if r.id == sitting.room), None)
        parts = max(1, len(room.combines)) if room is not None else 1
        used[_day(occupancy, sitting)] += (sitting.end - sitting.start) * parts
    slots: Mapping[date, list[DaySlot]] = defaultdict(list)
    for slot in regular_slots(problem):
        slots[slot.day].append(slot)
    return tuple(
        Use(f"{day}", used[day], sum(offered(problem, room, slots[day]) for room in single))
        for day in sorted(slots)
    )


def _day(occupancy: Occupancy, sitting: Occupied) -> date:
    slot, instance = _slot_of(occupancy.precomputed, sitting), occupancy.instance
    clock = instance.grid.clock(sitting.start)
    return instance.date(slot.day) if slot is not None else clock.date()


def _people(occupancy: Occupancy) -> tuple[Load, ...]:
    """Who presides, the heaviest load first."""
    days: dict[str, Counter[date]] = defaultdict(Counter)
    sittings: Counter[str] = Counter()
    for sitting in occupancy.sittings:
        for person in dict.fromkeys(occupancy.presiding.get(sitting.session, ())):
            days[person][_day(occupancy, sitting)] += sitting.end - sitting.start
            sittings[person] += 1
    loads = [
        Load(name, sittings[name], sum(minutes.values()), max(minutes.values()))
        for name, minutes in days.items()
    ]
    return tuple(sorted(loads, key=lambda load: (-load.minutes, load.name)))
