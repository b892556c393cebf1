"""
Sessions that cannot have their minutes wherever they are put: by arithmetic, at any size.

Each finding is a proof for the problem as it is asked: its policy, its situation, its levels and
waivers. A session is compared with the most minutes that it could have if it were alone; rooms,
presiding people and teams with what is asked of them (``capacity``).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scheduler.insight.precomputed import suitable_rooms
from scheduler.instance.instance import Instance
from scheduler.instance.records import Panel, Span
from scheduler.scenario.diagnostics import Finding
from scheduler.vocabulary.spans import merge


def check_sessions(instance: Instance) -> Iterator[Finding]:
    """S074: a session that has to be held, and cannot have its minutes wherever it is put."""
    places = {session.id: n for n, session in enumerate(instance.problem.sessions)}
    for i, session in enumerate(instance.sessions):
        if not _has_to_be_held(instance, i):
            continue
        there = _most_once_begun(instance, i) if instance.begun[i] else _most_ahead(instance, i)
        if there < instance.least[i]:
            message = _message(instance, i, max(0, there))
            yield Finding("S074", ("sessions", places[session.id], "minutes"), message)


def _has_to_be_held(instance: Instance, i: int) -> bool:
    """Whether no timetable may leave it out."""
    if instance.begun[i] or instance.started[i] is not None:
        return True
    return instance.sessions[i].rank is None and not instance.replanning


def _message(instance: Instance, i: int, there: int) -> str:
    session, needed = instance.sessions[i], instance.minutes(instance.least[i])
    most = f"can have {instance.minutes(there)}"
    if not instance.begun[i]:
        unbroken = "unbroken minutes" if session.split is None else "minutes"
        why = "in its rooms with a chair present, including overtime"
        return f"{session.id} needs {needed} {unbroken}, and {most} {why}"
    last = instance.begun[i][-1]
    until = f", may go on until {instance.grid.clock(last.last):%H:%M}" if last.running else ""
    cut = "may not be split" if session.split is None else "has no minutes left in later slots"
    return f"{session.id} needs {needed} minutes, and {most}: it has begun{until}, and {cut}"


def _most_once_begun(instance: Instance, i: int) -> int:
    """Ticks held, what is running to its last possible end, and all later slots."""
    begun, split = instance.begun[i], instance.sessions[i].split
    there = sum((b.last if b.end is None else b.end) - b.start for b in begun)
    if split is None:
        return there
    parts = None if split.most_parts is None else max(0, split.most_parts - len(begun))
    rooms = suitable_rooms(instance, i)
    later = [
        _longest(instance, i, k, rooms)
        for k in instance.serving[i]
        if instance.slots[k].start >= instance.now
    ]
    return there + sum(sorted(later, reverse=True)[:parts])


def _most_ahead(instance: Instance, i: int) -> int:
    """Ticks that a session can have that has not begun."""
    split, rooms = instance.sessions[i].split, suitable_rooms(instance, i)
    slots = [k for k in instance.serving[i] if instance.open_for(i, k)]
    # in a rolling order rooms may change from part to part; else all parts sit in one room
    choices = [rooms] if i in instance.order_of or split is None else [(r,) for r in rooms]
    most = 0
    for choice in choices:
        offer: list[tuple[int, int]] = []
        for k in slots:
            offer.append((instance.slots[k].day, _longest(instance, i, k, choice)))
            parts = ("any", 1) if split is None else (split.days, split.most_parts)
            most = max(most, _in_parts(offer, *parts))
            if most >= instance.least[i]:
                return most
    return most


def _in_parts(offer: Sequence[tuple[int, int]], days: str, most_parts: int | None) -> int:
    """The most ticks of (day, ticks) in so many parts, on the same or on different days."""
    by_day: dict[int, list[int]] = {}
    for day, ticks in offer:
        by_day.setdefault(day, []).append(ticks)
    if days == "same":
        choices = [*by_day.values()]
    elif days == "different":
        choices = [[max(own) for own in by_day.values()]]
    else:
        choices = [[ticks for _, ticks in offer]]
    return max((sum(sorted(own, reverse=True)[:most_parts]) for own in choices), default=0)


def _longest(instance: Instance, i: int, k: int, rooms: Iterable[int]) -> int:
    """The longest stretch of slot k that session i may have in one of these rooms, in ticks."""
    slot, split = instance.slots[k], instance.sessions[i].split
    earliest, latest = instance.pinned(i) or (0, instance.horizon)
    low = max(earliest, instance.earliest(i), instance.now, slot.start)
    high = latest if split is None else instance.horizon  # later parts start later
    end = min(slot.end + slot.allowed, instance.deadline(i))
    first = () if split is None else (slot.start,)  # later parts start with their slot
    starts = [t for t in (*first, *instance.starts(i, k)) if low <= t <= high]
    if not starts:
        return 0
    away = {panel.away for panel in instance.panels[i] if _may_preside(instance, i, panel)}
    longest, tried = 0, set()
    for r in rooms:
        shut = instance.forbidden(i, k, r)
        if shut in tried:
            continue
        tried.add(shut)
        for other in away:
            closed = merge((*shut, *other))
            longest = max(longest, _longest_between(starts, closed, low, end))
        if longest >= instance.least[i]:
            break
    return longest


def _longest_between(starts: Sequence[int], closed: Sequence[Span], low: int, end: int) -> int:
    """The longest stretch from one of the starts to the next closed span, or to the end."""
    longest = 0
    bounds = [(low, low), *(span for span in closed if low < span[1] and span[0] < end)]
    for (_, opens), (closes, _) in pairwise([*bounds, (end, end)]):
        begin = next((t for t in starts if opens <= t < closes), closes)
        longest = max(longest, closes - begin)
    return longest


def _may_preside(instance: Instance, i: int, panel: Panel) -> bool:
    if not panel.vacant:
        return True
    vacant = tuple(sorted(c for c in instance.chairs[i] if c in instance.vacant))
    return not instance.strictness("office_holder", i, people=vacant).hard
