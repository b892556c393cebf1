"""Go on from an incumbent with the model of the whole, with bounds that are known already."""

from dataclasses import replace

from scheduler.model import Model
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result
from scheduler.search.running import Limits
from scheduler.timetable import Tier


def onward(whole: Model, found: Result, bounds: dict[str, int], limits: Limits) -> Result:
    """With bounds proved elsewhere; where they leave a gap, the whole is searched further."""
    found = replace(found, tiers=tuple(_tier(t, bounds.get(t.name, 0), 0) for t in found.tiers))
    if limits.left <= 0 or all(tier.cost == tier.bound for tier in found.tiers):
        return found
    better = lexicographic.solve(whole, limits, sure=False, start=found.solver)
    tiers = tuple(_tier(tier, bounds.get(tier.name, 0), tier.bound) for tier in better.tiers)
    return replace(better, tiers=tiers)


def _tier(tier: Tier, one: int, other: int) -> Tier:
    """The better of two bounds."""
    return tier.model_copy(update={"bound": min(max(one, other), tier.cost)})
