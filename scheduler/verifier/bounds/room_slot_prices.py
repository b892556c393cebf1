"""
Whether prices of room slots prove a lower bound of what the patterns of bodies cost.

Each body sits in some room slots, and no room slot belongs to two bodies. Each body pays for its
own at these prices, besides what they cost it by the rules: no less than for its cheapest pattern.
All of them together pay no more than the sum of the prices. What is left, nobody avoids
(docs/developers/claims.md).
"""

from collections import defaultdict
from dataclasses import dataclass

from scheduler.problem import Problem
from scheduler.timetable import PatternCertificate
from scheduler.verifier.bounds.body_prices import Cell, bodies_of, doubt_of_patterns
from scheduler.verifier.bounds.ground import ground_of
from scheduler.verifier.bounds.least_pattern import least_pattern


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a certificate is not taken; ``false``: it is wrong, else it is not known whether."""

    why: str
    false: bool


def fault(problem: Problem, certificate: PatternCertificate) -> Fault | None:
    """Why a certificate does not prove its bound, as far as that is known; None if it does."""
    if certificate.tier != "preferences":
        return Fault("the tier does not charge room slots", false=True)
    prices: defaultdict[Cell, int] = defaultdict(int)
    for slot, room, price in certificate.prices:
        if price < 0:
            return Fault("a price is negative", false=True)
        prices[slot, room] += price
    why = doubt_of_patterns(problem)
    if why is not None:
        return Fault(why, false=False)
    bodies = bodies_of(ground_of(problem))
    if isinstance(bodies, str):
        return Fault(bodies, false=False)
    proved, exact = -sum(prices.values()), True
    for body in bodies:
        least = least_pattern(body, certificate.unit, prices)
        if least is None:
            return Fault("somebody has no place", false=False)
        proved, exact = proved + least.price, exact and least.exact
    if proved > (certificate.bound - 1) * certificate.unit:
        return None
    return Fault(f"they prove {max(0, -(-proved // certificate.unit)):,}", false=exact)
