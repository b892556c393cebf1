"""
A session that sits in a room where it was not published to sit costs its weight.

    w_i * elsewhere_i
    in_room_pr  =>  elsewhere_i       for every part p of i and every room r not published for i
"""

from collections.abc import Iterator

from scheduler.model import notice
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "rooms"


def price(var: Variables) -> Iterator[Expr]:
    model, instance = var.model, var.instance
    for i, published in sorted(instance.published.items()):
        published_in = {r for _, r, _ in published.sittings}
        new = [
            here for part in var.parts[i] for r, here in part.rooms.items() if r not in published_in
        ]
        if new:
            elsewhere = model.new_bool_var(f"elsewhere[{i}]")
            for here in new:
                model.add_implication(here, elsewhere)
            yield notice.of_session(instance, i) * elsewhere
