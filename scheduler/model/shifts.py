"""
Minutes between the published and the new start of a session cost its weight each.

    w_i * |s_i - published_i|          if placed_i
"""

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import Instance
from scheduler.model import notice
from scheduler.model.variables import Expr, Variables

TIER = "shifts"


def price(model: CpModel, instance: Instance, var: Variables) -> list[Expr]:
    terms: list[Expr] = []
    for i, published in sorted(instance.published.items()):
        was = published.sittings[0][2]
        shift = model.new_int_var(0, max(was, instance.horizon), f"shift[{i}]")
        model.add(shift >= var.start[i] - was).only_enforce_if(var.placed[i])
        model.add(shift >= was - var.start[i]).only_enforce_if(var.placed[i])
        terms.append(notice.of_session(instance, i) * instance.minutes(1) * shift)
        if i in var.candidates.loose:
            least = notice.of_session(instance, i) * instance.minutes(_least(instance, i, was))
            terms.append(least * (1 - var.placed[i]))
    return terms


def _least(instance: Instance, i: int, was: int) -> int:
    """
    Ticks by which session i shifts at the least, if it does at all.

    If it does not, and leaves its place, it changes room, which costs in a tier before this one.
    """
    others = (abs(t - was) for k in instance.serving[i] for t in instance.starts(i, k) if t != was)
    return min(others, default=1)
