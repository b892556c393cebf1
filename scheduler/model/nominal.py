"""
Where a session would sit if it started at a tick: no solver, no clashes, no overtime.

The *nominal layout* of session i from tick t with d ticks (docs/developers/semantics.md, rule
``rolling``) sits up to the wall and goes on in the next slots that i may use. What it depends on is
known before the search, so the model asks this table instead of carrying variables for it.
"""

from scheduler.instance.instance import Instance
from scheduler.instance.records import overlaps

Layout = tuple[tuple[int, int, int], ...]
"""(slot k, start, end) per part, in order."""


def rooms_for(instance: Instance, i: int, k: int) -> tuple[int, ...]:
    """Rooms session i may sit in during slot k, as regards ``room_fit``."""
    o = instance.order_of.get(i)
    if o is None:
        return instance.fitting(i)
    return tuple(r for r in instance.order_rooms(instance.orders[o], k) if instance.fits(i, r))


def permitted(instance: Instance, i: int, k: int, start: int, end: int, panel: int) -> bool:
    """Whether ``window``, ``availability`` and ``room_fit`` let i sit in [start, end) of slot k."""
    slot = instance.slots[k]
    if slot.start <= start and end <= slot.end:
        rooms = open_throughout(instance, i, k, panel)
        if rooms is not None:
            return bool(rooms)
    return (
        instance.open_for(i, k)
        and start >= instance.earliest(i)
        and end <= instance.deadline(i)
        and not overlaps(instance.panels[i][panel].away, start, end)
        and bool(rooms_open(instance, i, k, start, end))
    )


def open_throughout(instance: Instance, i: int, k: int, panel: int) -> tuple[int, ...] | None:
    """The rooms for i in slot k if nothing of it is shut to anybody, as most are; else None."""
    key = (i, k, panel)
    known = instance.open_throughout
    if key not in known:
        known[key] = _open_throughout(instance, i, k, panel)
    return known[key]


def _open_throughout(instance: Instance, i: int, k: int, panel: int) -> tuple[int, ...] | None:
    slot = instance.slots[k]
    start, end = slot.start, slot.end
    within = start >= instance.earliest(i) and end <= instance.deadline(i)
    away = overlaps(instance.panels[i][panel].away, start, end)
    if not within or away or not instance.open_for(i, k):
        return None
    rooms = rooms_for(instance, i, k)
    shut = any(overlaps(instance.forbidden(i, k, r), start, end) for r in rooms)
    return None if shut else rooms


def rooms_open(instance: Instance, i: int, k: int, start: int, end: int) -> tuple[int, ...]:
    """Rooms that suit i in slot k, are available and not forbidden throughout [start, end)."""
    return tuple(
        r
        for r in rooms_for(instance, i, k)
        if not overlaps(instance.forbidden(i, k, r), start, end)
    )


def reach(instance: Instance, i: int, k: int, r: int | None = None, panel: int = 0) -> int:
    """Longest stretch, in ticks, that i could sit from the start of slot k (in room r)."""
    slot = instance.slots[k]
    rooms = rooms_for(instance, i, k) if r is None else (r,)
    if not instance.open_for(i, k) or slot.start < instance.earliest(i):
        return 0
    away, end = instance.panels[i][panel].away, min(slot.end, instance.deadline(i))
    stops = [
        min(
            (a for a, b in (*away, *instance.forbidden(i, k, room)) if b > slot.start),
            default=end,
        )
        for room in rooms
    ]
    return max(0, min(end, max(stops, default=slot.start)) - slot.start)


def layout(instance: Instance, i: int, t: int, d: int, panel: int = 0) -> Layout | None:
    """The nominal layout of session i from tick t, or None where it may not start."""
    serving = [k for k in instance.serving[i] if instance.slots[k].end > t]
    if not serving or instance.slots[serving[0]].start > t or not may_start(instance, i, t):
        return None
    split = instance.sessions[i].split
    most = 1 if split is None else (split.most_parts or len(serving))
    parts: list[tuple[int, int, int]] = []
    rest = d
    for k in serving:
        start = max(t, instance.slots[k].start)
        end = min(start + rest, instance.slots[k].end)
        if parts and _passed_over(instance, i, (k, start, end), rest, parts[-1][0], panel):
            continue
        if not permitted(instance, i, k, start, end, panel):
            return None
        parts.append((k, start, end))
        rest -= end - start
        if rest == 0:
            break
    least = instance.least_part[i]
    short = len(parts) > 1 and any(end - begin < least for _, begin, end in parts)
    return None if rest or len(parts) > most or short else tuple(parts)


def may_start(instance: Instance, i: int, t: int) -> bool:
    """Whether pins and facts let session i start at tick t."""
    pinned = instance.pinned(i)
    return pinned is None or pinned[0] <= t <= pinned[1]


def _passed_over(
    instance: Instance, i: int, part: tuple[int, int, int], rest: int, before: int, panel: int
) -> bool:
    k, start, end = part
    too_short = end - start < instance.least_part[i] and rest > end - start
    return (
        too_short
        or not may_follow(instance, i, before, k)
        or not permitted(instance, i, k, start, end, panel)
    )


def may_follow(instance: Instance, i: int, k: int, q: int) -> bool:
    """Whether a part in slot q may come after one in slot k, as regards the days of the parts."""
    split = instance.sessions[i].split
    days = "any" if split is None else split.days
    same = instance.slots[k].day == instance.slots[q].day
    return days == "any" or same == (days == "same")
