"""
Every place that a session could have, and what stands in the way there, quickly.

A place is a day slot, a room and a start; a session that may be split goes on from there as the
rules say. Only the common hard rules are looked at here (room, people, windows, hours, hard
conflicts): the verifier has the last word on the few places that are shown. It takes 5 to 20 ms
for one timetable, and there are thousands of places.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.insight.likely_cost import likely_cost
from scheduler.insight.occupancy import Obstacle, Occupancy, Part
from scheduler.insight.place_obstacles import obstacles, out_of_order
from scheduler.instance.instance import Instance
from scheduler.instance.records import Span
from scheduler.problem import Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class CandidatePlace:
    """
    Where a session could sit: ``spans`` in ticks of a minute, one for each part, in ``room``.

    ``begins``: its start, in UTC. ``likely_cost``: minutes that people would be wanted elsewhere,
    the commonest price.
    """

    session: str
    slot: str
    room: str
    spans: tuple[Span, ...]
    begins: datetime
    obstacles: tuple[Obstacle, ...]
    likely_cost: int

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def movers(self) -> int:
        """How many sessions would have to move at least."""
        sure = {id for o in self.obstacles if not o.enough for id in o.sessions}
        more = [o.enough - len(sure & set(o.sessions)) for o in self.obstacles if o.enough]
        return len(sure) + max(0, *more, 0)

    @property
    def for_good(self) -> bool:
        """Whether something is in the way that no other session could clear."""
        return any(not obstacle.sessions for obstacle in self.obstacles)


def places(
    occupancy: Occupancy,
    session: Session,
    *,
    rooms: tuple[str, ...] | None = None,
    slots: frozenset[str] | None = None,
) -> Iterator[CandidatePlace]:
    """
    Every place, in order of slot, room and start; none for a session that is cancelled.

    ``rooms`` and ``slots`` (ids of day slots or of templates) leave out others; without ``rooms``,
    only those that suit the session are looked at.
    """
    precomputed, instance = occupancy.precomputed, occupancy.instance
    i = instance.index.get(session.id)
    if i is None:
        return
    index = precomputed.room_index
    suitable = precomputed.suitable_rooms(i) if rooms is None else [index[room] for room in rooms]
    for k in instance.serving[i]:
        if slots is None or instance.slots[k].is_called(slots):
            starts = _starts(instance, i, k)
            yield from (place(occupancy, i, k, r, start) for r in suitable for start in starts)


def _starts(instance: Instance, i: int, k: int) -> tuple[int, ...]:
    """On the grid, not in the past; the pinned one alone where there is one."""
    pin, slot = instance.sessions[i].pin, instance.slots[k]
    if pin is not None and pin.exact is not None:
        exact = instance.grid.floor(pin.exact.replace(tzinfo=instance.grid.zone))
        return (exact,) if slot.start <= exact < slot.end else ()
    return tuple(start for start in instance.starts(i, k) if start >= instance.now)


def place(occupancy: Occupancy, i: int, k: int, r: int, start: int) -> CandidatePlace:
    """Session i from this start on, with all that is in its way."""
    instance = occupancy.instance
    parts, on_the_way = _layout(occupancy, i, k, r, start)
    spans = tuple((part.start, part.end) for part in parts)
    return CandidatePlace(
        session=instance.sessions[i].id,
        slot=instance.slots[k].id,
        room=instance.rooms[r],
        spans=spans,
        begins=instance.grid.epoch + start * MINUTE,
        obstacles=(
            *obstacles(occupancy, parts[0]),
            *on_the_way,
            *out_of_order(occupancy, i, start, parts[-1].end),
        ),
        likely_cost=sum(likely_cost(occupancy, instance.sessions[i], span) for span in spans),
    )


Layout = tuple[tuple[Part, ...], tuple[Obstacle, ...]]
"""The parts of a session, and what is in the way of those after the first."""


def _layout(occupancy: Occupancy, i: int, k: int, r: int, start: int) -> Layout:
    """In one sitting if it fits; else cut at slot ends, if it may be; else trimmed."""
    instance = occupancy.instance
    slot, split = instance.slots[k], instance.sessions[i].split
    wanted, until = _wanted(occupancy, i), slot.end + slot.allowed
    if start + wanted <= slot.end or (split is None and start + wanted <= until):
        return (Part(i, k, r, start, start + wanted),), ()
    if split is not None:
        return _cut_at_slot_ends(occupancy, Part(i, k, r, start, slot.end))
    if start + instance.least[i] <= until:
        return (Part(i, k, r, start, max(slot.end, start + instance.least[i])),), ()
    return (Part(i, k, r, start, until),), (Obstacle("placement"),)


def _wanted(occupancy: Occupancy, i: int) -> int:
    """As long as now, if it has a place: who moves need not be held longer."""
    instance = occupancy.instance
    return occupancy.lengths.get(instance.sessions[i].id) or instance.planned[i]


def _cut_at_slot_ends(occupancy: Occupancy, first: Part) -> Layout:
    """A later slot that is not free is passed over, unless too little is left then."""
    instance, i = occupancy.instance, first.i
    split = instance.sessions[i].split
    assert split is not None
    parts, in_the_way, left = _go_on(occupancy, first, over_others=True)
    if left > 0:
        parts, in_the_way, left = _go_on(occupancy, first, over_others=False)
    short = any(part.end - part.start < instance.least_part[i] for part in parts)
    many = split.most_parts is not None and len(parts) > split.most_parts
    return parts, (*in_the_way, Obstacle("split")) if left > 0 or short or many else in_the_way


def _go_on(
    occupancy: Occupancy, first: Part, *, over_others: bool
) -> tuple[tuple[Part, ...], tuple[Obstacle, ...], int]:
    """Parts, what is in their way, minutes left; slots that others have are passed over or not."""
    instance, i = occupancy.instance, first.i
    parts, left = [first], _wanted(occupancy, i) - (first.end - first.start)
    in_the_way: list[Obstacle] = []
    for k in instance.serving[i]:
        slot = instance.slots[k]
        if left <= 0 or slot.start < parts[-1].end or not may_follow(instance, parts, k):
            continue
        part = Part(i, k, first.r, slot.start, min(slot.start + left, slot.end), first=False)
        there = obstacles(occupancy, part)
        if there and (over_others or any(not obstacle.sessions for obstacle in there)):
            continue
        parts.append(part)
        in_the_way += there
        left -= part.end - part.start
    return tuple(parts), tuple(in_the_way), left


def may_follow(instance: Instance, parts: Sequence[Part], k: int) -> bool:
    """Whether the rule on the days of parts allows one more in slot k."""
    split = instance.sessions[parts[0].i].split
    kind = split.days if split is not None else None
    days = {instance.slots[part.k].day for part in parts}
    return kind not in ("same", "different") or (instance.slots[k].day in days) == (kind == "same")


def move(occupancy: Occupancy, place: CandidatePlace) -> Timetable:
    """The timetable with this session there, and everything else as it is."""
    before = occupancy.timetable.of_session(place.session)
    clock = occupancy.instance.grid.clock
    sittings = [
        Sitting(
            session=place.session,
            room=place.room,
            part=part,
            parts=len(place.spans),
            start=clock(start),
            end=clock(end),
            chairs=before[0].chairs if before else (),
            team=teams(occupancy, place.session, place.room, start)[0],
        )
        for part, (start, end) in enumerate(place.spans, start=1)
    ]
    return seat(occupancy, place.session, sittings)


def seat(occupancy: Occupancy, session: str, sittings: Iterable[Sitting]) -> Timetable:
    """The timetable with these sittings of a session, and everything else as it is."""
    old = occupancy.timetable
    others = [s for s in old.sittings if s.session != session]
    waiting = [u for u in old.unplaced if u.session != session]
    return Timetable.of([*others, *sittings], waiting)


def teams(occupancy: Occupancy, session: str, room: str, start: int) -> list[str | None]:
    """
    The teams that may interpret a session in a room from a tick on; None alone if none does.

    First the one that interprets in the room and slot already, then those with least to do.
    """
    offered, tick = occupancy.problem.interpretation, occupancy.instance.grid.floor
    languages = occupancy.precomputed.sessions[session].languages
    if offered is None or not languages:
        return [None]
    slot = next((s for s in occupancy.instance.slots if s.start <= start < s.end), None)
    others = [s for s in occupancy.timetable.sittings if s.team and s.session != session]
    here = [
        s.team
        for s in others
        if s.room == room and slot is not None and slot.start <= tick(s.start) < slot.end
    ]
    able = [team.id for team in offered.teams if languages <= team.languages]
    busy = {id: sum(1 for s in others if s.team == id) for id in able}
    ranked = sorted(able, key=lambda id: (id not in here, busy[id]))
    return [*ranked] or [None]
