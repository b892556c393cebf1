"""
When each session of a rolling order can start at all: redundant, but it shrinks the model.

The order is run twice. The early run uses the least minutes of every session and all overtime, and
no part is too short. In the late run each session starts at the last of the first moments at which
it could start, over all the durations it may have, and then uses only slots that are open to it
from end to end. Both are safe: no real timetable is earlier or later. Nothing is known about the
latest start once sittings outside the order may stand in the way.
"""

from dataclasses import dataclass

from scheduler.instance.instance import Instance
from scheduler.instance.records import Order
from scheduler.model import clashes, nominal
from scheduler.model.candidates import Candidates


@dataclass(slots=True)
class Reach:
    """Earliest and latest cursor so far; latest end per session; ``latest`` None if unknown."""

    earliest: int
    latest: int | None


def tighten(instance: Instance, candidates: Candidates, order: Order) -> None:
    """Narrow the starts and slots of the order's sessions."""
    start = instance.now - order.changeover
    reach = Reach(start, None if _added_behind_begun(instance, order) else start)
    ends: dict[int, int | None] = {}
    for i in order.sessions:
        begun = instance.begun[i]
        if begun:
            _after_begun(instance, reach, i)
        else:
            earliest = _first_start(instance, candidates, i, reach.earliest + order.changeover)
            latest = _last_start(instance, i, reach.latest, order.changeover, ends)
            candidates.earliest[i] = earliest
            if latest is not None:
                candidates.latest[i] = min(candidates.latest[i], latest)
            after = instance.horizon if latest is None else _late_end(instance, i, latest)
            candidates.slots[i] = {
                k
                for k in candidates.slots[i]
                if instance.slots[k].end > earliest and instance.slots[k].start < after
            }
            if not candidates.may_drop and instance.sessions[i].rank is None:
                reach.earliest = _early_end(instance, candidates, i, earliest)
            reach.latest = None if latest is None else after
        ends[i] = reach.latest


def _added_behind_begun(instance: Instance, order: Order) -> bool:
    """Whether something that has begun comes after something that has not: then all is open."""
    begun = [bool(instance.begun[i]) for i in order.sessions]
    return begun != sorted(begun, reverse=True)


def _after_begun(instance: Instance, reach: Reach, i: int) -> None:
    begun = instance.begun[i]
    done = sum(b.end - b.start for b in begun if b.end is not None)
    last = begun[-1]
    if last.end is not None and done >= instance.planned[i]:
        reach.earliest = max(reach.earliest, last.end)
        reach.latest = None if reach.latest is None else max(reach.latest, last.end)
        return
    reach.earliest = max(reach.earliest, instance.now)
    split = instance.sessions[i].split
    if split is not None and split.days != "any":
        reach.latest = None if reach.latest is None else instance.horizon
        return
    rest = instance.planned[i] - done
    since = last.start if last.end is None else instance.now
    sure = {last.slot} if last.running else set()
    slot = instance.slots[last.slot]
    if last.running and last.last < slot.end:  # it is stopped, and goes on later
        rest, since, sure = rest - (last.last - last.start), slot.end, set()
        late = last.last if rest <= 0 else _consume(instance, i, since, rest, sure)
    else:
        late = _consume(instance, i, since, rest, sure)
    reach.latest = None if reach.latest is None else max(reach.latest, late)


def _first_start(instance: Instance, candidates: Candidates, i: int, ready: int) -> int:
    """The first tick of the grid at or after ``ready`` in a slot that i may use."""
    low = max(ready, instance.now, candidates.earliest[i])
    ticks = (t for k in sorted(candidates.slots[i]) for t in instance.starts(i, k) if t >= low)
    return next(ticks, instance.horizon)


def _last_start(
    instance: Instance, i: int, cursor: int | None, changeover: int, ends: dict[int, int | None]
) -> int | None:
    """The last of the first moments at which i could start, whatever its minutes."""
    if cursor is None or clashes.possible(instance, i) or len(instance.panels[i]) > 1:
        return None
    ready = max(cursor + changeover, instance.now)
    for after in instance.afters:
        if after.b == i:
            end = ends.get(after.a)
            if end is None:
                return None
            ready = max(ready, after.release(end))
    firsts = [
        next(
            (
                t
                for k in instance.serving[i]
                for t in instance.starts(i, k)
                if t >= ready and nominal.layout(instance, i, t, d) is not None
            ),
            None,
        )
        for d in range(instance.least[i], instance.planned[i] + 1)
    ]
    definite = [t for t in firsts if t is not None]
    return max(definite) if len(definite) == len(firsts) else None


def _early_end(instance: Instance, candidates: Candidates, i: int, start: int) -> int:
    """No timetable ends i before this: all overtime used, nothing in the way."""
    rest = instance.least[i]
    if instance.sessions[i].split is None:
        return start + rest
    for k in sorted(candidates.slots[i]):
        slot = instance.slots[k]
        begin = max(start, slot.start)
        room = slot.end + slot.allowed - begin
        if slot.end > begin and room > 0:
            if rest <= room:
                return begin + rest
            rest -= room
    return instance.horizon


def _late_end(instance: Instance, i: int, start: int) -> int:
    """No timetable that starts i by ``start`` ends it after this."""
    split = instance.sessions[i].split
    if split is None:
        return start + instance.planned[i]
    if split.days != "any":  # it may pass over slots that stand open
        return instance.horizon
    first = {k for k in instance.serving[i] if instance.slots[k].end > start}
    return _consume(instance, i, start, instance.planned[i], {min(first)} if first else set())


def _consume(instance: Instance, i: int, start: int, rest: int, sure: set[int]) -> int:
    """
    The tick at which ``rest`` ticks from ``start`` end, using only slots open to i throughout.
    """
    for k in instance.serving[i]:
        slot = instance.slots[k]
        begin = max(start, slot.start)
        length = slot.end - slot.start
        reaches = [nominal.reach(instance, i, k, None, n) for n in range(len(instance.panels[i]))]
        whole = min(reaches) >= length >= instance.least_part[i]
        if slot.end > begin and (k in sure or whole):
            if rest <= slot.end - begin:
                return begin + rest
            rest -= slot.end - begin
    return instance.horizon
