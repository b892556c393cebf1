"""
A sitting ends by its wall, or within the overtime that the policy allows there.

    end_p <= wall_k + allowed_k            for every part p in slot k            (hard)
    price_k * (o_rk - agreed_k),  o_rk = max over parts p in (r, k) of end_p - wall_k    (soft)

A session is cut at a wall or in its overtime, so o_rk follows from the last sitting alone.
Sittings that are over are paid for.
"""

from scheduler.instance.instance import Instance
from scheduler.model.candidates import Candidates
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

TIER = "minutes"


def prune(instance: Instance, candidates: Candidates) -> None:
    candidates.overtime = [slot.allowed for slot in instance.slots]


def post(var: Variables) -> None:
    for parts in var.parts:
        for part in (p for p in parts if not p.over):
            for k, here in part.slots.items():
                slot = var.instance.slots[k]
                var.model.add(part.end <= slot.end + slot.allowed).only_enforce_if(here)


def price(var: Variables) -> list[Expr]:
    model, instance = var.model, var.instance
    over: dict[tuple[int, int], Expr] = {}
    for i, parts in enumerate(var.parts):
        for part in (p for p in parts if not p.over):
            for k in part.slots:
                slot = instance.slots[k]
                ceiling = var.candidates.overtime[k] - slot.agreed
                if ceiling <= 0:
                    continue
                for r in part.rooms:
                    if (r, k) not in over:
                        over[r, k] = model.new_int_var(0, ceiling, f"overtime[{r},{k}]")
                    late = part.end - slot.end - slot.agreed
                    model.add(over[r, k] >= late).only_enforce_if(var.member(i, r, k))
    return [instance.slots[k].price * instance.minutes(1) * ticks for (_, k), ticks in over.items()]
