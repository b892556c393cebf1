"""
How long two sittings overlap, as a term that can be priced.

    overlap_pq >= min(e_p, e_q) - max(s_p, s_q) + walk_pq           if p and q are held

This is the least of four lengths: from the start of the one to the end of the other, both ways, and
of each sitting. One literal for each says that the overlap is at least that long, and one of the
four must hold; minimising supplies the rest. (Minimum and maximum constraints instead found no
timetable of 48 sessions in 20 s.)
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python.cp_model import BoolVarT, CpModel, IntervalVar

from scheduler.instance.instance import Instance
from scheduler.instance.records import Span
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables


def could_meet(var: Variables, p: Part, q: Part) -> bool:
    """Whether two sittings could overlap at all, or be less than a walk apart."""
    if (p.begun is not None and q.begun is not None) or _follow(var, p.i, q.i):
        return False
    walk = max(var.instance.travel.values(), default=0)
    (p_start, p_end), (q_start, q_end) = (_within(var, part) for part in (p, q))
    if p_end + walk <= q_start or q_end + walk <= p_start:
        return False
    return any(_spans_meet(var, a, b, walk) for a in p.slots for b in q.slots)


def _follow(var: Variables, i: int, j: int) -> bool:
    """Whether a rolling order has one of two sessions over before the other starts."""
    instance = var.instance
    o = instance.order_of.get(i)
    if o is None or instance.order_of.get(j) != o or not var.candidates.whole:
        return False
    stationary = not (instance.travel and instance.orders[o].substitutes)
    return stationary and not instance.begun[i] and not instance.begun[j]


def _within(var: Variables, part: Part) -> tuple[int, int]:
    """[earliest start, latest end) of a sitting, as far as that is known before the search."""
    instance = var.instance
    i, left = part.i, var.candidates
    if part.begun is not None:
        return part.begun.start, instance.horizon
    if instance.sessions[i].split is not None:
        return 0, instance.horizon
    return left.earliest[i], min(instance.horizon, left.latest[i] + instance.planned[i])


def _spans_meet(var: Variables, a: int, b: int, walk: int) -> bool:
    one, other = var.instance.slots[a], var.instance.slots[b]
    over = var.candidates.overtime
    return one.start < other.end + over[b] + walk and other.start < one.end + over[a] + walk


def overlap(
    model: CpModel,
    pair: tuple[Part, Part],
    *,
    name: str,
    most: int,
    walk: Expr = 0,
    only_if: Sequence[BoolVarT] = (),
) -> Expr:
    """Ticks that two sittings overlap, with the walk between them; at most ``most``, at least 0."""
    p, q = pair
    label = f"{name}[{p.i},{q.i},{min(p.slots)},{min(q.slots)}]"
    ticks = model.new_int_var(0, most, label)
    lengths = (p.end - q.start, q.end - p.start, p.length, q.length)
    shortest = [model.new_bool_var(f"shortest_{label}[{n}]") for n in range(len(lengths))]
    for literal, length in zip(shortest, lengths, strict=True):
        model.add(ticks >= length + walk).only_enforce_if(literal)
    model.add_bool_or(~p.held, ~q.held, *(~literal for literal in only_if), *shortest)
    return ticks


def one_at_a_time(model: CpModel, sittings: Sequence[tuple[Part, IntervalVar]]) -> None:
    """No two of the sittings, each with its interval, meet, but for those that have both begun."""
    fresh = [interval for part, interval in sittings if part.begun is None]
    begun = [interval for part, interval in sittings if part.begun is not None]
    for group in [[interval] for interval in begun] or [[]]:
        if len(group) + len(fresh) > 1:
            model.add_no_overlap([*group, *fresh])


def apart(
    model: CpModel,
    p: Part,
    q: Part,
    *,
    walk: int = 0,
    only_if: Sequence[BoolVarT] = (),
    name: str = "first",
) -> None:
    """One of two sittings is over, and a walk has been walked, before the other starts."""
    first = model.new_bool_var(f"{name}[{p.i},{q.i},{min(p.slots)},{min(q.slots)}]")
    both = (p.held, q.held, *only_if)
    model.add(p.end + walk <= q.start).only_enforce_if(first, *both)
    model.add(q.end + walk <= p.start).only_enforce_if(~first, *both)


def walk_between(var: Variables, p: Part, q: Part) -> Expr:
    """Ticks from the room of p to that of q, or more; a constant where nothing is left to say."""
    model, instance = var.model, var.instance
    ways = {
        (r, s): instance.travel[r, s] for r in p.rooms for s in q.rooms if (r, s) in instance.travel
    }
    if not ways:
        return 0
    if len(p.rooms) == len(q.rooms) == 1:
        return next(iter(ways.values()))
    walk = model.new_int_var(0, max(ways.values()), f"walk[{p.i},{q.i}]")
    for (r, s), ticks in ways.items():
        model.add(walk >= ticks).only_enforce_if(p.rooms[r], q.rooms[s])
    return walk


def ticks_inside(var: Variables, part: Part, spans: Iterable[Span], here: BoolVarT) -> list[Expr]:
    """
    For each span that the sitting could meet, the ticks of it, where ``here`` holds.

    At least the least of four lengths, as in ``overlap``.
    """
    inside: list[Expr] = []
    low, high = _reach(var.instance, part)
    for a, b in spans:
        if a < high and low < b:
            inside.append(_meeting(var.model, part, max(a, low - 1), min(b, high + 1), here))
    return inside


def _reach(instance: Instance, part: Part) -> tuple[int, int]:
    """No sitting of the part is outside these ticks."""
    if part.begun is not None:
        end = part.begun.end
        return part.begun.start, instance.horizon if end is None else end
    slots = [instance.slots[k] for k in part.slots]
    most = instance.planned[part.i]
    return min(s.start for s in slots), max(s.end for s in slots) + most


def _meeting(model: CpModel, part: Part, a: int, b: int, here: BoolVarT) -> Expr:
    label = f"inside[{part.i},{min(part.slots)},{a},{b},{here}]"
    ticks = model.new_int_var(0, max(0, b - a), label)
    lengths = (part.end - a, b - part.start, part.length)
    shortest = [model.new_bool_var(f"shortest_{label}[{n}]") for n in range(len(lengths) + 1)]
    for literal, length in zip(shortest, (*lengths, b - a), strict=True):
        model.add(ticks >= length).only_enforce_if(literal)
    model.add_bool_or(~part.held, ~here, *shortest)
    return ticks
