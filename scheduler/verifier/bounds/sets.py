"""
Whether prices of sessions prove a lower bound of what sets of sessions on at once cost.

At each moment some set of sessions is on. Each session pays its price for each moment of its
minutes. No moment gets more than from the set that pays most, less what that set costs. What is
left, nobody avoids (docs/developers/claims.md).
"""

from collections import Counter, defaultdict

from scheduler.problem import Problem
from scheduler.timetable import SetCertificate
from scheduler.verifier.bounds import price_groups
from scheduler.verifier.bounds.dearest_set import dearest
from scheduler.verifier.bounds.ground import Ground, Starts, doubt, ground_of, narrowed
from scheduler.verifier.bounds.price_groups import moments
from scheduler.verifier.bounds.room_slot_prices import Fault
from scheduler.verifier.clock import minutes


def fault(problem: Problem, certificate: SetCertificate) -> Fault | None:
    """Why a certificate does not prove its bound, as far as that is known; None if it does."""
    if certificate.tier != "preferences":
        return Fault("the tier does not charge overlaps", false=True)
    why = doubt(problem)
    if why is not None:
        return Fault(why, false=True)
    ground = ground_of(problem)
    why = price_groups.fault(ground, certificate) or _prices_fault(ground, certificate)
    if why is not None:
        return Fault(why, false=True)
    starts = narrowed(ground, ())
    if starts is None:
        return None  # of a meeting without a timetable, anything is true of all of them
    proved = _proved(ground, certificate, starts)
    if proved is None:
        return Fault("finding the largest set takes too long", false=False)
    if proved > (certificate.bound - 1) * certificate.unit:
        return None
    return Fault(f"they prove {max(0, -(-proved // certificate.unit)):,}", false=True)


def _prices_fault(ground: Ground, certificate: SetCertificate) -> str | None:
    ids = [id for id, _ in certificate.prices]
    if len({*ids}) < len(ids) or not ground.lengths.keys() >= {*ids}:
        return "a session has two prices, or is not held"
    return "a price is negative" if any(p < 0 for _, p in certificate.prices) else None


def _proved(ground: Ground, certificate: SetCertificate, starts: Starts) -> int | None:
    """What the prices prove, in parts of one; None if that is not found out."""
    prices = dict(certificate.prices)
    open_to: defaultdict[str, set[str]] = defaultdict(set)
    for id, own in starts.items():
        for name in own.values():
            open_to[name].add(id)
    times: Counter[frozenset[str]] = Counter()
    for slot in ground.reading.slots:
        length = minutes(slot.length)
        times[frozenset(open_to[slot.id] & prices.keys())] += (
            1 if certificate.moment == 0 else length // certificate.moment
        )
    proved = sum(price * moments(ground, certificate, id) for id, price in prices.items())
    for inside, time in times.items():
        here = {id: prices[id] for id in sorted(inside)}
        most = dearest(here, certificate.groups, ground.exclusive)
        if most is None:
            return None
        proved -= time * most
    return proved
