"""
What was published to start inside the freeze keeps its start and room.

    w_p * (1 - kept_p)     for each published sitting p = (i, k, r, t) with now = t, or
                           now < t < freeze_until
    kept_p  =>  i has a sitting in room r that starts at t
"""

from collections.abc import Iterator

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "freeze"


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    situation = instance.problem.situation
    if situation is None:
        return
    for i, published in sorted(instance.published.items()):
        for k, r, t in published.sittings:
            start = instance.grid.clock(t)
            if start == situation.now or situation.now < start < situation.freeze_until:
                kept = model.new_bool_var(f"kept[{i},{k}]")
                model.add_implication(kept, var.member(i, r, k))
                for part in var.parts[i]:
                    if k in part.slots:
                        model.add(part.start == t).only_enforce_if(kept)
                day = notice.day_of(instance, t)
                yield notice.weight(instance, [i], day) * (1 - kept)
