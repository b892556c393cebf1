"""
Whether the groups of a certificate cost and bound sessions on at once as the rules do.

Two sessions of ``pairs`` at once cost something; so do more sessions of a ``delegation`` than it
has people. Of those of ``most`` no more may be on at once.
"""

from collections import defaultdict
from itertools import combinations

from scheduler.problem import Concurrency, Problem
from scheduler.timetable import CountCertificate, PriceGroup, SetCertificate
from scheduler.verifier.bounds.ground import Ground
from scheduler.verifier.clock import minutes
from scheduler.verifier.levels import level_of, level_of_statement

Grouped = CountCertificate | SetCertificate


def fault(ground: Ground, certificate: Grouped) -> str | None:
    """Why its moments or groups are not what they say; None if they are."""
    return _measure_fault(ground, certificate.moment) or _groups_fault(ground, certificate)


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
    return None if all(n % moment == 0 for n in lengths) else "its moments have another length"


def moments(ground: Ground, certificate: Grouped, session: str) -> int:
    """Moments for which a session is on."""
    return 1 if certificate.moment == 0 else ground.lengths[session] // certificate.moment


def _groups_fault(ground: Ground, certificate: Grouped) -> str | None:
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


def _pairs_fault(ground: Ground, certificate: Grouped) -> str | None:
    """Two cost no more in all groups of pairs together than they really do, moment by moment."""
    prices: defaultdict[frozenset[str], int] = defaultdict(int)
    for group in certificate.groups:
        if group.sort == "pairs":
            if group.most != 1:
                return "a group of pairs has another 'most' than 1"
            for two in combinations(group.sessions, 2):
                prices[frozenset(two)] += group.price or 0
    for pair, price in prices.items():
        together = min(moments(ground, certificate, id) for id in pair)
        really = certificate.unit * ground.costs.get(pair, 0)
        if pair not in ground.exclusive and price * together > really:
            return f"{' and '.join(sorted(pair))} cost less than it says"
    return None


def _delegation_fault(ground: Ground, certificate: Grouped, group: PriceGroup) -> str | None:
    problem = ground.reading.problem
    delegation = next((d for d in problem.delegations if d.id == group.name), None)
    if delegation is None:
        return "a delegation is unknown"
    named = [g for g in certificate.groups if g.sort == "delegation" and g.name == group.name]
    if len(named) > 1:
        return f"{delegation.id} is listed twice"
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
