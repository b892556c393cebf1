"""
When each session of a rolling order can start at all: redundant, but it shrinks the model.

The order is run twice. The early run uses the least minutes of every session and all overtime, and
no part is too short. In the late run each session starts at the last of the first moments at which
it could start and nobody can be in its way, over all the durations it may have, and then uses only
slots that are open to it from end to end, and in which nobody can be in its way. Both are safe: no
real timetable is earlier or later. Somebody can be in the way between the first start and the last
end of all who could ever be, so orders are run until they leave one another no less.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scheduler.instance.instance import Instance
from scheduler.instance.records import Order, Span, overlaps
from scheduler.model import clashes, nominal
from scheduler.model.candidates import Candidates

ROUNDS = 10
"""So often orders are run once more at the most."""


@dataclass(slots=True)
class Reach:
    """Earliest and latest cursor so far; latest end per session; ``latest`` None if unknown."""

    earliest: int
    latest: int | None


def tighten(instance: Instance, candidates: Candidates) -> None:
    """Narrow the starts and slots of all sessions of orders that keep their sequence."""
    _alone(instance, candidates)
    for _ in range(ROUNDS):
        before = list(candidates.earliest), list(candidates.latest), list(candidates.ends)
        for order in instance.orders:
            if not order.free:
                _run(instance, candidates, order)
        if before == (candidates.earliest, candidates.latest, candidates.ends):
            return


def _alone(instance: Instance, candidates: Candidates) -> None:
    """When sessions are over of which nothing is to come, or that are in one piece."""
    for i, begun in enumerate(instance.begun):
        done = sum(b.end - b.start for b in begun if b.end is not None)
        whole = instance.sessions[i].split is None
        if begun and begun[-1].end is not None and (whole or done >= instance.planned[i]):
            candidates.ends[i] = max(b.end for b in begun if b.end is not None)
        elif whole and len(begun) == 1:
            candidates.ends[i] = begun[0].last
        elif whole and not begun:
            candidates.ends[i] = min(candidates.ends[i], candidates.latest[i] + instance.planned[i])


def _run(instance: Instance, candidates: Candidates, order: Order) -> None:
    start = instance.now - order.changeover
    mixed = _added_behind_begun(instance, order)
    reach = Reach(start, None if mixed else start)
    for i in order.sessions:
        if instance.begun[i]:
            _after_begun(instance, candidates, reach, i)
            reach.latest = None if mixed else reach.latest  # whoever was added may be in its way
            if reach.latest is not None:
                candidates.ends[i] = min(candidates.ends[i], reach.latest)
        else:
            _to_come(instance, candidates, reach, i, order.changeover)


def _to_come(
    instance: Instance, candidates: Candidates, reach: Reach, i: int, changeover: int
) -> None:
    earliest = _first_start(instance, candidates, i, reach.earliest + changeover)
    latest = _last_start(instance, candidates, i, reach.latest, changeover)
    candidates.earliest[i] = earliest
    if latest is not None:
        candidates.latest[i] = min(candidates.latest[i], latest)
    sure, after = candidates.is_sure(i, instance), candidates.ends[i]
    if latest is not None or candidates.latest[i] < instance.horizon:
        after = min(after, last_end(instance, candidates, i))
    candidates.ends[i] = after
    candidates.slots[i] = {
        k
        for k in candidates.slots[i]
        if instance.slots[k].end > earliest and instance.slots[k].start < after
    }
    if sure:
        reach.earliest = _early_end(instance, candidates, i, earliest)
        reach.latest = after if after < instance.horizon else None
    elif reach.latest is not None:  # those behind wait for it, or for whoever is before it
        reach.latest = max(reach.latest, after)


def is_crowded(instance: Instance, candidates: Candidates, i: int) -> bool:
    """Whether anything but its order may keep session i from starting, or from going on."""
    if any(after.b == i for after in instance.afters):
        return True
    if not candidates.whole:
        return bool(_rivals(instance, candidates, i))
    span = candidates.earliest[i], last_end(instance, candidates, i)
    return overlaps(_in_the_way(instance, candidates, i), *span)


def _rivals(instance: Instance, candidates: Candidates, i: int) -> Sequence[int]:
    if not candidates.rivals:
        candidates.rivals = clashes.possible_rivals(instance)
    return candidates.rivals[i]


def _in_the_way(instance: Instance, candidates: Candidates, i: int) -> list[Span]:
    """When somebody could be in the way of session i, with the longest walk to and fro."""
    walk = max(instance.travel.values(), default=0)
    spans = []
    for j in _rivals(instance, candidates, i):
        anywhere = instance.begun[j] or j in candidates.may_leave
        first = 0 if anywhere else candidates.earliest[j]
        spans.append((first - walk, candidates.ends[j] + walk))
    return spans


def _added_behind_begun(instance: Instance, order: Order) -> bool:
    """Whether something that has begun comes after something that has not: then all is open."""
    begun = [bool(instance.begun[i]) for i in order.sessions]
    return begun != sorted(begun, reverse=True)


def _after_begun(instance: Instance, candidates: Candidates, reach: Reach, i: int) -> None:
    begun = instance.begun[i]
    done = sum(b.end - b.start for b in begun if b.end is not None)
    last = begun[-1]
    if last.end is not None and done >= instance.planned[i]:
        reach.earliest = max(reach.earliest, last.end)
        reach.latest = None if reach.latest is None else max(reach.latest, last.end)
        return
    split = instance.sessions[i].split
    # it may be over with fewer minutes than planned: then its end is past
    ended = instance.now if last.end is None else last.end
    over = last.end is not None and (split is None or done >= instance.least[i])
    reach.earliest = max(reach.earliest, ended if over else instance.now)
    if split is not None and split.days != "any":
        reach.latest = None if reach.latest is None else instance.horizon
        return
    shut = _in_the_way(instance, candidates, i)
    rest = instance.planned[i] - done
    since = last.start if last.end is None else instance.now
    sure = {last.slot} if last.running else set()
    slot = instance.slots[last.slot]
    if last.running and last.last < slot.end:  # it is stopped, and goes on later
        rest, since, sure = rest - (last.last - last.start), slot.end, set()
        late = last.last if rest <= 0 else _consume(instance, i, (since, rest), sure, shut)
    else:
        late = _consume(instance, i, (since, rest), sure, shut)
    reach.latest = None if reach.latest is None else max(reach.latest, late)


def _first_start(instance: Instance, candidates: Candidates, i: int, ready: int) -> int:
    """The first tick of the grid at or after ``ready`` in a slot that i may use, and may begin."""
    low, least = max(ready, instance.now, candidates.earliest[i]), instance.least[i]
    if instance.sessions[i].split is not None:
        least = min(least, instance.least_part[i])
    for k in sorted(candidates.slots[i]):
        slot = instance.slots[k]
        if slot.end > low:  # its first part ends there, however late
            last = slot.end + slot.allowed - least
            first = next((t for t in instance.starts(i, k) if low <= t <= last), None)
            if first is not None:
                return first
    return instance.horizon


def _last_start(
    instance: Instance, candidates: Candidates, i: int, cursor: int | None, changeover: int
) -> int | None:
    """The last of the first moments at which i could start, whatever its minutes."""
    if cursor is None or len(instance.panels[i]) > 1:
        return None
    ready = max(cursor + changeover, instance.now)
    for after in instance.afters:
        if after.b == i:
            ready = max(ready, after.release(candidates.ends[after.a]))
    shut = _in_the_way(instance, candidates, i)
    last = ready
    for d in range(instance.least[i], instance.planned[i] + 1):
        first = _unhindered(instance, i, ready, d, shut)
        if first is None:
            return None
        last = max(last, first)
    return last


def _unhindered(instance: Instance, i: int, ready: int, d: int, shut: Sequence[Span]) -> int | None:
    """A tick at which session i could start with d ticks, whoever sits when; None without one."""
    for k in instance.serving[i]:
        if instance.slots[k].end <= ready:
            continue
        for t in instance.starts(i, k):
            layout = nominal.layout(instance, i, t, d) if t >= ready else None
            if layout is None:
                continue
            met = [b for a, b in shut if any(a < end and start < b for _, start, end in layout)]
            if not met:
                return t
            ready = max(ready, *met)
    return None


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


def last_end(instance: Instance, candidates: Candidates, i: int) -> int:
    """
    No timetable that starts i by its last start ends it after this, laid out from any start.

    It may begin in any slot until then; those that come after it may not be open to it.
    """
    latest, planned = candidates.latest[i], instance.planned[i]
    split = instance.sessions[i].split
    if split is None:
        return min(instance.horizon, latest + planned)
    if split.days != "any" or latest >= instance.horizon:  # it may pass over slots that stand open
        return instance.horizon
    shut, ends = _in_the_way(instance, candidates, i), [latest]
    for k in candidates.slots[i]:
        slot = instance.slots[k]
        if candidates.earliest[i] < slot.end and slot.start <= latest:
            # cut at the end of this slot, its first part is not too short; or it is not cut
            start = max(slot.start, min(latest, slot.end - instance.least_part[i]))
            ends.append(_consume(instance, i, (start, planned), {k}, shut))
            ends.append(min(latest + planned, slot.end + slot.allowed))
    return max(ends)


def _consume(
    instance: Instance, i: int, span: Span, sure: Collection[int], shut: Sequence[Span]
) -> int:
    """
    The tick at which ticks from a start end, using only slots open to i throughout.

    ``span``: the start, and how many ticks. ``shut``: when somebody could be in the way, but for
    slots that are ``sure``.
    """
    start, rest = span
    for k in instance.serving[i]:
        slot = instance.slots[k]
        begin = max(start, slot.start)
        free = begin == slot.start and not _run_into(instance, i, k)
        used = k in sure or (free and _whole(instance, i, k, shut))
        if slot.end > begin and used:
            if rest <= slot.end - begin:
                return begin + rest
            rest -= slot.end - begin
    return instance.horizon


def _run_into(instance: Instance, i: int, k: int) -> bool:
    """Whether a part before, in its overtime, may still last when slot k begins: it passes k by."""
    start = instance.slots[k].start
    before = (s for q in instance.serving[i] if (s := instance.slots[q]).start < start)
    return any(s.end + s.allowed > start for s in before)


def _whole(instance: Instance, i: int, k: int, shut: Sequence[Span]) -> bool:
    """Whether session i can surely sit in all of slot k."""
    slot = instance.slots[k]
    length = slot.end - slot.start
    if length < instance.least_part[i] or overlaps(shut, slot.start, slot.end):
        return False
    panels = range(len(instance.panels[i]))
    return all(nominal.reach(instance, i, k, None, n) >= length for n in panels)
