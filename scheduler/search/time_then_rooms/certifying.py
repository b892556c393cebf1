"""The prices of a bound of counts as a certificate, by name: what ``verify --bounds`` reads."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.instance.instance import Instance
from scheduler.search.time_then_rooms.count_bound import CountBound, Leaf
from scheduler.search.time_then_rooms.overlap_moments import UNIT
from scheduler.timetable import CountCertificate, PricedLeaf, PricedSlots, PriceGroup


def certificate(instance: Instance, proof: CountBound, tier: str) -> CountCertificate:
    """What the leaves prove, session by session and slot by slot."""
    by_slot = all(slot.aligned for slot in instance.slots)
    return CountCertificate(
        tier=tier,
        bound=proof.bound,
        unit=UNIT,
        moment=0 if by_slot else instance.grid.tick,
        groups=tuple(_groups(instance, proof)),
        leaves=tuple(_leaf(instance, leaf) for leaf in proof.leaves),
    )


def _groups(instance: Instance, proof: CountBound) -> Iterator[PriceGroup]:
    moments = proof.counts.moments
    cliques = len(moments.soft_conflicts)
    for g, (those, most, price) in enumerate(proof.counts.groups):
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
