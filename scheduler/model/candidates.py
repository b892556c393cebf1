"""What is left to decide after the rules that need no search."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scheduler.instance.instance import Instance
from scheduler.instance.records import overlaps
from scheduler.model.allowance import ask


@dataclass(frozen=True, slots=True)
class FreeSet:
    """
    Only some sessions are free; the others sit where they were published.

    Attributes
    ----------
    free
        Sessions i that may go anywhere.
    may_leave
        Whether the others may leave for a place that the model does not know, at the least
        that any change of place costs. Then the model knows less than the rules, never more,
        and only the distance from the published timetable is priced.
    """

    free: frozenset[int]
    may_leave: bool


@dataclass(slots=True)
class Candidates:
    """
    Attributes
    ----------
    slots
        Day slots k that session i may sit in, shape (n,).
    rooms
        Rooms r by (session i, slot k).
    earliest, latest
        Bounds of the first start of session i, in ticks, shape (n,).
    ends
        Session i is over by this tick, shape (n,).
    overtime
        Ticks of overtime per slot k.
    whole
        Whether every hard family takes part: only then may one family rely on another.
    may_drop
        Whether sessions without a rank that have not begun may stay unplaced, too.
    may_leave
        Sessions i that may leave their published place, which is the only one that they have
        here: not placed means somewhere else.
    elsewhere
        Slots k in which such a session i may then be, shape (may_leave,).
    rivals
        By session i of a rolling order: who could ever be in its way (``clashes``); empty until
        somebody asks.
    """

    slots: list[set[int]]
    rooms: dict[tuple[int, int], set[int]]
    earliest: list[int]
    latest: list[int]
    ends: list[int]
    overtime: list[int]
    whole: bool
    may_drop: bool
    may_leave: frozenset[int] = frozenset()
    elsewhere: dict[int, frozenset[int]] = field(default_factory=dict)
    rivals: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def is_sure(self, i: int, instance: Instance) -> bool:
        """Whether session i has a place in every timetable of the model."""
        return not self.may_drop and instance.sessions[i].rank is None


def all_candidates(instance: Instance, *, whole: bool, may_drop: bool) -> Candidates:
    """Everything that ``placement`` alone allows; overtime up to the next slot or midnight."""
    n = len(instance.sessions)
    rooms = range(len(instance.rooms))
    return Candidates(
        slots=[set(serving) for serving in instance.serving],
        rooms={(i, k): set(rooms) for i in range(n) for k in instance.serving[i]},
        earliest=[0] * n,
        latest=[instance.horizon] * n,
        ends=[instance.horizon] * n,
        overtime=[max(slot.allowed, 2 * (slot.end - slot.start)) for slot in instance.slots],
        whole=whole,
        may_drop=may_drop,
    )


def keep_near(instance: Instance, candidates: Candidates, near: FreeSet) -> None:
    """Leave nothing but their published place to the sessions that are not free."""
    fixed = [i for i in instance.published if i not in near.free and not instance.begun[i]]
    if near.may_leave:
        candidates.may_leave = frozenset(fixed)
        candidates.elsewhere = {i: frozenset(_open(instance, candidates, i)) for i in fixed}
    for i in fixed:
        (k, r, t), *_ = instance.published[i].sittings
        candidates.slots[i] &= {k}
        candidates.rooms[i, k] = candidates.rooms.get((i, k), set()) & {r}
        candidates.earliest[i] = max(candidates.earliest[i], t)
        candidates.latest[i] = min(candidates.latest[i], t)


def _open(instance: Instance, candidates: Candidates, i: int) -> Iterator[int]:
    """Slots in which some room takes session i at some start, with nobody else about."""
    low, high, least = (
        max(candidates.earliest[i], instance.now),
        candidates.latest[i],
        instance.least[i],
    )
    ask()
    for k in candidates.slots[i]:
        last = min(high, instance.slots[k].end + candidates.overtime[k] - least)
        shut = [instance.forbidden(i, k, r) for r in candidates.rooms[i, k] if instance.fits(i, r)]
        if any(
            low <= t <= last and any(not overlaps(spans, t, t + least) for spans in shut)
            for t in instance.starts(i, k)
        ):
            yield k
