"""
Whether prices of being on prove what overlaps cost at the least.

At each moment some set of sessions is on. Each session is on for its minutes, and pays for each of
them the least that any moment open to it asks. A moment gives back no more than the most that those
who are on pay, less what they cost one another. What is left, nobody avoids (docs/claims.md).
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from scheduler.problem import Concurrency, Problem
from scheduler.timetable import CountCertificate, PricedLeaf, PriceGroup
from scheduler.verifier.bounds.ground import Ground, Starts, doubt, ground_of, narrowed
from scheduler.verifier.clock import minutes
from scheduler.verifier.levels import level_of, level_of_statement

Order = tuple[str, str]


def fault(problem: Problem, certificate: CountCertificate) -> str | None:
    """Why a certificate does not prove its bound; None if it does."""
    if certificate.tier != "preferences":
        return "overlaps are charged in another tier"
    why = doubt(problem)
    if why is not None:
        return why
    ground = ground_of(problem)
    why = _measure_fault(ground, certificate.moment) or _groups_fault(ground, certificate)
    if why is not None:
        return why
    if not _cover([leaf.orders for leaf in certificate.leaves], ground):
        return "its leaves are not all timetables"
    for leaf in certificate.leaves:
        starts = narrowed(ground, leaf.orders)
        if starts is None:
            continue
        proved = _proved(ground, certificate, leaf, starts)
        if proved is None:
            return "a price is less than nothing, or of a group that is not there"
        if proved <= (certificate.bound - 1) * certificate.unit:
            return f"they prove {max(0, -(-proved // certificate.unit)):,}"
    return None


def _measure_fault(ground: Ground, moment: int) -> str | None:
    """A moment has to be a slot where all start with it; else it divides all lengths and starts."""
    slots = ground.reading.slots
    if moment == 0:
        aligned = all(slot.template.aligned for slot in slots)
        return None if aligned else "sessions do not start with their slots"
    lengths = [*ground.lengths.values(), *(minutes(slot.length) for slot in slots)]
    first = slots[0].start
    starts = {minutes(t - first) for own in ground.starts.values() for t in own}
    lengths += [*starts, *(minutes(slot.start - first) for slot in slots)]
    return None if all(n % moment == 0 for n in lengths) else "its moments are of another length"


def _moments(ground: Ground, certificate: CountCertificate, session: str) -> int:
    """Moments for which a session is on."""
    return 1 if certificate.moment == 0 else ground.lengths[session] // certificate.moment


def _groups_fault(ground: Ground, certificate: CountCertificate) -> str | None:
    """Why groups are not what they say; None if they are."""
    for group in certificate.groups:
        own = {*group.sessions}
        if len(own) < len(group.sessions) or not ground.lengths.keys() >= own:
            return "a group names a session twice, or one that is not held"
        if group.sort != "most" and (group.price is None or group.price < 0):
            return "a group has no price"
    for group in certificate.groups:
        if group.sort == "most" and not _is_bounded(ground, group):
            return f"more than {group.most} may be on at once"
        if group.sort == "delegation":
            why = _delegation_fault(ground, certificate, group)
            if why is not None:
                return why
    return _pairs_fault(ground, certificate)


def _pairs_fault(ground: Ground, certificate: CountCertificate) -> str | None:
    """Two cost no more in all groups of pairs together than they really do, moment by moment."""
    prices: defaultdict[frozenset[str], int] = defaultdict(int)
    for group in certificate.groups:
        if group.sort == "pairs":
            if group.most != 1:
                return "pairs are counted from the second on"
            for two in combinations(group.sessions, 2):
                prices[frozenset(two)] += group.price or 0
    for pair, price in prices.items():
        together = min(_moments(ground, certificate, id) for id in pair)
        really = certificate.unit * ground.costs.get(pair, 0)
        if pair not in ground.exclusive and price * together > really:
            return f"{' and '.join(sorted(pair))} cost less than it says"
    return None


def _delegation_fault(
    ground: Ground, certificate: CountCertificate, group: PriceGroup
) -> str | None:
    problem = ground.reading.problem
    delegation = next((d for d in problem.delegations if d.id == group.name), None)
    if delegation is None:
        return "a delegation is not there"
    named = [g for g in certificate.groups if g.sort == "delegation" and g.name == group.name]
    if len(named) > 1:
        return f"{delegation.id} is there twice"
    judged = level_of(problem, "small_delegation", (), (delegation.id,))
    soft = judged.reason is None and judged.level == "soft"
    follows = set(ground.reading.names.resolve(delegation.follows))
    shortest = min((ground.lengths[id] for id in group.sessions), default=0)
    moment = certificate.moment or shortest
    dear = (group.price or 0) > certificate.unit * judged.weight * moment * soft
    if dear or group.most < delegation.people or not follows >= {*group.sessions}:
        return f"{delegation.id} misses less than it says"
    return None


def _is_bounded(ground: Ground, group: PriceGroup) -> bool:
    """Whether rooms, a statement, or that they exclude one another lets no more be on at once."""
    problem, own = ground.reading.problem, {*group.sessions}
    if group.most < 0:
        return False
    pairs = combinations(group.sessions, 2)
    if group.most >= 1 and all(frozenset(pair) in ground.exclusive for pair in pairs):
        return True
    rooms = frozenset[str]().union(*(ground.rooms[id] for id in own))
    clash = all(
        level_of(problem, "room_clash", (a, b), (), room).obeyed
        for a, b in combinations(group.sessions, 2)
        for room in (rooms if _scoped(problem) else ("",))
    )
    if clash and len(rooms) <= group.most:
        return True
    return any(
        isinstance(rule, Concurrency)
        and level_of_statement(rule).obeyed
        and group.most >= rule.most
        and own <= {*ground.reading.names.resolve(rule.of)}
        for rule in problem.rules
    )


def _scoped(problem: Problem) -> bool:
    """Whether anything is said about who may share a room."""
    return any(scope.rule == "room_clash" for scope in (*problem.levels, *problem.waive))


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
        paid += least * _moments(ground, certificate, id)
    length = {slot.id: minutes(slot.length) for slot in ground.reading.slots}
    back = 0
    for (g, slot), price in prices.items():
        group = certificate.groups[g]
        among = sum(slot in open_to[id] for id in group.sessions)
        moments = 1 if certificate.moment == 0 else length.get(slot, 0) // certificate.moment
        back += moments * _given_back(group, price, among)
    return paid - back


def _given_back(group: PriceGroup, price: int, among: int) -> int:
    """The most that those of a group who are on pay in a moment, less what they cost."""
    if group.sort == "most":
        return price * min(group.most, among)
    cost = group.price or 0
    if group.sort == "delegation":
        return max(price * n - cost * max(0, n - group.most) for n in range(among + 1))
    return max(price * n - cost * (n * (n - 1) // 2) for n in range(among + 1))
