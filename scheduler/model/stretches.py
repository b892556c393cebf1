"""How much of a sitting lies in given stretches of time, as something that can be priced."""

from collections.abc import Iterable

from ortools.sat.python.cp_model import BoolVarT, CpModel

from scheduler.instance.instance import Instance
from scheduler.instance.records import Span
from scheduler.model.variables import Expr, Part, Variables


def ticks_inside(
    var: Variables, part: Part, spans: Iterable[Span], here: BoolVarT | None
) -> list[Expr]:
    """
    For each span that the sitting could meet, the ticks of it, where ``here`` holds.

    At least the least of four lengths, as in ``overlap``; minimising supplies the rest.
    """
    if here is None:
        return []
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
