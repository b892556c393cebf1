"""
Certificates: prices that prove what overlaps cost, with names, as ``verify --bounds`` reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.instance.instance import Instance
from scheduler.search.time_then_rooms.count_bound import CountBound, Leaf
from scheduler.search.time_then_rooms.count_prices import priced_groups
from scheduler.search.time_then_rooms.overlap_bound import OverlapBound
from scheduler.search.time_then_rooms.overlap_moments import UNIT, Moments, Set
from scheduler.timetable import (
    CountCertificate,
    PricedLeaf,
    PricedSlots,
    PriceGroup,
    SetCertificate,
)

Group = tuple[Set, int, int | None]
"""Sessions, how many of them are on for nothing, price of more: None if no more may be."""


def certificate(instance: Instance, proof: CountBound, tier: str) -> CountCertificate:
    """What the leaves prove, session by session and slot by slot."""
    return CountCertificate(
        tier=tier,
        bound=proof.bound,
        unit=UNIT,
        moment=_moment(instance),
        groups=tuple(_groups(instance, proof.counts.moments, proof.counts.groups)),
        leaves=tuple(_leaf(instance, leaf) for leaf in proof.leaves),
    )


def set_certificate(instance: Instance, proof: OverlapBound, tier: str) -> SetCertificate:
    """What prices of sessions prove of the sets that may be on at once."""
    moments = proof.moments
    named = zip(instance.sessions, proof.prices, strict=True)
    return SetCertificate(
        tier=tier,
        bound=proof.bound,
        unit=UNIT,
        moment=_moment(instance),
        groups=tuple(_groups(instance, moments, [*priced_groups(moments), *_bounded(moments)])),
        prices=tuple((session.id, price) for session, price in named if price),
    )


def _bounded(moments: Moments) -> Iterator[Group]:
    yield from ((those, most, None) for those, most in moments.most)


def _moment(instance: Instance) -> int:
    return 0 if all(slot.aligned for slot in instance.slots) else instance.grid.tick


def _groups(instance: Instance, moments: Moments, groups: Iterable[Group]) -> Iterator[PriceGroup]:
    """``groups``: the pairs of the moments first, then their delegations, then all others."""
    cliques = len(moments.soft_conflicts)
    for g, (those, most, price) in enumerate(groups):
        delegation = None
        if price is not None and g >= cliques:
            delegation = moments.delegations[g - cliques].name
        yield PriceGroup(
            sort="most" if price is None else "pairs" if delegation is None else "delegation",
            sessions=tuple(instance.sessions[i].id for i in sorted(those)),
            most=most,
            price=price,
            name=delegation,
        )


def _leaf(instance: Instance, leaf: Leaf) -> PricedLeaf:
    """Slots with the same prices stand together."""
    by_slot: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (g, k), price in leaf.prices.of.items() if leaf.prices is not None else ():
        by_slot[k].append((g, price))
    alike: defaultdict[tuple[tuple[int, int], ...], list[str]] = defaultdict(list)
    for k in sorted(by_slot):
        alike[tuple(sorted(by_slot[k]))].append(instance.slots[k].id)
    names = [session.id for session in instance.sessions]
    return PricedLeaf(
        orders=tuple((names[a], names[b]) for a, b in leaf.orders),
        priced=tuple(
            PricedSlots(slots=tuple(slots), prices=prices) for prices, slots in alike.items()
        ),
    )
