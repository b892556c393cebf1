"""
How a session can sit at a place: how long, in which parts, who presides, who interprets.

All combinations are judged, with two exceptions: parts that the quick look rules out whoever
presides, and lengths that can only cost more than one that was accepted (``_Floor``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from scheduler.insight.accepted import Accepted, accept
from scheduler.insight.occupancy import Occupancy, Part
from scheduler.insight.place_obstacles import are_sure, obstacles
from scheduler.insight.places import CandidatePlace, may_follow, seat, teams
from scheduler.problem import Sitting

MOST = 60
"""Timetables that are judged at one place; 6 ms each among 120 sessions."""
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """
    A session at a place with everything else as it is.

    Attributes
    ----------
    accepted
        The timetables that the verifier accepts.
    judged
        How many it was asked about.
    whole
        Whether no other timetable with the session there is cheaper, or there is none at all.
    """

    accepted: tuple[Accepted, ...]
    judged: int
    whole: bool


def seatings(occupancy: Occupancy, place: CandidatePlace, most: int = MOST) -> Seated:
    """The longest first; ``most`` timetables are judged."""
    accepted: list[Accepted] = []
    floor, judged = _Floor(occupancy, place.session), 0
    for sittings in _ways(occupancy, place):
        if floor.is_below(sittings):
            continue
        if judged == most:
            return Seated(tuple(accepted), judged, whole=False)
        judged += 1
        good = accept(occupancy, seat(occupancy, place.session, sittings))
        if good is not None:
            accepted.append(good)
            floor.learn(sittings, good)
    return Seated(tuple(accepted), judged, whole=True)


@dataclass(frozen=True, slots=True)
class _Floor:
    """
    Lengths below which a seating need not be asked about, all but its last end being the same.

    A minute less is paid for as trimmed, and can save no more than what the session takes part in.
    """

    occupancy: Occupancy
    session: str
    lengths: dict[tuple[object, ...], int] = field(default_factory=dict)

    def is_below(self, sittings: tuple[Sitting, ...]) -> bool:
        key = _but_last_end(sittings)
        return key in self.lengths and _minutes(sittings[-1]) < self.lengths[key]

    def learn(self, sittings: tuple[Sitting, ...], good: Accepted) -> None:
        price = self.occupancy.problem.weights.trim
        if price == 0:
            return
        tier = "preferences" if self.occupancy.problem.situation is None else "minutes"
        saved = sum(
            charge.amount
            for charge in good.charges
            if charge.tier == tier
            and charge.rule != "trimming"
            and (not charge.sessions or self.session in charge.sessions)
        )
        key, least = _but_last_end(sittings), _minutes(sittings[-1]) - saved // price
        self.lengths[key] = max(least, self.lengths.get(key, least))


def _but_last_end(sittings: tuple[Sitting, ...]) -> tuple[object, ...]:
    *before, last = sittings
    return (*before, last.room, last.start, last.chairs, last.team)


def _minutes(sitting: Sitting) -> int:
    return int((sitting.end - sitting.start).total_seconds()) // 60


def _ways(occupancy: Occupancy, place: CandidatePlace) -> Iterator[tuple[Sitting, ...]]:
    """Every panel, and every team of each part."""
    instance, clock = occupancy.instance, occupancy.instance.grid.clock
    panels = instance.panels[instance.index[place.session]]
    present = occupancy.timetable.of_session(place.session)[:1]
    chairs = [() if panel is panels[0] else panel.chairs for panel in panels]
    chairs.sort(key=lambda own: own not in [s.chairs for s in present])
    for parts in _parts(occupancy, place):
        staff = [teams(occupancy, place.session, instance.rooms[p.r], p.start) for p in parts]
        for own, *chosen in product(chairs, *staff):
            yield tuple(
                Sitting(
                    session=place.session,
                    room=instance.rooms[part.r],
                    part=n,
                    parts=len(parts),
                    start=clock(part.start),
                    end=clock(part.end),
                    chairs=own,
                    team=team,
                )
                for n, (part, team) in enumerate(zip(parts, chosen, strict=True), start=1)
            )


def _parts(occupancy: Occupancy, place: CandidatePlace) -> Iterator[Parts]:
    """All ways to hold it from there on, the longest first."""
    precomputed, instance = occupancy.precomputed, occupancy.instance
    i = instance.index[place.session]
    k, r = precomputed.slot_index[place.slot], precomputed.room_index[place.room]
    for length in range(instance.planned[i], max(1, instance.least[i]) - 1, -1):
        first = Part(i, k, r, place.start, place.start + length)
        for parts in _held(occupancy, (), first):
            if len(parts) == 1 or _may_be_cut_so(occupancy, parts):
                yield parts


def _may_be_cut_so(occupancy: Occupancy, parts: Parts) -> bool:
    instance, i = occupancy.instance, parts[0].i
    split = instance.sessions[i].split
    most = split.most_parts if split is not None else 1
    shortest = min(part.end - part.start for part in parts)
    return shortest >= instance.least_part[i] and (most is None or len(parts) <= most)


def _held(occupancy: Occupancy, before: Parts, part: Part) -> Iterator[Parts]:
    """The part as it is if its slot is open so long; and cut at the wall, or in the overtime."""
    instance = occupancy.instance
    slot = instance.slots[part.k]
    until = slot.end + slot.allowed
    if part.end <= until and _is_possible(occupancy, part):
        yield (*before, part)
    if instance.sessions[part.i].split is None:
        return
    for end in range(slot.end, min(until + 1, part.end)):
        cut = part._replace(end=end)
        if _is_possible(occupancy, cut):
            yield from _continued(occupancy, (*before, cut), part.end - end)


def _continued(occupancy: Occupancy, before: Parts, left: int) -> Iterator[Parts]:
    """The rest in the later slots, up to the first one that it cannot pass over."""
    instance, last = occupancy.instance, before[-1]
    for k in instance.serving[last.i]:
        slot = instance.slots[k]
        is_short = slot.end - slot.start < min(left, instance.least_part[last.i])
        if slot.start < last.end or is_short or not may_follow(instance, before, k):
            continue
        stretch = min(left, slot.end - slot.start)
        passable = True
        for r in _rooms(occupancy, last, k):
            part = Part(last.i, k, r, slot.start, slot.start + left, first=False)
            yield from _held(occupancy, before, part)
            blocked = obstacles(occupancy, part._replace(end=slot.start + stretch))
            passable = passable and bool(blocked)
        if not passable:
            return


def _rooms(occupancy: Occupancy, last: Part, k: int) -> tuple[int, ...]:
    instance = occupancy.instance
    if last.i not in instance.order_of:
        return (last.r,)
    return instance.order_rooms(instance.orders[instance.order_of[last.i]], k)


def _is_possible(occupancy: Occupancy, part: Part) -> bool:
    """Whether the quick look finds nothing that rules it out, and is not broken already."""
    return bool(occupancy.broken) or not are_sure(occupancy, part)
