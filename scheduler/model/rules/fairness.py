"""
What is unwelcome is spread over bodies, or over the regions of bodies.

With the share x_B of a body: its sittings in bad slots, or its minutes lost (planned less held,
all of them if it is unplaced):

    max_B x_B - min_B x_B
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, of_all
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables
from scheduler.problem import Fairness


def lines(var: Variables, rule: Fairness) -> Iterator[Line]:
    model, instance = var.model, var.instance
    shares = _shares(var, rule)
    if len(shares) < 2:
        return
    ceiling = instance.minutes(sum(instance.planned)) + sum(map(len, var.parts))
    name = f"{rule.share},{rule.by},{len(shares)}"
    most = model.new_int_var(0, ceiling, f"most_unwelcome[{name}]")
    least = model.new_int_var(0, ceiling, f"least_unwelcome[{name}]")
    for share, _ in shares.values():
        model.add(most >= share)
        model.add(least <= share)
    yield _line(var, most - least, sorted({i for _, own in shares.values() for i in own}))


def _line(var: Variables, amount: Expr, sessions: list[int]) -> Line:
    """Of all their sittings; who is left out takes part as well."""
    if all(var.instance.begun[i] for i in sessions):
        return of_all(var, amount, sessions)
    return Line(amount, (var.true,), begun=False)


def _shares(var: Variables, rule: Fairness) -> dict[str, tuple[Expr, list[int]]]:
    """(share, sessions) of each body or region."""
    region = {group.id: group.region for group in var.instance.problem.groups}
    shares: dict[str, tuple[Expr, list[int]]] = {}
    for name, sessions in var.instance.bodies(rule):
        key = name if rule.by == "group" else region.get(name)
        if key is None:
            continue
        before, members = shares.get(key, (0, []))
        share = sum((_share(var, rule, i) for i in sessions), start=before)
        shares[key] = (share, [*members, *sessions])
    return shares


def _share(var: Variables, rule: Fairness, i: int) -> Expr:
    model, instance = var.model, var.instance
    if rule.share == "slots":
        slots = (slot for part in var.parts[i] for slot in part.slots.items())
        bad = (here for k, here in slots if instance.slots[k].is_called(rule.slots))
        return sum(bad, start=0)
    planned, minutes = instance.planned[i], var.minutes[i]
    if isinstance(minutes, int) and var.placed[i] is var.true:
        return instance.minutes(max(0, planned - minutes))
    key = ("lost", i)
    if key not in var.made:
        lost = model.new_int_var(0, planned, f"lost[{i}]")
        model.add(lost == planned - minutes).only_enforce_if(var.placed[i])
        model.add(lost == planned).only_enforce_if(~var.placed[i])
        var.made[key] = lost
    return instance.minutes(1) * var.made[key]
