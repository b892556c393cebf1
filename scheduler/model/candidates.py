"""What is left to decide once the rules that need no search have spoken."""

from dataclasses import dataclass

from scheduler.instance import Instance


@dataclass(frozen=True, slots=True)
class Near:
    """
    Only some sessions are free; the others sit where they were published.

    Attributes
    ----------
    free
        Sessions i that may go anywhere.
    loose
        Whether the others may leave for a place that the model does not know, at the least
        that any change of place costs. Then the model knows less than the rules, never more,
        and only the distance from the published timetable is priced.
    """

    free: frozenset[int]
    loose: bool


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
    overtime
        Ticks of overtime per slot k.
    whole
        Whether every hard family takes part: only then may one family rely on another.
    may_drop
        Whether sessions without a rank that have not begun may stay unplaced, too.
    loose
        Sessions i that may leave their published place, which is the only one that they have
        here: not placed means somewhere else.
    """

    slots: list[set[int]]
    rooms: dict[tuple[int, int], set[int]]
    earliest: list[int]
    latest: list[int]
    overtime: list[int]
    whole: bool
    may_drop: bool
    loose: frozenset[int] = frozenset()


def candidates(instance: Instance, *, whole: bool, may_drop: bool) -> Candidates:
    """Everything that ``placement`` alone allows; overtime up to the next slot or midnight."""
    n = len(instance.sessions)
    rooms = range(len(instance.rooms))
    return Candidates(
        slots=[set(serving) for serving in instance.serving],
        rooms={(i, k): set(rooms) for i in range(n) for k in instance.serving[i]},
        earliest=[0] * n,
        latest=[instance.horizon] * n,
        overtime=[max(slot.allowed, 2 * (slot.end - slot.start)) for slot in instance.slots],
        whole=whole,
        may_drop=may_drop,
    )


def keep_near(instance: Instance, candidates: Candidates, near: Near) -> None:
    """Leave nothing but their published place to the sessions that are not free."""
    kept = [i for i in instance.published if i not in near.free and not instance.begun[i]]
    for i in kept:
        (k, r, t), *_ = instance.published[i].sittings
        candidates.slots[i] &= {k}
        candidates.rooms[i, k] = candidates.rooms.get((i, k), set()) & {r}
        candidates.earliest[i] = max(candidates.earliest[i], t)
        candidates.latest[i] = min(candidates.latest[i], t)
    if near.loose:
        candidates.loose = frozenset(kept)
