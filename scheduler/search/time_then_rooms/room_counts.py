"""
How many sessions the rooms can take at once, without saying which room takes which.

For every set S of rooms that is all that some sessions may use, and every moment:

    number of sessions going on that may use no room outside S  <=  rooms of S that are open

For rooms that differ in one thing, such as seats, the sets lie inside one another, and the counts
are all that is needed (Hall's condition); else they are still needed.
"""

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.instance.records import overlaps
from scheduler.model import Model


def post(relaxed: Model, whole: Instance, *, wished: bool) -> None:
    """
    Bound the relaxed model by the rooms of the whole instance.

    ``wished``: rooms that merely should suit have to; the bounds of such a model hold only if
    nothing is paid.
    """
    fits = whole.suits if wished else whole.fits
    everywhere = frozenset(range(len(whole.rooms)))
    usable = [frozenset(r for r in everywhere if fits(i, r)) for i in range(len(whole.sessions))]
    for rooms in sorted({*usable, everywhere}, key=sorted):
        inside = [i for i, own in enumerate(usable) if own <= rooms]
        if len(inside) > 1 or (inside and not rooms):
            _post(relaxed, whole, rooms, inside)


def _post(relaxed: Model, whole: Instance, rooms: frozenset[int], inside: list[int]) -> None:
    model, var = relaxed.cp, relaxed.var
    if all(slot.aligned for slot in whole.slots):
        least = min(whole.least[i] for i in inside)
        for k, slot in enumerate(whole.slots):
            here = [p.slots[k] for i in inside for p in var.parts[i] if k in p.slots]
            stretch = (slot.start, slot.start + least)
            free = sum(not overlaps(whole.closed[r], *stretch) for r in rooms)
            if len(here) > free:
                model.add(sum(here) <= free)
        return
    intervals = [part.interval for i in inside for part in var.parts[i]]
    shut = [
        model.new_fixed_size_interval_var(start, end - start, f"shut[{start}]")
        for r in rooms
        for start, end in _closed(whole, r)
    ]
    model.add_cumulative([*intervals, *shut], [1] * (len(intervals) + len(shut)), len(rooms))


def _closed(whole: Instance, r: int) -> Iterator[tuple[int, int]]:
    """When a room is closed, within the meeting."""
    for start, end in whole.closed[r]:
        first, last = max(0, start), min(end, whole.horizon)
        if first < last:
            yield first, last
