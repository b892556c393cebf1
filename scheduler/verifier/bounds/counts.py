"""
Whether prices of sessions prove a lower bound of what overlaps cost.

At each moment some set of sessions is on. Each session pays for each of its minutes the least that
any moment open to it asks. A moment gives back no more than the most that the sessions on at once
pay, less what they cost one another. What is left, nobody avoids (docs/developers/claims.md).
"""

from collections import defaultdict
from collections.abc import Sequence

from scheduler.problem import Problem
from scheduler.timetable import CountCertificate, PricedLeaf, PriceGroup
from scheduler.verifier.bounds import price_groups
from scheduler.verifier.bounds.ground import Ground, Starts, doubt, ground_of, narrowed
from scheduler.verifier.bounds.price_groups import moments
from scheduler.verifier.clock import minutes

Order = tuple[str, str]


def fault(problem: Problem, certificate: CountCertificate) -> str | None:
    """Why a certificate does not prove its bound; None if it does."""
    if certificate.tier != "preferences":
        return "the tier does not charge overlaps"
    why = doubt(problem)
    if why is not None:
        return why
    ground = ground_of(problem)
    why = price_groups.fault(ground, certificate)
    if why is not None:
        return why
    if not _cover([leaf.orders for leaf in certificate.leaves], ground):
        return "its leaves do not cover all timetables"
    for leaf in certificate.leaves:
        starts = narrowed(ground, leaf.orders)
        if starts is None:
            continue
        proved = _proved(ground, certificate, leaf, starts)
        if proved is None:
            return "a price is negative, or of an unknown group"
        if proved <= (certificate.bound - 1) * certificate.unit:
            return f"they prove {max(0, -(-proved // certificate.unit)):,}"
    return None


def _cover(leaves: Sequence[tuple[Order, ...]], ground: Ground) -> bool:
    """Whether each timetable is in some leaf: two that exclude one another come in one order."""
    if any(not orders for orders in leaves):
        return True
    if not leaves:
        return False
    (a, b) = leaves[0][0]
    parts: dict[Order, list[tuple[Order, ...]]] = {(a, b): [], (b, a): []}
    for first, *rest in leaves:
        if first not in parts:
            return False
        parts[first].append(tuple(rest))
    excluded = frozenset((a, b)) in ground.exclusive
    return a != b and excluded and all(_cover(part, ground) for part in parts.values())


def _proved(
    ground: Ground, certificate: CountCertificate, leaf: PricedLeaf, starts: Starts
) -> int | None:
    """What the prices of a leaf prove, in parts of one; None if they are none."""
    prices: dict[tuple[int, str], int] = {}
    for priced in leaf.priced:
        for slot in priced.slots:
            prices.update({(g, slot): price for g, price in priced.prices})
    if any(not 0 <= g < len(certificate.groups) or p < 0 for (g, _), p in prices.items()):
        return None
    open_to = {id: set(own.values()) for id, own in starts.items()}
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for g, group in enumerate(certificate.groups):
        for id in group.sessions:
            groups[id].append(g)
    paid = 0
    for id, slots in open_to.items():
        least = min(sum(prices.get((g, slot), 0) for g in groups[id]) for slot in slots)
        paid += least * moments(ground, certificate, id)
    length = {slot.id: minutes(slot.length) for slot in ground.reading.slots}
    back = 0
    for (g, slot), price in prices.items():
        group = certificate.groups[g]
        among = sum(slot in open_to[id] for id in group.sessions)
        times = 1 if certificate.moment == 0 else length.get(slot, 0) // certificate.moment
        back += times * _given_back(group, price, among)
    return paid - back


def _given_back(group: PriceGroup, price: int, among: int) -> int:
    """The most that those of a group who are on pay in a moment, less what they cost."""
    if group.sort == "most":
        return price * min(group.most, among)
    cost = group.price or 0
    if group.sort == "delegation":
        return max(price * n - cost * max(0, n - group.most) for n in range(among + 1))
    return max(price * n - cost * (n * (n - 1) // 2) for n in range(among + 1))
