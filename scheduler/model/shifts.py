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
    return terms
