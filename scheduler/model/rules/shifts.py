"""
Minutes between the published and the new start of a session cost its weight each.

    w_i * |s_i - published_i|                           if placed_i
    w_i * min over other starts s in k of |s - published_i|     if i may leave and lands in k
"""

from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "shifts"


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    for i, published in sorted(instance.published.items()):
        was = published.sittings[0][2]
        shift = model.new_int_var(0, max(was, instance.horizon), f"shift[{i}]")
        model.add(shift >= var.start[i] - was).only_enforce_if(var.placed[i])
        model.add(shift >= was - var.start[i]).only_enforce_if(var.placed[i])
        yield notice.of_session(instance, i) * instance.minutes(1) * shift
        if i in var.candidates.may_leave:
            for k in sorted(var.candidates.elsewhere[i]):
                least = instance.minutes(_least(instance, i, k, was))
                yield notice.of_session(instance, i) * least * var.lands[i, k]


def _least(instance: Instance, i: int, k: int, was: int) -> int:
    """
    Ticks by which session i shifts at the least in slot k, if it does at all.

    If it does not, and leaves its place, it changes room, which costs in a tier before this one.
    """
    return min((abs(t - was) for t in instance.starts(i, k) if t != was), default=0)
