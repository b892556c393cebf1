"""
A large problem as bits: for each session a mask of starts, for each room and person one of ticks.

Bit t of a mask is tick t. Ten thousand sessions over a year are a few thousand bits each. A
question such as "when could this session start in this room?" is a handful of shifts: a microsecond
where a model of the whole has a variable for each answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from scheduler.instance import conflicts, preferences
from scheduler.instance.instance import Instance
from scheduler.instance.records import Span
from scheduler.problem import Conflict, Preference, RoomStability

Mask = int


@dataclass(frozen=True, slots=True)
class Body:
    """Sessions that should keep one room; each further room costs ``weight``."""

    weight: int
    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """
    Attributes
    ----------
    lengths
        Ticks of session i, untrimmed; shape (n,).
    starts
        Starts of session i that its own hours, windows and slots allow; shape (n,).
    rooms
        Rooms that suit session i; shape (n,).
    bans
        By (session i, room r): starts that hard statements forbid there.
    shut
        Ticks in which room r is closed; shape (m,).
    open
        Ticks of each room in which anything may be held; shape (m,).
    chairs
        Who presides over session i, as numbers; shape (n,).
    led
        The sessions that person c presides over.
    conflicts
        Sessions that may not meet session i at once; shape (n,).
    clashes
        By session j that should not meet session i: (price once, price per tick); shape (n,).
    wishes
        (price, starts that it costs by room) of session i; shape (n,).
    bodies, bodies_of
        Who should keep a room, and in which of these session i is.
    """

    instance: Instance
    lengths: tuple[int, ...]
    starts: tuple[Mask, ...]
    rooms: tuple[tuple[int, ...], ...]
    bans: dict[tuple[int, int], Mask]
    shut: tuple[Mask, ...]
    open: tuple[Mask, ...]
    chairs: tuple[tuple[int, ...], ...]
    led: tuple[tuple[int, ...], ...]
    conflicts: tuple[tuple[int, ...], ...]
    clashes: tuple[dict[int, tuple[int, int]], ...]
    wishes: tuple[tuple[tuple[int, tuple[Mask, ...]], ...], ...]
    bodies: tuple[Body, ...]
    bodies_of: tuple[tuple[int, ...], ...]


def ones(start: int, end: int) -> Mask:
    """The ticks of [start, end), from 0 on."""
    start = max(0, start)
    return ((1 << (end - start)) - 1) << start if end > start else 0


def touching(mask: Mask, length: int) -> Mask:
    """Starts from which a sitting of this length touches the mask."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        mask |= mask >> step
        reach += step
    return mask


def runs(mask: Mask) -> Iterator[Span]:
    """The unbroken stretches of a mask, in order."""
    base = 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        length = (~mask & (mask + 1)).bit_length() - 1
        yield base + skip, base + skip + length
        mask >>= length
        base += skip + length


def ticks_of(mask: Mask) -> list[int]:
    """All the ticks of a mask."""
    ticks = []
    while mask:
        low = mask & -mask
        ticks.append(low.bit_length() - 1)
        mask ^= low
    return ticks


def frame_of(instance: Instance) -> Frame:
    """The problem in bits; every rule that ``scope.applies`` lets pass is in it."""
    n, m = len(instance.sessions), len(instance.rooms)
    shut = tuple(_ticks(spans, instance.horizon) for spans in instance.closed)
    slots = 0
    for slot in instance.slots:
        slots |= ones(slot.start, slot.end + slot.allowed)
    names = {who: p for p, who in enumerate(sorted(instance.presided))}
    bodies = tuple(_bodies(instance))
    bodies_of: list[list[int]] = [[] for _ in range(n)]
    for b, body in enumerate(bodies):
        for i in body.sessions:
            bodies_of[i].append(b)
    return Frame(
        instance=instance,
        lengths=instance.planned,
        starts=tuple(_starts(instance)),
        rooms=tuple(_rooms(instance)),
        bans=_bans(instance),
        shut=shut,
        open=tuple(slots & ~mask for mask in shut),
        chairs=tuple(tuple(sorted(names[who] for who in chairs)) for chairs in instance.chairs),
        led=tuple(tuple(sessions) for _, sessions in sorted(instance.presided.items())),
        conflicts=tuple(tuple(sorted(own)) for own in instance.conflicts),
        clashes=_clashes(instance),
        wishes=_wishes(instance, m),
        bodies=bodies,
        bodies_of=tuple(map(tuple, bodies_of)),
    )


def _ticks(spans: Iterable[Span], horizon: int) -> Mask:
    mask = 0
    for start, end in spans:
        mask |= ones(start, min(end, horizon))
    return mask


def _starts(instance: Instance) -> Iterator[Mask]:
    """Starts within slots, from the planner's windows and the hours of who presides."""
    slots: dict[tuple[object, ...], Mask] = {}
    hours: dict[tuple[tuple[Span, ...], int], Mask] = {}
    for i, session in enumerate(instance.sessions):
        length = instance.planned[i]
        key = (session.kind, session.days, session.slots, length)
        if key not in slots:
            slots[key] = _in_slots(instance, i)
        mask = slots[key] & ones(instance.earliest(i), instance.deadline(i) - length + 1)
        pinned = instance.pinned(i)
        if pinned is not None:
            mask &= ones(pinned[0], pinned[1] + 1)
        away = instance.panels[i][0].away
        if away:
            if (away, length) not in hours:
                hours[away, length] = touching(_ticks(away, instance.horizon), length)
            mask &= ~hours[away, length]
        yield mask


def _in_slots(instance: Instance, i: int) -> Mask:
    mask = 0
    for k in instance.serving[i]:
        slot = instance.slots[k]
        if instance.open_for(i, k):
            for t in slot.starts:
                if t + instance.planned[i] <= slot.end:
                    mask |= 1 << t
    return mask


def _rooms(instance: Instance) -> Iterator[tuple[int, ...]]:
    by_need: dict[tuple[object, ...], tuple[int, ...]] = {}
    for i in range(len(instance.sessions)):
        key = need(instance, i)
        if key not in by_need:
            by_need[key] = tuple(r for r in range(len(instance.rooms)) if instance.suits(i, r))
        yield by_need[key]


def need(instance: Instance, i: int) -> tuple[object, ...]:
    """What session i asks of a room; sessions that ask the same are suited by the same rooms."""
    session = instance.sessions[i]
    pinned = session.pin.room if session.pin is not None else None
    return session.attendance, tuple(sorted(session.features.items())), session.rooms, pinned


def _bans(instance: Instance) -> dict[tuple[int, int], Mask]:
    bans: defaultdict[tuple[int, int], Mask] = defaultdict(int)
    for (i, k, r), spans in instance.banned.items():
        slot = instance.slots[k]
        touched = touching(_ticks(spans, instance.horizon + 1), instance.planned[i])
        bans[i, r] |= touched & _mask(slot.starts)
    return dict(bans)


def _mask(ticks: Iterable[int]) -> Mask:
    mask = 0
    for t in ticks:
        mask |= 1 << t
    return mask


def _bodies(instance: Instance) -> Iterator[Body]:
    for rule in instance.problem.rules:
        if isinstance(rule, RoomStability) and rule.level_in_force == "soft":
            for _, sessions in instance.bodies(rule):
                if len(sessions) > 1:
                    yield Body(rule.weight, tuple(sessions))


def _clashes(instance: Instance) -> tuple[dict[int, tuple[int, int]], ...]:
    clashes: tuple[dict[int, tuple[int, int]], ...] = tuple({} for _ in instance.sessions)

    def add(i: int, j: int, once: int, each: int) -> None:
        before = clashes[i].get(j, (0, 0))
        clashes[i][j] = clashes[j][i] = (before[0] + once, before[1] + each)

    for rule in instance.problem.rules:
        if isinstance(rule, Conflict) and rule.level_in_force == "soft":
            pairs = rule.count == "pairs"
            once, each = (rule.weight, 0) if pairs else (0, rule.weight * instance.minutes(1))
            for i, j in conflicts.pairs(instance, rule):
                add(i, j, once, each)
    each = instance.problem.weights.attendee_clash * instance.minutes(1)
    for i, j in _wanted_twice(instance) if each else ():
        add(i, j, 0, each)
    return clashes


def _wanted_twice(instance: Instance) -> Iterator[tuple[int, int]]:
    """Two sessions for each person in both who does not preside over both."""
    attended = frozenset().union(*instance.attending)
    for who, sessions in sorted(instance.involving.items()):
        if who not in attended:
            continue
        for i, j in combinations(sessions, 2):
            if not (who in instance.chairs[i] and who in instance.chairs[j]):
                yield i, j


def _wishes(instance: Instance, m: int) -> tuple[tuple[tuple[int, tuple[Mask, ...]], ...], ...]:
    wishes: list[list[tuple[int, tuple[Mask, ...]]]] = [[] for _ in instance.sessions]
    for rule in instance.problem.rules:
        if not isinstance(rule, Preference) or rule.level_in_force != "soft":
            continue
        masks: dict[tuple[str, int], tuple[Mask, ...]] = {}
        for i in instance.chosen(rule.of):
            key = (instance.sessions[i].kind, instance.planned[i])
            if key not in masks:
                masks[key] = tuple(_unwanted(instance, rule, i, r) for r in range(m))
            wishes[i].append((rule.weight, masks[key]))
    return tuple(map(tuple, wishes))


def _unwanted(instance: Instance, rule: Preference, i: int, r: int) -> Mask:
    mask = 0
    for k in instance.serving[i]:
        ticks = _ticks(preferences.unwanted(instance, rule, k, r), instance.horizon + 1)
        mask |= touching(ticks, instance.planned[i]) & _mask(instance.slots[k].starts)
    return mask
