"""
A session whose first sitting is on another day than published costs its weight.

    w_i * (placed_i - sum over slots k of the published day of first_ik)
    w_i * lands_ik                        if i may leave, for slots k of other days
"""

from collections.abc import Iterator

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "days"


def price(var: Variables) -> Iterator[Expr]:
    instance = var.instance
    for i, published in sorted(instance.published.items()):
        day = instance.slots[published.sittings[0][0]].day
        weight = notice.of_session(instance, i)
        if instance.begun[i]:
            if instance.slots[instance.begun[i][0].slot].day != day:
                yield weight
        else:
            same = [
                first for k, first in var.first_slots(i).items() if instance.slots[k].day == day
            ]
            yield weight * (var.placed[i] - sum(same))
            yield from [
                weight * var.lands[i, k]
                for k in var.candidates.elsewhere.get(i, ())
                if instance.slots[k].day != day
            ]
