"""The CP-SAT model: candidates, variables, then one small module per rule family."""

from scheduler.model.builder import Model, build, prune
from scheduler.model.rules import HARD, LEVELED, SOFT, STATED, name
from scheduler.model.tiers import DISTANCE, distance_tiers, tier_names

__all__ = [
    "DISTANCE",
    "HARD",
    "LEVELED",
    "SOFT",
    "STATED",
    "Model",
    "build",
    "distance_tiers",
    "name",
    "prune",
    "tier_names",
]
