"""What is left to decide once the rules that need no search have spoken."""

from dataclasses import dataclass

from scheduler.instance import Instance


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
    """

    slots: list[set[int]]
    rooms: dict[tuple[int, int], set[int]]
    earliest: list[int]
    latest: list[int]
    overtime: list[int]
    whole: bool
    may_drop: bool


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
