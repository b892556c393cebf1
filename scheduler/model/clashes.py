"""
Would a stretch of time clash with a sitting of somebody else?

Used only where a rule asks about a sitting that does *not* take place: a slot passed over
(``split``), a moment left idle (``rolling``). For session i, room r and a stretch [a, b), there is
one literal per sitting p of another session j outside i's rolling order:

    clash  =>  held_p  and  start_p < min(b, a + rest)  and  end_p > a

where j could be in room r or one that shares a part with it (then also: p is in it), somebody
presides over both (then also: does so), with the walk between the rooms, or i and j must never
meet. Only this direction is needed: the literal stands as an excuse.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.instance.records import overlaps
from scheduler.model import implying
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    [start, end), cut short after ``rest`` ticks where that is given.

    ``within``: where it lies whatever its start and end, which may be variables.
    """

    start: Expr
    end: Expr
    within: tuple[int, int]
    rest: Expr | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A sitting that is in the way if ``here`` holds; ``walk``: ticks between it and the other."""

    part: Part
    here: BoolVarT
    walk: int = 0


def literals(var: Variables, i: int, r: int, stretch: Stretch) -> list[BoolVarT]:
    """Literals of which one holds only if a sitting clashes with i in room r then."""
    known = [_clash(var, rival, stretch) for rival in rivals(var, i, r, stretch.within)]
    return [literal for literal in known if literal is not var.false]


def literals_for_part(var: Variables, i: int, r: int, stretch: Stretch) -> list[BoolVarT]:
    """The same, and for who comes after i in its order but has begun: it does not wait for i."""
    instance = var.instance
    o = instance.order_of.get(i)
    order = () if o is None else instance.orders[o].sessions
    within = stretch.within
    ahead = [b for b in order if _added_before(instance, b, i)]
    rests = [v for b in ahead for v in _of(var, i, r, (b, bool(instance.rivals(i, b))), within)]
    known = [_clash(var, rival, stretch) for rival in rests]
    return literals(var, i, r, stretch) + [x for x in known if x is not var.false]


def rivals(var: Variables, i: int, r: int, within: tuple[int, int]) -> tuple[Rival, ...]:
    """Whatever could clash with session i in room r at these ticks."""
    return var.once(("rivals", i, r, within), lambda: tuple(_rivals(var, i, r, within)))


def _rivals(var: Variables, i: int, r: int, within: tuple[int, int]) -> Iterator[Rival]:
    for j, personal in var.once(("clashes", i), partial(_neighbours, var, i)):
        yield from _of(var, i, r, (j, personal), within)


def _of(
    var: Variables, i: int, r: int, other: tuple[int, bool], within: tuple[int, int]
) -> Iterator[Rival]:
    """Sittings of one other session that could clash with session i in room r."""
    instance, (j, personal) = var.instance, other
    for part in var.parts[j]:
        if not _could_meet(var, part, within):
            continue
        never = j in instance.conflicts[i]
        if never:
            yield Rival(part, part.held)
        if personal and (instance.travel or not never):  # they have to walk as well
            yield from _same_person(var, i, r, part)
        for s in sorted(instance.alike[r] & part.rooms.keys()):
            if instance.room_rivals(i, j) and not never:
                yield Rival(part, part.rooms[s])


def _same_person(var: Variables, i: int, r: int, part: Part) -> Iterator[Rival]:
    """One for each person who may preside over both, and for each walk from room to room."""
    instance = var.instance
    for who in sorted(instance.rivals(i, part.i)):
        both = var.both(var.presides(i, who), var.presides_in(part, who))
        here = both if part.held is var.true else var.both(both, part.held)
        if here is var.false:
            continue
        yield Rival(part, here)
        for s, in_room in part.rooms.items():
            walk = instance.travel.get((r, s), 0)
            if walk > 0:
                yield Rival(part, var.both(both, in_room), walk)


def _neighbours(var: Variables, i: int) -> list[tuple[int, bool]]:
    """Sessions outside i's order that could be in its way; True if whatever their room."""
    instance = var.instance
    near = {s for part in var.parts[i] for r in part.rooms for s in instance.alike[r]}
    neighbours = []
    for j in range(len(instance.sessions)):
        if j == i or (_same_order(instance, i, j) and not _added_before(instance, i, j)):
            continue
        personal = bool(instance.rivals(i, j))
        meet = personal or j in instance.conflicts[i]
        if meet or any(near & part.rooms.keys() for part in var.parts[j]):
            neighbours.append((j, personal))
    return neighbours


def possible_rivals(instance: Instance) -> dict[int, tuple[int, ...]]:
    """
    By session of a rolling order: those of which a sitting could ever be in its way.

    They are outside the order, or one has begun though it comes after the other.
    """
    users: dict[int, list[int]] = defaultdict(list)
    rooms = [_rooms(instance, j) for j in range(len(instance.sessions))]
    for j, own in enumerate(rooms):
        for r in own:
            users[r].append(j)
    known = {}
    for i in instance.order_of:
        personal = {j for who in instance.chairs[i] for j in instance.presided[who]}
        near = {j for j in personal if instance.rivals(i, j)} | instance.conflicts[i]
        near.update(j for r in rooms[i] for j in users[r])
        outside = (j for j in sorted(near) if j != i and not _in_turn(instance, i, j))
        known[i] = tuple(j for j in outside if _slots_meet(instance, i, j))
    return known


def _rooms(instance: Instance, i: int) -> set[int]:
    o = instance.order_of.get(i)
    if o is None:
        rooms = {r for r in range(len(instance.rooms)) if instance.fits(i, r)}
    else:
        rooms = {instance.orders[o].room, *instance.orders[o].substitutes}
    rooms |= {begun.room for begun in instance.begun[i]}
    return {s for r in rooms for s in instance.alike[r]}


def _slots_meet(instance: Instance, i: int, j: int) -> bool:
    """Whether any slot of the one, overtime and walks included, meets one of the other."""
    if instance.serving[i] == instance.serving[j] or instance.travel:
        return True
    spans = [
        [(slot.start, slot.end + slot.allowed) for slot in map(instance.slots.__getitem__, ks)]
        for ks in (instance.serving[i], instance.serving[j])
    ]
    return any(overlaps(spans[1], a, b) for a, b in spans[0])


def _same_order(instance: Instance, i: int, j: int) -> bool:
    return i in instance.order_of and instance.order_of.get(j) == instance.order_of[i]


def _in_turn(instance: Instance, i: int, j: int) -> bool:
    """Whether both are in one order, where one waits for the other."""
    mixed = _same_order(instance, i, j) and (
        _added_before(instance, i, j) or _added_before(instance, j, i)
    )
    return _same_order(instance, i, j) and not mixed


def _added_before(instance: Instance, i: int, j: int) -> bool:
    """Whether j, which has not begun, comes before i in their order, which has."""
    order = instance.orders[instance.order_of[i]]
    if order.free or not instance.begun[i] or instance.begun[j]:
        return False
    return order.sessions.index(j) < order.sessions.index(i)


def _could_meet(var: Variables, part: Part, within: tuple[int, int]) -> bool:
    instance = var.instance
    walk = max(instance.travel.values(), default=0)
    start, end = within[0] - walk, within[1] + walk
    if part.begun is not None:
        over = part.begun.end is not None and part.begun.end <= start
        return part.begun.start < end and not over
    return any(
        instance.slots[k].start < end and start < instance.slots[k].end + var.candidates.overtime[k]
        for k in part.slots
    )


def _clash(var: Variables, rival: Rival, stretch: Stretch) -> BoolVarT:
    part, walk, rest = rival.part, rival.walk, stretch.rest
    if rest is None:
        soon, late = stretch.end - part.start, part.end - stretch.start
        return implying.all_of(var, [rival.here], [(soon, 1 - walk), (late, 1 - walk)])
    model = var.model  # no two sessions have the same rest: nothing is asked twice
    literal = model.new_bool_var(f"meets[{part.i},{stretch.start}-{stretch.end}]")
    model.add_implication(literal, rival.here)
    model.add(part.start < stretch.end + walk).only_enforce_if(literal)
    model.add(part.end > stretch.start - walk).only_enforce_if(literal)
    model.add(part.start < stretch.start + rest + walk).only_enforce_if(literal)
    return literal
